#include "ui/julia/MotionDialog.h"

#include "ui/canvas/PathTool.h"
#include "ui/scene/ParameterMotion.h"
#include "ui/settings/WidgetState.h"
#include "ui/toolbar/LineIcon.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QPushButton>
#include <QSignalBlocker>

#include <cmath>

namespace escapade {

MotionDialog::MotionDialog(ParameterMotion& motion, PathTool& tool, QWidget* parent)
    : QDialog(parent)
    , m_motion(motion)
    , m_tool(tool)
    , m_way(new QComboBox(this))
    , m_radius(new QDoubleSpinBox(this))
    , m_seconds(new QDoubleSpinBox(this))
    , m_draw(new QPushButton(tr("&Draw a path"), this))
    , m_play(new QPushButton(this))
    , m_stop(new QPushButton(tr("S&top"), this))
{
    setWindowTitle(tr("Move c"));
    setObjectName(QStringLiteral("motionDialog"));
    m_way->setObjectName(QStringLiteral("motionWay"));
    m_way->setAccessibleName(tr("Along what c is moved"));
    m_way->addItems({ tr("Circle about c"), tr("Circle about the origin"), tr("Drawn path") });
    m_radius->setObjectName(QStringLiteral("motionRadius"));
    m_radius->setAccessibleName(tr("Radius of the circle"));
    m_radius->setDecimals(6);
    m_radius->setRange(0.000001, 2);
    m_radius->setSingleStep(0.01);
    m_radius->setValue(0.05);
    m_seconds->setObjectName(QStringLiteral("motionSeconds"));
    m_seconds->setAccessibleName(tr("Seconds for a round"));
    m_seconds->setDecimals(1);
    m_seconds->setRange(0.5, 3600);
    m_seconds->setValue(std::chrono::duration<double>(motion.roundTime()).count());
    m_seconds->setSuffix(tr(" s"));
    m_draw->setObjectName(QStringLiteral("motionDraw"));
    m_draw->setCheckable(true);
    m_draw->setToolTip(tr("Draw a closed path with the left button over the Mandelbrot picture"));
    m_play->setObjectName(QStringLiteral("motionPlay"));
    m_play->setDefault(true);
    m_stop->setObjectName(QStringLiteral("motionStop"));
    m_stop->setToolTip(tr("Stop, and go back to the c that was chosen before"));
    setUpLayout();
    connectAll();
    showState();
}

void MotionDialog::setParameter(Complex c)
{
    m_parameter = c;
    if (way() != Way::Drawn)
        takeWay();
}

void MotionDialog::keepIn(QVariantMap& state) const
{
    if (way() != Way::Drawn)
        keep(*m_way, state);
    keep(*m_radius, state);
    keep(*m_seconds, state);
}

void MotionDialog::restoreFrom(const QVariantMap& state)
{
    restore(state, *m_way);
    restore(state, *m_radius);
    restore(state, *m_seconds);
}

void MotionDialog::playOrPause()
{
    if (m_motion.state() == ParameterMotion::State::Playing) {
        m_motion.pause();
        return;
    }
    if (m_motion.path().isEmpty())
        usePath();
    m_motion.play();
}

void MotionDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    showPath();
}

void MotionDialog::hideEvent(QHideEvent* event)
{
    QDialog::hideEvent(event);
    m_tool.setDrawing(false);
    showPath();
}

void MotionDialog::setUpLayout()
{
    auto* layout = new QFormLayout(this);
    layout->addRow(tr("&Along"), m_way);
    layout->addRow(tr("&Radius"), m_radius);
    layout->addRow(tr("One r&ound"), m_seconds);
    layout->addRow(m_draw);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_play);
    buttons->addWidget(m_stop);
    layout->addRow(buttons);
    auto* close = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(close, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addRow(close);
    setMinimumWidth(260);
}

void MotionDialog::connectAll()
{
    connect(m_way, &QComboBox::currentIndexChanged, this, &MotionDialog::takeWay);
    connect(m_radius, &QDoubleSpinBox::valueChanged, this, &MotionDialog::usePath);
    connect(m_seconds, &QDoubleSpinBox::valueChanged, this, [this](double seconds) {
        m_motion.setRoundTime(std::chrono::milliseconds(std::llround(1000 * seconds)));
    });
    connect(m_draw, &QPushButton::toggled, &m_tool, &PathTool::setDrawing);
    connect(&m_tool, &PathTool::drawingChanged, this, &MotionDialog::followDrawing);
    connect(&m_tool, &PathTool::pathDrawn, this, &MotionDialog::takeDrawn);
    connect(m_play, &QPushButton::clicked, this, &MotionDialog::playOrPause);
    connect(m_stop, &QPushButton::clicked, &m_motion, &ParameterMotion::stop);
    connect(&m_motion, &ParameterMotion::stateChanged, this, &MotionDialog::showState);
}

/// Another way was chosen, or c is another one: a circle about the origin goes through c.
void MotionDialog::takeWay()
{
    if (way() == Way::CircleAboutOrigin && modulus(m_parameter) > 0) {
        const QSignalBlocker noPath(m_radius);
        m_radius->setValue(modulus(m_parameter));
    }
    usePath();
}

void MotionDialog::usePath()
{
    m_motion.setPath(chosenPath());
    showPath();
    showState();
}

ParameterPath MotionDialog::chosenPath() const
{
    switch (way()) {
    case Way::CircleAboutC:
        return ParameterPath::circle(m_parameter, m_radius->value());
    case Way::CircleAboutOrigin:
        return ParameterPath::circle({}, m_radius->value(), m_parameter);
    case Way::Drawn:
        return ParameterPath::polygon(m_drawn);
    }
    return {};
}

/// The path is seen while it matters.
void MotionDialog::showPath()
{
    const bool matters = isVisible() || m_motion.state() != ParameterMotion::State::Stopped;
    m_tool.setCorners(matters ? m_motion.path().corners() : std::vector<Complex>());
}

void MotionDialog::followDrawing(bool drawing)
{
    m_draw->setChecked(drawing);
    if (drawing)
        m_motion.stop();
    else
        showPath();
}

void MotionDialog::takeDrawn(const std::vector<Complex>& corners)
{
    m_drawn = corners;
    const QSignalBlocker once(m_way);
    m_way->setCurrentIndex(static_cast<int>(Way::Drawn));
    usePath();
    m_motion.play();
}

void MotionDialog::showState()
{
    const auto state = m_motion.state();
    if (state == ParameterMotion::State::Stopped && !isVisible())
        m_tool.setCorners({});
    const bool playing = state == ParameterMotion::State::Playing;
    m_radius->setEnabled(way() != Way::Drawn);
    m_play->setText(playing ? tr("&Pause") : tr("&Play"));
    m_play->setIcon(lineIcon(playing ? IconShape::Pause : IconShape::Play));
    m_play->setEnabled(playing || !m_motion.path().isEmpty());
    m_stop->setEnabled(state != ParameterMotion::State::Stopped);
}

MotionDialog::Way MotionDialog::way() const
{
    return static_cast<Way>(m_way->currentIndex());
}

} // namespace escapade
