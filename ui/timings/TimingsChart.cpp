#include "ui/timings/TimingsChart.h"

#include "ui/timings/TimingsText.h"

#include <QChart>
#include <QEvent>
#include <QGraphicsLayout>
#include <QLegend>
#include <QLegendMarker>
#include <QLineSeries>
#include <QScatterSeries>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace escapade {
namespace {

constexpr int stepsByThread = 8; // of the curves between two thread counts
constexpr double markerSize = 8;
constexpr int narrow = 450; // of the whole chart

int mostThreads(const ScalingCurve& curve)
{
    return curve.points.empty() ? 1 : curve.points.back().threads;
}

/// What the memory allows is drawn where it comes near: far above, it would press all else down.
bool memoryIsNear(const ScalingCurve& curve)
{
    constexpr double near = 2;
    double most = 0;
    for (const ScalingPoint& point : curve.points)
        most = std::max(most, point.high);
    return std::ranges::all_of(curve.points,
        [most](const ScalingPoint& point) { return point.memoryLimit && *point.memoryLimit <= near * most; });
}

/// Ideal lines may leave a chart of times above, never one of rates.
double largest(const ScalingCurve& curve)
{
    double most = curve.oneThread ? valueAt(curve, mostThreads(curve), mostThreads(curve)) : 0;
    for (const ScalingPoint& point : curve.points)
        most = std::max(most, point.high);
    if (memoryIsNear(curve)) {
        for (const ScalingPoint& point : curve.points)
            most = std::max(most, *point.memoryLimit);
    }
    return most;
}

AxisUnit unitFor(const ScalingCurve& curve)
{
    switch (curve.metric) {
    case TimingMetric::Time:
        return timeUnitFor(largest(curve));
    case TimingMetric::Rate:
        return prefixFor(largest(curve));
    case TimingMetric::SpeedUp:
        return { 1, "" };
    case TimingMetric::Efficiency:
        return { 0.01, "%" };
    }
    return {};
}

QString valueTitle(Workload workload, const ScalingCurve& curve, const char* unitName)
{
    const QString unit = QString::fromUtf8(unitName);
    switch (curve.metric) {
    case TimingMetric::Time:
        return curve.perWork ? timePerWorkText(unit, workload) : TimingsChart::tr("Time (%1)").arg(unit);
    case TimingMetric::Rate:
        return TimingsChart::tr("%1 (%2/s)").arg(workText(workload), unit);
    case TimingMetric::SpeedUp:
        return TimingsChart::tr("Speed-up (×)");
    case TimingMetric::Efficiency:
        return TimingsChart::tr("Efficiency (%)");
    }
    return {};
}

} // namespace

TimingsChart::TimingsChart(int logicalCores, QWidget* parent)
    : QChartView(parent)
    , m_logicalCores(logicalCores)
    , m_threadAxis(addAxis(*chart(), Qt::AlignBottom))
    , m_valueAxis(addAxis(*chart(), Qt::AlignLeft))
{
    setObjectName(QStringLiteral("timingsChart"));
    setUpChart(*this);
    m_threadAxis->setTitleText(tr("Threads"));
    m_threadAxis->setLabelFormat(QStringLiteral("%d"));
    m_threadAxis->setTickType(QValueAxis::TicksDynamic);
    m_threadAxis->setTickAnchor(0);
    m_threadAxis->setTickInterval(1);
    m_coresLine = makeLine(logicalCores == 1 ? tr("1 core") : tr("%1 cores").arg(logicalCores));
    m_ideal = makeLine(tr("Ideal"));
    m_amdahl = makeLine(tr("Amdahl"));
    m_gustafson = makeLine(tr("Gustafson"));
    m_universal = makeLine(tr("Universal"));
    m_roofline = makeLine(tr("Memory limit"));
    m_medianLine = makeLine(tr("Measured"));
    m_medians = makeMarkers({});
    m_crowded = makeMarkers(tr("Shared cores"));
    hideInLegend(*chart(), m_medians);
    applyPalette();
}

QLineSeries* TimingsChart::makeLine(const QString& name)
{
    auto* series = new QLineSeries(chart());
    series->setName(name);
    chart()->addSeries(series);
    series->attachAxis(m_threadAxis);
    series->attachAxis(m_valueAxis);
    return series;
}

QScatterSeries* TimingsChart::makeMarkers(const QString& name)
{
    auto* series = new QScatterSeries(chart());
    series->setName(name);
    series->setMarkerSize(markerSize);
    chart()->addSeries(series);
    series->attachAxis(m_threadAxis);
    series->attachAxis(m_valueAxis);
    return series;
}

void TimingsChart::setCurve(Workload workload, const ScalingCurve& curve)
{
    const AxisUnit unit = unitFor(curve);
    showAxes(workload, curve, unit);
    m_coresLine->replace(QList<QPointF> { { static_cast<double>(m_logicalCores), 0 },
        { static_cast<double>(m_logicalCores), m_valueAxis->max() } });
    showPoints(curve, unit.value);
    showWhiskers(curve, unit.value);
    showLaws(curve, unit.value);
    showLegend();
    describe(curve);
}

void TimingsChart::showPoints(const ScalingCurve& curve, double unit)
{
    QList<QPointF> all;
    QList<QPointF> onCores;
    QList<QPointF> crowded;
    QList<QPointF> roofline;
    for (const ScalingPoint& point : curve.points) {
        all.append({ static_cast<double>(point.threads), point.value / unit });
        (point.threads > m_logicalCores ? crowded : onCores).append(all.back());
        if (memoryIsNear(curve))
            roofline.append({ all.back().x(), *point.memoryLimit / unit });
    }
    m_medianLine->replace(all);
    m_roofline->replace(roofline);
    m_medians->replace(onCores);
    m_crowded->replace(crowded);
}

void TimingsChart::showWhiskers(const ScalingCurve& curve, double unit)
{
    while (m_whiskers.size() < curve.points.size()) {
        QLineSeries* whisker = makeLine({});
        whisker->setPen(m_medianLine->pen());
        hideInLegend(*chart(), whisker);
        m_whiskers.push_back(whisker);
    }
    for (std::size_t n = 0; n < m_whiskers.size(); ++n) {
        QList<QPointF> ends;
        if (n < curve.points.size()) {
            const ScalingPoint& point = curve.points[n];
            for (const double end : { point.low, point.high })
                ends.append({ static_cast<double>(point.threads), end / unit });
        }
        m_whiskers[n]->replace(ends);
    }
}

void TimingsChart::showLaws(const ScalingCurve& curve, double unit)
{
    showLaw(m_ideal, curve, unit, [](double threads) { return threads; });
    const auto showFit = [&](QLineSeries* line, const auto& fit) {
        showLaw(line, curve, unit,
            fit ? SpeedUp([law = *fit](double threads) { return law.speedUp(threads); }) : SpeedUp());
    };
    showFit(m_amdahl, curve.fits.amdahl);
    showFit(m_gustafson, curve.fits.gustafson);
    showFit(m_universal, curve.fits.universal);
}

/// No law, or no value to start it from: no line.
void TimingsChart::showLaw(QLineSeries* line, const ScalingCurve& curve, double unit, const SpeedUp& speedUp)
{
    QList<QPointF> points;
    if (speedUp && curve.oneThread) {
        const int steps = std::max(1, mostThreads(curve) - 1) * stepsByThread;
        for (int step = 0; step <= steps; ++step) {
            const double threads = 1 + static_cast<double>(step) / stepsByThread;
            points.append({ threads, valueAt(curve, threads, speedUp(threads)) / unit });
        }
    }
    line->replace(points);
}

void TimingsChart::showAxes(Workload workload, const ScalingCurve& curve, AxisUnit unit)
{
    m_valueAxis->setTitleText(valueTitle(workload, curve, unit.name));
    const int last = std::max({ mostThreads(curve), m_logicalCores, 2 });
    m_threadAxis->setRange(0.5, last + 0.5);
    m_threadAxis->setTickInterval(std::max(1, (last + 7) / 8));
    showFromZero(*m_valueAxis, largest(curve) / unit.value);
}

/// The legend names what is there, and nothing else.
void TimingsChart::showLegend()
{
    for (QXYSeries* series : std::initializer_list<QXYSeries*> {
             m_ideal, m_amdahl, m_gustafson, m_universal, m_roofline, m_crowded }) {
        const auto markers = chart()->legend()->markers(series);
        for (QLegendMarker* marker : markers)
            marker->setVisible(series->count() > 0);
    }
    // Where there is no room for names, the line that everything else is about needs none.
    const bool isCrowded = width() < narrow && m_amdahl->count() + m_gustafson->count() > 0;
    const auto measured = chart()->legend()->markers(m_medianLine);
    for (QLegendMarker* marker : measured)
        marker->setVisible(!isCrowded);
    // It does not notice by itself that there is more or less to lay out.
    chart()->legend()->layout()->invalidate();
    chart()->layout()->invalidate();
}

/// For those who do not see the picture, and those who wonder.
void TimingsChart::describe(const ScalingCurve& curve)
{
    setAccessibleName(tr("Chart: %1 against threads").arg(metricText(curve.metric)));
    QStringList values;
    for (const ScalingPoint& point : curve.points)
        values += tr("%1: %2").arg(point.threads).arg(metricValueText(curve.metric, point.value));
    setAccessibleDescription(values.join(QStringLiteral("; ")));
    setToolTip(tr("%1 with each number of threads: the median, with whiskers from the smallest to the "
                  "largest. Hollow marks: more threads than cores. Lines of laws are drawn where enough "
                  "thread counts on cores of their own were measured.")
                   .arg(metricText(curve.metric)));
}

void TimingsChart::resizeEvent(QResizeEvent* event)
{
    QChartView::resizeEvent(event);
    if (m_crowded != nullptr)
        showLegend();
}

void TimingsChart::changeEvent(QEvent* event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        applyPalette();
}

void TimingsChart::applyPalette()
{
    const ChartColors colors = chartColors(palette());
    setBackgroundBrush(colors.base);
    applyColors(*chart(), colors);
    m_medianLine->setPen(QPen(colors.measured, 2));
    m_medians->setColor(colors.measured);
    m_medians->setBorderColor(colors.base);
    m_crowded->setColor(colors.base);
    m_crowded->setBorderColor(colors.measured);
    m_ideal->setPen(QPen(colors.text, 1.5, Qt::DashLine));
    m_coresLine->setPen(QPen(colors.cores, 1.5, Qt::DotLine));
    m_amdahl->setPen(QPen(colors.amdahl, 1.5, Qt::DashDotLine));
    m_gustafson->setPen(QPen(colors.gustafson, 1.5, Qt::DashDotLine));
    m_roofline->setPen(QPen(colors.amdahl, 2.5, Qt::SolidLine, Qt::FlatCap));
    m_universal->setPen(QPen(colors.universal, 1.5, Qt::DashDotDotLine));
    for (QLineSeries* whisker : m_whiskers)
        whisker->setPen(m_medianLine->pen());
}

} // namespace escapade
