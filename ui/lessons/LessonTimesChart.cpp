#include "ui/lessons/LessonTimesChart.h"

#include "ui/panels/TimingsText.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QChart>
#include <QHorizontalBarSeries>
#include <QLegend>
#include <QLineSeries>
#include <QValueAxis>

#include <algorithm>

namespace escapade {
namespace {

constexpr double headroom = 1.05;

/// The category of a bar: its name, and its time, which is hard to read off a short bar.
QString categoryOf(const LessonBar& bar)
{
    return QStringLiteral("%1: %2").arg(bar.name, timeText(bar.seconds.median));
}

} // namespace

LessonTimesChart::LessonTimesChart(QWidget* parent)
    : LessonChart(parent)
    , m_wayAxis(new QBarCategoryAxis(chart()))
    , m_timeAxis(new QValueAxis(chart()))
    , m_series(new QHorizontalBarSeries(chart()))
    , m_medians(new QBarSet({}, m_series))
{
    setObjectName(QStringLiteral("lessonTimes"));
    setAccessibleName(tr("Chart of the times of the ways"));
    setToolTip(tr("Median wall times, with whiskers from the shortest to the longest run"));
    m_series->append(m_medians);
    m_series->setBarWidth(0.7);
    chart()->addSeries(m_series);
    chart()->addAxis(m_wayAxis, Qt::AlignLeft);
    chart()->addAxis(m_timeAxis, Qt::AlignBottom);
    m_series->attachAxis(m_wayAxis);
    m_series->attachAxis(m_timeAxis);
    m_wayAxis->setGridLineVisible(false);
    m_wayAxis->setTruncateLabels(false);
    LessonTimesChart::applyPalette();
}

void LessonTimesChart::setBars(const std::vector<LessonBar>& bars)
{
    double most = 0;
    for (const LessonBar& bar : bars)
        most = std::max(most, bar.seconds.max);
    const ChartTimeUnit unit = chartTimeUnit(most);
    m_medians->remove(0, m_medians->count());
    m_wayAxis->clear();
    QStringList names;
    QStringList words;
    for (auto bar = bars.rbegin(); bar != bars.rend(); ++bar) { // categories go upwards
        m_medians->append(bar->seconds.median / unit.seconds);
        names.append(categoryOf(*bar));
        words.prepend(categoryOf(*bar));
    }
    m_wayAxis->append(names);
    m_timeAxis->setTitleText(tr("Wall time (%1)").arg(unit.name));
    m_timeAxis->setRange(0, std::max(1e-3, headroom * most / unit.seconds));
    m_timeAxis->applyNiceNumbers();
    const double step = m_timeAxis->max() / std::max(1, m_timeAxis->tickCount() - 1);
    m_timeAxis->setLabelFormat(step >= 1 ? QStringLiteral("%.0f") : QStringLiteral("%.1f"));
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    m_wayAxis->setVisible(!bars.empty());
    m_timeAxis->setVisible(!bars.empty());
    chart()->setTitle(bars.empty() ? tr("Nothing is measured yet") : QString());
    showWhiskers(bars, unit.seconds);
}

void LessonTimesChart::showWhiskers(const std::vector<LessonBar>& bars, double unit)
{
    while (m_whiskers.size() < bars.size()) {
        auto* whisker = new QLineSeries(chart());
        chart()->addSeries(whisker);
        whisker->attachAxis(m_wayAxis);
        whisker->attachAxis(m_timeAxis);
        m_whiskers.push_back(whisker);
    }
    for (std::size_t n = 0; n < m_whiskers.size(); ++n) {
        QList<QPointF> ends;
        if (n < bars.size()) {
            const auto line = static_cast<double>(bars.size() - 1 - n);
            ends = { { bars[n].seconds.min / unit, line }, { bars[n].seconds.max / unit, line } };
        }
        m_whiskers[n]->replace(ends);
    }
    applyPalette();
}

void LessonTimesChart::applyPalette()
{
    LessonChart::applyPalette();
    m_medians->setColor(seriesColor());
    m_medians->setBorderColor(seriesColor());
    for (QLineSeries* whisker : m_whiskers)
        whisker->setPen(QPen(palette().color(QPalette::Text), 2));
}

} // namespace escapade
