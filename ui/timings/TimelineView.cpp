#include "ui/timings/TimelineView.h"

#include "ui/timings/TimingsText.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyleOptionFocusRect>

#include <algorithm>
#include <cmath>

namespace escapade {
namespace {

constexpr int margin = 6;
constexpr int leastRow = 14; // pixels
constexpr double tallestRow = 46;
constexpr double barShare = 0.8; // of a row's height
constexpr double thinnestBar = 0.75; // that something is seen of the shortest tiles

double seconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double>(time).count();
}

/// 1, 2 or 5 times a power of ten: at most so many of these fit.
double tickStep(double range, int most)
{
    const double least = range / std::max(1, most);
    const double power = std::pow(10, std::floor(std::log10(least)));
    for (const double factor : { 1.0, 2.0, 5.0 }) {
        if (factor * power >= least)
            return factor * power;
    }
    return 10 * power;
}

/// Short tiles light, long ones dark, on light and dark grounds alike; the order is in the brightness, not in
/// the hue.
QColor barColor(double share)
{
    return QColor::fromHsvF(
        0.58F, static_cast<float>(0.25 + 0.6 * share), static_cast<float>(0.95 - 0.35 * share));
}

} // namespace

TimelineView::TimelineView(QWidget* parent)
    : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setObjectName(QStringLiteral("timelineView"));
    setAccessibleName(tr("Timeline of the workers"));
    setAccessibleDescription(tr("The arrow keys go from tile to tile"));
}

void TimelineView::setTimeline(std::optional<FrameTimeline> timeline)
{
    m_timeline = std::move(timeline);
    m_longest = 0;
    if (m_timeline) {
        for (const TimelineTile& tile : m_timeline->tiles)
            m_longest = std::max(m_longest, seconds(tile.end - tile.begin));
    }
    m_marked = -1;
    emit tileMarked(-1);
    update();
}

void TimelineView::markTile(int tile)
{
    const int count = m_timeline ? static_cast<int>(m_timeline->tiles.size()) : 0;
    tile = tile < count ? tile : -1;
    if (tile == m_marked)
        return;
    m_marked = tile;
    emit tileMarked(tile);
    update();
}

QRectF TimelineView::barOf(int tile) const
{
    const TimelineTile& shown = m_timeline->tiles.at(static_cast<std::size_t>(tile));
    const QRectF area = plot();
    const double height = area.height() / m_timeline->threads;
    const double left = xOf(shown.begin);
    const double top = area.top() + height * (shown.worker + (1 - barShare) / 2);
    return { left, top, std::max(thinnestBar, xOf(shown.end) - left), height * barShare };
}

QSize TimelineView::sizeHint() const
{
    return { 620, 220 };
}

QSize TimelineView::minimumSizeHint() const
{
    return { 320, 110 };
}

void TimelineView::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    if (m_timeline) {
        paintAxis(painter);
        paintWorkers(painter);
        paintTiles(painter);
    }
    if (hasFocus()) {
        QStyleOptionFocusRect option;
        option.initFrom(this);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
    }
}

void TimelineView::mouseMoveEvent(QMouseEvent* event)
{
    markTile(tileAt(event->position()));
}

void TimelineView::leaveEvent(QEvent* event)
{
    QWidget::leaveEvent(event);
    if (!hasFocus())
        markTile(-1);
}

void TimelineView::keyPressEvent(QKeyEvent* event)
{
    const int count = m_timeline ? static_cast<int>(m_timeline->tiles.size()) : 0;
    if (count == 0)
        return QWidget::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Right:
        return markTile(std::min(m_marked + 1, count - 1));
    case Qt::Key_Left:
        return markTile(std::max(m_marked - 1, 0));
    case Qt::Key_Home:
        return markTile(0);
    case Qt::Key_End:
        return markTile(count - 1);
    default:
        QWidget::keyPressEvent(event);
    }
}

void TimelineView::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void TimelineView::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

QRectF TimelineView::plot() const
{
    const QFontMetrics metrics = fontMetrics();
    const int left = margin + metrics.horizontalAdvance(tr("Worker %1").arg(88)) + margin;
    const int bottom = margin + 2 * metrics.height();
    const QRectF room(
        left, margin, std::max(10, width() - left - 3 * margin), std::max(10, height() - margin - bottom));
    const int threads = m_timeline ? m_timeline->threads : 1;
    return { room.topLeft(), QSizeF(room.width(), std::min(room.height(), threads * tallestRow)) };
}

double TimelineView::xOf(std::chrono::nanoseconds time) const
{
    const QRectF area = plot();
    return area.left() + area.width() * seconds(time) / std::max(1e-9, seconds(m_timeline->wall));
}

/// The last tile whose bar is under a position; -1: none.
int TimelineView::tileAt(QPointF position) const
{
    if (!m_timeline)
        return -1;
    constexpr double near = 1; // bars may be thinner than a pointer is exact
    for (int tile = static_cast<int>(m_timeline->tiles.size()) - 1; tile >= 0; --tile) {
        if (barOf(tile).adjusted(-near, 0, near, 0).contains(position))
            return tile;
    }
    return -1;
}

void TimelineView::paintAxis(QPainter& painter) const
{
    const QRectF area = plot();
    const QFontMetrics metrics = fontMetrics();
    const double wall = std::max(1e-9, seconds(m_timeline->wall));
    const int most = static_cast<int>(area.width())
        / (metrics.horizontalAdvance(QStringLiteral("888.8 ms")) + 2 * margin);
    const double step = tickStep(wall, most);
    const QColor text = palette().color(QPalette::Text);
    QColor line = text;
    line.setAlphaF(0.25F);
    const auto ticks = static_cast<int>(wall / step * (1 + 1e-9));
    for (int tick = 0; tick <= ticks; ++tick) {
        const double x = area.left() + area.width() * tick * step / wall;
        painter.setPen(line);
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        painter.setPen(text);
        const QString label = tick == 0 ? tr("0") : timeText(tick * step);
        const int width = metrics.horizontalAdvance(label) + 2;
        painter.drawText(
            QRectF(x - width / 2.0, area.bottom() + 2, width, metrics.height()), Qt::AlignCenter, label);
    }
    painter.setPen(text);
    painter.drawText(
        QRectF(area.left(), area.bottom() + 2 + metrics.height(), area.width(), metrics.height()),
        Qt::AlignCenter, tr("Time since the frame began"));
}

void TimelineView::paintWorkers(QPainter& painter) const
{
    const QRectF area = plot();
    const double height = area.height() / m_timeline->threads;
    // Where rows are lower than text, only some have their name.
    const int every = std::max(1, static_cast<int>(std::ceil(leastRow / height)));
    painter.setPen(palette().color(QPalette::Text));
    for (int worker = 0; worker < m_timeline->threads; worker += every)
        painter.drawText(QRectF(margin, area.top() + worker * height, area.left() - 2 * margin, height),
            Qt::AlignVCenter | Qt::AlignLeft, tr("Worker %1").arg(worker + 1));
}

void TimelineView::paintTiles(QPainter& painter) const
{
    const auto& tiles = m_timeline->tiles;
    for (int tile = 0; tile < static_cast<int>(tiles.size()); ++tile) {
        const TimelineTile& shown = tiles[static_cast<std::size_t>(tile)];
        const QRectF bar = barOf(tile);
        painter.fillRect(bar, barColor(m_longest > 0 ? seconds(shown.end - shown.begin) / m_longest : 0));
        constexpr double outlinedFrom = 4; // pixels; neighbours of the same time are told apart
        if (bar.width() >= outlinedFrom) {
            painter.setPen(palette().color(QPalette::Base));
            painter.drawLine(bar.topRight(), bar.bottomRight());
        }
    }
    if (m_marked < 0)
        return;
    painter.setPen(QPen(palette().color(QPalette::Text), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(barOf(m_marked).adjusted(-1, -2, 1, 2));
}

} // namespace escapade
