#pragma once

#include "core/timing/SweepPlan.h"
#include "core/workloads/Lesson.h"

#include <cstdint>
#include <map>
#include <optional>

namespace escapade {

/// The work of a lesson that is timed, in the way that uses threads and vectors.
struct TimedLesson
{
    Workload workload = Workload::Pi; ///< a lesson's, see isLesson()
    std::uint64_t elements = 0; ///< points or numbers; at least 1
    bool operator==(const TimedLesson&) const = default;
};

/// The lesson in the size that its window runs.
TimedLesson usualLesson(Workload workload);

/// The lesson with threads / mostThreads of its elements: for weak scaling.
TimedLesson shareOfLesson(const TimedLesson& lesson, int threads, int mostThreads);

/// Times a lesson's work by threads and instruction set. Not for several threads at once.
class LessonTiming
{
public:
    /// The pool must outlive this.
    explicit LessonTiming(WorkerPool& pool);

    /// Schedule, tiles and arithmetic of the setting make no difference. Empty when cancelled; throws what
    /// the lesson throws. Blocks: not for the GUI thread.
    std::optional<FrameSample> measure(
        const TimedLesson& lesson, const SweepSetting& setting, const CancelToken& cancel);

private:
    WorkerPool& m_pool;
    std::map<std::uint64_t, LessonWay> m_ways; // by elements
    std::optional<Workload> m_workload; // whose ways these are
};

} // namespace escapade
