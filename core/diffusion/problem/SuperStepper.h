#pragma once

#include "core/diffusion/problem/StepTerms.h"
#include "core/diffusion/problem/StripRounds.h"

#include <cstdint>
#include <optional>

namespace escapade {

/// How many explicit steps of the largest stable size s stages cover: (s^2 + s - 2) / 4.
double explicitStepsOf(int stages);

/// Super time steps RKL2 of a general problem on the pool: second order in time and space, stable for any D
/// map, obstacles and walls. Each stage costs an explicit step. The same bits for any threads and strips.
///
/// Source: C. Meyer, D. Balsara, T. Aslam, A stabilized Runge-Kutta-Legendre method for explicit
/// super-time-stepping of parabolic and mixed equations, J. Comput. Phys. 257 (2014) 594-626.
class SuperStepper
{
public:
    explicit SuperStepper(WorkerPool& pool)
        : m_rounds(pool)
    { }

    /// Advances a closed field. terms are of the whole super step, which explicitStepsOf(stages) times
    /// stepLimit() limits; stages: 2 or more. Blocks: not from the GUI thread, not from a tile. Keeps a field
    /// of that size as scratch.
    StepReport advance(DiffusionField& field, const DiffusionProblem& problem, const StepTerms& terms,
        int stages, std::int64_t steps, const StepExecution& execution);

private:
    StripRounds m_rounds;
    std::optional<DiffusionField> m_scratch;
};

} // namespace escapade
