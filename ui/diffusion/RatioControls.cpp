#include "ui/diffusion/RatioControls.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>

#include <cmath>

namespace escapade {
namespace {

constexpr double sliderSteps = 1000; // in a unit of r
constexpr int decimals = 3;

int positionOf(double ratio)
{
    return static_cast<int>(std::lround(ratio * sliderSteps));
}

} // namespace

RatioControls::RatioControls(QWidget* parent)
    : QWidget(parent)
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_number(new QDoubleSpinBox(this))
    , m_own(new QToolButton(this))
    , m_beyond(new QCheckBox(tr("Allow r above 1/4, to see the &instability"), this))
{
    const QString tip = tr("r = D dt/dx² of the explicit steps, the length of a step. Up to 1/4 every step "
                           "smooths; beyond it every step makes the finest waves larger");
    m_slider->setObjectName(QStringLiteral("ratioSlider"));
    m_slider->setAccessibleName(tr("Step ratio r"));
    m_slider->setToolTip(tip);
    m_slider->setPageStep(positionOf(0.05));
    m_number->setObjectName(QStringLiteral("ratioNumber"));
    m_number->setAccessibleName(tr("Step ratio r as a number"));
    m_number->setToolTip(tip);
    m_number->setDecimals(decimals);
    m_number->setRange(minRatio, maxRatio);
    m_number->setSingleStep(0.01);
    m_number->setKeyboardTracking(false);
    m_own->setObjectName(QStringLiteral("ratioOwn"));
    m_own->setText(tr("&Usual"));
    m_own->setAccessibleName(tr("Usual r"));
    m_own->setToolTip(tr("Back to the r that the example comes with"));
    m_own->setFocusPolicy(Qt::StrongFocus);
    m_beyond->setObjectName(QStringLiteral("ratioBeyond"));
    m_beyond->setToolTip(tr("Unstable on purpose: the finest checkerboard grows at every step until it has "
                            "buried the density, and then it stops by itself. Undo or reset brings it back"));
    allowBeyond(false);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->addWidget(m_slider, 0, 0);
    grid->addWidget(m_number, 0, 1);
    grid->addWidget(m_own, 0, 2);
    grid->addWidget(m_beyond, 1, 0, 1, 3);
    grid->setColumnStretch(0, 1);
    showRatio(maxStableR);
    connect(m_slider, &QSlider::valueChanged, this, [this](int value) { take(value / sliderSteps); });
    connect(m_number, &QDoubleSpinBox::valueChanged, this, &RatioControls::take);
    connect(m_own, &QToolButton::clicked, this, [this] {
        m_ratio = 0;
        emit chosen();
    });
    connect(m_beyond, &QCheckBox::toggled, this, [this](bool on) {
        allowBeyond(on);
        if (!on && m_ratio > maxStableR)
            m_ratio = maxStableR;
        emit chosen();
    });
}

Beyond RatioControls::beyond() const
{
    return m_beyond->isChecked() ? Beyond::Allow : Beyond::Refuse;
}

void RatioControls::choose(double ratio, Beyond beyond)
{
    const QSignalBlocker blocker(m_beyond);
    m_beyond->setChecked(beyond == Beyond::Allow);
    allowBeyond(beyond == Beyond::Allow);
    m_ratio = ratio;
    if (ratio > 0)
        showRatio(ratio);
}

/// While one drags, the engine lags behind: its r is shown where it is its own choice.
void RatioControls::showSnapshot(const DiffusionSnapshot& snapshot)
{
    const bool isExplicit
        = snapshot.settings.method == LiveMethod::Steps || snapshot.settings.method == LiveMethod::Exact;
    setEnabled(isExplicit && !snapshot.reaction);
    const bool wasRefused = !snapshot.problem.empty() && m_ratio > maxStableR
        && snapshot.settings.beyond == Beyond::Refuse && beyond() == Beyond::Refuse;
    if (wasRefused)
        m_ratio = snapshot.settings.ratio;
    if (!m_slider->isSliderDown())
        showRatio(m_ratio > 0 ? m_ratio : snapshot.clock.coefficient);
}

QWidget* RatioControls::buddy() const
{
    return m_slider;
}

void RatioControls::take(double ratio)
{
    m_ratio = ratio;
    showRatio(ratio);
    emit chosen();
}

/// The slider ends where steps are stable; a number beyond can be typed, and is refused with the reason.
void RatioControls::allowBeyond(bool allowed)
{
    const QSignalBlocker blocker(m_slider);
    m_slider->setRange(positionOf(minRatio), positionOf(allowed ? maxRatio : maxStableR));
}

void RatioControls::showRatio(double ratio)
{
    const QSignalBlocker slider(m_slider);
    const QSignalBlocker number(m_number);
    m_slider->setValue(positionOf(ratio));
    if (!m_number->hasFocus() || std::abs(m_number->value() - ratio) > 1 / sliderSteps)
        m_number->setValue(ratio);
}

} // namespace escapade
