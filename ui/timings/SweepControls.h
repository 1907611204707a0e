#pragma once

#include "core/timing/SweepPlan.h"

#include <QStackedWidget>

class QAction;
class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace escapade {

class SweepOptions;

/// Starts and stops a sweep: how many threads, a dialog for everything else, and a button; while it runs, a
/// progress bar and Cancel.
class SweepControls : public QStackedWidget
{
    Q_OBJECT

public:
    /// mostThreads is the largest number that can be chosen.
    SweepControls(int mostThreads, int logicalCores, QWidget* parent = nullptr);

    /// inUse says how pictures are computed now; its threads do not matter.
    SweepPlan plan(const SweepSetting& inUse) const;

    /// Starts a sweep, or cancels the one that runs: for a menu.
    QAction* action() const { return m_action; }

    /// Only while there is something to sweep.
    void setAvailable(bool available);

    void showProgress(const SweepProgress& progress, double precision);
    void showIdle();
    bool isRunning() const { return currentWidget() == m_running; }

signals:
    void started();
    void cancelled();

private:
    void setUpIdlePage(int mostThreads, int logicalCores);
    void setUpRunningPage();
    void describeAction();
    void describeOptions();
    void toggle();

    QWidget* m_idle;
    QWidget* m_running;
    QSpinBox* m_threads;
    QLabel* m_threadsLabel;
    QPushButton* m_openOptions;
    SweepOptions* m_options;
    QProgressBar* m_progress;
    QAction* m_action;
};

} // namespace escapade
