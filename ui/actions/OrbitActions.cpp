#include "ui/actions/OrbitActions.h"

#include "ui/actions/MakeAction.h"
#include "ui/canvas/OrbitTool.h"
#include "ui/julia/JuliaPanel.h"

#include <QAction>
#include <QEvent>
#include <QMenu>

namespace escapade {

OrbitActions::OrbitActions(FractalCanvas& mandelbrot, JuliaPanel& julia, QObject* parent)
    : QObject(parent)
    , m_mandelbrotOrbit(new OrbitTool(mandelbrot, Formula::Mandelbrot))
    , m_juliaOrbit(new OrbitTool(julia.canvas(), Formula::Julia))
    , m_target(m_mandelbrotOrbit)
    , m_julia(julia.canvas())
    , m_atPointer(makeAction(this,
          { tr("&Orbit at the pointer"),
              tr("Draw the orbit of the point under the pointer, or of the centre while it is elsewhere"),
              { Qt::Key_O } }))
    , m_atCentre(makeAction(this,
          { tr("Or&bit at the centre"), tr("Draw the orbit of the point in the middle of the picture"),
              { QKeySequence(Qt::SHIFT | Qt::Key_O) } }))
    , m_remove(makeAction(this, { tr("Remo&ve orbits"), tr("Take the orbits off both pictures"), {} }))
{
    mandelbrot.installEventFilter(this);
    julia.canvas().installEventFilter(this);
    connect(m_atPointer, &QAction::triggered, this, &OrbitActions::showAtPointer);
    connect(m_atCentre, &QAction::triggered, this, [this] { m_target->showAtCentre(); });
    connect(m_remove, &QAction::triggered, this, &OrbitActions::remove);
    connect(&julia, &JuliaPanel::shownParameterChanged, m_juliaOrbit, &OrbitTool::refresh);
    connect(m_mandelbrotOrbit, &OrbitTool::changed, this, &OrbitActions::followOrbits);
    connect(m_juliaOrbit, &OrbitTool::changed, this, &OrbitActions::followOrbits);
    followOrbits();
}

void OrbitActions::fillMenu(QMenu& menu)
{
    menu.addActions({ m_atPointer, m_atCentre, m_remove });
}

bool OrbitActions::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn)
        m_target = watched == &m_julia ? m_juliaOrbit : m_mandelbrotOrbit;
    return QObject::eventFilter(watched, event);
}

/// The pointer may be over the picture that has not the focus.
void OrbitActions::showAtPointer()
{
    if (m_julia.underMouse())
        m_juliaOrbit->showAtPointer();
    else if (m_target == m_juliaOrbit && !m_mandelbrotOrbit->isUnderPointer())
        m_juliaOrbit->showAtCentre();
    else
        m_mandelbrotOrbit->showAtPointer();
}

void OrbitActions::remove()
{
    m_mandelbrotOrbit->clear();
    m_juliaOrbit->clear();
}

void OrbitActions::followOrbits()
{
    m_remove->setEnabled(m_mandelbrotOrbit->isShown() || m_juliaOrbit->isShown());
}

} // namespace escapade
