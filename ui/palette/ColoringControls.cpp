#include "ui/palette/ColoringControls.h"

#include "ui/settings/PictureChoice.h"
#include "ui/text/ColoringWording.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDial>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>

#include <cmath>

namespace escapade {
namespace {

constexpr int fullTurn = 360;
constexpr int percent = 100;
/// A dial points down at 0 and turns clockwise.
constexpr int dialFrom = 270;

int dialOf(int degrees)
{
    return (dialFrom - degrees + fullTurn) % fullTurn;
}

QLabel* labelFor(const QString& text, QWidget* buddy, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setBuddy(buddy);
    return label;
}

template <typename Choice, std::size_t count>
void fill(QComboBox& box, const std::array<Choice, count>& choices)
{
    for (const Choice choice : choices) {
        box.addItem(coloringName(choice), static_cast<int>(choice));
        box.setItemData(box.count() - 1, coloringTip(choice), Qt::ToolTipRole);
    }
}

} // namespace

ColoringControls::ColoringControls(PictureChoice& choice, QWidget* parent)
    : QWidget(parent)
    , m_choice(choice)
    , m_outside(new QComboBox(this))
    , m_inside(new QComboBox(this))
    , m_lamp(new QCheckBox(tr("La&mp from"), this))
    , m_directionDial(new QDial(this))
    , m_direction(new QSpinBox(this))
    , m_height(new QSpinBox(this))
    , m_strength(new QSpinBox(this))
{
    setUpColorings();
    setUpLamp();

    auto* direction = new QHBoxLayout;
    direction->addWidget(m_directionDial);
    direction->addWidget(m_direction);
    direction->addStretch(1);
    direction->addWidget(labelFor(tr("&Height"), m_height, this));
    direction->addWidget(m_height);
    direction->addWidget(labelFor(tr("S&trength"), m_strength, this));
    direction->addWidget(m_strength);
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(labelFor(tr("&Outside by"), m_outside, this), 0, 0);
    layout->addWidget(m_outside, 0, 1);
    layout->addWidget(labelFor(tr("&Inside by"), m_inside, this), 1, 0);
    layout->addWidget(m_inside, 1, 1);
    layout->addWidget(m_lamp, 2, 0);
    layout->addLayout(direction, 2, 1);
    layout->setColumnStretch(1, 1);

    connect(&choice, &PictureChoice::colorMappingChanged, this, &ColoringControls::showChoice);
    showChoice();
}

void ColoringControls::setUpColorings()
{
    m_outside->setObjectName(QStringLiteral("outside"));
    m_outside->setAccessibleName(tr("Colouring outside of the set"));
    m_outside->setToolTip(tr("What gives points outside of the set their colour"));
    fill(*m_outside, allOutsides);
    m_inside->setObjectName(QStringLiteral("inside"));
    m_inside->setAccessibleName(tr("Colouring of the set's inside"));
    m_inside->setToolTip(tr("What gives points of the set their colour"));
    fill(*m_inside, allInsides);
    connect(m_outside, &QComboBox::activated, this, &ColoringControls::takeChoice);
    connect(m_inside, &QComboBox::activated, this, &ColoringControls::takeChoice);
}

void ColoringControls::setUpLamp()
{
    m_lamp->setObjectName(QStringLiteral("lamp"));
    m_lamp->setToolTip(tr("Light the picture from the side, as if it fell towards the set"));
    m_directionDial->setAccessibleName(tr("Direction of the lamp"));
    m_directionDial->setToolTip(tr("Where the light comes from"));
    m_directionDial->setWrapping(true);
    m_directionDial->setNotchesVisible(true);
    m_directionDial->setRange(0, fullTurn - 1);
    constexpr int dialSize = 44;
    m_directionDial->setFixedSize(dialSize, dialSize);
    const auto setUp = [](QSpinBox& box, const QString& name, const QString& tip, const QString& suffix) {
        box.setAccessibleName(name);
        box.setToolTip(tip);
        box.setSuffix(suffix);
        box.setKeyboardTracking(false);
    };
    m_direction->setObjectName(QStringLiteral("lampDirection"));
    setUp(*m_direction, tr("Direction of the lamp"),
        tr("Where the light comes from: 0° is right, 90° is above"), tr("°"));
    m_direction->setRange(0, fullTurn - 1);
    m_direction->setWrapping(true);
    m_height->setObjectName(QStringLiteral("lampHeight"));
    setUp(*m_height, tr("Height of the lamp"), tr("Low lamps throw hard shadows"), tr("°"));
    m_height->setRange(static_cast<int>(Lamp::leastHeight), static_cast<int>(Lamp::mostHeight));
    m_strength->setObjectName(QStringLiteral("lampStrength"));
    setUp(*m_strength, tr("Strength of the lamp"), tr("How much light and shadow there is"), tr(" %"));
    m_strength->setRange(0, percent);

    connect(m_lamp, &QCheckBox::clicked, this, &ColoringControls::takeChoice);
    for (QSpinBox* box : { m_direction, m_height, m_strength })
        connect(box, &QSpinBox::valueChanged, this, &ColoringControls::takeChoice);
    connect(m_directionDial, &QDial::valueChanged, this,
        [this](int value) { m_direction->setValue(dialOf(value)); });
}

void ColoringControls::takeChoice()
{
    ColorMapping mapping = m_choice.colorMapping();
    mapping.outside = static_cast<Outside>(m_outside->currentData().toInt());
    mapping.inside = static_cast<Inside>(m_inside->currentData().toInt());
    mapping.lamp.on = m_lamp->isChecked();
    mapping.lamp.direction = m_direction->value();
    mapping.lamp.height = m_height->value();
    mapping.lamp.strength = static_cast<double>(m_strength->value()) / percent;
    m_choice.setColorMapping(mapping);
}

void ColoringControls::showChoice()
{
    const ColorMapping& mapping = m_choice.colorMapping();
    const QSignalBlocker blockDial(m_directionDial);
    const QSignalBlocker blockDirection(m_direction);
    const QSignalBlocker blockHeight(m_height);
    const QSignalBlocker blockStrength(m_strength);
    m_outside->setCurrentIndex(m_outside->findData(static_cast<int>(mapping.outside)));
    m_inside->setCurrentIndex(m_inside->findData(static_cast<int>(mapping.inside)));
    m_lamp->setChecked(mapping.lamp.on);
    const int degrees = static_cast<int>(std::lround(mapping.lamp.direction)) % fullTurn;
    m_directionDial->setValue(dialOf(degrees));
    m_direction->setValue(degrees);
    m_height->setValue(static_cast<int>(std::lround(mapping.lamp.height)));
    m_strength->setValue(static_cast<int>(std::lround(mapping.lamp.strength * percent)));
    for (QWidget* widget : { static_cast<QWidget*>(m_directionDial), static_cast<QWidget*>(m_direction),
             static_cast<QWidget*>(m_height), static_cast<QWidget*>(m_strength) })
        widget->setEnabled(mapping.lamp.on);
}

} // namespace escapade
