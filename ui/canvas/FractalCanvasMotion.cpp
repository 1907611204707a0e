// How the canvas's view changes and what is shown on the way there.

#include "ui/canvas/FractalCanvas.h"

#include <cmath>

namespace escapade {
namespace {

constexpr std::chrono::milliseconds glideTime { 120 };

} // namespace

Viewport FractalCanvas::targetViewport() const
{
    return Viewport::fit(m_view, pixelSize());
}

Viewport FractalCanvas::shownViewport() const
{
    const auto now = ViewMotion::Clock::now();
    if (m_heldZoom)
        return m_heldZoom->at(now);
    return m_motion.isOver(now) ? targetViewport() : m_motion.at(now);
}

bool FractalCanvas::isMoving() const
{
    return m_heldZoom.has_value() || !m_motion.isOver(ViewMotion::Clock::now());
}

bool FractalCanvas::frameOnScreen() const
{
    return !isMoving() && m_picture.isComplete() && m_picture.generation() == m_generation;
}

void FractalCanvas::changeView(const PlaneView& view, Manner manner)
{
    if (view == m_view || !canShow(view))
        return;
    const Viewport from = shownViewport();
    const bool beginsToGlide = manner == Manner::Glide && !isMoving();
    m_view = view;
    if (manner == Manner::Jump) {
        stopMoving();
    } else if (!m_heldZoom) {
        m_motion.start(from, targetViewport(), glideTime, ViewMotion::Clock::now());
        m_motionTimer.start();
    }
    request();
    if (manner == Manner::Jump)
        update();
    else
        paintMotion(beginsToGlide);
    emit viewChanged(m_view);
}

void FractalCanvas::zoomAbout(QPointF position, double factor, Manner manner)
{
    endHeldZoom();
    m_focus = position;
    const QPointF pixel = toPixels(position);
    const Size size = pixelSize();
    if (!(snapped(m_unsnapped, size) == m_view))
        m_unsnapped = m_view;
    PlaneView closer = zoomed(m_unsnapped, size, pixel.x(), pixel.y(), factor);
    // On the way, the point that is under the hand is not yet the one that will be there.
    if (isMoving()) {
        const PlanePoint point = planePointAt(position);
        closer = movedTo(closer, size, pixel.x(), pixel.y(), point.re, point.im);
    }
    if (!canShow(closer))
        return;
    m_unsnapped = closer;
    changeView(snapped(closer, size), manner);
}

void FractalCanvas::panByPixels(QPointF pixels, Manner manner)
{
    endHeldZoom();
    const Size size = pixelSize();
    // Whole pixels, so that the picture's samples stay where they are.
    const PlaneView from = snapped(m_view, size);
    changeView(snapped(panned(from, size, std::round(pixels.x()), std::round(pixels.y())), size), manner);
}

void FractalCanvas::beginHeldZoom(int key, QPointF position, HeldZoom::Direction direction)
{
    if (m_heldZoom)
        return;
    const QPointF pixel = toPixels(position);
    m_focus = position;
    m_heldKey = key;
    // Steps ahead count from what is shown, which may be on its way.
    const Viewport shown = shownViewport();
    const PlanePoint point = planePointAt(position);
    const double ahead = targetViewport().spacing / shown.spacing;
    m_heldFrom = movedTo(zoomed(m_view, pixelSize(), pixel.x(), pixel.y(), ahead), pixelSize(), pixel.x(),
        pixel.y(), point.re, point.im);
    m_heldZoom.emplace(shown, pixel.x(), pixel.y(), direction, ViewMotion::Clock::now());
    m_motionTimer.start();
    advanceHeldZoom();
}

/// What is shown glides on to the step that was asked for last.
void FractalCanvas::endHeldZoom()
{
    if (!m_heldZoom)
        return;
    const Viewport from = shownViewport();
    m_heldZoom.reset();
    m_heldKey = 0;
    m_motion.start(from, targetViewport(), glideTime, ViewMotion::Clock::now());
}

void FractalCanvas::advanceHeldZoom()
{
    const double factor = std::exp2(m_heldZoom->doublingsToAskFor(ViewMotion::Clock::now()));
    const PlaneView wanted = zoomed(m_heldFrom, pixelSize(), m_heldZoom->x(), m_heldZoom->y(), factor);
    if (canShow(wanted))
        changeView(snapped(wanted, pixelSize()), Manner::Glide);
    else
        endHeldZoom();
}

void FractalCanvas::stopMoving()
{
    m_heldZoom.reset();
    m_heldKey = 0;
    m_motion.stop();
    m_motionTimer.stop();
}

/// The first moment of a motion shows nothing new, and painting it takes longer than to find what is known of
/// the new view already: that comes first.
void FractalCanvas::paintMotion(bool begins)
{
    if (begins)
        m_firstStepTimer.start();
    else if (!m_firstStepTimer.isActive())
        update();
}

/// One picture of a motion.
void FractalCanvas::moveOn()
{
    if (m_heldZoom)
        advanceHeldZoom();
    if (!isMoving()) {
        m_motionTimer.stop();
        if (m_hoverPosition)
            emitHover(*m_hoverPosition);
    }
    update();
}

} // namespace escapade
