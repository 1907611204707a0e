#pragma once

#include "core/timing/Sweep.h"

#include <QStackedWidget>

class QAction;
class QProgressBar;
class QSpinBox;
class QToolButton;

namespace escapade {

/// Starts and stops a sweep: how many threads, how many repeats and a button; while it runs, a progress bar
/// and Cancel.
class SweepControls : public QStackedWidget
{
    Q_OBJECT

public:
    /// mostThreads is the largest number that can be chosen; logicalCores the number that is chosen at first.
    SweepControls(int mostThreads, int logicalCores, QWidget* parent = nullptr);

    SweepPlan plan() const;

    /// Starts a sweep, or cancels the one that runs: for a menu.
    QAction* action() const { return m_action; }

    /// Only while there is something to sweep.
    void setAvailable(bool available);

    void showProgress(int done, int total);
    void showIdle();
    bool isRunning() const { return currentWidget() == m_running; }

signals:
    void started();
    void cancelled();

private:
    void setUpIdlePage(int mostThreads, int logicalCores);
    void setUpRunningPage();
    void describeAction();
    void toggle();

    QWidget* m_idle;
    QWidget* m_running;
    QSpinBox* m_threads;
    QSpinBox* m_repeats;
    QProgressBar* m_progress;
    QAction* m_action;
};

} // namespace escapade
