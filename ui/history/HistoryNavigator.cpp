#include "ui/history/HistoryNavigator.h"

#include "ui/canvas/FractalCanvas.h"
#include "ui/julia/JuliaPanel.h"
#include "ui/settings/ComputeChoice.h"
#include "ui/settings/PictureChoice.h"

#include <QCoreApplication>
#include <QEvent>

#include <algorithm>

namespace escapade {

HistoryNavigator::HistoryNavigator(const Parts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_history(shown())
{
    connect(&parts.canvas, &FractalCanvas::viewChanged, this, &HistoryNavigator::recordStep);
    connect(&parts.julia.canvas(), &FractalCanvas::viewChanged, this, &HistoryNavigator::recordStep);
    connect(&parts.julia, &JuliaPanel::parameterChanged, this, &HistoryNavigator::recordStep);
    connect(&parts.picture, &PictureChoice::fixedMaxIterationsChanged, this, &HistoryNavigator::recordStep);
    connect(&parts.picture, &PictureChoice::paletteChanged, this, &HistoryNavigator::recordStep);
    connect(&parts.picture, &PictureChoice::colorMappingChanged, this, &HistoryNavigator::recordStep);
    connect(&parts.compute, &ComputeChoice::arithmeticChanged, this, &HistoryNavigator::recordStep);
    // A drag may be of any widget: a canvas, a slider, a stop of a palette.
    QCoreApplication::instance()->installEventFilter(this);
}

void HistoryNavigator::jump(const std::function<void()>& change)
{
    m_showing = true;
    change();
    m_showing = false;
    m_history.record(shown(), ViewChange::Jump, ViewHistory::Clock::now());
    emit changed();
}

void HistoryNavigator::restart()
{
    m_history = ViewHistory(shown());
    emit changed();
}

void HistoryNavigator::back()
{
    if (m_history.canGoBack())
        show(m_history.back());
}

void HistoryNavigator::forward()
{
    if (m_history.canGoForward())
        show(m_history.forward());
}

void HistoryNavigator::goTo(std::uint64_t id)
{
    const auto& entries = m_history.entries();
    const auto found = std::find_if(
        entries.begin(), entries.end(), [id](const ViewHistory::Entry& entry) { return entry.id == id; });
    if (found != entries.end())
        show(m_history.goTo(static_cast<std::size_t>(found - entries.begin())));
}

bool HistoryNavigator::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonPress) {
        m_buttonDown = true;
        m_steppedWhileDown = false;
    } else if (event->type() == QEvent::MouseButtonRelease) {
        m_buttonDown = false;
    }
    return QObject::eventFilter(watched, event);
}

ViewState HistoryNavigator::shown() const
{
    ViewState state;
    state.view = m_parts.canvas.view();
    state.maxIterations = m_parts.picture.fixedMaxIterations();
    state.palette = m_parts.picture.palette();
    state.colorMapping = m_parts.picture.colorMapping();
    state.arithmetic = m_parts.compute.arithmetic();
    state.juliaRe = m_parts.julia.parameter().re;
    state.juliaIm = m_parts.julia.parameter().im;
    state.juliaView = m_parts.julia.canvas().view();
    return state;
}

/// Only what differs is set: a view that is set again would end a motion under the user's hand.
void HistoryNavigator::show(const ViewState& state)
{
    const ViewState before = shown();
    m_showing = true;
    m_parts.picture.storePalette(state.palette); // an edited one comes back in its own place
    m_parts.picture.setColorMapping(state.colorMapping);
    m_parts.compute.setArithmetic(state.arithmetic);
    m_parts.picture.setFixedMaxIterations(state.maxIterations);
    if (!(state.view == before.view))
        m_parts.canvas.setView(state.view);
    if (!(state.juliaRe == before.juliaRe && state.juliaIm == before.juliaIm))
        m_parts.julia.setParameter({ state.juliaRe, state.juliaIm });
    if (!(state.juliaView == before.juliaView))
        m_parts.julia.canvas().setView(state.juliaView);
    m_showing = false;
    emit changed();
}

void HistoryNavigator::recordStep()
{
    // A c that the program moves is not a change of the user's; when it stops, the chosen one comes back.
    if (m_showing || m_parts.julia.isMoving())
        return;
    const bool held = m_buttonDown && m_steppedWhileDown;
    m_history.record(shown(), held ? ViewChange::HeldStep : ViewChange::Step, ViewHistory::Clock::now());
    m_steppedWhileDown = m_buttonDown;
    emit changed();
}

QString changeText(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::Nothing:
        break;
    case ChangeKind::View:
        return HistoryNavigator::tr("view");
    case ChangeKind::Iterations:
        return HistoryNavigator::tr("iteration limit");
    case ChangeKind::Palette:
        return HistoryNavigator::tr("palette");
    case ChangeKind::ColorMapping:
        return HistoryNavigator::tr("colour mapping");
    case ChangeKind::Arithmetic:
        return HistoryNavigator::tr("arithmetic");
    case ChangeKind::JuliaParameter:
        return HistoryNavigator::tr("Julia's c");
    case ChangeKind::JuliaView:
        return HistoryNavigator::tr("Julia view");
    case ChangeKind::Several:
        return HistoryNavigator::tr("place");
    }
    return {};
}

} // namespace escapade
