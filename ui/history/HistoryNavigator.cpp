#include "ui/history/HistoryNavigator.h"

#include "ui/canvas/FractalCanvas.h"
#include "ui/settings/PictureChoice.h"

namespace escapade {

HistoryNavigator::HistoryNavigator(FractalCanvas& canvas, PictureChoice& choice, QObject* parent)
    : QObject(parent)
    , m_canvas(canvas)
    , m_choice(choice)
    , m_history(shown())
{
    connect(&canvas, &FractalCanvas::viewChanged, this, &HistoryNavigator::recordStep);
    connect(&choice, &PictureChoice::fixedMaxIterationsChanged, this, &HistoryNavigator::recordStep);
}

void HistoryNavigator::jumpTo(const ViewState& state)
{
    show(state);
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
    if (!m_history.canGoBack())
        return;
    show(m_history.back());
    emit changed();
}

void HistoryNavigator::forward()
{
    if (!m_history.canGoForward())
        return;
    show(m_history.forward());
    emit changed();
}

ViewState HistoryNavigator::shown() const
{
    return { m_canvas.view(), m_choice.fixedMaxIterations() };
}

void HistoryNavigator::show(const ViewState& state)
{
    m_showing = true;
    m_choice.setFixedMaxIterations(state.maxIterations);
    m_canvas.setView(state.view);
    m_showing = false;
}

void HistoryNavigator::recordStep()
{
    if (m_showing)
        return;
    m_history.record(shown(), ViewChange::Step, ViewHistory::Clock::now());
    emit changed();
}

} // namespace escapade
