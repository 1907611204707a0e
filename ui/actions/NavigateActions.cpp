#include "ui/actions/NavigateActions.h"

#include "ui/actions/MakeAction.h"
#include "ui/canvas/FractalCanvas.h"
#include "ui/history/HistoryNavigator.h"
#include "ui/scene/SceneControl.h"
#include "ui/settings/PictureChoice.h"
#include "ui/toolbar/LineIcon.h"

#include <QAction>
#include <QEvent>
#include <QMenu>

#include <algorithm>
#include <limits>

namespace escapade {
namespace {

constexpr double zoomFactor = 2;
constexpr double panShare = 0.1;

} // namespace

NavigateActions::NavigateActions(
    SceneControl& scene, HistoryNavigator& history, PictureChoice& choice, QObject* parent)
    : QObject(parent)
    , m_scene(scene)
    , m_history(history)
    , m_choice(choice)
    , m_target(&scene.canvas(Formula::Mandelbrot))
{
    makeHistoryActions();
    makeMoveActions();
    makeIterationActions();
    for (const Formula formula : { Formula::Mandelbrot, Formula::Julia })
        scene.canvas(formula).installEventFilter(this);
}

void NavigateActions::fillMenu(QMenu& menu)
{
    menu.addActions({ m_back, m_forward, m_home });
    menu.addSeparator();
    menu.addActions(m_moves);
    menu.addSeparator();
    menu.addActions(m_iterationSteps);
    menu.addAction(m_automatic);
}

bool NavigateActions::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn)
        m_target = qobject_cast<FractalCanvas*>(watched);
    return QObject::eventFilter(watched, event);
}

QAction* NavigateActions::addMove(const ActionText& text, void (NavigateActions::*move)())
{
    QAction* action = makeAction(this, text);
    connect(action, &QAction::triggered, this, move);
    return action;
}

void NavigateActions::makeHistoryActions()
{
    m_back = makeAction(this,
        { tr("U&ndo"), tr("Take back the last change of the picture"),
            { QKeySequence(Qt::CTRL | Qt::Key_Z), QKeySequence(Qt::ALT | Qt::Key_Left),
                QKeySequence(Qt::Key_Back) } });
    m_back->setIcon(lineIcon(IconShape::Back));
    connect(m_back, &QAction::triggered, &m_history, &HistoryNavigator::back);
    m_forward = makeAction(this,
        { tr("R&edo"), tr("Make the change again that was taken back"),
            { QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::ALT | Qt::Key_Right),
                QKeySequence(Qt::Key_Forward) } });
    m_forward->setIcon(lineIcon(IconShape::Forward));
    connect(m_forward, &QAction::triggered, &m_history, &HistoryNavigator::forward);
    m_home
        = addMove({ tr("&Whole set"), tr("Show the whole set"), { Qt::Key_Home } }, &NavigateActions::home);
    m_home->setIcon(lineIcon(IconShape::Home));
    connect(&m_history, &HistoryNavigator::changed, this, &NavigateActions::showHistory);
    showHistory();
}

void NavigateActions::makeMoveActions()
{
    m_moves = {
        addMove({ tr("Zoom &in"), tr("Twice as close, about the centre"), { Qt::Key_Plus, Qt::Key_Equal } },
            &NavigateActions::zoomIn),
        addMove({ tr("Zoom &out"), tr("Half as close, about the centre"), { Qt::Key_Minus } },
            &NavigateActions::zoomOut),
        addMove({ tr("Move &left"), tr("Look further left by a tenth of the picture"), { Qt::Key_Left } },
            &NavigateActions::panLeft),
        addMove({ tr("Move &right"), tr("Look further right by a tenth of the picture"), { Qt::Key_Right } },
            &NavigateActions::panRight),
        addMove({ tr("Move &up"), tr("Look further up by a tenth of the picture"), { Qt::Key_Up } },
            &NavigateActions::panUp),
        addMove({ tr("Move &down"), tr("Look further down by a tenth of the picture"), { Qt::Key_Down } },
            &NavigateActions::panDown),
    };
}

void NavigateActions::makeIterationActions()
{
    QAction* more = makeAction(this,
        { tr("Twice the i&terations"), tr("Fix the iteration limit at twice what it is"),
            { Qt::Key_PageUp } });
    connect(more, &QAction::triggered, this, [this] { scaleIterations(2); });
    QAction* fewer = makeAction(this,
        { tr("&Half the iterations"), tr("Fix the iteration limit at half of what it is"),
            { Qt::Key_PageDown } });
    connect(fewer, &QAction::triggered, this, [this] { scaleIterations(0.5); });
    m_iterationSteps = { more, fewer };
    m_automatic = makeAction(
        this, { tr("&Automatic iterations"), tr("Choose an iteration limit for each view"), { Qt::Key_I } });
    m_automatic->setCheckable(true);
    connect(m_automatic, &QAction::triggered, this, [this](bool automatic) {
        m_choice.setFixedMaxIterations(
            automatic ? std::nullopt : std::optional(m_scene.canvas(Formula::Mandelbrot).maxIterations()));
    });
    connect(&m_choice, &PictureChoice::fixedMaxIterationsChanged, this, &NavigateActions::showIterations);
    showIterations();
}

void NavigateActions::home()
{
    FractalCanvas& canvas = target();
    if (&canvas == &m_scene.canvas(Formula::Mandelbrot))
        m_history.jump([&canvas] { canvas.setView(canvas.homeView()); });
    else
        canvas.setView(canvas.homeView());
}

void NavigateActions::zoomIn()
{
    target().zoomBy(zoomFactor);
}

void NavigateActions::zoomOut()
{
    target().zoomBy(1 / zoomFactor);
}

void NavigateActions::panLeft()
{
    target().panBy(-panShare, 0);
}

void NavigateActions::panRight()
{
    target().panBy(panShare, 0);
}

void NavigateActions::panUp()
{
    target().panBy(0, -panShare);
}

void NavigateActions::panDown()
{
    target().panBy(0, panShare);
}

void NavigateActions::scaleIterations(double factor)
{
    const double scaled = m_scene.canvas(Formula::Mandelbrot).maxIterations() * factor;
    constexpr double largest = std::numeric_limits<std::int32_t>::max();
    m_choice.setFixedMaxIterations(static_cast<std::int32_t>(std::clamp(scaled, 1.0, largest)));
}

void NavigateActions::showHistory()
{
    const QString undone = changeText(m_history.history().backChange());
    const QString redone = changeText(m_history.history().forwardChange());
    m_back->setEnabled(m_history.canGoBack());
    m_back->setText(undone.isEmpty() ? tr("U&ndo") : tr("Und&o: %1").arg(undone));
    m_forward->setEnabled(m_history.canGoForward());
    m_forward->setText(redone.isEmpty() ? tr("R&edo") : tr("R&edo: %1").arg(redone));
}

void NavigateActions::showIterations()
{
    m_automatic->setChecked(!m_choice.fixedMaxIterations());
}

} // namespace escapade
