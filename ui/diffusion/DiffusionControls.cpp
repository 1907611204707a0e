#include "ui/diffusion/DiffusionControls.h"

#include <QAction>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>

namespace escapade {
namespace {

constexpr int spacing = 4;
constexpr int blockGap = 8; // between fields and readouts side by side

QString number(double value)
{
    return QString::number(value, 'g', 6);
}

void describe(QWidget& widget, const QString& objectName, const QString& accessibleName, const QString& tip)
{
    widget.setObjectName(objectName);
    widget.setAccessibleName(accessibleName);
    widget.setToolTip(tip);
    widget.setStatusTip(tip);
}

/// A label that is as wide as its widest text, so that nothing moves while the numbers run.
QLabel* makeReadout(const QString& widest, QWidget* parent)
{
    auto* label = new QLabel(parent);
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
    button->setSizePolicy(QSizePolicy::MinimumExpanding, QSizePolicy::Fixed);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAccessibleName(name);
    return button;
}

void removeAll(QGridLayout& grid)
{
    while (QLayoutItem* const item = grid.takeAt(0))
        delete item; // NOLINT(cppcoreguidelines-owning-memory): the grid gave it away; the widget stays
}

} // namespace

DiffusionControls::DiffusionControls(const Actions& actions, QWidget* parent)
    : QWidget(parent)
    , m_buttons { makeButton(actions.play, tr("Play or pause"), this),
        makeButton(actions.step, tr("One step"), this), makeButton(actions.reset, tr("Reset"), this) }
    , m_steps(new QSpinBox(this))
    , m_diffusionConstant(new QDoubleSpinBox(this))
    , m_rows(new QSpinBox(this))
    , m_time(makeReadout(QStringLiteral("0000.000"), this))
    , m_mass(makeReadout(QStringLiteral("000.0000"), this))
    , m_maximum(makeReadout(QStringLiteral("0.000000"), this))
    , m_cursor(makeReadout(QStringLiteral("(-10.00, -10.00) 0.000000"), this))
    , m_problem(new QLabel(this))
{
    describe(
        *m_time, QStringLiteral("diffusionTime"), tr("Simulated time"), tr("Simulated time since the start"));
    describe(
        *m_mass, QStringLiteral("diffusionMass"), tr("Mass"), tr("The integral of the density over the box"));
    describe(*m_maximum, QStringLiteral("diffusionMaximum"), tr("Largest density"),
        tr("The largest density in the box"));
    describe(*m_cursor, QStringLiteral("diffusionCursor"), tr("Density under the cursor"),
        tr("Place (x, y) and density of the cell under the cursor"));
    m_problem->setObjectName(QStringLiteral("diffusionProblem"));
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->hide();
    setUpFields();
    setUpLayout();
}

LiveSettings DiffusionControls::settings() const
{
    return { .rows = m_rows->value(), .D = m_diffusionConstant->value(), .stepsPerFrame = m_steps->value() };
}

void DiffusionControls::setSettings(const LiveSettings& settings)
{
    const QSignalBlocker steps(m_steps);
    const QSignalBlocker diffusionConstant(m_diffusionConstant);
    const QSignalBlocker rows(m_rows);
    m_steps->setValue(settings.stepsPerFrame);
    m_diffusionConstant->setValue(settings.D);
    m_rows->setValue(settings.rows);
}

void DiffusionControls::showSnapshot(const DiffusionSnapshot& snapshot)
{
    m_time->setText(QString::number(snapshot.simtime, 'f', 3));
    const QString steps = snapshot.jumped
        ? tr("Simulated time, reached by the exact modes; steps of %1 each; r = D dt/dx² = %2")
        : tr("Simulated time after %1 steps of %2 each; r = D dt/dx² = %3").arg(snapshot.step);
    m_time->setToolTip(steps.arg(number(snapshot.clock.dt), number(snapshot.clock.coefficient)));
    m_mass->setText(number(snapshot.mass));
    m_maximum->setText(number(snapshot.totals.max));
    m_problem->setText(QString::fromStdString(snapshot.problem));
    m_problem->setVisible(!snapshot.problem.empty());
}

void DiffusionControls::showCursor(const DiffusionSnapshot& snapshot, std::optional<QPoint> cell)
{
    if (!cell) {
        m_cursor->setText(tr("Cursor: –", "no cell under the cursor"));
        return;
    }
    m_cursor->setText(QStringLiteral("(%1, %2) %3")
                          .arg(snapshot.grid.position(cell->x()), 0, 'f', 2)
                          .arg(snapshot.grid.position(cell->y()), 0, 'f', 2)
                          .arg(number(snapshot.shown().at(cell->x(), cell->y()))));
    m_cursor->setToolTip(tr("Place (x, y) and density of the cell under the cursor, index [%1][%2]")
                             .arg(cell->y())
                             .arg(cell->x()));
}

void DiffusionControls::arrange(Form form)
{
    if (m_form == form)
        return;
    m_form = form;
    removeAll(*m_buttonGrid);
    removeAll(*m_grid);
    if (form == Form::Wide)
        placeWide();
    else
        placeTall();
}

QSize DiffusionControls::sizeNeeded(Form form) const
{
    const QSize buttons = buttonsSize(form);
    const QSize fields = sizeOf(m_fields);
    const QSize readouts = sizeOf(m_readouts);
    const QSize cursor = m_cursor->minimumSizeHint().expandedTo(m_cursor->minimumSize());
    if (form == Form::Wide) {
        return { std::max({ buttons.width(), fields.width(), readouts.width(), cursor.width() }),
            buttons.height() + fields.height() + readouts.height() + cursor.height() + 3 * spacing };
    }
    const int beside = fields.width() + spacing + blockGap + spacing + readouts.width();
    return { std::max({ buttons.width(), beside, cursor.width() }),
        buttons.height() + std::max(fields.height(), readouts.height()) + cursor.height() + 2 * spacing };
}

QList<QWidget*> DiffusionControls::focusOrder() const
{
    return { m_buttons.at(0), m_buttons.at(1), m_buttons.at(2), m_steps, m_diffusionConstant, m_rows };
}

void DiffusionControls::setUpFields()
{
    describe(*m_steps, QStringLiteral("diffusionSteps"), tr("Time steps per frame"),
        tr("Time steps for each picture, 1 to %1; there are 60 pictures a second if the machine can")
            .arg(maxStepsPerFrame));
    m_steps->setRange(1, maxStepsPerFrame);
    describe(*m_diffusionConstant, QStringLiteral("diffusionConstant"), tr("Diffusivity D"),
        tr("Diffusivity D, %1 to %2. Above 1 each step is divided into as many as keep it stable")
            .arg(minLiveD)
            .arg(maxLiveD));
    m_diffusionConstant->setRange(minLiveD, maxLiveD);
    m_diffusionConstant->setDecimals(2);
    m_diffusionConstant->setSingleStep(0.1);
    describe(*m_rows, QStringLiteral("diffusionRows"), tr("Grid size"),
        tr("Cells a side of the grid, %1 to %2. A new grid starts at the four peaks")
            .arg(minLiveRows)
            .arg(maxLiveRows));
    m_rows->setRange(minLiveRows, maxLiveRows);
    m_rows->setSingleStep(10);
    setSettings({});
    for (QAbstractSpinBox* field :
        std::initializer_list<QAbstractSpinBox*> { m_steps, m_diffusionConstant, m_rows })
        field->setKeyboardTracking(false); // half-typed numbers are not meant
    connect(m_steps, &QSpinBox::valueChanged, this, &DiffusionControls::emitSettings);
    connect(m_diffusionConstant, &QDoubleSpinBox::valueChanged, this, &DiffusionControls::emitSettings);
    connect(m_rows, &QSpinBox::valueChanged, this, &DiffusionControls::emitSettings);
}

void DiffusionControls::setUpLayout()
{
    m_fields = { makeLine(tr("&Steps/frame"), m_steps), makeLine(tr("Diffusivit&y D"), m_diffusionConstant),
        makeLine(tr("&Grid"), m_rows) };
    m_readouts
        = { makeLine(tr("Time"), m_time), makeLine(tr("Mass"), m_mass), makeLine(tr("Max"), m_maximum) };
    m_buttonGrid = new QGridLayout;
    m_buttonGrid->setSpacing(spacing);
    m_grid = new QGridLayout;
    m_grid->setSpacing(spacing);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    layout->addLayout(m_buttonGrid);
    layout->addLayout(m_grid);
    layout->addWidget(m_cursor);
    layout->addWidget(m_problem);
    m_grid->setColumnStretch(1, 1);
    arrange(Form::Wide);
}

DiffusionControls::Line DiffusionControls::makeLine(const QString& text, QWidget* value)
{
    auto* name = new QLabel(text, this);
    name->setBuddy(value);
    name->setToolTip(value->toolTip());
    return { name, value };
}

void DiffusionControls::emitSettings()
{
    emit settingsChosen(settings());
}

void DiffusionControls::placeWide()
{
    m_buttonGrid->addWidget(m_buttons.at(0), 0, 0, 1, 2);
    m_buttonGrid->addWidget(m_buttons.at(1), 1, 0);
    m_buttonGrid->addWidget(m_buttons.at(2), 1, 1);
    int row = 0; // fields, then readouts
    for (const auto& lines : { m_fields, m_readouts }) {
        for (const Line& line : lines) {
            m_grid->addWidget(line.name, row, 0);
            m_grid->addWidget(line.value, row, 1);
            ++row;
        }
    }
    m_grid->setColumnMinimumWidth(2, 0);
    m_grid->setColumnStretch(4, 0);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void DiffusionControls::placeTall()
{
    for (int i = 0; i < 3; ++i) {
        const auto index = static_cast<std::size_t>(i);
        m_buttonGrid->addWidget(m_buttons.at(index), 0, i);
        m_grid->addWidget(m_fields.at(index).name, i, 0);
        m_grid->addWidget(m_fields.at(index).value, i, 1);
        m_grid->addWidget(m_readouts.at(index).name, i, 3);
        m_grid->addWidget(m_readouts.at(index).value, i, 4);
    }
    m_grid->setColumnMinimumWidth(2, blockGap);
    m_grid->setColumnStretch(4, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

/// Of lines below each other.
template <std::size_t count> QSize DiffusionControls::sizeOf(const std::array<Line, count>& lines)
{
    int names = 0;
    int values = 0;
    int height = -spacing;
    for (const Line& line : lines) {
        const QSize value = line.value->minimumSizeHint().expandedTo(line.value->minimumSize());
        const QSize name = line.name->minimumSizeHint();
        names = std::max(names, name.width());
        values = std::max(values, value.width());
        height += std::max(value.height(), name.height()) + spacing;
    }
    return { names + spacing + values, height };
}

QSize DiffusionControls::buttonsSize(Form form) const
{
    const QSize play = m_buttons.at(0)->sizeHint();
    const QSize step = m_buttons.at(1)->sizeHint();
    const QSize reset = m_buttons.at(2)->sizeHint();
    const int pair = step.width() + spacing + reset.width();
    if (form == Form::Wide)
        return { std::max(play.width(), pair), play.height() + spacing + step.height() };
    return { play.width() + spacing + pair, play.height() };
}

} // namespace escapade
