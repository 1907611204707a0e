#include "ui/timings/RunTimesChart.h"

#include "core/timing/Histogram.h"
#include "core/timing/Statistics.h"
#include "ui/timings/ChartStyle.h"
#include "ui/timings/TimingsText.h"

#include <QAreaSeries>
#include <QChart>
#include <QEvent>
#include <QLegend>
#include <QLineSeries>
#include <QValueAxis>

#include <algorithm>

namespace escapade {
namespace {

/// The outline of the bars, from the left.
QList<QPointF> outlineOf(const Histogram& histogram, double unit)
{
    QList<QPointF> points;
    for (std::size_t bin = 0; bin < histogram.counts.size(); ++bin) {
        const double left = histogram.low + static_cast<double>(bin) * histogram.width;
        const double height = histogram.counts[bin];
        points.append({ left / unit, 0 });
        points.append({ left / unit, height });
        points.append({ (left + histogram.width) / unit, height });
        points.append({ (left + histogram.width) / unit, 0 });
    }
    return points;
}

int highest(const Histogram& histogram)
{
    return histogram.counts.empty() ? 1 : *std::ranges::max_element(histogram.counts);
}

} // namespace

RunTimesChart::RunTimesChart(QWidget* parent)
    : QChartView(parent)
    , m_timeAxis(addAxis(*chart(), Qt::AlignBottom))
    , m_countAxis(addAxis(*chart(), Qt::AlignLeft))
{
    setObjectName(QStringLiteral("runTimesChart"));
    setUpChart(*this);
    chart()->legend()->setMarkerShape(QLegend::MarkerShapeRectangle); // areas have no mark of their own
    m_countAxis->setTitleText(tr("Runs"));
    chart()->setTitleFont(m_countAxis->titleFont());
    m_interval = makeArea(tr("95 % interval of the median"));
    m_bars = makeArea(tr("Runs"));
    m_median = new QLineSeries(chart());
    m_median->setName(tr("Median"));
    chart()->addSeries(m_median);
    m_median->attachAxis(m_timeAxis);
    m_median->attachAxis(m_countAxis);
    applyPalette();
}

QAreaSeries* RunTimesChart::makeArea(const QString& name)
{
    auto* upper = new QLineSeries(chart());
    auto* series = new QAreaSeries(upper);
    series->setName(name);
    chart()->addSeries(series);
    series->attachAxis(m_timeAxis);
    series->attachAxis(m_countAxis);
    return series;
}

void RunTimesChart::setTimes(const std::vector<double>& seconds, const QString& what)
{
    const Histogram histogram = histogramOf(seconds);
    const Summary summary = summarize(seconds);
    const AxisUnit unit = timeUnitFor(summary.median);
    const double most = highest(histogram);
    showFromZero(*m_countAxis, most);
    m_bars->upperSeries()->replace(outlineOf(histogram, unit.value));
    QList<QPointF> interval;
    if (summary.interval) {
        for (const double end : { summary.interval->low, summary.interval->high })
            interval.append({ end / unit.value, m_countAxis->max() });
    }
    m_interval->upperSeries()->replace(interval);
    QList<QPointF> median;
    if (summary.count > 0) {
        for (const double height : { 0.0, m_countAxis->max() })
            median.append({ summary.median / unit.value, height });
    }
    m_median->replace(median);
    const double bins = static_cast<double>(histogram.counts.size()) * histogram.width;
    const double margin = std::max(0.04 * bins, 1e-12);
    if (summary.count > 0)
        showRange(
            *m_timeAxis, (histogram.low - margin) / unit.value, (histogram.low + bins + margin) / unit.value);
    m_timeAxis->setTitleText(tr("Wall time of a run (%1)").arg(QString::fromUtf8(unit.name)));
    chart()->setTitle(what);
    setAccessibleName(tr("Histogram of run times"));
    setAccessibleDescription(tr("%1: %2 runs, %3")
                                 .arg(what)
                                 .arg(summary.count)
                                 .arg(summary.count > 0 ? timeSummaryText(summary) : QString()));
    setToolTip(tr("How often a frame or a lesson took how long, for the line that is selected in the table "
                  "or the cell of "
                  "the heat map; run times have a floor and a long tail."));
}

void RunTimesChart::changeEvent(QEvent* event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        applyPalette();
}

void RunTimesChart::applyPalette()
{
    const ChartColors colors = chartColors(palette());
    setBackgroundBrush(colors.base);
    applyColors(*chart(), colors);
    QColor inside = colors.measured;
    inside.setAlphaF(0.55F);
    m_bars->setBrush(inside);
    m_bars->setPen(QPen(colors.measured, 1.5));
    QColor known = colors.cores;
    known.setAlphaF(0.25F);
    m_interval->setBrush(known);
    m_interval->setPen(QPen(colors.cores, 1, Qt::DotLine));
    m_median->setPen(QPen(colors.text, 1.5, Qt::DashLine));
}

} // namespace escapade
