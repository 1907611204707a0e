#pragma once

#include "core/diffusion/DiffusionStepper.h"

#include <memory>
#include <optional>
#include <set>
#include <utility>

namespace escapade {

/// The seeds' four peaks on a grid of any size, to be timed: begun anew for each run, and each setting with
/// the plan that measurement finds fastest for it, which the first run of a setting waits for. Not for
/// several threads at once.
class TimedSteps
{
public:
    /// rows: of unknowns, 1 or more, and as many columns. The pool must outlive it. Fails for lack of memory
    /// and for a grid beyond maxGridRows.
    static Result<std::unique_ptr<TimedSteps>> create(WorkerPool& pool, int rows);

    /// Empty when cancelled; throws std::runtime_error where a run fails. Blocks: not for the GUI thread.
    /// execution.plan is empty.
    std::optional<StepReport> run(int steps, const StepExecution& execution);

    /// Back to the four peaks.
    void reset();

    const DiffusionGrid& grid() const { return m_grid; }
    const DiffusionField& field() const { return m_field; }
    StepRule rule() const { return { m_grid.coefficient, Boundary::Dirichlet }; }

private:
    TimedSteps(WorkerPool& pool, const DiffusionGrid& grid, DiffusionField field);

    std::optional<StepReport> advance(int steps, const StepExecution& execution);
    bool tune(int steps, const StepExecution& execution);

    DiffusionStepper m_stepper;
    DiffusionGrid m_grid;
    DiffusionField m_field;
    std::set<std::pair<int, SimdLevel>> m_tuned; // by threads and instruction set
};

} // namespace escapade
