#pragma once

#include "core/parallel/ThreadCpuTime.h"
#include "core/workloads/Lesson.h"

namespace escapade {

/// Times a run of a lesson from its construction on, for the thread that made it.
class LessonClock
{
public:
    /// A run that ends now; memberTime is the processor time that members of the pool used for it.
    LessonRun stop(std::chrono::nanoseconds memberTime = {}) const
    {
        LessonRun run;
        run.wall = Clock::now() - m_begin;
        run.cpu = threadCpuTime() - m_cpuBegin + memberTime;
        return run;
    }

private:
    Clock::time_point m_begin = Clock::now();
    std::chrono::nanoseconds m_cpuBegin = threadCpuTime();
};

} // namespace escapade
