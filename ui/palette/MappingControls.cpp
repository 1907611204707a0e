#include "ui/palette/MappingControls.h"

#include "ui/palette/ColorCycle.h"
#include "ui/settings/PictureChoice.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>

#include <array>
#include <cmath>

namespace escapade {
namespace {

/// Steps of the density's slider per doubling, and doublings to either side of 1.
constexpr int stepsPerDoubling = 20;
constexpr int doublings = 6;
constexpr int offsetSteps = 1000;

QString transferText(Transfer transfer)
{
    switch (transfer) {
    case Transfer::Linear:
        return MappingControls::tr("Linear");
    case Transfer::SquareRoot:
        return MappingControls::tr("Square root");
    case Transfer::CubeRoot:
        return MappingControls::tr("Cube root");
    case Transfer::Logarithm:
        return MappingControls::tr("Logarithm");
    }
    return {};
}

QLabel* labelFor(const QString& text, QWidget* buddy, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setBuddy(buddy);
    return label;
}

} // namespace

MappingControls::MappingControls(PictureChoice& choice, ColorCycle& cycle, QWidget* parent)
    : QWidget(parent)
    , m_choice(choice)
    , m_cycle(cycle)
    , m_transfer(new QComboBox(this))
    , m_densitySlider(new QSlider(Qt::Horizontal, this))
    , m_density(new QDoubleSpinBox(this))
    , m_offsetSlider(new QSlider(Qt::Horizontal, this))
    , m_offset(new QDoubleSpinBox(this))
    , m_cycling(new QCheckBox(tr("C&ycle the colours"), this))
    , m_speed(new QDoubleSpinBox(this))
{
    auto* reset = new QPushButton(tr("&Back to usual"), this);
    reset->setToolTip(tr("Square root, density 1, offset 0"));
    connect(reset, &QPushButton::clicked, this, &MappingControls::resetMapping);

    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(labelFor(tr("&Curve"), m_transfer, this), 0, 0);
    layout->addWidget(m_transfer, 0, 1);
    layout->addWidget(reset, 0, 2);
    layout->addWidget(labelFor(tr("&Density"), m_density, this), 1, 0);
    layout->addWidget(m_densitySlider, 1, 1);
    layout->addWidget(m_density, 1, 2);
    layout->addWidget(labelFor(tr("O&ffset"), m_offset, this), 2, 0);
    layout->addWidget(m_offsetSlider, 2, 1);
    layout->addWidget(m_offset, 2, 2);
    layout->addWidget(m_cycling, 3, 0, 1, 2);
    layout->addWidget(m_speed, 3, 2);
    layout->setColumnStretch(1, 1);

    setUpMapping();
    setUpCycle();
    showMapping();
}

void MappingControls::setUpMapping()
{
    m_transfer->setObjectName(QStringLiteral("transfer"));
    m_transfer->setAccessibleName(tr("Curve of the colours"));
    for (const Transfer transfer : allTransfers)
        m_transfer->addItem(transferText(transfer), static_cast<int>(transfer));
    m_density->setObjectName(QStringLiteral("density"));
    m_density->setAccessibleName(tr("Density of the colours"));
    m_density->setToolTip(tr("How many times as often the palette repeats"));
    m_density->setDecimals(4);
    m_density->setRange(ColorMapping::leastDensity, ColorMapping::mostDensity);
    m_density->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_density->setKeyboardTracking(false);
    m_densitySlider->setAccessibleName(tr("Density of the colours"));
    m_densitySlider->setRange(-doublings * stepsPerDoubling, doublings * stepsPerDoubling);
    m_offset->setObjectName(QStringLiteral("offset"));
    m_offset->setAccessibleName(tr("Offset of the colours"));
    m_offset->setToolTip(tr("Shifts the colours, in repeats of the palette"));
    m_offset->setDecimals(3);
    m_offset->setRange(0, 0.999);
    m_offset->setWrapping(true);
    m_offset->setSingleStep(0.01);
    m_offset->setKeyboardTracking(false);
    m_offsetSlider->setAccessibleName(tr("Offset of the colours"));
    m_offsetSlider->setRange(0, offsetSteps - 1);

    connect(m_transfer, &QComboBox::activated, this, &MappingControls::takeMapping);
    connect(m_density, &QDoubleSpinBox::valueChanged, this, &MappingControls::takeMapping);
    connect(m_offset, &QDoubleSpinBox::valueChanged, this, &MappingControls::takeMapping);
    connect(m_densitySlider, &QSlider::valueChanged, this,
        [this](int step) { m_density->setValue(std::exp2(static_cast<double>(step) / stepsPerDoubling)); });
    connect(m_offsetSlider, &QSlider::valueChanged, this,
        [this](int step) { m_offset->setValue(static_cast<double>(step) / offsetSteps); });
    connect(&m_choice, &PictureChoice::colorMappingChanged, this, &MappingControls::showMapping);
}

void MappingControls::setUpCycle()
{
    m_cycling->setObjectName(QStringLiteral("cycling"));
    m_cycling->setToolTip(tr("Let the colours run; they rest while a picture is computed"));
    m_cycling->setChecked(m_cycle.isRunning());
    m_speed->setObjectName(QStringLiteral("cycleSpeed"));
    m_speed->setAccessibleName(tr("Speed of the colours"));
    m_speed->setToolTip(tr("Repeats of the palette per second; below 0 the other way"));
    m_speed->setSuffix(tr(" /s"));
    m_speed->setRange(-ColorCycle::fastest, ColorCycle::fastest);
    m_speed->setSingleStep(0.05);
    m_speed->setKeyboardTracking(false);
    m_speed->setValue(m_cycle.speed());
    connect(m_cycling, &QCheckBox::clicked, &m_cycle, &ColorCycle::setRunning);
    connect(&m_cycle, &ColorCycle::runningChanged, m_cycling, &QCheckBox::setChecked);
    connect(m_speed, &QDoubleSpinBox::valueChanged, &m_cycle, &ColorCycle::setSpeed);
    connect(&m_cycle, &ColorCycle::speedChanged, m_speed, &QDoubleSpinBox::setValue);
}

void MappingControls::takeMapping()
{
    ColorMapping mapping = m_choice.colorMapping();
    mapping.transfer = static_cast<Transfer>(m_transfer->currentData().toInt());
    mapping.density = m_density->value();
    mapping.offset = m_offset->value();
    m_choice.setColorMapping(mapping);
}

void MappingControls::showMapping()
{
    const ColorMapping& mapping = m_choice.colorMapping();
    const QSignalBlocker blockTransfer(m_transfer);
    const QSignalBlocker blockDensity(m_density);
    const QSignalBlocker blockDensitySlider(m_densitySlider);
    const QSignalBlocker blockOffset(m_offset);
    const QSignalBlocker blockOffsetSlider(m_offsetSlider);
    m_transfer->setCurrentIndex(m_transfer->findData(static_cast<int>(mapping.transfer)));
    m_transfer->setEnabled(usesTransfer(mapping.outside));
    m_transfer->setToolTip(m_transfer->isEnabled()
            ? tr("What is made of a count before its colour is looked up: the flatter the curve, "
                 "the wider the bands where counts are large")
            : tr("Only counts and distances are laid along a curve"));
    m_density->setValue(mapping.density);
    m_densitySlider->setValue(static_cast<int>(std::lround(std::log2(mapping.density) * stepsPerDoubling)));
    m_offset->setValue(mapping.offset);
    m_offsetSlider->setValue(static_cast<int>(mapping.offset * offsetSteps));
}

void MappingControls::resetMapping()
{
    const ColorMapping usual;
    ColorMapping mapping = m_choice.colorMapping();
    mapping.transfer = usual.transfer;
    mapping.density = usual.density;
    mapping.offset = usual.offset;
    m_choice.setColorMapping(mapping);
}

} // namespace escapade
