#include "ui/lessons/TaskGraphPicture.h"

#include "ui/text/LessonText.h"
#include "ui/timings/TimingsText.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>

namespace escapade {
namespace {

constexpr int margin = 6;
constexpr double widthShare = 0.88; // of a box, of its column
constexpr double widest = 150;
constexpr double gap = 4; // between boxes
constexpr double corner = 4;
constexpr double arrow = 6;

/// Of two lines.
double boxHeight(const QFontMetrics& metrics)
{
    return 2.0 * metrics.height() + 4;
}

std::size_t indexOf(int node)
{
    return static_cast<std::size_t>(node);
}

} // namespace

TaskGraphPicture::TaskGraphPicture(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("taskGraph"));
    setAccessibleName(tr("Task graph"));
}

void TaskGraphPicture::setGraph(TaskGraph graph)
{
    m_graph = std::move(graph);
    m_layers = layersOf(m_graph);
    m_users = usersOf(m_graph);
    setRun({}, std::nullopt);
}

void TaskGraphPicture::setRun(const QString& way, std::optional<TaskGraphRun> run)
{
    m_way = way;
    m_run = std::move(run);
    m_seen.assign(m_graph.nodes.size(), {});
    if (m_run) {
        for (const TaskEvent& event : m_run->events) {
            Seen& seen = m_seen.at(indexOf(event.node));
            ++seen.times;
            seen.seconds += std::chrono::duration<double>(event.end - event.begin).count();
            seen.worker = event.worker;
        }
    }
    setAccessibleDescription(captionText());
    update();
}

QRectF TaskGraphPicture::boxOf(int node) const
{
    const int layer = m_layers.at(indexOf(node));
    const auto inLayer = static_cast<int>(std::count(m_layers.begin(), m_layers.end(), layer));
    const auto before = static_cast<int>(std::count(m_layers.begin(), m_layers.begin() + node, layer));
    const int layers = *std::max_element(m_layers.begin(), m_layers.end()) + 1;
    const QRectF area = plot();
    const double column = area.width() / layers;
    const double row = area.height() / inLayer;
    const double width = std::min(widest, column * widthShare);
    const double height = std::min(row - gap, boxHeight(fontMetrics()));
    return { area.left() + column * layer + (column - width) / 2,
        area.top() + row * before + (row - height) / 2, width, height };
}

int TaskGraphPicture::comfortableHeight() const
{
    std::ptrdiff_t most = 1; // boxes in a column
    for (const int layer : m_layers)
        most = std::max(most, std::count(m_layers.begin(), m_layers.end(), layer));
    const double captionAndMargins = fontMetrics().height() + 2.0 * margin;
    return static_cast<int>(captionAndMargins + static_cast<double>(most) * (boxHeight(fontMetrics()) + gap));
}

QSize TaskGraphPicture::sizeHint() const
{
    return { 660, 240 };
}

QSize TaskGraphPicture::minimumSizeHint() const
{
    return { 420, 150 };
}

void TaskGraphPicture::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.setPen(palette().color(QPalette::Text));
    const QRect caption(margin, 2, width() - 2 * margin, fontMetrics().height());
    painter.drawText(caption, Qt::AlignLeft | Qt::AlignVCenter,
        fontMetrics().elidedText(captionText(), Qt::ElideRight, caption.width()));
    if (m_graph.nodes.empty())
        return;
    paintEdges(painter);
    for (int node = 0; node < static_cast<int>(m_graph.nodes.size()); ++node)
        paintNode(painter, node);
}

bool TaskGraphPicture::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    for (int node = 0; node < static_cast<int>(m_graph.nodes.size()); ++node) {
        const QRectF box = boxOf(node);
        if (box.contains(help->pos())) {
            QToolTip::showText(help->globalPos(), toolTipOf(node), this, box.toRect());
            return true;
        }
    }
    QToolTip::hideText();
    return true;
}

QRectF TaskGraphPicture::plot() const
{
    return QRectF(rect()).adjusted(margin, fontMetrics().height() + margin, -margin, -margin);
}

void TaskGraphPicture::paintEdges(QPainter& painter) const
{
    QColor color = palette().color(QPalette::Text);
    color.setAlphaF(0.7F);
    painter.setPen(QPen(color, 1.2));
    for (int node = 0; node < static_cast<int>(m_graph.nodes.size()); ++node) {
        const QRectF to = boxOf(node);
        const QPointF end(to.left(), to.center().y());
        for (const int input : m_graph.nodes[indexOf(node)].inputs) {
            const QRectF from = boxOf(input);
            const QPointF begin(from.right(), from.center().y());
            const double middle = (begin.x() + end.x()) / 2;
            QPainterPath edge(begin);
            edge.cubicTo({ middle, begin.y() }, { middle, end.y() }, end);
            painter.setBrush(Qt::NoBrush);
            painter.drawPath(edge);
        }
        if (!m_graph.nodes[indexOf(node)].inputs.empty()) {
            painter.setBrush(color);
            painter.drawPolygon(
                QPolygonF { { end, end + QPointF(-arrow, -arrow / 2), end + QPointF(-arrow, arrow / 2) } });
        }
    }
}

void TaskGraphPicture::paintNode(QPainter& painter, int node) const
{
    const QRectF box = boxOf(node);
    const bool again = m_seen[indexOf(node)].times > 1;
    painter.setPen(QPen(palette().color(QPalette::Text), again ? 2.5 : 1));
    painter.setBrush(palette().color(again ? QPalette::Highlight : QPalette::Button));
    painter.drawRoundedRect(box, corner, corner);
    painter.setPen(palette().color(again ? QPalette::HighlightedText : QPalette::ButtonText));
    const double line = fontMetrics().height();
    const QRectF inner = box.adjusted(2, 0, -2, 0);
    const QString figures = figuresOf(node);
    const double first = box.center().y() - (figures.isEmpty() ? 0.5 : 1) * line;
    const auto drawLine = [&](double top, const QString& text) {
        painter.drawText(QRectF(inner.left(), top, inner.width(), line), Qt::AlignCenter,
            fontMetrics().elidedText(text, Qt::ElideRight, static_cast<int>(inner.width())));
    };
    drawLine(first, taskTitle(m_graph.nodes[indexOf(node)]));
    if (!figures.isEmpty())
        drawLine(first + line, figures);
}

QString TaskGraphPicture::figuresOf(int node) const
{
    const Seen& seen = m_seen[indexOf(node)];
    return m_run ? tr("%1×, %2", "so often, time").arg(seen.times).arg(timeText(seen.seconds)) : QString();
}

QString TaskGraphPicture::captionText() const
{
    return m_run ? QStringLiteral("%1: %2").arg(m_way, taskRunText(m_graph, *m_run))
                 : tr("Not computed yet. Run the lesson to see how often each task is computed.");
}

QString TaskGraphPicture::toolTipOf(int node) const
{
    QString text
        = tr("%1: needed by %2").arg(taskTitle(m_graph.nodes[indexOf(node)])).arg(m_users[indexOf(node)]);
    if (m_run) {
        const Seen& seen = m_seen[indexOf(node)];
        text += QLatin1Char('\n')
            + tr("Computed %1 × in %2, the last time by worker %3")
                  .arg(seen.times)
                  .arg(timeText(seen.seconds))
                  .arg(seen.worker + 1);
    }
    return text;
}

} // namespace escapade
