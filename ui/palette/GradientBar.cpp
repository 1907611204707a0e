#include "ui/palette/GradientBar.h"

#include "core/color/ColorTable.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace escapade {
namespace {

constexpr int margin = 9; // half a handle, and the selected one's frame
constexpr int barHeight = 44;
constexpr int handleHeight = 18;
constexpr double handleHalf = 6;
constexpr double grabDistance = 9;
constexpr double keyStep = 0.01;
constexpr double smallKeyStep = 0.001;
constexpr int colorSteps = 1024;

QColor toColor(const Rgb& color)
{
    return { color.red, color.green, color.blue };
}

} // namespace

GradientBar::GradientBar(QWidget* parent)
    : QWidget(parent)
    , m_shown(builtinPalettes().front())
    , m_colors(colorSteps, 1, QImage::Format_RGB32)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Stops of the palette"));
    setToolTip(tr("Drag a stop, double click to add one, Delete to remove it, Enter for its colour"));
}

void GradientBar::showPalette(const Palette& palette, std::size_t selected)
{
    m_shown = palette;
    m_selected = std::min(selected, palette.stops.size() - 1);
    const ColorTable table(palette);
    // A palette that does not repeat would turn back at 1.
    constexpr double last = 0.99999;
    for (int x = 0; x < colorSteps; ++x)
        m_colors.setPixel(x, 0, table.at(std::min((x + 0.5) / colorSteps, last)));
    setAccessibleDescription(tr("Stop %1 of %2, at %3, colour %4")
                                 .arg(m_selected + 1)
                                 .arg(palette.stops.size())
                                 .arg(palette.stops[m_selected].position, 0, 'f', 3)
                                 .arg(toColor(palette.stops[m_selected].color).name()));
    update();
}

double GradientBar::xOf(double position) const
{
    return margin + position * (width() - 2 * margin);
}

double GradientBar::positionAt(double x) const
{
    return std::clamp((x - margin) / std::max(1, width() - 2 * margin), 0.0, 1.0);
}

QPointF GradientBar::handleCentre(std::size_t stop) const
{
    return { xOf(m_shown.stops[stop].position), barRect().bottom() + handleHeight / 2.0 };
}

QSize GradientBar::sizeHint() const
{
    return { 480, barHeight + handleHeight + 4 };
}

QSize GradientBar::minimumSizeHint() const
{
    return { 200, barHeight + handleHeight + 4 };
}

QRectF GradientBar::barRect() const
{
    return QRectF(margin, 2, width() - 2 * margin, barHeight);
}

/// The nearest stop whose handle is here; of several, the selected one, or the uppermost.
std::optional<std::size_t> GradientBar::stopAt(QPointF position) const
{
    if (position.y() < barRect().bottom() - 2)
        return std::nullopt;
    std::optional<std::size_t> found;
    double nearest = grabDistance;
    for (std::size_t i = 0; i < m_shown.stops.size(); ++i) {
        const double distance = std::abs(xOf(m_shown.stops[i].position) - position.x())
            - (i == m_selected ? 1 : 0); // it is drawn above the others
        if (distance <= nearest) {
            nearest = distance;
            found = i;
        }
    }
    return found;
}

bool GradientBar::event(QEvent* event)
{
    // These keys are ours while we have the focus, not a shortcut's or a button's.
    if (event->type() == QEvent::ShortcutOverride) {
        constexpr std::array mine { Qt::Key_Left, Qt::Key_Right, Qt::Key_PageUp, Qt::Key_PageDown,
            Qt::Key_Home, Qt::Key_End, Qt::Key_Insert, Qt::Key_Delete, Qt::Key_Backspace, Qt::Key_Return,
            Qt::Key_Enter };
        if (std::ranges::find(mine, static_cast<QKeyEvent*>(event)->key()) != mine.end())
            event->accept();
    }
    return QWidget::event(event);
}

void GradientBar::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.drawImage(barRect(), m_colors);
    painter.setPen(QWidget::palette().color(hasFocus() ? QPalette::Highlight : QPalette::Mid));
    painter.drawRect(barRect().adjusted(-1, -1, 0, 0));
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t i = 0; i < m_shown.stops.size(); ++i) {
        if (i != m_selected)
            paintHandle(painter, i);
    }
    paintHandle(painter, m_selected);
}

/// A pentagon that points at its place, filled with its colour. The selected one is larger, with a thick
/// frame and a line through the bar: not only another colour.
void GradientBar::paintHandle(QPainter& painter, std::size_t stop) const
{
    const bool selected = stop == m_selected;
    const double x = xOf(m_shown.stops[stop].position);
    const double top = barRect().bottom() - 3;
    const double half = selected ? handleHalf + 1.5 : handleHalf;
    const double bottom = top + handleHeight + (selected ? 2 : 0);
    QPainterPath shape;
    shape.moveTo(x, top);
    shape.lineTo(x + half, top + half);
    shape.lineTo(x + half, bottom);
    shape.lineTo(x - half, bottom);
    shape.lineTo(x - half, top + half);
    shape.closeSubpath();
    if (selected) {
        painter.setPen(QPen(Qt::black, 3));
        painter.drawLine(QPointF(x, barRect().top()), QPointF(x, top));
        painter.setPen(QPen(Qt::white, 1));
        painter.drawLine(QPointF(x, barRect().top()), QPointF(x, top));
    }
    const QPalette& colors = QWidget::palette();
    painter.setPen(
        QPen(colors.color(selected ? QPalette::Highlight : QPalette::WindowText), selected ? 2.5 : 1));
    painter.setBrush(toColor(m_shown.stops[stop].color));
    painter.drawPath(shape);
}

void GradientBar::mousePressEvent(QMouseEvent* event)
{
    const auto stop = stopAt(event->position());
    if (event->button() != Qt::LeftButton || !stop)
        return;
    m_dragging = true;
    m_grip = xOf(m_shown.stops[*stop].position) - event->position().x();
    emit stopSelected(*stop);
}

void GradientBar::mouseMoveEvent(QMouseEvent* event)
{
    if (m_dragging)
        emit moveWanted(m_selected, positionAt(event->position().x() + m_grip));
}

void GradientBar::mouseReleaseEvent(QMouseEvent* /*event*/)
{
    if (std::exchange(m_dragging, false))
        emit moveEnded();
}

void GradientBar::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_dragging = false;
    if (const auto stop = stopAt(event->position()))
        emit colorWanted(*stop);
    else
        emit addWanted(positionAt(event->position().x()));
}

void GradientBar::keyPressEvent(QKeyEvent* event)
{
    if (!handleKey(*event))
        QWidget::keyPressEvent(event);
}

void GradientBar::keyReleaseEvent(QKeyEvent* event)
{
    if (!event->isAutoRepeat() && (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right))
        emit moveEnded();
    QWidget::keyReleaseEvent(event);
}

void GradientBar::stepSelected(int by)
{
    const auto count = static_cast<int>(m_shown.stops.size());
    emit stopSelected(static_cast<std::size_t>((static_cast<int>(m_selected) + by + count) % count));
}

bool GradientBar::handleKey(const QKeyEvent& event)
{
    const double step = event.modifiers().testFlag(Qt::ShiftModifier) ? smallKeyStep : keyStep;
    const double position = m_shown.stops[m_selected].position;
    switch (event.key()) {
    case Qt::Key_Left:
        emit moveWanted(m_selected, position - step);
        return true;
    case Qt::Key_Right:
        emit moveWanted(m_selected, position + step);
        return true;
    case Qt::Key_PageUp:
        stepSelected(-1);
        return true;
    case Qt::Key_PageDown:
        stepSelected(1);
        return true;
    case Qt::Key_Home:
        emit stopSelected(0);
        return true;
    case Qt::Key_End:
        emit stopSelected(m_shown.stops.size() - 1);
        return true;
    case Qt::Key_Insert: {
        const bool isLast = m_selected + 1 == m_shown.stops.size();
        emit addWanted((position + (isLast ? 1 : m_shown.stops[m_selected + 1].position)) / 2);
        return true;
    }
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        emit removeWanted(m_selected);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        emit colorWanted(m_selected);
        return true;
    default:
        return false;
    }
}

} // namespace escapade
