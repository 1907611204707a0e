#pragma once

#include "core/parallel/CancelToken.h"
#include "core/timing/FrameSample.h"

#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace escapade {

/// Which thread counts to measure, and how often each.
struct SweepPlan
{
    std::vector<int> threads;
    int repeats = 5;
    bool operator==(const SweepPlan&) const = default;
};

/// The thread counts of all measurements in order: each repeat takes every count once, every other repeat
/// backwards. Whatever drifts with time (clock, temperature, other programs) so meets all counts alike.
std::vector<int> sweepOrder(const SweepPlan& plan);

/// 1, 2, ... up to `most`; beyond eight only powers of two and `most` itself.
std::vector<int> threadCountsUpTo(int most);

/// Computes the picture once at this many threads and times it. Empty when cancelled. Throws what went wrong
/// otherwise.
using Measurement = std::function<std::optional<FrameSample>(int threads, const CancelToken& cancel)>;

/// How a sweep ended.
struct SweepOutcome
{
    bool completed = false;
    std::string failure; ///< why it stopped before its end; empty when it was cancelled
};

/// Measures in the background, one measurement after the other, in a thread of its own that only waits for
/// the pool. It changes no setting of anything, so there is nothing to restore.
class Sweep
{
public:
    /// Called from the sweep's thread.
    struct Callbacks
    {
        /// After each measurement: how many of how many are done.
        std::function<void(const FrameSample& sample, int done, int total)> measured;
        /// Once, at the end.
        std::function<void(const SweepOutcome& outcome)> ended;
    };

    /// One measurement at the largest count is made first and thrown away: it warms up caches and memory.
    Sweep(SweepPlan plan, Measurement measure, Callbacks callbacks);
    /// Cancels and waits for the measurement that runs to notice: at most a row of the picture.
    ~Sweep();
    Sweep(const Sweep&) = delete;
    Sweep& operator=(const Sweep&) = delete;

    /// Returns at once; ended() follows.
    void cancel() { m_cancel.cancel(); }

private:
    void threadMain();
    SweepOutcome measureAll();

    const SweepPlan m_plan;
    const Measurement m_measure;
    const Callbacks m_callbacks;
    const CancelToken m_cancel;
    std::jthread m_thread; // last: it uses all of the above
};

} // namespace escapade
