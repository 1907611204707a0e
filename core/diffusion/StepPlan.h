#pragma once

#include <cstddef>

namespace escapade {

/// How one round over the grid is cut up: into strips of rows, each advanced by several steps on its own
/// before it needs its neighbours again. It changes the time that a step takes, and no bit of the result.
struct StepPlan
{
    int strips = 1;
    int stepsPerPass = 1; ///< steps without neighbours; about as many rows on each side are computed twice
    int threads = 0; ///< that work on it at most; 0: as many as there are strips
    bool operator==(const StepPlan&) const = default;
};

/// A good plan for rows x rows cells on that many threads, with a second-level cache of so many bytes for
/// each.
StepPlan planSteps(int rows, int threads, std::size_t cacheBytes);

/// The second-level cache of a core, as the system says, within 256 KiB and 2 MiB.
std::size_t coreCacheBytes();

/// The rows [first, last) of a strip; rows count from 1. Heights differ by one at most.
struct RowRange
{
    int first = 0;
    int last = 0;
    bool operator==(const RowRange&) const = default;
};
RowRange stripRows(int rows, int strips, int strip);

} // namespace escapade
