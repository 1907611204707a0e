#pragma once

#include "core/parallel/CancelToken.h"
#include "core/timing/FrameSample.h"
#include "core/timing/MachineWatch.h"
#include "core/timing/SweepPlan.h"

#include <functional>
#include <optional>
#include <string>
#include <thread>

namespace escapade {

/// Computes the picture once in this way and times it. Empty when cancelled. Throws what went wrong
/// otherwise.
using Measurement
    = std::function<std::optional<FrameSample>(const SweepSetting& setting, const CancelToken& cancel)>;

/// How a sweep ended.
struct SweepOutcome
{
    bool completed = false; ///< every median is known well enough, or was measured as often as allowed
    bool outOfTime = false; ///< the budget ended first
    std::string failure; ///< why it stopped before its end; empty when it was cancelled
    SweepProgress progress; ///< at the end
    MachineActivity machine; ///< what else went on
};

/// Measures in the background, one measurement after the other, in a thread of its own that only waits for
/// the pool, until every setting's median is known as well as the plan wants or its time is up. It changes no
/// setting of anything, so there is nothing to restore.
class Sweep
{
public:
    /// Called from the sweep's thread.
    struct Callbacks
    {
        /// After each measurement.
        std::function<void(const FrameSample& sample, const SweepProgress& progress)> measured;
        /// Once, at the end.
        std::function<void(const SweepOutcome& outcome)> ended;
    };

    /// One measurement at the largest thread count is made first and thrown away: it warms up caches and
    /// memory.
    Sweep(SweepPlan plan, Measurement measure, Callbacks callbacks);
    /// Cancels and waits for the measurement that runs to notice: at most a row of the picture.
    ~Sweep();
    Sweep(const Sweep&) = delete;
    Sweep& operator=(const Sweep&) = delete;

    /// Returns at once; ended() follows.
    void cancel() { m_cancel.cancel(); }

private:
    using Clock = std::chrono::steady_clock;

    struct Repeat
    {
        int number = 0;
        Clock::time_point sweepBegin;
    };

    void threadMain();
    void measureAll(SweepOutcome& outcome);
    bool measureRepeat(
        const Repeat& repeat, SweepTally& tally, MachineWatch& watch, SweepOutcome& outcome) const;

    const SweepPlan m_plan;
    const Measurement m_measure;
    const Callbacks m_callbacks;
    const CancelToken m_cancel;
    std::jthread m_thread; // last: it uses all of the above
};

} // namespace escapade
