#include "ui/timings/SweepControls.h"

#include "ui/actions/MakeAction.h"
#include "ui/text/SweepText.h"
#include "ui/timings/SweepOptions.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>
#include <cmath>

namespace escapade {
namespace {

constexpr int progressSteps = 1000;

QHBoxLayout* makeRow(QWidget* page)
{
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(0, 0, 0, 0);
    return row;
}

} // namespace

SweepControls::SweepControls(int mostThreads, int logicalCores, QWidget* parent)
    : QStackedWidget(parent)
    , m_idle(new QWidget(this))
    , m_running(new QWidget(this))
    , m_threads(new QSpinBox(m_idle))
    , m_threadsLabel(new QLabel(m_idle))
    , m_openOptions(new QPushButton(tr("&Options…"), m_idle))
    , m_options(new SweepOptions(this))
    , m_progress(new QProgressBar(m_running))
    , m_action(makeAction(this,
          { tr("&Sweep thread counts"),
              tr("Measure the current view with 1, 2, ... threads in the background, or stop that"),
              { Qt::Key_S } }))
{
    setUpIdlePage(mostThreads, logicalCores);
    setUpRunningPage();
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(m_action, &QAction::triggered, this, &SweepControls::toggle);
    setAvailable(false);
}

SweepPlan SweepControls::plan(const SweepSetting& inUse) const
{
    return m_options->plan(threadCountsUpTo(m_threads->value()), inUse);
}

void SweepControls::setAvailable(bool available)
{
    m_idle->setEnabled(available);
    m_action->setEnabled(available);
}

void SweepControls::showProgress(const SweepProgress& progress, double precision)
{
    const double elapsed = std::chrono::duration<double>(progress.elapsed).count();
    const double all = elapsed + std::chrono::duration<double>(progress.left).count();
    // An estimate that grows must not take the bar back.
    const int value = all > 0 ? static_cast<int>(std::lround(progressSteps * elapsed / all)) : 0;
    m_progress->setValue(progress.measurements == 0 ? 0 : std::max(m_progress->value(), value));
    m_progress->setFormat(sweepProgressText(progress, precision));
    setCurrentWidget(m_running);
    describeAction();
}

void SweepControls::showIdle()
{
    const bool hadFocus = m_running->isAncestorOf(focusWidget());
    setCurrentWidget(m_idle);
    if (hadFocus)
        m_threads->setFocus();
    describeAction();
}

void SweepControls::setUpIdlePage(int mostThreads, int logicalCores)
{
    m_threads->setObjectName(QStringLiteral("sweepThreads"));
    m_threads->setRange(1, mostThreads);
    // Beyond the cores, where possible: the curve's bend there is what there is to see.
    m_threads->setValue(std::min(mostThreads, std::max(2, 2 * logicalCores)));
    m_threads->setToolTip(
        tr("The largest number of threads to measure; more than %n logical core(s) share them", nullptr,
            logicalCores));
    m_threads->setAccessibleName(tr("Largest number of threads in the sweep"));
    m_openOptions->setObjectName(QStringLiteral("sweepOpenOptions"));
    m_openOptions->setToolTip(
        tr("Which SIMD levels, arithmetics, schedules and tiles are compared, whether the "
           "picture grows with the threads, and when it is enough"));
    connect(m_openOptions, &QPushButton::clicked, m_options, &QDialog::open);
    connect(m_options, &SweepOptions::changed, this, &SweepControls::describeOptions);
    auto* label = new QLabel(tr("1 &to"), m_idle);
    label->setBuddy(m_threads);
    auto* button = new QPushButton(tr("S&weep"), m_idle);
    button->setObjectName(QStringLiteral("sweepStart"));
    button->setToolTip(m_action->toolTip());
    connect(button, &QPushButton::clicked, this, &SweepControls::started);

    QHBoxLayout* row = makeRow(m_idle);
    row->addWidget(label);
    row->addWidget(m_threads);
    row->addWidget(m_threadsLabel);
    row->addStretch();
    row->addWidget(m_openOptions);
    row->addWidget(button);
    addWidget(m_idle);
    describeOptions();
}

void SweepControls::setUpRunningPage()
{
    m_progress->setObjectName(QStringLiteral("sweepProgress"));
    m_progress->setRange(0, progressSteps);
    m_progress->setAccessibleName(tr("Progress of the sweep"));
    auto* cancel = new QPushButton(tr("&Cancel"), m_running);
    cancel->setObjectName(QStringLiteral("sweepCancel"));
    cancel->setToolTip(tr("Stop the sweep; what was measured stays"));
    connect(cancel, &QPushButton::clicked, this, &SweepControls::cancelled);

    QHBoxLayout* row = makeRow(m_running);
    row->addWidget(m_progress, 1);
    row->addWidget(cancel);
    addWidget(m_running);
}

void SweepControls::describeAction()
{
    m_action->setText(isRunning() ? tr("Cancel the &sweep") : tr("&Sweep thread counts"));
}

void SweepControls::describeOptions()
{
    const int kernels = m_options->kernels();
    m_threadsLabel->setText(
        kernels == 1 ? tr("threads") : tr("threads, %1 ways", "of computing").arg(kernels));
}

void SweepControls::toggle()
{
    if (isRunning())
        emit cancelled();
    else
        emit started();
}

} // namespace escapade
