#pragma once

#include <chrono>
#include <ctime>

namespace escapade {

/// The processor time that the calling thread has used so far.
inline std::chrono::nanoseconds threadCpuTime()
{
    timespec now {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

} // namespace escapade
