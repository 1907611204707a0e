#pragma once

#include "core/parallel/WorkerPool.h"
#include "core/render/RenderRequest.h"
#include "core/timing/Sweep.h"
#include "ui/bridge/GuiCalls.h"

#include <memory>

namespace escapade {

/// Measures a fractal picture, or a share of it for each number of threads, as the plan scales: behind
/// everything that the user looks at, into frames of its own. The pool must outlive it.
Measurement pictureMeasurement(WorkerPool& pool, const RenderRequest& request, const SweepPlan& plan);

/// Measures a diffusion field of its own that is larger than caches, or a share of it.
Measurement fieldMeasurement(WorkerPool& pool, const SweepPlan& plan);

/// Measures a lesson's work, or a share of it.
Measurement lessonMeasurement(WorkerPool& pool, Workload lesson, const SweepPlan& plan);

/// A sweep whose news come to the GUI thread.
class SweepRun : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    /// Cancels and waits for the row that is being computed.
    ~SweepRun() override;

    /// Starts; one that runs is cancelled, and nothing more is heard of it.
    void start(const SweepPlan& plan, Measurement measure);
    /// Returns at once; ended() follows.
    void cancel();
    bool isRunning() const { return m_running; }
    const SweepPlan& plan() const { return m_plan; }

signals:
    void measured(const escapade::FrameSample& sample, const escapade::SweepProgress& progress);
    void ended(const escapade::SweepOutcome& outcome);

private:
    Sweep::Callbacks callbacksFor(int run);

    SweepPlan m_plan;
    bool m_running = false;
    int m_run = 0; // which one is heard
    GuiCalls m_calls;
    std::unique_ptr<Sweep> m_sweep; // last: it calls back into the above
};

} // namespace escapade
