// What the canvas does with the mouse, the wheel, fingers and keys.

#include "ui/canvas/CanvasOverlay.h"
#include "ui/canvas/FractalCanvas.h"

#include <QGestureEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QWheelEvent>

#include <algorithm>
#include <array>
#include <cmath>

namespace escapade {
namespace {

constexpr int dragThreshold = 4; // pixels of movement that make a click a drag
constexpr double wheelNotch = 120; // eighths of a degree
constexpr double notchesPerDoubling = 3;
constexpr double keyZoom = 2;
constexpr double keyPan = 0.1; // of the picture

bool isZoomKey(int key)
{
    return key == Qt::Key_Plus || key == Qt::Key_Equal || key == Qt::Key_Minus || key == Qt::Key_Space;
}

} // namespace

void FractalCanvas::resizeEvent(QResizeEvent* /*event*/)
{
    stopMoving();
    m_focus = rect().center();
    request();
}

void FractalCanvas::showEvent(QShowEvent* /*event*/)
{
    m_focus = rect().center();
    request();
}

void FractalCanvas::wheelEvent(QWheelEvent* event)
{
    event->accept();
    // Two fingers on a touchpad: they have phases and say pixels, which no wheel does.
    const bool fingers = event->phase() != Qt::NoScrollPhase && !event->pixelDelta().isNull();
    if (fingers && !event->modifiers().testFlag(Qt::ControlModifier)) {
        m_focus = rect().center();
        panByPixels(QPointF(event->pixelDelta()) * devicePixelRatioF());
        return;
    }
    const double notches = event->angleDelta().y() / wheelNotch;
    if (notches != 0)
        zoomAbout(event->position(), std::exp2(notches / notchesPerDoubling));
}

/// A pinch on a touchpad.
bool FractalCanvas::pinch(const QNativeGestureEvent& event)
{
    if (event.gestureType() != Qt::ZoomNativeGesture)
        return false;
    constexpr double leastFactor = 0.1; // values are small; a broken one must not turn the picture over
    zoomAbout(event.position(), std::max(leastFactor, 1 + event.value()), Manner::Jump);
    return true;
}

/// A pinch on a touch screen, whose middle may move at the same time.
bool FractalCanvas::pinch(const QGestureEvent& event)
{
    const auto* pinched = static_cast<QPinchGesture*>(event.gesture(Qt::PinchGesture));
    if (pinched == nullptr)
        return false;
    m_gesture = Gesture::None; // the first finger has begun to pan
    const QPointF moved = pinched->centerPoint() - pinched->lastCenterPoint();
    if (!moved.isNull())
        panByPixels(moved * devicePixelRatioF());
    const QPointF middle = mapFromGlobal(pinched->centerPoint());
    if (pinched->scaleFactor() > 0 && pinched->scaleFactor() != 1)
        zoomAbout(middle, pinched->scaleFactor(), Manner::Jump);
    return true;
}

void FractalCanvas::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::MiddleButton) {
        const PlanePoint centre = planePointAt(event->position());
        m_focus = rect().center();
        changeView(snapped({ centre.re, centre.im, m_view.extentWidth, m_view.extentHeight }, pixelSize()),
            Manner::Glide);
    } else if (event->button() == Qt::LeftButton || event->button() == Qt::RightButton) {
        beginGesture(*event);
    } else {
        event->ignore(); // back and forward buttons are the window's
    }
}

void FractalCanvas::beginGesture(const QMouseEvent& event)
{
    stopMoving();
    update();
    m_pressPosition = event.position();
    m_lastPosition = event.position();
    const bool band = event.button() == Qt::RightButton || event.modifiers().testFlag(Qt::ShiftModifier);
    if (band)
        m_gesture = Gesture::RubberBand;
    else
        m_gesture = isOnMarker(event.position()) ? Gesture::Marker : Gesture::Press;
}

void FractalCanvas::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF position = event->position();
    if (m_gesture == Gesture::Press && (position - m_pressPosition).manhattanLength() > dragThreshold) {
        m_gesture = Gesture::Pan;
        setCursor(Qt::ClosedHandCursor);
    }
    if (m_gesture == Gesture::Pan) {
        // Whole pixels, so that the picture's samples stay where they are.
        const QPointF moved = (position - m_lastPosition) * devicePixelRatioF();
        const QPointF whole(std::round(moved.x()), std::round(moved.y()));
        m_lastPosition += whole / devicePixelRatioF();
        m_focus = rect().center();
        panByPixels(whole);
    } else if (m_gesture == Gesture::Marker) {
        emit pointPicked(planePointAt(position));
    } else if (m_gesture == Gesture::RubberBand) {
        m_lastPosition = position;
        update();
    } else if (m_gesture == Gesture::None) {
        setCursor(isOnMarker(position) ? Qt::SizeAllCursor : Qt::CrossCursor);
    }
    emitHover(position);
}

void FractalCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    const Gesture gesture = std::exchange(m_gesture, Gesture::None);
    setCursor(Qt::CrossCursor);
    if (gesture == Gesture::Press) {
        emit pointPicked(planePointAt(event->position()));
    } else if (gesture == Gesture::RubberBand) {
        const QRectF band = rubberBand();
        if (band.width() > 2 * dragThreshold) {
            const PlanePoint centre = planePointAt(band.center());
            PlaneView closer = zoomed(m_view, pixelSize(), 0, 0, width() / band.width());
            closer.centreRe = centre.re;
            closer.centreIm = centre.im;
            m_focus = rect().center();
            changeView(snapped(closer, pixelSize()), Manner::Glide);
        }
        update();
    }
}

void FractalCanvas::leaveEvent(QEvent* /*event*/)
{
    m_hoverPosition.reset();
    emit hoverEnded();
}

bool FractalCanvas::event(QEvent* event)
{
    // Keys that move the picture belong to the canvas that has the focus, before the window's shortcuts.
    if (event->type() == QEvent::ShortcutOverride && isMyKey(*static_cast<QKeyEvent*>(event))) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::NativeGesture && pinch(*static_cast<QNativeGestureEvent*>(event)))
        return true;
    if (event->type() == QEvent::Gesture && pinch(*static_cast<QGestureEvent*>(event)))
        return true;
    return QWidget::event(event);
}

bool FractalCanvas::isMyKey(const QKeyEvent& event) const
{
    constexpr std::array mine { Qt::Key_Plus, Qt::Key_Equal, Qt::Key_Minus, Qt::Key_Left, Qt::Key_Right,
        Qt::Key_Up, Qt::Key_Down, Qt::Key_Home, Qt::Key_Escape, Qt::Key_Space, Qt::Key_Return,
        Qt::Key_Enter };
    const bool plain = (event.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == Qt::NoModifier;
    return plain && std::ranges::find(mine, event.key()) != mine.end();
}

void FractalCanvas::keyPressEvent(QKeyEvent* event)
{
    if (!isMyKey(*event) || !handleKey(*event))
        QWidget::keyPressEvent(event);
}

void FractalCanvas::keyReleaseEvent(QKeyEvent* event)
{
    if (m_heldZoom && event->key() == m_heldKey && !event->isAutoRepeat())
        endHeldZoom();
    else
        QWidget::keyReleaseEvent(event);
}

void FractalCanvas::focusOutEvent(QFocusEvent* event)
{
    endHeldZoom(); // the release of the key goes elsewhere
    QWidget::focusOutEvent(event);
}

bool FractalCanvas::handleKey(const QKeyEvent& event)
{
    using enum HeldZoom::Direction;
    const bool shift = event.modifiers().testFlag(Qt::ShiftModifier);
    const QPointF middle = QRectF(rect()).center();
    if (isZoomKey(event.key()) && m_heldZoom)
        return true; // the repetitions of the key that is held
    switch (event.key()) {
    case Qt::Key_Space:
        beginHeldZoom(event.key(), m_hoverPosition.value_or(middle), shift ? Out : In);
        return true;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        if (event.isAutoRepeat())
            beginHeldZoom(event.key(), middle, In);
        else
            zoomBy(keyZoom);
        return true;
    case Qt::Key_Minus:
        if (event.isAutoRepeat())
            beginHeldZoom(event.key(), middle, Out);
        else
            zoomBy(1 / keyZoom);
        return true;
    case Qt::Key_Left:
        panBy(-keyPan, 0);
        return true;
    case Qt::Key_Right:
        panBy(keyPan, 0);
        return true;
    case Qt::Key_Up:
        panBy(0, -keyPan);
        return true;
    case Qt::Key_Down:
        panBy(0, keyPan);
        return true;
    case Qt::Key_Home:
        setView(homeView());
        return true;
    case Qt::Key_Escape:
        if (m_gesture == Gesture::None)
            stop();
        m_gesture = Gesture::None;
        setCursor(Qt::CrossCursor);
        update();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!m_stopped)
            return false;
        request();
        update();
        return true;
    default:
        return false;
    }
}

/// Gives up the picture that is being computed, as far as it is.
void FractalCanvas::stop()
{
    if (m_engine->isComplete())
        return;
    m_engine->stop();
    m_stopped = true;
}

/// The band from the press to the pointer, centred on the press, with the picture's shape.
QRectF FractalCanvas::rubberBand() const
{
    const QPointF half = m_lastPosition - m_pressPosition;
    const double share = std::max(std::abs(half.x()) / width(), std::abs(half.y()) / height());
    QRectF band(0, 0, 2 * share * width(), 2 * share * height());
    band.moveCenter(m_pressPosition);
    return band;
}

void FractalCanvas::emitHover(QPointF position)
{
    m_hoverPosition = position;
    const QPointF place = toPixels(position);
    const Point pixel { static_cast<int>(std::lround(place.x())), static_cast<int>(std::lround(place.y())) };
    const bool isNewest = m_picture.generation() == m_generation && !isMoving();
    HoverInfo info { planePointAt(position), {}, false };
    // What a layer hides is not what is seen there.
    if (std::ranges::any_of(m_layers, [](const auto* layer) { return layer->hidesPicture(); })) {
        emit hovered(info);
        return;
    }
    if (isNewest)
        info.pixel = m_engine->infoAt(pixel).value_or(PixelInfo {});
    info.isStale = info.pixel.label == Label::NotComputed && (!isNewest || m_picture.isStale(pixel));
    emit hovered(info);
}

} // namespace escapade
