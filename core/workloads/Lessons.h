#pragma once

#include "core/workloads/Lesson.h"

#include <chrono>
#include <cstdint>

namespace escapade {

inline constexpr std::uint64_t usualPiSamples = 50'000'000;
inline constexpr std::uint64_t usualNumbers = 100'000'000; ///< that the sums add up
inline constexpr std::int64_t usualArrayElements = 30'000'000;

// The lessons one by one, in any size: allLessons() has them in the sizes that are the defaults here. They
// refer to the pool.

/// Monte-Carlo pi: a generator without state gives the same hits to any number of threads; one with a state
/// (mt19937, one for each thread) does not.
Lesson makePiLesson(WorkerPool& pool, std::uint64_t samples = usualPiSamples);

/// 0 + 1 + ... + count - 1, and of these the multiples of 3: first a better machine, then a better algorithm.
Lesson makeSumLesson(WorkerPool& pool, std::uint64_t count = usualNumbers);
Lesson makeConditionalSumLesson(WorkerPool& pool, std::uint64_t count = usualNumbers);

/// a^2 + b^2 + 2ab of arrays: what temporary arrays cost, and that chunks need none. Up to 2^31 - 1 elements.
Lesson makeArrayLesson(WorkerPool& pool, std::int64_t elements = usualArrayElements);

/// The sizes of the wait-loop lesson.
struct WaitLoopSize
{
    int jobs = 32;
    int length = 100; ///< of the outermost of the four loops, 4 to 200
    std::chrono::milliseconds wait { 5 }; ///< for an answer from elsewhere
};

/// The seeds' loop, which only takes time: computing, computing behind a lock, and waiting, told apart by CPU
/// time over wall time.
Lesson makeWaitLoopLesson(WorkerPool& pool, const WaitLoopSize& size = {});

/// Threads that count together: the race, the lock, the atomic, and counters that share a cache line or not.
Lesson makeCounterLesson(WorkerPool& pool, std::uint64_t increments = 10'000'000);

/// The same work cut into tasks of 1, 10, 100 ... elements: what a task costs.
Lesson makeGrainLesson(WorkerPool& pool, std::uint64_t elements = 1'000'000);

} // namespace escapade
