#include "ui/lessons/LessonTimesChart.h"

#include "ui/timings/TimingsText.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QChart>
#include <QHorizontalBarSeries>
#include <QLegend>
#include <QLineSeries>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace escapade {
namespace {

constexpr int mostSteps = 6;

/// 1, 2 or 5 times a power of ten: at most mostSteps of these reach the value.
double niceStep(double value)
{
    double power = 1;
    while (power * mostSteps >= value)
        power /= 10;
    while (power * 10 * mostSteps < value)
        power *= 10;
    for (const double factor : { 1.0, 2.0, 5.0 }) {
        if (factor * power * mostSteps >= value)
            return factor * power;
    }
    return 10 * power;
}

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
    for (std::size_t n = bars.size(); n-- > 0;) { // categories go upwards
        const LessonBar& bar = bars[n];
        m_medians->append(bar.seconds.median / unit.seconds);
        names.append(categoryOf(bar));
        words.prepend(categoryOf(bar));
    }
    m_wayAxis->append(names);
    m_timeAxis->setTitleText(tr("Wall time (%1)").arg(unit.name));
    const double shown = std::max(1e-3, most / unit.seconds);
    const double step = niceStep(shown);
    m_timeAxis->setTickType(QValueAxis::TicksDynamic);
    m_timeAxis->setTickAnchor(0);
    m_timeAxis->setTickInterval(step);
    m_timeAxis->setRange(0, std::ceil(shown / step) * step);
    m_timeAxis->setLabelFormat(step >= 1 ? QStringLiteral("%.0f") : QStringLiteral("%g"));
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    m_wayAxis->setVisible(!bars.empty());
    m_timeAxis->setVisible(!bars.empty());
    showEmptyText();
    showWhiskers(bars, unit.seconds);
}

void LessonTimesChart::setEmptyText(const QString& text)
{
    m_emptyText = text;
    showEmptyText();
}

void LessonTimesChart::showEmptyText()
{
    chart()->setTitle(m_medians->count() == 0 ? m_emptyText : QString());
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
    // Between ground and text, so that whiskers are seen within the bars and beyond.
    const bool dark = palette().color(QPalette::Base).lightness() < 128;
    const QColor bars(dark ? 0x3f85d0 : 0x4f8fd6);
    m_medians->setColor(bars);
    m_medians->setBorderColor(bars);
    for (QLineSeries* whisker : m_whiskers)
        whisker->setPen(QPen(palette().color(QPalette::Text), 2));
}

} // namespace escapade
