#include "ui/canvas/OrbitTool.h"

#include "ui/text/OrbitWording.h"

#include <QCursor>
#include <QKeyEvent>
#include <QMouseEvent>

namespace escapade {
namespace {

Complex toComplex(const PlanePoint& point)
{
    return { point.re.toDouble(), point.im.toDouble() };
}

} // namespace

OrbitTool::OrbitTool(FractalCanvas& canvas, Formula formula)
    : QObject(&canvas)
    , m_canvas(canvas)
    , m_formula(formula)
{
    canvas.addLayer(m_layer);
    canvas.installEventFilter(this);
}

void OrbitTool::show(const PlanePoint& start)
{
    m_start = start;
    refresh();
}

void OrbitTool::showAtCentre()
{
    show(m_canvas.planePointAt(QRectF(m_canvas.rect()).center()));
}

void OrbitTool::showAtPointer()
{
    const QPoint pointer = m_canvas.mapFromGlobal(QCursor::pos());
    if (m_canvas.underMouse() && m_canvas.rect().contains(pointer))
        show(m_canvas.planePointAt(pointer));
    else
        showAtCentre();
}

void OrbitTool::clear()
{
    m_start.reset();
    refresh();
}

void OrbitTool::refresh()
{
    if (!m_start && !m_layer.orbit())
        return;
    if (m_start) {
        const Complex start = toComplex(*m_start);
        const Complex c = m_formula == Formula::Julia ? toComplex(m_canvas.juliaParameter()) : start;
        const Orbit orbit = computeOrbit(start, c);
        m_layer.setOrbit(orbit, orbitText(orbit));
    } else {
        m_layer.setOrbit(std::nullopt, {});
    }
    m_canvas.setAccessibleDescription(m_start ? tr("Orbit: %1").arg(m_layer.text()) : QString());
    m_canvas.update();
    emit changed();
}

bool OrbitTool::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick:
        return handlePress(*static_cast<QMouseEvent*>(event));
    case QEvent::MouseMove:
        if (!m_dragging)
            break;
        show(m_canvas.planePointAt(static_cast<QMouseEvent*>(event)->position()));
        break; // the canvas tells what is under the pointer
    case QEvent::MouseButtonRelease:
        if (!m_dragging || static_cast<QMouseEvent*>(event)->button() != Qt::LeftButton)
            break;
        m_dragging = false;
        return true;
    case QEvent::KeyPress:
        if (static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
            m_dragging = false;
            clear();
        }
        break; // the canvas cancels its own gesture
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

/// Whether the press was this tool's.
bool OrbitTool::handlePress(const QMouseEvent& event)
{
    if (event.button() != Qt::LeftButton || event.modifiers() != Qt::ControlModifier)
        return false;
    m_dragging = true;
    show(m_canvas.planePointAt(event.position()));
    return true;
}

} // namespace escapade
