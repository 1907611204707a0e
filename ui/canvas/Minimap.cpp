#include "ui/canvas/Minimap.h"

#include "core/color/Coloring.h"
#include "ui/bridge/Thumbnail.h"
#include "ui/settings/PictureChoice.h"

#include <QCoreApplication>
#include <QMouseEvent>

#include <cmath>
#include <utility>

namespace escapade {

Minimap::Minimap(WorkerPool& pool, FractalCanvas& canvas, const PictureChoice& choice)
    : QObject(&canvas)
    , m_pool(pool)
    , m_canvas(canvas)
    , m_choice(choice)
    , m_palette(choice.palette())
{
    canvas.addLayer(m_layer);
    canvas.installEventFilter(this);
    connect(&choice, &PictureChoice::shownPaletteChanged, this, &Minimap::showPalette);
    connect(&choice, &PictureChoice::colorMappingChanged, this, &Minimap::refresh);
}

Minimap::~Minimap()
{
    m_cancel.cancel();
}

void Minimap::setOn(bool on)
{
    m_on = on;
    if (!on)
        m_layer.setPicture({}, {});
    m_canvas.update();
    refresh();
}

void Minimap::refresh()
{
    if (!m_on || !m_canvas.isVisible() || MinimapLayer::placeOn(m_canvas.size()).isNull())
        return;
    if (m_busy) {
        m_again = true;
        return;
    }
    m_busy = true;
    m_again = false;
    const Subject subject { m_canvas.homeView(), m_canvas.juliaParameter(), pixelSize() };
    // New colours need no new counts, but where they need values that were not computed with them.
    const bool suffices = subject == m_subject && m_frame
        && m_frame->request.orbitValues.includes(orbitValuesFor(m_choice.colorMapping()));
    const auto known = suffices ? m_frame : nullptr;
    m_work.run(
        [&pool = m_pool, location = locationOf(subject), pixels = subject.pixels, known, cancel = m_cancel,
            palette = m_palette, mapping = m_choice.colorMapping()] {
            Drawn drawn { known ? known : thumbnailFrame(pool, location, pixels, cancel), {} };
            if (drawn.frame)
                drawn.image = thumbnailImage(*drawn.frame, palette, mapping);
            return drawn;
        },
        [this, subject](const Drawn& drawn) { take(subject, drawn); });
}

bool Minimap::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::Show:
    case QEvent::Resize:
        if (!m_layer.isShown())
            QMetaObject::invokeMethod(this, &Minimap::refresh, Qt::QueuedConnection); // it is not yet visible
        break;
    case QEvent::MouseMove:
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick:
    case QEvent::MouseButtonRelease:
        if (handleMouse(*static_cast<QMouseEvent*>(event)))
            return true;
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

void Minimap::showPalette(const Palette& palette)
{
    m_palette = palette;
    refresh();
}

/// True for what is the map's and not the picture's below it.
bool Minimap::handleMouse(const QMouseEvent& event)
{
    const QRect map = MinimapLayer::placeOn(m_canvas.size());
    const bool isOnMap = m_layer.isShown() && map.contains(event.position().toPoint());
    if (event.type() == QEvent::MouseButtonRelease)
        return std::exchange(m_pressed, false);
    if (event.type() == QEvent::MouseMove) {
        const bool isFree = event.buttons() == Qt::NoButton;
        const bool entered = isOnMap && isFree && !std::exchange(m_pointerOnMap, isOnMap && isFree);
        m_pointerOnMap = isOnMap && isFree;
        if (entered) { // nothing is said of the pixels that it hides
            QEvent leave(QEvent::Leave);
            QCoreApplication::sendEvent(&m_canvas, &leave);
            m_canvas.setCursor(Qt::PointingHandCursor);
        }
        return m_pointerOnMap || m_pressed;
    }
    if (!isOnMap)
        return false;
    m_pressed = true;
    if (event.button() == Qt::LeftButton && event.type() == QEvent::MouseButtonPress)
        goTo(event.position() - map.topLeft());
    return true;
}

/// The magnification stays.
void Minimap::goTo(QPointF position)
{
    const Complex point = m_layer.pointAt(position);
    PlaneView view = m_canvas.view();
    view.centreRe = Decimal::fromDouble(point.real());
    view.centreIm = Decimal::fromDouble(point.imag());
    m_canvas.setView(snapped(view, m_canvas.currentRequest().viewport.size));
}

Size Minimap::pixelSize() const
{
    const double ratio = m_canvas.devicePixelRatioF();
    return { static_cast<int>(std::lround(MinimapLayer::size.width() * ratio)),
        static_cast<int>(std::lround(MinimapLayer::size.height() * ratio)) };
}

Location Minimap::locationOf(const Subject& subject) const
{
    Location location;
    location.formula = m_canvas.currentRequest().formula;
    location.view = subject.view;
    location.juliaRe = subject.c.re;
    location.juliaIm = subject.c.im;
    location.colorMapping = m_choice.colorMapping();
    return location;
}

void Minimap::take(const Subject& subject, const Drawn& drawn)
{
    m_busy = false;
    if (drawn.frame) {
        m_subject = subject;
        m_frame = drawn.frame;
    }
    if (m_on && !drawn.image.isNull()) {
        m_layer.setPicture(drawn.image, Viewport::fit(subject.view, subject.pixels));
        m_canvas.update();
    }
    if (m_again)
        refresh();
}

} // namespace escapade
