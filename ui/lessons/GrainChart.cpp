#include "ui/lessons/GrainChart.h"

#include <QChart>
#include <QLegend>
#include <QLegendMarker>
#include <QLineSeries>
#include <QLogValueAxis>
#include <QScatterSeries>

#include <algorithm>
#include <limits>

namespace escapade {
namespace {

constexpr double decade = 10;

/// The power of ten at or below a positive value, and at or above it.
double decadeBelow(double value)
{
    double power = 1;
    while (power > value)
        power /= decade;
    while (power * decade <= value)
        power *= decade;
    return power;
}
double decadeAbove(double value)
{
    const double below = decadeBelow(value);
    return below < value ? below * decade : below;
}

} // namespace

GrainChart::GrainChart(QWidget* parent)
    : LessonChart(parent)
    , m_grainAxis(new QLogValueAxis(chart()))
    , m_timeAxis(new QLogValueAxis(chart()))
{
    setObjectName(QStringLiteral("grainChart"));
    setAccessibleName(tr("Chart of time against the size of tasks"));
    setToolTip(tr("Median wall times, with whiskers from the shortest to the longest run"));
    chart()->addAxis(m_grainAxis, Qt::AlignBottom);
    chart()->addAxis(m_timeAxis, Qt::AlignLeft);
    m_grainAxis->setTitleText(tr("Size of a task (elements)"));
    for (QLogValueAxis* axis : { m_grainAxis, m_timeAxis })
        axis->setLabelFormat(QStringLiteral("%.0f"));
    m_plain = makeLine(tr("Without tasks, one thread"));
    m_line = makeLine(tr("Tasks"));
    m_medians = new QScatterSeries(chart());
    chart()->addSeries(m_medians);
    m_medians->attachAxis(m_grainAxis);
    m_medians->attachAxis(m_timeAxis);
    m_medians->setMarkerSize(8);
    for (QLegendMarker* marker : chart()->legend()->markers(m_medians))
        marker->setVisible(false);
    chart()->legend()->show();
    chart()->legend()->setAlignment(Qt::AlignTop);
    chart()->legend()->setMarkerShape(QLegend::MarkerShapeFromSeries);
    setPoints({}, 0);
}

void GrainChart::setPoints(const std::vector<GrainPoint>& points, double withoutTasks)
{
    double most = withoutTasks;
    double least = withoutTasks > 0 ? withoutTasks : std::numeric_limits<double>::infinity();
    double largest = decade;
    for (const GrainPoint& point : points) {
        most = std::max(most, point.seconds.max);
        least = std::min(least, point.seconds.min);
        largest = std::max(largest, point.grain);
    }
    const bool isEmpty = points.empty() || least <= 0;
    const ChartTimeUnit unit = chartTimeUnit(isEmpty ? 1 : least); // so that no label is below 1
    m_timeAxis->setTitleText(tr("Wall time (%1)").arg(unit.name));
    const double low = isEmpty ? 1 : decadeBelow(least / unit.seconds);
    m_timeAxis->setRange(low, isEmpty ? decade : std::max(low * decade, decadeAbove(most / unit.seconds)));
    m_grainAxis->setRange(1, decadeAbove(largest));
    QList<QPointF> medians;
    if (!isEmpty) {
        for (const GrainPoint& point : points)
            medians.append({ point.grain, point.seconds.median / unit.seconds });
    }
    chart()->setTitle(isEmpty ? tr("No tasks are measured yet") : QString());
    m_line->replace(medians);
    m_medians->replace(medians);
    m_plain->replace(isEmpty || withoutTasks <= 0 ? QList<QPointF>()
                                                  : QList<QPointF> { { 1, withoutTasks / unit.seconds },
                                                      { m_grainAxis->max(), withoutTasks / unit.seconds } });
    showWhiskers(isEmpty ? std::vector<GrainPoint>() : points, unit.seconds);
}

QLineSeries* GrainChart::makeLine(const QString& name)
{
    auto* series = new QLineSeries(chart());
    series->setName(name);
    chart()->addSeries(series);
    series->attachAxis(m_grainAxis);
    series->attachAxis(m_timeAxis);
    return series;
}

void GrainChart::showWhiskers(const std::vector<GrainPoint>& points, double unit)
{
    while (m_whiskers.size() < points.size()) {
        QLineSeries* whisker = makeLine({});
        for (QLegendMarker* marker : chart()->legend()->markers(whisker))
            marker->setVisible(false);
        m_whiskers.push_back(whisker);
    }
    for (std::size_t n = 0; n < m_whiskers.size(); ++n) {
        QList<QPointF> ends;
        if (n < points.size())
            ends = { { points[n].grain, points[n].seconds.min / unit },
                { points[n].grain, points[n].seconds.max / unit } };
        m_whiskers[n]->replace(ends);
    }
    GrainChart::applyPalette();
}

void GrainChart::applyPalette()
{
    LessonChart::applyPalette();
    const QPen measured(seriesColor(), 2);
    m_line->setPen(measured);
    m_medians->setColor(seriesColor());
    m_medians->setBorderColor(palette().color(QPalette::Base));
    m_plain->setPen(QPen(palette().color(QPalette::Text), 1.5, Qt::DashLine));
    for (QLineSeries* whisker : m_whiskers)
        whisker->setPen(measured);
}

} // namespace escapade
