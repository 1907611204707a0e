#pragma once

#include "core/diffusion/DiffusionStepper.h"

#include <cstdint>
#include <functional>

namespace escapade {

/// Rounds over all strips of a grid as few jobs: a strip of a round begins as soon as the strips next to it
/// have done the round before, so nobody waits at a barrier for the slowest. Whether there is one strip or
/// many changes no bit as long as compute() gives each row the same values.
class StripRounds
{
public:
    /// Computes the rows of a strip (counted from 1) in a round, counted from 0. It may read what the strip
    /// itself and its neighbours wrote in the rounds before, and overwrite what they read in the round before
    /// the last. Several threads at once.
    using Compute = std::function<void(std::int64_t round, RowRange rows)>;

    explicit StripRounds(WorkerPool& pool)
        : m_pool(pool)
    { }

    /// Runs so many rounds over a grid; the first and the last strip are neighbours as well. Blocks until
    /// done. execution.plan's strips are used, its stepsPerPass is not.
    StepReport run(Size cells, std::int64_t rounds, const StepExecution& execution, const Compute& compute);

private:
    WorkerPool& m_pool;
};

/// Strips for a grid on so many threads: few enough that each has work for some microseconds in a round.
int goodStrips(Size cells, int threads);

} // namespace escapade
