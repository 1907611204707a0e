#include "ui/lessons/TaskTimesStrip.h"

#include "ui/text/LessonText.h"
#include "ui/timings/TimingsText.h"

#include <QPainter>

#include <algorithm>

namespace escapade {
namespace {

constexpr int margin = 6;
constexpr int rowPadding = 2;
constexpr double thinnestBar = 0.75; // that something is seen of the shortest tasks
constexpr int textPadding = 3;

double seconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double>(time).count();
}

} // namespace

TaskTimesStrip::TaskTimesStrip(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("taskTimes"));
    setAccessibleName(tr("Which worker computed which task when"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void TaskTimesStrip::setRun(const TaskGraph& graph, const std::optional<TaskGraphRun>& run)
{
    m_bars.clear();
    m_workers = 0;
    m_seconds = run ? seconds(run->wall) : 0;
    if (run) {
        for (const TaskEvent& event : run->events) {
            m_bars.push_back({ taskTitle(graph.nodes.at(static_cast<std::size_t>(event.node))), event });
            m_workers = std::max(m_workers, event.worker + 1);
        }
    }
    updateGeometry();
    update();
}

QSize TaskTimesStrip::sizeHint() const
{
    const int row = fontMetrics().height() + 2 * rowPadding;
    return { 400, m_workers * row + fontMetrics().height() + rowPadding };
}

void TaskTimesStrip::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    if (m_bars.empty() || m_seconds <= 0)
        return;
    const QRectF area = plot();
    const double row = area.height() / m_workers;
    painter.setPen(palette().color(QPalette::Text));
    for (int worker = 0; worker < m_workers; ++worker)
        painter.drawText(QRectF(margin, area.top() + worker * row, area.left() - margin, row),
            Qt::AlignLeft | Qt::AlignVCenter, tr("Worker %1").arg(worker + 1));
    paintBars(painter);
    painter.setPen(palette().color(QPalette::Text));
    const QRectF below(
        area.left(), area.bottom() + rowPadding, area.width(), static_cast<double>(fontMetrics().height()));
    painter.drawText(below, Qt::AlignLeft | Qt::AlignTop, tr("0"));
    painter.drawText(below, Qt::AlignHCenter | Qt::AlignTop, tr("Time since the beginning"));
    painter.drawText(below, Qt::AlignRight | Qt::AlignTop, timeText(m_seconds));
}

QRectF TaskTimesStrip::plot() const
{
    const double left = 2 * margin + fontMetrics().horizontalAdvance(tr("Worker %1").arg(m_workers));
    return { left, 0, std::max(1.0, width() - left - margin),
        std::max(1.0, static_cast<double>(height() - fontMetrics().height() - rowPadding)) };
}

void TaskTimesStrip::paintBars(QPainter& painter) const
{
    const QRectF area = plot();
    const double row = area.height() / m_workers;
    for (const Bar& bar : m_bars) {
        const double begin = area.left() + area.width() * seconds(bar.event.begin) / m_seconds;
        const double end = area.left() + area.width() * seconds(bar.event.end) / m_seconds;
        const QRectF box(
            begin, area.top() + bar.event.worker * row + 1, std::max(thinnestBar, end - begin), row - 2);
        painter.fillRect(box, palette().color(QPalette::Highlight));
        painter.setPen(palette().color(QPalette::Base)); // tells neighbours apart
        if (box.width() > 2)
            painter.drawLine(box.topRight(), box.bottomRight());
        if (fontMetrics().horizontalAdvance(bar.title) + 2 * textPadding > box.width())
            continue;
        painter.setPen(palette().color(QPalette::HighlightedText));
        painter.drawText(box.adjusted(textPadding, 0, -textPadding, 0), Qt::AlignCenter, bar.title);
    }
}

} // namespace escapade
