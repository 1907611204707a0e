#pragma once

#include "core/diffusion/problem/Reaction.h"
#include "core/diffusion/problem/StripRounds.h"

#include <cstdint>

namespace escapade {

/// Where two substances react, and how fast they are stepped.
struct ReactionRule
{
    Reaction reaction;
    Walls walls; ///< Value: at rest; Robin is none of them
    double dx = 1;
    double dt = 1;
    bool operator==(const ReactionRule&) const = default;
};

/// The largest time step at which diffusion alone is stable: dx^2 / (4 max(Du, Dv)). The reaction may demand
/// less; published time steps do.
double reactionStepLimit(const Reaction& reaction, double dx);

/// Explicit Euler steps of both substances on the pool:
///   next u = u + (Du dt / dx^2 * (below + above + right + left - 4 u) + dt * f(u, v)), and so for v.
/// The same bits for any threads and strips. First order in time, second in space.
class ReactionStepper
{
public:
    explicit ReactionStepper(WorkerPool& pool)
        : m_rounds(pool)
    { }

    /// Both fields have one size and are closed by closeReaction() before and after. Blocks: not from the GUI
    /// thread, not from a tile.
    StepReport advance(DiffusionField& u, DiffusionField& v, const ReactionRule& rule, std::int64_t steps,
        const StepExecution& execution);

private:
    StripRounds m_rounds;
};

/// Sets the boundary cells.
void closeReaction(DiffusionField& u, DiffusionField& v, const ReactionRule& rule);

} // namespace escapade
