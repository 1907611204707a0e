#include "ui/panels/TimingsChart.h"

#include "ui/panels/TimingsText.h"

#include <QChart>
#include <QEvent>
#include <QGraphicsLayout>
#include <QLegend>
#include <QLegendMarker>
#include <QLineSeries>
#include <QScatterSeries>
#include <QValueAxis>

#include <algorithm>
#include <array>
#include <cmath>

namespace escapade {
namespace {

constexpr int idealSteps = 8; // of the ideal curve between two thread counts
constexpr double headroom = 1.08;

struct TimeScale
{
    double seconds;
    const char* unit;
};

constexpr std::array timeScales { TimeScale { 1e-12, "ps" }, TimeScale { 1e-9, "ns" },
    TimeScale { 1e-6, "µs" }, TimeScale { 1e-3, "ms" }, TimeScale { 1, "s" } };

TimeScale scaleFor(double seconds)
{
    TimeScale scale = timeScales.front();
    for (const TimeScale& candidate : timeScales) {
        if (seconds >= candidate.seconds)
            scale = candidate;
    }
    return scale;
}

double largest(const TimingsCurve& curve)
{
    double most = curve.oneThread.value_or(0);
    for (const TimingsCurve::Point& point : curve.points)
        most = std::max(most, point.seconds.max);
    return most;
}

int mostThreads(const TimingsCurve& curve)
{
    return curve.points.empty() ? 1 : curve.points.back().threads;
}

} // namespace

TimingsCurve curveOf(const std::vector<TimingRow>& rows, SimdLevel simd, Arithmetic arithmetic,
    const std::optional<double>& commonWork)
{
    TimingsCurve curve;
    curve.perWork = !commonWork;
    for (const TimingRow& row : rows) {
        if (row.cell.simd != simd || row.cell.arithmetic != arithmetic)
            continue;
        const Summary& seconds = curve.perWork ? row.secondsPerWork : row.wallSeconds;
        curve.points.push_back({ row.cell.threads, seconds });
        if (row.cell.threads == 1)
            curve.oneThread = seconds.median;
    }
    std::sort(curve.points.begin(), curve.points.end(),
        [](const auto& a, const auto& b) { return a.threads < b.threads; });
    return curve;
}

TimingsChart::TimingsChart(int logicalCores, QWidget* parent)
    : QChartView(parent)
    , m_logicalCores(logicalCores)
    , m_threadAxis(new QValueAxis(chart()))
    , m_timeAxis(new QValueAxis(chart()))
{
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Chart of time against threads"));
    chart()->setMargins({ 2, 2, 2, 2 });
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->setBackgroundRoundness(0);
    chart()->legend()->setAlignment(Qt::AlignTop);
    chart()->legend()->setMarkerShape(QLegend::MarkerShapeFromSeries);
    setUpAxes();
    m_coresLine = makeLine(coresText(logicalCores));
    m_ideal = makeLine(tr("Ideal"));
    m_medianLine = makeLine(tr("Measured"));
    m_medians = new QScatterSeries(chart());
    chart()->addSeries(m_medians);
    m_medians->attachAxis(m_threadAxis);
    m_medians->attachAxis(m_timeAxis);
    m_medians->setMarkerSize(8);
    for (QLegendMarker* marker : chart()->legend()->markers(m_medians))
        marker->setVisible(false);
    setToolTip(tr("Median time with each number of threads, with whiskers from the shortest to the longest. "
                  "The ideal line is the time with one thread divided by the number of threads."));
    applyPalette();
}

void TimingsChart::setUpAxes()
{
    chart()->addAxis(m_threadAxis, Qt::AlignBottom);
    chart()->addAxis(m_timeAxis, Qt::AlignLeft);
    m_threadAxis->setTitleText(tr("Threads"));
    m_threadAxis->setLabelFormat(QStringLiteral("%d"));
    m_threadAxis->setTickType(QValueAxis::TicksDynamic);
    m_threadAxis->setTickAnchor(0);
    m_threadAxis->setTickInterval(1);
    m_timeAxis->setTickType(QValueAxis::TicksFixed);
    for (QValueAxis* axis : { m_threadAxis, m_timeAxis }) {
        QFont font = axis->titleFont();
        font.setBold(false);
        axis->setTitleFont(font);
    }
}

QLineSeries* TimingsChart::makeLine(const QString& name)
{
    auto* series = new QLineSeries(chart());
    series->setName(name);
    chart()->addSeries(series);
    series->attachAxis(m_threadAxis);
    series->attachAxis(m_timeAxis);
    return series;
}

void TimingsChart::setCurve(Workload workload, const TimingsCurve& curve)
{
    const double unit = scaleFor(largest(curve)).seconds;
    QList<QPointF> medians;
    for (const TimingsCurve::Point& point : curve.points)
        medians.append({ static_cast<double>(point.threads), point.seconds.median / unit });
    QList<QPointF> ideal;
    if (curve.oneThread) {
        const int steps = std::max(1, mostThreads(curve) - 1) * idealSteps;
        for (int step = 0; step <= steps; ++step) {
            const double threads = 1 + static_cast<double>(step) / idealSteps;
            ideal.append({ threads, *curve.oneThread / unit / threads });
        }
    }
    showAxes(workload, curve, unit);
    m_coresLine->replace(QList<QPointF> { { static_cast<double>(m_logicalCores), 0 },
        { static_cast<double>(m_logicalCores), m_timeAxis->max() } });
    m_ideal->replace(ideal);
    m_medianLine->replace(medians);
    m_medians->replace(medians);
    showWhiskers(curve, unit);
}

void TimingsChart::showWhiskers(const TimingsCurve& curve, double unit)
{
    while (m_whiskers.size() < curve.points.size()) {
        QLineSeries* whisker = makeLine({});
        whisker->setPen(m_medianLine->pen());
        for (QLegendMarker* marker : chart()->legend()->markers(whisker))
            marker->setVisible(false);
        m_whiskers.push_back(whisker);
    }
    for (std::size_t n = 0; n < m_whiskers.size(); ++n) {
        QList<QPointF> ends;
        if (n < curve.points.size()) {
            const TimingsCurve::Point& point = curve.points[n];
            for (const double seconds : { point.seconds.min, point.seconds.max })
                ends.append({ static_cast<double>(point.threads), seconds / unit });
        }
        m_whiskers[n]->replace(ends);
    }
}

void TimingsChart::showAxes(Workload workload, const TimingsCurve& curve, double unit)
{
    const QString unitName = QString::fromUtf8(scaleFor(unit).unit);
    m_timeAxis->setTitleText(
        curve.perWork ? timePerWorkText(unitName, workload) : tr("Time (%1)").arg(unitName));
    const int last = std::max({ mostThreads(curve), m_logicalCores, 2 });
    m_threadAxis->setRange(0.5, last + 0.5);
    m_threadAxis->setTickInterval(std::max(1, (last + 7) / 8));
    m_timeAxis->setRange(0, std::max(largest(curve) / unit * headroom, 1e-3));
    m_timeAxis->applyNiceNumbers();
    const double step = (m_timeAxis->max() - m_timeAxis->min()) / std::max(1, m_timeAxis->tickCount() - 1);
    m_timeAxis->setLabelFormat(step >= 1 ? QStringLiteral("%.0f") : QStringLiteral("%.1f"));
}

void TimingsChart::changeEvent(QEvent* event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        applyPalette();
}

void TimingsChart::applyPalette()
{
    const QColor text = palette().color(QPalette::Text);
    const QColor base = palette().color(QPalette::Base);
    const bool dark = base.lightness() < 128;
    QColor grid = text;
    grid.setAlphaF(0.18F);
    setBackgroundBrush(base);
    chart()->setBackgroundBrush(base);
    chart()->legend()->setLabelColor(text);
    for (QValueAxis* axis : { m_threadAxis, m_timeAxis }) {
        axis->setLabelsColor(text);
        axis->setTitleBrush(text);
        axis->setLinePen(QPen(text));
        axis->setGridLinePen(QPen(grid));
    }
    const QColor measured(dark ? 0x6db3ff : 0x1f62b8);
    const QColor cores(dark ? 0xffb454 : 0xb35900);
    m_medianLine->setPen(QPen(measured, 2));
    m_medians->setColor(measured);
    m_medians->setBorderColor(base);
    m_ideal->setPen(QPen(text, 1.5, Qt::DashLine));
    m_coresLine->setPen(QPen(cores, 1.5, Qt::DotLine));
    for (QLineSeries* whisker : m_whiskers)
        whisker->setPen(m_medianLine->pen());
}

} // namespace escapade
