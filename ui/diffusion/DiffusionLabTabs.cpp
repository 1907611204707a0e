#include "ui/diffusion/DiffusionLabTabs.h"

#include "core/diffusion/LiveDiffusion.h"

#include <QAction>
#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>

namespace escapade {
namespace {

constexpr double percent = 100;
constexpr double largestLimit = 1e6;

template <typename Widget>
Widget* described(Widget* widget, const char* objectName, const QString& name, const QString& tip)
{
    widget->setObjectName(QLatin1String(objectName));
    widget->setAccessibleName(name);
    widget->setToolTip(tip);
    widget->setStatusTip(tip);
    return widget;
}

/// Fields with their names before them, two to a row: the tools are low where the window is small.
class PairGrid
{
public:
    explicit PairGrid(QWidget* parent)
        : m_parent(parent)
        , m_grid(new QGridLayout)
    {
        auto* all = new QVBoxLayout(parent);
        all->setContentsMargins(6, 6, 6, 6);
        all->addLayout(m_grid);
        all->addStretch();
        m_grid->setSpacing(4);
        m_grid->setColumnMinimumWidth(2, 4);
        m_grid->setColumnStretch(1, 1);
        m_grid->setColumnStretch(4, 1);
        m_grid->setColumnStretch(5, 1);
    }

    void add(int row, int half, const QString& name, QWidget* field)
    {
        auto* label = new QLabel(name, m_parent);
        label->setBuddy(field);
        m_grid->addWidget(label, row, 3 * half);
        m_grid->addWidget(field, row, 3 * half + 1);
    }

    void addWhole(int row, int half, QWidget* field) { m_grid->addWidget(field, row, 3 * half, 1, 2); }

private:
    QWidget* m_parent;
    QGridLayout* m_grid;
};

QDoubleSpinBox* makeNumber(QWidget* parent, double low, double high, int decimals)
{
    auto* field = new QDoubleSpinBox(parent);
    field->setRange(low, high);
    field->setDecimals(decimals);
    field->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    field->setKeyboardTracking(false);
    return field;
}

} // namespace

QString planText(const DiffusionSnapshot& snapshot)
{
    const int threads = std::max(snapshot.plan.threads, 1);
    const int steps = snapshot.plan.stepsPerPass;
    const QString how
        = snapshot.planMeasured ? DiffusionRunTab::tr("measured") : DiffusionRunTab::tr("being measured");
    QString text = QStringLiteral("%1, %2, %3")
                       .arg(threads == 1 ? DiffusionRunTab::tr("1 thread")
                                         : DiffusionRunTab::tr("%1 threads").arg(threads),
                           steps == 1 ? DiffusionRunTab::tr("1 step a pass")
                                      : DiffusionRunTab::tr("%1 steps a pass").arg(steps),
                           how);
    if (snapshot.planMeasured && threads < snapshot.planThreads)
        text += DiffusionRunTab::tr("; %1 would not be faster on this grid").arg(snapshot.planThreads);
    return text;
}

DiffusionBrushTab::DiffusionBrushTab(const QList<QAction*>& actions, QWidget* parent)
    : QWidget(parent)
    , m_tool(described(new QComboBox(this), "diffusionTool", tr("Tool"),
          tr("What a click or drag on the density does. With Shift a click always sets a probe")))
    , m_target(described(new QComboBox(this), "diffusionTarget", tr("What the brush paints"),
          tr("The density; D from place to place; obstacles that nothing enters; or cells that hold a "
             "density. All of it can be undone")))
    , m_mode(described(new QComboBox(this), "diffusionMode", tr("Brush mode"),
          tr("Add the strength, set what is painted to it, or erase: no density, the usual D, no obstacle")))
    , m_size(described(makeNumber(this, smallestBrush * percent, largestBrush * percent, 1), "diffusionSize",
          tr("Brush radius"), tr("Radius of the brush, in percent of the box's side")))
    , m_strength(described(makeNumber(this, -largestStrength, largestStrength, 3), "diffusionStrength",
          tr("Brush strength"),
          tr("Density that the brush adds, sets or holds, which may be negative; or D as a multiple of the "
             "usual one")))
    , m_stampButton(
          described(new QPushButton(tr("&Picture..."), this), "diffusionStamp", tr("Picture of the stamp"),
              tr("Choose the picture that the tool Stamp puts down: its lightness "
                 "times the strength")))
    , m_manners { Manner { BrushMode::Add, DiffusionToolChoice {}.strength }, Manner { BrushMode::Set, 0.1 },
        Manner { BrushMode::Set, 0 }, Manner { BrushMode::Set, 1 } }
{
    m_tool->addItem(tr("Freehand"), static_cast<int>(DiffusionTool::Draw));
    m_tool->addItem(tr("Line"), static_cast<int>(DiffusionTool::Line));
    m_tool->addItem(tr("Disc"), static_cast<int>(DiffusionTool::Disc));
    m_tool->addItem(tr("Rectangle"), static_cast<int>(DiffusionTool::Rectangle));
    m_tool->addItem(tr("Stamp"), static_cast<int>(DiffusionTool::Stamp));
    m_tool->addItem(tr("Probe"), static_cast<int>(DiffusionTool::Probe));
    m_tool->addItem(tr("Slice"), static_cast<int>(DiffusionTool::Slice));
    m_target->addItem(tr("Density"), static_cast<int>(BrushTarget::Density));
    m_target->addItem(tr("Diffusivity"), static_cast<int>(BrushTarget::Diffusivity));
    m_target->addItem(tr("Obstacle"), static_cast<int>(BrushTarget::Insulating));
    m_target->addItem(tr("Held cells"), static_cast<int>(BrushTarget::Held));
    m_mode->addItem(tr("Add"), static_cast<int>(BrushMode::Add));
    m_mode->addItem(tr("Set"), static_cast<int>(BrushMode::Set));
    m_mode->addItem(tr("Erase"), static_cast<int>(BrushMode::Erase));
    m_size->setSuffix(tr(" %"));
    PairGrid grid(this);
    grid.add(0, 0, tr("&Tool"), m_tool);
    grid.add(0, 1, tr("Pai&nts"), m_target);
    grid.add(1, 0, tr("&Mode"), m_mode);
    grid.add(1, 1, tr("&Strength"), m_strength);
    grid.add(2, 0, tr("&Radius"), m_size);
    grid.addWhole(2, 1, m_stampButton);
    auto* row = new QWidget(this);
    auto* buttons = new QHBoxLayout(row);
    buttons->setContentsMargins(0, 0, 0, 0);
    for (QAction* const action : actions) {
        auto* button = new QToolButton(this);
        button->setObjectName(action->objectName() + QStringLiteral("Button"));
        button->setDefaultAction(action);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        buttons->addWidget(button);
    }
    buttons->addStretch();
    grid.addWhole(3, 0, row);
    setChoice({});
    connect(m_tool, &QComboBox::currentIndexChanged, this, &DiffusionBrushTab::emitChoice);
    connect(m_target, &QComboBox::currentIndexChanged, this, &DiffusionBrushTab::takeTarget);
    connect(m_stampButton, &QPushButton::clicked, this, &DiffusionBrushTab::stampWanted);
    connect(m_mode, &QComboBox::currentIndexChanged, this, &DiffusionBrushTab::emitChoice);
    connect(m_size, &QDoubleSpinBox::valueChanged, this, &DiffusionBrushTab::emitChoice);
    connect(m_strength, &QDoubleSpinBox::valueChanged, this, &DiffusionBrushTab::emitChoice);
}

DiffusionToolChoice DiffusionBrushTab::choice() const
{
    return { static_cast<DiffusionTool>(m_tool->currentData().toInt()),
        static_cast<BrushMode>(m_mode->currentData().toInt()), m_size->value() / percent, m_strength->value(),
        static_cast<BrushTarget>(m_target->currentData().toInt()), m_stamp };
}

void DiffusionBrushTab::setChoice(const DiffusionToolChoice& choice)
{
    const QSignalBlocker blockers[] { QSignalBlocker(m_tool), QSignalBlocker(m_mode), QSignalBlocker(m_size),
        QSignalBlocker(m_strength), QSignalBlocker(m_target) };
    m_tool->setCurrentIndex(m_tool->findData(static_cast<int>(choice.tool)));
    m_mode->setCurrentIndex(m_mode->findData(static_cast<int>(choice.mode)));
    m_size->setValue(choice.size * percent);
    m_strength->setValue(choice.strength);
    m_target->setCurrentIndex(m_target->findData(static_cast<int>(choice.target)));
    m_stamp = choice.stamp;
    m_lastTarget = choice.target;
    enableFields();
}

void DiffusionBrushTab::setTarget(BrushTarget target)
{
    m_target->setCurrentIndex(m_target->findData(static_cast<int>(target)));
}

void DiffusionBrushTab::emitChoice()
{
    enableFields();
    emit chosen(choice());
}

/// Another thing to paint comes with the mode and strength that it had last.
void DiffusionBrushTab::takeTarget()
{
    DiffusionToolChoice now = choice();
    m_manners.at(static_cast<std::size_t>(m_lastTarget)) = { now.mode, now.strength };
    const Manner& manner = m_manners.at(static_cast<std::size_t>(now.target));
    now.mode = manner.mode;
    now.strength = manner.strength;
    setChoice(now);
    emit chosen(now);
}

void DiffusionBrushTab::enableFields()
{
    const DiffusionToolChoice now = choice();
    const bool paints = now.tool != DiffusionTool::Probe && now.tool != DiffusionTool::Slice;
    m_target->setEnabled(paints);
    m_mode->setEnabled(paints);
    m_strength->setEnabled(paints && now.target != BrushTarget::Insulating && now.mode != BrushMode::Erase);
    m_stampButton->setEnabled(now.tool == DiffusionTool::Stamp);
}

DiffusionLookTab::DiffusionLookTab(QWidget* parent)
    : QWidget(parent)
    , m_map(described(new QComboBox(this), "diffusionMap", tr("Colours"),
          tr("The diverging colours are for densities with both signs: white at zero")))
    , m_automatic(described(new QCheckBox(tr("L&imits follow the density"), this), "diffusionAutomatic",
          tr("Limits follow the density"),
          tr("Colours from the smallest to the largest density of each moment")))
    , m_low(described(makeNumber(this, -largestLimit, largestLimit, 6), "diffusionLow", tr("Lowest colour"),
          tr("Density of the lowest colour")))
    , m_high(described(makeNumber(this, -largestLimit, largestLimit, 6), "diffusionHigh",
          tr("Highest colour"), tr("Density of the highest colour")))
    , m_logarithmic(described(new QCheckBox(tr("Lo&garithmic"), this), "diffusionLogarithmic",
          tr("Logarithmic"), tr("Each power of ten takes as much of the colours; six of them are shown")))
    , m_contours(described(new QSpinBox(this), "diffusionContours", tr("Contours"),
          tr("Lines of equal density, evenly spaced along the colour bar")))
{
    m_map->addItem(tr("Rainbow"), static_cast<int>(DensityMap::Spectrum));
    m_map->addItem(tr("Diverging"), static_cast<int>(DensityMap::Diverging));
    m_contours->setRange(0, mostContours);
    m_contours->setSpecialValueText(tr("None"));
    m_contours->setKeyboardTracking(false);
    PairGrid grid(this);
    grid.add(0, 0, tr("&Map"), m_map);
    grid.add(0, 1, tr("&Contours"), m_contours);
    grid.add(1, 0, tr("&Lowest"), m_low);
    grid.add(1, 1, tr("&Highest"), m_high);
    grid.addWhole(2, 0, m_automatic);
    grid.addWhole(2, 1, m_logarithmic);
    setLook({});
    connect(m_map, &QComboBox::currentIndexChanged, this, &DiffusionLookTab::emitLook);
    connect(m_automatic, &QCheckBox::toggled, this, &DiffusionLookTab::emitLook);
    connect(m_low, &QDoubleSpinBox::valueChanged, this, &DiffusionLookTab::emitLook);
    connect(m_high, &QDoubleSpinBox::valueChanged, this, &DiffusionLookTab::emitLook);
    connect(m_logarithmic, &QCheckBox::toggled, this, &DiffusionLookTab::emitLook);
    connect(m_contours, &QSpinBox::valueChanged, this, &DiffusionLookTab::emitLook);
}

DensityLook DiffusionLookTab::look() const
{
    DensityLook look;
    look.map = static_cast<DensityMap>(m_map->currentData().toInt());
    look.automatic = m_automatic->isChecked();
    look.fixed = { m_low->value(), m_high->value() };
    look.logarithmic = m_logarithmic->isChecked();
    look.contours = m_contours->value();
    return withinLimits(look);
}

void DiffusionLookTab::setLook(const DensityLook& look)
{
    const QSignalBlocker blockers[] { QSignalBlocker(m_map), QSignalBlocker(m_automatic),
        QSignalBlocker(m_low), QSignalBlocker(m_high), QSignalBlocker(m_logarithmic),
        QSignalBlocker(m_contours) };
    m_map->setCurrentIndex(m_map->findData(static_cast<int>(look.map)));
    m_automatic->setChecked(look.automatic);
    m_low->setValue(look.fixed.low);
    m_high->setValue(look.fixed.high);
    m_logarithmic->setChecked(look.logarithmic);
    m_contours->setValue(look.contours);
    enableLimits();
}

void DiffusionLookTab::emitLook()
{
    enableLimits();
    emit chosen(look());
}

void DiffusionLookTab::enableLimits()
{
    m_low->setEnabled(!m_automatic->isChecked());
    m_high->setEnabled(!m_automatic->isChecked());
}

DiffusionRunTab::DiffusionRunTab(QWidget* parent)
    : QWidget(parent)
    , m_steps(described(new QSpinBox(this), "diffusionRunSteps", tr("Number of steps"),
          tr("Steps to play before it stops by itself")))
    , m_time(described(makeNumber(this, 0, 1e9, 4), "diffusionRunTime", tr("Time to run to"),
          tr("Simulated time at which it stops by itself")))
    , m_speed(described(makeNumber(this, 1e-6, 1e6, 6), "diffusionSpeed", tr("Speed"),
          tr("Simulated time per second, as near as whole steps allow; the machine may be slower")))
    , m_plan(described(new QLabel(this), "diffusionPlan", tr("Plan"),
          tr("How steps are cut up: threads, and steps in one pass over memory. Chosen by measuring a few "
             "for "
             "some milliseconds; it changes no bit of the result")))
{
    m_steps->setRange(1, 1'000'000'000);
    m_steps->setValue(100);
    m_steps->setGroupSeparatorShown(true);
    m_time->setValue(10);
    m_plan->setWordWrap(true);
    auto* runSteps = described(new QPushButton(tr("Run &steps"), this), "diffusionRunStepsButton",
        tr("Run so many steps"), tr("Play so many steps, then stop"));
    auto* runTime = described(new QPushButton(tr("Run to &time"), this), "diffusionRunTimeButton",
        tr("Run to that time"), tr("Play to that time, then stop"));
    PairGrid grid(this);
    grid.add(0, 0, tr("St&eps"), m_steps);
    grid.addWhole(0, 1, runSteps);
    grid.add(1, 0, tr("Ti&me"), m_time);
    grid.addWhole(1, 1, runTime);
    grid.add(2, 0, tr("S&peed"), m_speed);
    grid.addWhole(2, 1, m_plan);
    m_speed->setSuffix(tr(" /s"));
    connect(runSteps, &QPushButton::clicked, this, [this] { emit stepsWanted(m_steps->value()); });
    connect(runTime, &QPushButton::clicked, this, [this] { emit timeWanted(m_time->value()); });
    connect(m_speed, &QDoubleSpinBox::valueChanged, this, &DiffusionRunTab::speedChosen);
}

void DiffusionRunTab::showSnapshot(const DiffusionSnapshot& snapshot)
{
    if (!m_speed->hasFocus()) {
        const QSignalBlocker blocker(m_speed);
        m_speed->setValue(liveSpeed(snapshot.settings, snapshot.clock));
    }
    if (snapshot.plan.threads < 1) {
        m_plan->setText(tr("Nothing was computed yet"));
        return;
    }
    m_plan->setText(planText(snapshot));
}

} // namespace escapade
