#include "ui/panels/DiffusionPanel.h"

#include "ui/actions/MakeAction.h"
#include "ui/panels/DiffusionView.h"
#include "ui/toolbar/LineIcon.h"

#include <QAction>
#include <QBoxLayout>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>
#include <span>

namespace escapade {
namespace {

constexpr QLatin1String playingKey("playing");
constexpr QLatin1String stepsKey("stepsPerFrame");
constexpr QLatin1String constantKey("D");
constexpr QLatin1String rowsKey("rows");
constexpr int margin = 4;
constexpr int spacing = 4;
constexpr int blockGap = 8; // between fields and readouts side by side

QString number(double value)
{
    return QString::number(value, 'g', 6);
}

/// A readout whose width does not change with its text.
QLabel* makeReadout(const QString& name, const QString& tip, const QString& widest, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setAccessibleName(name);
    label->setToolTip(tip);
    label->setTextFormat(Qt::PlainText);
    label->setMinimumWidth(label->fontMetrics().horizontalAdvance(widest));
    return label;
}

QToolButton* makeButton(QAction* action, const QString& name, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(action->objectName() + QStringLiteral("Button"));
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAccessibleName(name);
    return button;
}

/// What a column of names and values beside each other needs.
QSize blockSize(std::span<const NamedWidget> lines)
{
    int names = 0;
    int values = 0;
    int height = -spacing;
    for (const NamedWidget& line : lines) {
        const QSize value = line.value->minimumSizeHint().expandedTo(line.value->minimumSize());
        names = std::max(names, line.name->minimumSizeHint().width());
        values = std::max(values, value.width());
        height += std::max(value.height(), line.name->minimumSizeHint().height()) + spacing;
    }
    return { names + spacing + values, height };
}

void describe(QWidget& field, const QString& objectName, const QString& accessibleName, const QString& tip)
{
    field.setObjectName(objectName);
    field.setAccessibleName(accessibleName);
    field.setToolTip(tip);
    field.setStatusTip(tip);
}

} // namespace

DiffusionPanel::DiffusionPanel(WorkerPool& pool, QWidget* parent)
    : QWidget(parent)
    , m_view(new DiffusionView(this))
    , m_steps(new QSpinBox(this))
    , m_diffusionConstant(new QDoubleSpinBox(this))
    , m_rows(new QSpinBox(this))
    , m_time(makeReadout(
          tr("Simulated time"), tr("Simulated time since the start"), QStringLiteral("0000.000"), this))
    , m_mass(makeReadout(
          tr("Mass"), tr("The integral of the density over the box"), QStringLiteral("000.0000"), this))
    , m_maximum(makeReadout(
          tr("Largest density"), tr("The largest density in the box"), QStringLiteral("0.000000"), this))
    , m_cursor(makeReadout(tr("Density under the cursor"),
          tr("Row, column and density of the cell under the cursor"), QStringLiteral("[266][266] 0.000000"),
          this))
    , m_problem(new QLabel(this))
    , m_controls(new QWidget(this))
{
    describe(*m_view, QStringLiteral("diffusionView"), tr("Diffusing density"),
        tr("Click and drag to add density; with the keys: arrows to move, Space to add"));
    m_cursor->setObjectName(QStringLiteral("diffusionCursor"));
    m_problem->setObjectName(QStringLiteral("diffusionProblem"));
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->hide();
    setUpActions();
    setUpFields();
    setUpLayout();

    // Called on the engine's thread: both only post. The engine is gone before the rest of the panel.
    LiveDiffusion::Callbacks callbacks;
    callbacks.changed
        = [this] { QMetaObject::invokeMethod(this, &DiffusionPanel::takeSnapshot, Qt::QueuedConnection); };
    callbacks.frameTimed = [this](const FrameSample& sample) {
        QMetaObject::invokeMethod(
            this, [this, sample] { emit frameTimed(sample); }, Qt::QueuedConnection);
    };
    m_live = std::make_unique<LiveDiffusion>(pool, chosen(), std::move(callbacks));
    m_live->setSuspended(true); // until it is shown
    m_live->setPlaying(true);
    connect(
        m_view, &DiffusionView::stroked, this, [this](const BrushStroke& stroke) { m_live->paint(stroke); });
    connect(m_view, &DiffusionView::cursorMoved, this, &DiffusionPanel::showCursor);
}

DiffusionPanel::~DiffusionPanel() = default;

void DiffusionPanel::setSimd(SimdLevel simd)
{
    m_live->setSimd(simd);
}

bool DiffusionPanel::isPlaying() const
{
    return m_playAction->isChecked();
}

QVariantMap DiffusionPanel::saveState() const
{
    const LiveSettings settings = chosen();
    return { { playingKey, isPlaying() }, { stepsKey, settings.stepsPerFrame }, { constantKey, settings.D },
        { rowsKey, settings.rows } };
}

void DiffusionPanel::restoreState(const QVariantMap& state)
{
    LiveSettings settings = chosen();
    const auto readInt = [&state](const QString& key, int fallback) {
        bool usable = false;
        const int value = state.value(key).toInt(&usable);
        return usable ? value : fallback;
    };
    bool usable = false;
    const double constant = state.value(constantKey).toDouble(&usable);
    settings.D = usable ? constant : settings.D;
    settings.stepsPerFrame = readInt(stepsKey, settings.stepsPerFrame);
    settings.rows = readInt(rowsKey, settings.rows);
    settings = withinLimits(settings);
    {
        const QSignalBlocker steps(m_steps);
        const QSignalBlocker diffusionConstant(m_diffusionConstant);
        const QSignalBlocker rows(m_rows);
        m_steps->setValue(settings.stepsPerFrame);
        m_diffusionConstant->setValue(settings.D);
        m_rows->setValue(settings.rows);
    }
    sendSettings();
    m_playAction->setChecked(state.value(playingKey, isPlaying()).toBool());
}

QSize DiffusionPanel::minimumSizeHint() const
{
    return { sizeNeeded(Form::Tall).width(), sizeNeeded(Form::Wide).height() };
}

void DiffusionPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool wideFits = width() >= sizeNeeded(Form::Wide).width();
    const bool tallFits = height() >= sizeNeeded(Form::Tall).height();
    arrange(wideFits && (width() > height() || !tallFits) ? Form::Wide : Form::Tall);
}

void DiffusionPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_live->setSuspended(false);
}

void DiffusionPanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_live->setSuspended(true);
}

void DiffusionPanel::setUpActions()
{
    m_playAction = makeAction(
        this, { tr("&Play diffusion"), tr("Let the density diffuse, or stop it"), { Qt::Key_D } });
    m_playAction->setObjectName(QStringLiteral("diffusionPlay"));
    m_playAction->setCheckable(true);
    m_playAction->setChecked(true);
    connect(m_playAction, &QAction::toggled, this, [this](bool playing) {
        showPlaying(playing);
        m_live->setPlaying(playing);
    });
    showPlaying(true);

    m_stepAction = makeAction(this,
        { tr("One diffusion &step"), tr("Stop, and advance by one time step"),
            { QKeySequence(Qt::SHIFT | Qt::Key_D) } });
    m_stepAction->setObjectName(QStringLiteral("diffusionStep"));
    m_stepAction->setIconText(tr("Step"));
    m_stepAction->setIcon(lineIcon(IconShape::Step));
    connect(m_stepAction, &QAction::triggered, this, [this] {
        m_playAction->setChecked(false);
        m_live->stepOnce();
    });

    m_resetAction = makeAction(this,
        { tr("&Reset diffusion"), tr("Back to the four peaks at time 0"),
            { QKeySequence(Qt::CTRL | Qt::Key_D) } });
    m_resetAction->setObjectName(QStringLiteral("diffusionReset"));
    m_resetAction->setIconText(tr("Re&set"));
    m_resetAction->setIcon(lineIcon(IconShape::Restart));
    connect(m_resetAction, &QAction::triggered, this, [this] { m_live->reset(); });
    addActions({ m_playAction, m_stepAction, m_resetAction });
}

void DiffusionPanel::setUpFields()
{
    describe(*m_steps, QStringLiteral("diffusionSteps"), tr("Time steps per frame"),
        tr("Time steps for each picture, 1 to %1; there are 60 pictures a second if the machine can")
            .arg(maxStepsPerFrame));
    m_steps->setRange(1, maxStepsPerFrame);
    m_steps->setValue(LiveSettings().stepsPerFrame);
    describe(*m_diffusionConstant, QStringLiteral("diffusionConstant"), tr("Diffusion constant D"),
        tr("Diffusion constant D, %1 to %2. Above 1 each step is divided into as many as keep it stable")
            .arg(minLiveD)
            .arg(maxLiveD));
    m_diffusionConstant->setRange(minLiveD, maxLiveD);
    m_diffusionConstant->setDecimals(2);
    m_diffusionConstant->setSingleStep(0.1);
    m_diffusionConstant->setValue(LiveSettings().D);
    describe(*m_rows, QStringLiteral("diffusionRows"), tr("Grid size"),
        tr("Cells a side of the grid, %1 to %2. A new grid starts at the four peaks")
            .arg(minLiveRows)
            .arg(maxLiveRows));
    m_rows->setRange(minLiveRows, maxLiveRows);
    m_rows->setSingleStep(10);
    m_rows->setValue(LiveSettings().rows);
    for (QAbstractSpinBox* field : { static_cast<QAbstractSpinBox*>(m_steps),
             static_cast<QAbstractSpinBox*>(m_diffusionConstant), static_cast<QAbstractSpinBox*>(m_rows) })
        field->setKeyboardTracking(false); // half-typed numbers are not meant
    connect(m_steps, &QSpinBox::valueChanged, this, &DiffusionPanel::sendSettings);
    connect(m_diffusionConstant, &QDoubleSpinBox::valueChanged, this, &DiffusionPanel::sendSettings);
    connect(m_rows, &QSpinBox::valueChanged, this, &DiffusionPanel::sendSettings);
}

void DiffusionPanel::setUpLayout()
{
    m_buttons = new QHBoxLayout;
    m_buttons->setSpacing(spacing);
    QToolButton* const play = makeButton(m_playAction, tr("Play or pause"), m_controls);
    QToolButton* const step = makeButton(m_stepAction, tr("One step"), m_controls);
    QToolButton* const reset = makeButton(m_resetAction, tr("Reset"), m_controls);
    for (QToolButton* button : { play, step, reset })
        m_buttons->addWidget(button);
    m_buttons->addStretch(1);

    const auto named = [this](const QString& text, QWidget* value) {
        auto* name = new QLabel(text, m_controls);
        name->setBuddy(value);
        name->setToolTip(value->toolTip());
        return NamedWidget { name, value };
    };
    m_fields = { named(tr("S&teps/frame"), m_steps), named(tr("&D"), m_diffusionConstant),
        named(tr("&Grid"), m_rows) };
    m_readouts = { named(tr("Time"), m_time), named(tr("Mass"), m_mass), named(tr("Max"), m_maximum),
        named(tr("Cursor"), m_cursor) };
    m_grid = new QGridLayout;
    m_grid->setSpacing(spacing);
    auto* controls = new QVBoxLayout(m_controls);
    controls->setContentsMargins(0, 0, 0, 0);
    controls->setSpacing(spacing);
    controls->addLayout(m_buttons);
    controls->addLayout(m_grid);
    controls->addWidget(m_problem);
    controls->addStretch(1);

    m_layout = new QBoxLayout(QBoxLayout::LeftToRight, this);
    m_layout->setContentsMargins(margin, margin, margin, margin);
    m_layout->setSpacing(spacing);
    m_layout->setSizeConstraint(QLayout::SetNoConstraint); // the form follows the size, not the size the form
    m_layout->addWidget(m_view, 1);
    m_layout->addWidget(m_controls);
    arrange(Form::Wide);
    QWidget* before = m_view;
    for (QWidget* next :
        std::initializer_list<QWidget*> { play, step, reset, m_steps, m_diffusionConstant, m_rows }) {
        setTabOrder(before, next);
        before = next;
    }
}

/// Wide: the readouts below the fields. Tall: beside them, so that the picture gets the height.
void DiffusionPanel::arrange(Form form)
{
    if (m_grid->count() > 0 && form == m_form)
        return;
    m_form = form;
    while (QLayoutItem* const item = m_grid->takeAt(0))
        delete item; // NOLINT(cppcoreguidelines-owning-memory): the layout gave it away; the widget stays
    const bool tall = form == Form::Tall;
    const int fieldCount = static_cast<int>(m_fields.size());
    for (int i = 0; i < fieldCount; ++i) {
        m_grid->addWidget(m_fields.at(static_cast<std::size_t>(i)).name, i, 0);
        m_grid->addWidget(m_fields.at(static_cast<std::size_t>(i)).value, i, 1);
        m_grid->addWidget(
            m_readouts.at(static_cast<std::size_t>(i)).name, tall ? i : fieldCount + i, tall ? 3 : 0);
        m_grid->addWidget(
            m_readouts.at(static_cast<std::size_t>(i)).value, tall ? i : fieldCount + i, tall ? 4 : 1);
    }
    const int last = tall ? fieldCount : 2 * fieldCount;
    m_grid->addWidget(m_readouts.back().name, last, 0);
    m_grid->addWidget(m_readouts.back().value, last, 1, 1, tall ? 4 : 1);
    m_grid->setColumnMinimumWidth(2, tall ? blockGap : 0);
    m_grid->setColumnStretch(1, 1);
    m_grid->setColumnStretch(4, tall ? 1 : 0);
    m_layout->setDirection(tall ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_controls->setSizePolicy(tall ? QSizePolicy::Preferred : QSizePolicy::Fixed, QSizePolicy::Fixed);
}

/// The least that this form can be shown in without anything being cut off.
QSize DiffusionPanel::sizeNeeded(Form form) const
{
    const QSize fields = blockSize(m_fields);
    const QSize readouts = blockSize({ m_readouts.data(), m_readouts.size() - 1 });
    const QSize cursor = blockSize({ &m_readouts.back(), 1 });
    const QSize buttons = m_buttons->minimumSize();
    const QSize picture = m_view->minimumSizeHint();
    const int frame = 2 * margin;
    if (form == Form::Tall) {
        const int width = std::max({ buttons.width(),
            fields.width() + blockGap + 2 * spacing + readouts.width(), cursor.width(), picture.width() });
        const int height
            = picture.height() + buttons.height() + fields.height() + cursor.height() + 3 * spacing;
        return { width + frame, height + frame };
    }
    const int controls = std::max({ buttons.width(), fields.width(), readouts.width(), cursor.width() });
    const int stacked
        = buttons.height() + fields.height() + readouts.height() + cursor.height() + 3 * spacing;
    return { picture.width() + spacing + controls + frame, std::max(picture.height(), stacked) + frame };
}

LiveSettings DiffusionPanel::chosen() const
{
    return { m_rows->value(), m_diffusionConstant->value(), m_steps->value() };
}

void DiffusionPanel::sendSettings()
{
    m_live->setSettings(chosen());
}

void DiffusionPanel::showPlaying(bool playing)
{
    m_playAction->setIconText(playing ? tr("Pa&use") : tr("P&lay"));
    m_playAction->setIcon(lineIcon(playing ? IconShape::Pause : IconShape::Play));
}

void DiffusionPanel::takeSnapshot()
{
    m_snapshot = m_live->snapshot();
    if (!m_snapshot)
        return;
    m_view->setSnapshot(m_snapshot);
    m_time->setText(QString::number(m_snapshot->simtime, 'f', 3));
    m_time->setToolTip(tr("Simulated time after %1 steps of %2 each; r = %3")
                           .arg(m_snapshot->step)
                           .arg(number(m_snapshot->clock.dt))
                           .arg(number(m_snapshot->clock.coefficient)));
    m_mass->setText(number(m_snapshot->mass));
    m_maximum->setText(number(m_snapshot->totals.max));
    showCursor();
    m_problem->setText(QString::fromStdString(m_snapshot->problem));
    m_problem->setVisible(!m_snapshot->problem.empty());
    emit updated();
}

void DiffusionPanel::showCursor()
{
    const auto cell = m_view->cursorCell();
    if (!m_snapshot || !cell) {
        m_cursor->setText(tr("–", "no cell under the cursor"));
        return;
    }
    m_cursor->setText(QStringLiteral("[%1][%2] %3")
                          .arg(cell->y())
                          .arg(cell->x())
                          .arg(number(m_snapshot->values.at(cell->x(), cell->y()))));
}

} // namespace escapade
