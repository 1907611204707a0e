#include "ui/actions/JuliaActions.h"

#include "ui/actions/MakeAction.h"
#include "ui/canvas/InverseLayer.h"
#include "ui/canvas/PathTool.h"
#include "ui/julia/InverseDialog.h"
#include "ui/julia/JuliaPanel.h"
#include "ui/julia/MotionDialog.h"
#include "ui/scene/ParameterMotion.h"
#include "ui/toolbar/LineIcon.h"
#include "ui/window/ViewSwap.h"

#include <QAction>
#include <QMenu>

namespace escapade {
namespace {

void present(QDialog& dialog)
{
    dialog.show();
    dialog.raise();
    dialog.activateWindow();
}

} // namespace

JuliaActions::JuliaActions(FractalCanvas& mandelbrot, JuliaPanel& julia, QWidget& window)
    : QObject(&window)
    , m_julia(julia)
    , m_motion(new ParameterMotion(this))
    , m_path(new PathTool(mandelbrot))
    , m_motionWindow(new MotionDialog(*m_motion, *m_path, &window))
    , m_inverseWindow(new InverseDialog(julia.inverse(), &window))
{
    makeActions();
    connectMotion();
    followParameter(julia.parameter());
    followMotion();
}

void JuliaActions::fillMenu(QMenu& menu)
{
    menu.addActions({ m_play, m_stop, m_moveDialog });
    menu.addSeparator();
    menu.addActions({ m_nextInverse, m_inverseDialog });
}

void JuliaActions::follow(ViewSwap& swap)
{
    connect(&swap, &ViewSwap::pressed, this, [this] { m_beforePress = m_chosen; });
    connect(&swap, &ViewSwap::doubleClicked, this, [this] {
        if (m_beforePress)
            m_julia.setParameter(*m_beforePress);
    });
}

QVariantMap JuliaActions::saveState() const
{
    QVariantMap state;
    m_motionWindow->keepIn(state);
    m_inverseWindow->keepIn(state);
    return state;
}

void JuliaActions::restoreState(const QVariantMap& state)
{
    m_motionWindow->restoreFrom(state);
    m_inverseWindow->restoreFrom(state);
}

void JuliaActions::makeActions()
{
    m_play = makeAction(
        this, { tr("&Move c"), tr("Move Julia's c along its circle or path, or pause"), { Qt::Key_M } });
    m_play->setCheckable(true);
    connect(m_play, &QAction::triggered, m_motionWindow, &MotionDialog::playOrPause);
    m_stop = makeAction(this,
        { tr("Stop mo&ving c"), tr("Stop, and go back to the c that was chosen before"),
            { QKeySequence(Qt::CTRL | Qt::Key_M) } });
    connect(m_stop, &QAction::triggered, m_motion, &ParameterMotion::stop);
    m_moveDialog = makeAction(this,
        { tr("Move c &along…"), tr("Choose the circle or draw the path along which c moves"),
            { QKeySequence(Qt::SHIFT | Qt::Key_M) } });
    m_moveDialog->setIcon(lineIcon(IconShape::Round));
    connect(m_moveDialog, &QAction::triggered, this, [this] { present(*m_motionWindow); });
    m_nextInverse = makeAction(this,
        { tr("&Next way to draw"),
            tr("Draw the Julia set by escape time, with roots over it, or by roots only"), { Qt::Key_N } });
    connect(m_nextInverse, &QAction::triggered, this, &JuliaActions::drawNextWay);
    m_inverseDialog = makeAction(this,
        { tr("&Inverse iteration…"), tr("Draw the Julia set by inverse iteration: roots of roots"),
            { QKeySequence(Qt::SHIFT | Qt::Key_N) } });
    m_inverseDialog->setIcon(lineIcon(IconShape::Dots));
    connect(m_inverseDialog, &QAction::triggered, this, [this] { present(*m_inverseWindow); });
}

void JuliaActions::connectMotion()
{
    connect(m_motion, &ParameterMotion::moved, this, &JuliaActions::moveTo);
    connect(m_motion, &ParameterMotion::stateChanged, this, &JuliaActions::followMotion);
    connect(&m_julia, &JuliaPanel::parameterChanged, this, &JuliaActions::followParameter);
}

void JuliaActions::followMotion()
{
    const auto state = m_motion->state();
    const bool stopped = state == ParameterMotion::State::Stopped;
    m_play->setChecked(state == ParameterMotion::State::Playing);
    m_stop->setEnabled(!stopped);
    m_julia.setMoving(!stopped);
    if (stopped)
        m_julia.setParameter(m_chosen);
}

/// A c that is picked or typed ends the motion.
void JuliaActions::followParameter(const PlanePoint& c)
{
    if (m_moving)
        return;
    m_chosen = c;
    m_motion->stop();
    m_motionWindow->setParameter({ c.re.toDouble(), c.im.toDouble() });
}

void JuliaActions::moveTo(double re, double im)
{
    constexpr long decimals = 12;
    m_moving = true;
    m_julia.setParameter(
        { Decimal::fromDouble(re).rounded(decimals), Decimal::fromDouble(im).rounded(decimals) });
    m_moving = false;
}

void JuliaActions::drawNextWay()
{
    InverseChoice choice = m_julia.inverse().choice();
    constexpr int ways = 3;
    choice.show = static_cast<InverseShow>((static_cast<int>(choice.show) + 1) % ways);
    m_julia.inverse().setChoice(choice);
}

} // namespace escapade
