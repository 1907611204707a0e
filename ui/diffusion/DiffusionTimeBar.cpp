#include "ui/diffusion/DiffusionTimeBar.h"

#include "ui/diffusion/DiffusionLabTabs.h"

#include <QAction>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace escapade {
namespace {

constexpr int sliderSteps = 2000;
constexpr int arrowStep = 10;
constexpr int pageStep = 100; // the seeds' time between outputs, where the slider spans their run
constexpr int spacing = 4;

QLabel* makeText(const char* objectName, const QString& accessibleName, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setObjectName(QLatin1String(objectName));
    label->setAccessibleName(accessibleName);
    label->setTextFormat(Qt::PlainText);
    return label;
}

QToolButton* makeSwitch(QAction* action, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(action->objectName() + QStringLiteral("Button"));
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAccessibleName(action->iconText());
    return button;
}

} // namespace

DiffusionTimeBar::DiffusionTimeBar(const Actions& actions, QWidget* parent)
    : QWidget(parent)
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_exact(makeSwitch(actions.exact, this))
    , m_error(makeSwitch(actions.error, this))
    , m_method(makeText("diffusionMethod", tr("Method"), this))
    , m_difference(makeText("diffusionError", tr("Largest error"), this))
{
    const QString tip
        = tr("Jump to any time, forwards or backwards, by the exact modes. It goes on from there");
    m_slider->setObjectName(QStringLiteral("diffusionTimeSlider"));
    m_slider->setAccessibleName(tr("Simulated time"));
    m_slider->setToolTip(tip);
    m_slider->setStatusTip(tip);
    m_slider->setRange(0, sliderSteps);
    m_slider->setSingleStep(arrowStep);
    m_slider->setPageStep(pageStep);
    connect(m_slider, &QSlider::valueChanged, this,
        [this](int value) { emit timeWanted(m_begin + (m_end - m_begin) * value / sliderSteps); });

    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    layout->addWidget(m_slider, 0, 0, 1, 3);
    layout->addWidget(m_exact, 1, 0, 2, 1);
    layout->addWidget(m_error, 1, 1, 2, 1);
    layout->addWidget(m_method, 1, 2);
    layout->addWidget(m_difference, 2, 2);
    layout->setVerticalSpacing(0);
    layout->setColumnStretch(2, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void DiffusionTimeBar::showSnapshot(const DiffusionSnapshot& snapshot)
{
    m_slider->setEnabled(snapshot.hasExact);
    showTime(snapshot);
    m_method->setText(methodText(snapshot));
    m_method->setToolTip(methodTip(snapshot));
    m_difference->setText(errorText(snapshot));
    m_difference->setToolTip(snapshot.hasExact
            ? tr("The largest difference of a cell from the exact solution that begins with the density at "
                 "time %1")
                  .arg(snapshot.beginTime)
            : tr("No exact answer is known, for there are %1")
                  .arg(QString::fromStdString(snapshot.exactIssue)));
}

QSize DiffusionTimeBar::minimumSizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    const int text = std::max(metrics.horizontalAdvance(tr("Steps, r 0.00, order 2")),
        metrics.horizontalAdvance(tr("Error %1").arg(QStringLiteral("0.00e-00"))));
    return { m_exact->sizeHint().width() + m_error->sizeHint().width() + 2 * spacing + text,
        m_slider->minimumSizeHint().height() + std::max(2 * metrics.height(), m_exact->sizeHint().height()) };
}

QList<QWidget*> DiffusionTimeBar::focusOrder() const
{
    return { m_slider, m_exact, m_error };
}

/// The slider spans the problem's run, and grows by doubling when the field goes on beyond it.
void DiffusionTimeBar::showTime(const DiffusionSnapshot& snapshot)
{
    if (m_slider->isSliderDown())
        return;
    m_begin = snapshot.beginTime;
    m_end = m_begin + snapshot.runtime;
    while (m_end < snapshot.simtime)
        m_end = m_begin + 2 * (m_end - m_begin);
    const QSignalBlocker blocker(m_slider);
    m_slider->setValue(
        static_cast<int>(std::lround((snapshot.simtime - m_begin) / (m_end - m_begin) * sliderSteps)));
}

QString DiffusionTimeBar::methodText(const DiffusionSnapshot& snapshot) const
{
    if (snapshot.settings.method == LiveMethod::Exact)
        return tr("Exact modes");
    if (snapshot.settings.method == LiveMethod::SuperSteps)
        return tr("RKL2, %1 stages, r %2, order 2")
            .arg(snapshot.stages)
            .arg(snapshot.clock.coefficient, 0, 'g', 2);
    if (snapshot.settings.method == LiveMethod::Alternating)
        return tr("ADI, r %1, order 2").arg(snapshot.clock.coefficient, 0, 'g', 2);
    if (snapshot.isUnstable)
        return tr("UNSTABLE steps, r %1").arg(snapshot.clock.coefficient, 0, 'g', 3);
    return tr("Steps, r %1, order 2").arg(snapshot.clock.coefficient, 0, 'g', 2);
}

QString DiffusionTimeBar::methodTip(const DiffusionSnapshot& snapshot) const
{
    switch (snapshot.settings.method) {
    case LiveMethod::Exact:
        return tr(
            "Every picture at once from the density at time %1, without steps: no error, whatever the time")
            .arg(snapshot.beginTime);
    case LiveMethod::SuperSteps:
        return tr("Super time steps (RKL2): each covers 22 explicit ones with 9 stages; second order in time "
                  "and space");
    case LiveMethod::Alternating:
        return tr("Alternating directions (ADI): steps of any length, second order in time and space");
    case LiveMethod::Steps:
        break;
    }
    if (snapshot.isUnstable)
        return tr("Explicit steps with r = D dt/dx² above 1/4: each makes the finest waves larger. On "
                  "purpose: choose a smaller r under More");
    return tr("Explicit steps, forward in time and centred in space (FTCS). r = D dt/dx² is at most 1/4; "
              "the error goes with dx². %1")
        .arg(planText(snapshot));
}

QString DiffusionTimeBar::errorText(const DiffusionSnapshot& snapshot) const
{
    if (snapshot.settings.method == LiveMethod::Exact)
        return tr("Error 0");
    if (!snapshot.hasExact)
        return tr("No exact answer");
    if (!snapshot.error)
        return tr("Error –", "not computed");
    const QString error = tr("Error %1").arg(*snapshot.error, 0, 'g', 3);
    // While the field runs, the error is now and then computed, and lags behind.
    return snapshot.errorTime == snapshot.simtime
        ? error
        : tr("%1 (t %2)").arg(error).arg(snapshot.errorTime, 0, 'f', 2);
}

} // namespace escapade
