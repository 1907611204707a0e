#pragma once

#include <cstddef>

namespace escapade {

/// How one round over the grid is cut up: into strips of rows, each advanced by several steps on its own
/// before it needs its neighbours again. Tall strips have the fewest rows to compute twice; so that none
/// keeps the other views waiting, a strip is done in legs, between which a thread may turn to something else.
/// It changes the time that a step takes, and no bit of the result.
struct StepPlan
{
    int strips = 1;
    int stepsPerPass = 1; ///< steps without neighbours; about as many rows on each side are computed twice
    int threads = 0; ///< that work on it at most; 0: as many as there are strips
    int legs = 1; ///< of each strip
    bool operator==(const StepPlan&) const = default;
};

/// A good plan for rows x rows cells on that many threads, with a second-level cache of so many bytes for
/// each.
StepPlan planSteps(int rows, int threads, std::size_t cacheBytes);

/// How many neighbouring rows of a time level are stepped at a time on a grid of rows x rows cells: many, for
/// they share what they read, unless what all levels keep of them would crowd the second-level cache.
int rowsTogetherIn(const StepPlan& plan, int rows, std::size_t cacheBytes);

/// The rows that a time level keeps then, in turn: those of a step and one on each side, rounded up to a
/// power of two.
int rowsOfLevel(int rowsTogether);

/// Into how many legs to cut the strips of a grid of rows x rows cells.
int legsFor(int rows, int strips, int stepsPerPass);

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
