#include "ui/toolbar/PictureControls.h"

#include "ui/settings/PictureChoice.h"
#include "ui/toolbar/PaletteSwatch.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>

#include <limits>

namespace escapade {

PictureControls::PictureControls(PictureChoice& choice, QWidget* parent)
    : QWidget(parent)
    , m_choice(choice)
    , m_automatic(new QCheckBox(tr("Aut&o"), this))
    , m_iterations(new QSpinBox(this))
    , m_palette(new QComboBox(this))
{
    auto* iterationsLabel = new QLabel(tr("&Iterations"), this);
    iterationsLabel->setBuddy(m_iterations);
    auto* paletteLabel = new QLabel(tr("Pal&ette"), this);
    paletteLabel->setBuddy(m_palette);
    setUpIterations();
    setUpPalettes();

    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(4, 0, 4, 0);
    layout->addWidget(iterationsLabel);
    layout->addWidget(m_iterations);
    layout->addWidget(m_automatic);
    layout->addSpacing(8);
    layout->addWidget(paletteLabel);
    layout->addWidget(m_palette);
}

void PictureControls::showMaxIterations(std::int32_t maxIterations)
{
    const QSignalBlocker blocker(m_iterations);
    m_iterations->setValue(maxIterations);
}

void PictureControls::setUpIterations()
{
    m_automatic->setObjectName(QStringLiteral("automaticIterations"));
    m_automatic->setToolTip(tr("Choose an iteration limit for each view: the status bar says why that one"));
    m_automatic->setStatusTip(m_automatic->toolTip());
    m_iterations->setObjectName(QStringLiteral("iterationsSpinBox"));
    m_iterations->setRange(1, std::numeric_limits<std::int32_t>::max());
    m_iterations->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_iterations->setKeyboardTracking(false);
    m_iterations->setAccessibleName(tr("Iteration limit"));
    m_iterations->setToolTip(tr("Points that have not escaped after so many iterations count as undecided"));
    m_iterations->setStatusTip(m_iterations->toolTip());

    connect(m_iterations, &QSpinBox::valueChanged, &m_choice,
        [this](int value) { m_choice.setFixedMaxIterations(value); });
    connect(m_automatic, &QCheckBox::clicked, &m_choice, [this](bool automatic) {
        m_choice.setFixedMaxIterations(automatic ? std::nullopt : std::optional(m_iterations->value()));
    });
    connect(&m_choice, &PictureChoice::fixedMaxIterationsChanged, this, &PictureControls::showAutomatic);
    showAutomatic();
}

void PictureControls::setUpPalettes()
{
    m_palette->setObjectName(QStringLiteral("paletteComboBox"));
    m_palette->setIconSize(paletteSwatchSize);
    m_palette->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_palette->setAccessibleName(tr("Palette"));
    m_palette->setToolTip(tr("The colours of the fractals; a change computes nothing again"));
    m_palette->setStatusTip(m_palette->toolTip());
    fillPalettes();

    connect(m_palette, &QComboBox::activated, &m_choice, &PictureChoice::setPaletteIndex);
    connect(&m_choice, &PictureChoice::palettesChanged, this, &PictureControls::fillPalettes);
    connect(&m_choice, &PictureChoice::paletteChanged, this,
        [this] { m_palette->setCurrentIndex(m_choice.paletteIndex()); });
}

void PictureControls::fillPalettes()
{
    m_palette->clear();
    for (const Palette& palette : m_choice.palettes())
        m_palette->addItem(paletteSwatch(palette), QString::fromStdString(palette.name));
    m_palette->setCurrentIndex(m_choice.paletteIndex());
}

void PictureControls::showAutomatic()
{
    const auto fixed = m_choice.fixedMaxIterations();
    m_automatic->setChecked(!fixed);
    if (fixed)
        showMaxIterations(*fixed);
}

} // namespace escapade
