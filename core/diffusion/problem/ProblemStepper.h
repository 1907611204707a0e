#pragma once

#include "core/diffusion/problem/StepTerms.h"
#include "core/diffusion/problem/StripRounds.h"

#include <cstdint>

namespace escapade {

/// Explicit steps (FTCS) of a general problem on the pool: first order in time, second in space. The same
/// bits as ProblemLoop gives, for any threads and strips.
class ProblemStepper
{
public:
    explicit ProblemStepper(WorkerPool& pool)
        : m_rounds(pool)
    { }

    /// Advances the field, whose boundary cells obey the problem's walls before and after. terms belong to
    /// the problem. Blocks: not from the GUI thread, not from a tile. The field holds no single time level
    /// any more when the report says that it was not completed.
    StepReport advance(DiffusionField& field, const DiffusionProblem& problem, const StepTerms& terms,
        std::int64_t steps, const StepExecution& execution);

private:
    StripRounds m_rounds;
};

/// The same as plain double loops over plain arrays, straight from the problem, one thread: what the stepper
/// is compared with.
class ProblemLoop
{
public:
    /// density: shape (rows + 2, columns + 2); its boundary cells are set here.
    ProblemLoop(Array2D<double> density, const DiffusionProblem& problem, double dt);

    void advance(std::int64_t steps);
    const Array2D<double>& density() const { return m_density; }

private:
    void close();

    const DiffusionProblem m_problem;
    const double m_dt;
    Array2D<double> m_density;
};

} // namespace escapade
