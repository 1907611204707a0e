#pragma once

#include "core/diffusion/StreamCopy.h"
#include "core/diffusion/TimedSteps.h"
#include "core/timing/SweepPlan.h"

#include <map>
#include <memory>
#include <optional>

namespace escapade {

/// Which field is timed: the seeds' four peaks on so many rows and columns of unknowns.
struct TimedField
{
    int rows = 2048; ///< more than caches hold; at least 1
    int steps = 32; ///< of a measurement
    bool operator==(const TimedField&) const = default;
};

/// The field with threads / mostThreads of its cells: for weak scaling.
TimedField shareOfField(const TimedField& field, int threads, int mostThreads);

/// Times diffusion steps by threads and instruction set, each with the plan that is fastest there, and with
/// it the limit that the memory sets to that plan. Not for several threads at once.
class FieldTiming
{
public:
    /// The pool must outlive this. Memory is taken when the first measurement needs it.
    explicit FieldTiming(WorkerPool& pool);
    ~FieldTiming();
    FieldTiming(const FieldTiming&) = delete;
    FieldTiming& operator=(const FieldTiming&) = delete;

    /// Schedule, tiles and arithmetic of the setting make no difference. The first measurement of a setting
    /// finds its plan first. Empty when cancelled; throws std::runtime_error for lack of memory. Blocks: not
    /// for the GUI thread.
    std::optional<FrameSample> measure(
        const TimedField& field, const SweepSetting& setting, const CancelToken& cancel);

private:
    TimedSteps& stepsOf(const TimedField& field);
    std::optional<double> bandwidth(int threads, const CancelToken& cancel);

    WorkerPool& m_pool;
    std::optional<StreamCopy> m_stream;
    std::map<int, std::unique_ptr<TimedSteps>> m_steps; // by rows
};

} // namespace escapade
