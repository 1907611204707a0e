#include "ui/panels/SweepControls.h"

#include "ui/actions/MakeAction.h"
#include "ui/panels/TimingsText.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>

namespace escapade {
namespace {

constexpr int defaultRepeats = 5;
constexpr int maxRepeats = 99;

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
    , m_repeats(new QSpinBox(m_idle))
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

SweepPlan SweepControls::plan() const
{
    return { threadCountsUpTo(m_threads->value()), m_repeats->value() };
}

void SweepControls::setAvailable(bool available)
{
    m_idle->setEnabled(available);
    m_action->setEnabled(available);
}

void SweepControls::showProgress(int done, int total)
{
    m_progress->setRange(0, total);
    m_progress->setValue(done);
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
    m_repeats->setObjectName(QStringLiteral("sweepRepeats"));
    m_repeats->setRange(1, maxRepeats);
    m_repeats->setValue(defaultRepeats);
    m_repeats->setPrefix(tr("× ", "so many times"));
    m_repeats->setToolTip(tr("How often each number of threads is measured. They take turns, so that what "
                             "drifts meets all alike."));
    m_repeats->setAccessibleName(tr("Repeats of the sweep"));
    auto* label = new QLabel(tr("1 &to"), m_idle);
    label->setBuddy(m_threads);
    auto* button = new QPushButton(tr("S&weep"), m_idle);
    button->setObjectName(QStringLiteral("sweepStart"));
    button->setToolTip(m_action->toolTip());
    connect(button, &QPushButton::clicked, this, &SweepControls::started);

    QHBoxLayout* row = makeRow(m_idle);
    row->addWidget(label);
    row->addWidget(m_threads);
    row->addWidget(new QLabel(tr("threads"), m_idle));
    row->addWidget(m_repeats);
    row->addStretch();
    row->addWidget(button);
    addWidget(m_idle);
}

void SweepControls::setUpRunningPage()
{
    m_progress->setObjectName(QStringLiteral("sweepProgress"));
    m_progress->setFormat(tr("%v of %m", "measurements done"));
    m_progress->setAccessibleName(tr("Measurements of the sweep that are done"));
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

void SweepControls::toggle()
{
    if (isRunning())
        emit cancelled();
    else
        emit started();
}

} // namespace escapade
