#include "ui/diffusion/DiffusionPanel.h"

#include "ui/actions/MakeAction.h"
#include "ui/diffusion/DiffusionControls.h"
#include "ui/diffusion/DiffusionTimeBar.h"
#include "ui/diffusion/DiffusionView.h"
#include "ui/diffusion/ExampleBar.h"
#include "ui/diffusion/ProblemDialog.h"

#include <QAction>
#include <QBoxLayout>
#include <QSignalBlocker>

#include <algorithm>
#include <array>

namespace escapade {
namespace {

using Form = DiffusionControls::Form;

constexpr int margin = 4;
constexpr int spacing = 4;

/// What example, picture, time (below each other) and controls need together.
QSize sizeNeeded(const std::array<QWidget*, 3>& column, const DiffusionControls& controls, Form form)
{
    QSize first(0, -spacing);
    for (const QWidget* const part : column) {
        const QSize size = part->minimumSizeHint();
        first = { std::max(first.width(), size.width()), first.height() + spacing + size.height() };
    }
    const QSize second = controls.sizeNeeded(form);
    const QSize together = form == Form::Wide
        ? QSize(first.width() + spacing + second.width(), std::max(first.height(), second.height()))
        : QSize(std::max(first.width(), second.width()), first.height() + spacing + second.height());
    return together + QSize(2 * margin, 2 * margin);
}

} // namespace

DiffusionPanel::DiffusionPanel(WorkerPool& pool, QWidget* parent)
    : QWidget(parent)
    , m_view(new DiffusionView(this))
    , m_playAction(makeAction(
          this, { tr("&Play diffusion"), tr("Let the density diffuse, or stop it"), { Qt::Key_D } }))
    , m_stepAction(makeAction(this,
          { tr("One diffusion &step"), tr("Stop, and advance by one time step"),
              { QKeySequence(Qt::SHIFT | Qt::Key_D) } }))
    , m_resetAction(makeAction(this,
          { tr("&Reset diffusion"), tr("Back to the beginning, at time 0"),
              { QKeySequence(Qt::CTRL | Qt::Key_D) } }))
    , m_exactAction(makeAction(this,
          { tr("Advance by e&xact modes"),
              tr("Compute every picture from the sine modes of the beginning, without error, instead of step "
                 "by step"),
              { QKeySequence(Qt::SHIFT | Qt::Key_E) } }))
    , m_errorAction(makeAction(this,
          { tr("Show the &error"), tr("Show by how much the steps differ from the exact solution"),
              { Qt::Key_E } }))
    , m_undoAction(makeAction(this,
          { tr("&Undo stroke"),
              tr("Back to the moment before the last stroke or reset: density and time. With the picture in "
                 "focus, Ctrl+Z does it too"),
              { QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Z) } }))
    , m_redoAction(makeAction(this,
          { tr("Re&do stroke"), tr("Forth again to where the stroke was undone"),
              { QKeySequence(Qt::CTRL | Qt::ALT | Qt::SHIFT | Qt::Key_Z) } }))
    , m_problemAction(makeAction(this,
          { tr("Pro&blem, walls and method..."),
              tr("What to look at, what happens at the walls, which method steps it, how substances react"),
              {} }))
{
    const QString tip
        = tr("Click and drag to paint, Shift and click to set a probe; with the keys: arrows to "
             "move, Space to paint, Shift and Space to set a probe");
    m_view->setObjectName(QStringLiteral("diffusionView"));
    m_view->setAccessibleName(tr("Diffusing density"));
    m_view->setToolTip(tip);
    m_view->setStatusTip(tip);
    setUpActions();
    m_exampleBar = new ExampleBar(m_problemAction, this);
    m_problemDialog = new ProblemDialog(this);
    m_problemDialog->setNote(m_exampleBar->title(), m_exampleBar->note());
    setUpHistory();
    m_timeBar = new DiffusionTimeBar({ m_exactAction, m_errorAction }, this);
    m_controls = new DiffusionControls({ m_playAction, m_stepAction, m_resetAction }, this);
    setUpLayout();
    setUpEngine(pool);
}

DiffusionPanel::~DiffusionPanel()
{
    // QWidget's destructor takes the focus from the view, which then says that its cursor went: to a panel
    // whose members are gone.
    m_view->disconnect(this);
    m_exampleBar->disconnect(this);
    m_problemDialog->disconnect(this);
    m_timeBar->disconnect(this);
    m_controls->disconnect(this);
}

void DiffusionPanel::setSimd(SimdLevel simd)
{
    m_live->setSimd(simd);
}

bool DiffusionPanel::isPlaying() const
{
    return m_playAction->isChecked();
}

QSize DiffusionPanel::minimumSizeHint() const
{
    return { sizeNeeded({ m_exampleBar, m_view, m_timeBar }, *m_controls, Form::Tall).width(),
        sizeNeeded({ m_exampleBar, m_view, m_timeBar }, *m_controls, Form::Wide).height() };
}

void DiffusionPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void DiffusionPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    arrange(); // fonts and style are known by now
    m_live->setSuspended(false);
}

void DiffusionPanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_live->setSuspended(true);
}

void DiffusionPanel::setLook(const DensityLook& look)
{
    if (look == m_look)
        return;
    m_look = look;
    sendSettings();
    emit lookChanged(look);
}

void DiffusionPanel::setSpeed(double timePerSecond)
{
    if (!m_snapshot)
        return;
    const LiveSettings settings = withSpeed(chosenSettings(), m_snapshot->clock, timePerSecond);
    m_framesPerStep = settings.framesPerStep;
    m_controls->setSettings(settings);
    sendSettings();
}

void DiffusionPanel::beginMeasurement()
{
    const bool inRun = m_snapshot && m_snapshot->inRun;
    if (++m_measurements > 1 || !isPlaying() || inRun)
        return;
    m_playAction->setChecked(false);
    m_playsAfterMeasurement = true;
}

void DiffusionPanel::endMeasurement()
{
    if (--m_measurements == 0 && m_playsAfterMeasurement)
        m_playAction->setChecked(true);
}

/// The button shows that it plays; play itself would begin with a frame that belongs to no run.
void DiffusionPanel::beginRun()
{
    {
        const QSignalBlocker blocker(m_playAction);
        m_playAction->setChecked(true);
    }
    showPlaying(true); // the buttons hear of this
    m_playsAfterMeasurement = false;
}

void DiffusionPanel::runSteps(qint64 steps)
{
    beginRun();
    m_live->runSteps(steps);
}

void DiffusionPanel::runTo(double simtime)
{
    if (!m_snapshot || simtime <= m_snapshot->simtime)
        return;
    beginRun();
    m_live->runTo(simtime);
}

/// The engine stops by itself at the end of a run.
void DiffusionPanel::followRun()
{
    if (m_runsEnded == m_snapshot->runsEnded)
        return;
    m_runsEnded = m_snapshot->runsEnded;
    if (!m_snapshot->playing)
        m_playAction->setChecked(false);
}

void DiffusionPanel::setUpEngine(WorkerPool& pool)
{
    // Called on the engine's thread: both only post. The engine is gone before the rest of the panel.
    LiveDiffusion::Callbacks callbacks;
    callbacks.changed = [this] { m_calls.post([this] { takeSnapshot(); }); };
    callbacks.frameTimed
        = [this](const FrameSample& sample) { m_calls.post([this, sample] { emit frameTimed(sample); }); };
    m_live = std::make_unique<LiveDiffusion>(pool, chosenSettings(), std::move(callbacks));
    m_live->setSuspended(true); // until it is shown
    m_live->setPlaying(isPlaying());
    connect(
        m_view, &DiffusionView::stroked, this, [this](const BrushStroke& stroke) { m_live->paint(stroke); });
    connect(m_view, &DiffusionView::cursorMoved, this, &DiffusionPanel::showCursor);
    connect(m_timeBar, &DiffusionTimeBar::timeWanted, this, [this](double time) { m_live->seek(time); });
    connect(m_controls, &DiffusionControls::settingsChosen, this, [this](const LiveSettings& settings) {
        if (m_snapshot && settings.stepsPerFrame != m_snapshot->settings.stepsPerFrame)
            m_framesPerStep = 1; // the slow motion ends where steps a picture are asked for
        sendSettings();
    });
    connect(m_exampleBar, &ExampleBar::chosen, this, &DiffusionPanel::sendExample);
    connect(m_problemDialog, &ProblemDialog::wallsChosen, this,
        [this](const Walls& walls) { m_live->setWalls(walls); });
    connect(m_problemDialog, &ProblemDialog::reactionChosen, this,
        [this](const Reaction& reaction) { m_live->setReaction(reaction); });
    connect(m_problemDialog, &ProblemDialog::methodChosen, this, &DiffusionPanel::sendSettings);
}

void DiffusionPanel::setUpLayout()
{
    m_layout = new QBoxLayout(QBoxLayout::LeftToRight, this);
    m_layout->setContentsMargins(margin, margin, margin, margin);
    m_layout->setSpacing(spacing);
    m_layout->setSizeConstraint(QLayout::SetNoConstraint); // the form follows the size, not the size the form
    auto* picture = new QVBoxLayout;
    picture->setSpacing(spacing);
    picture->addWidget(m_exampleBar);
    picture->addWidget(m_view, 1);
    picture->addWidget(m_timeBar);
    m_layout->addLayout(picture, 1);
    m_layout->addWidget(m_controls);
    QWidget* before = m_view;
    for (QWidget* const next : m_exampleBar->focusOrder())
        setTabOrder(next, m_view);
    for (QWidget* const next : m_timeBar->focusOrder() + m_controls->focusOrder()) {
        setTabOrder(before, next);
        before = next;
    }
}

void DiffusionPanel::arrange()
{
    const QSize wide = sizeNeeded({ m_exampleBar, m_view, m_timeBar }, *m_controls, Form::Wide);
    const QSize tall = sizeNeeded({ m_exampleBar, m_view, m_timeBar }, *m_controls, Form::Tall);
    const bool isWide = width() >= wide.width() && (width() > height() || height() < tall.height());
    m_controls->arrange(isWide ? Form::Wide : Form::Tall);
    m_layout->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void DiffusionPanel::takeSnapshot()
{
    m_snapshot = m_live->snapshot();
    if (!m_snapshot)
        return;
    m_view->setSnapshot(m_snapshot);
    m_exactAction->setEnabled(m_snapshot->hasExact);
    m_errorAction->setEnabled(m_snapshot->hasExact);
    m_problemDialog->showSnapshot(*m_snapshot);
    m_timeBar->showSnapshot(*m_snapshot);
    m_controls->showSnapshot(*m_snapshot);
    m_undoAction->setEnabled(m_snapshot->undoable > 0);
    m_redoAction->setEnabled(m_snapshot->redoable > 0);
    followRun();
    showCursor();
    emit updated();
}

LiveSettings DiffusionPanel::chosenSettings() const
{
    LiveSettings settings = m_controls->settings();
    settings.method = m_exactAction->isChecked() ? LiveMethod::Exact : m_problemDialog->method();
    const LiveView plain = m_problemDialog->showsMatter() ? LiveView::Matter : LiveView::Density;
    settings.view = m_errorAction->isChecked() ? LiveView::Error : plain;
    settings.ratio = m_problemDialog->ratio().ratio();
    settings.beyond = m_problemDialog->ratio().beyond();
    settings.framesPerStep = m_framesPerStep;
    settings.look = m_look;
    return settings;
}

void DiffusionPanel::sendSettings()
{
    if (m_quiet)
        return;
    m_live->setSettings(chosenSettings());
}

/// With the settings that the example comes with.
void DiffusionPanel::sendExample()
{
    const auto example = m_exampleBar->example();
    m_problemDialog->setNote(m_exampleBar->title(), m_exampleBar->note());
    m_controls->setSettings(
        { .rows = example->rows, .D = example->D, .stepsPerFrame = example->stepsPerFrame });
    m_framesPerStep = 1;
    m_problemDialog->ratio().choose(0, m_problemDialog->ratio().beyond());
    DensityLook look = m_look;
    look.automatic = false;
    look.fixed = example->limits;
    look.logarithmic = example->logarithmic;
    look.map = example->limits.low < 0 ? DensityMap::Diverging : DensityMap::Spectrum;
    setLook(look);
    m_quiet = true; // what the switch sends belongs to the old example
    if (example->exact || m_exactByExample)
        m_exactAction->setChecked(example->exact);
    m_exactByExample = example->exact;
    m_quiet = false;
    m_live->setExample(example, chosenSettings());
}

void DiffusionPanel::showCursor()
{
    if (m_snapshot)
        m_controls->showCursor(*m_snapshot, m_view->cursorCell());
}

} // namespace escapade
