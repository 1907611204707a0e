#include "core/diffusion/TimedSteps.h"

#include "core/base/Check.h"
#include "core/diffusion/InitialField.h"

#include <stdexcept>

namespace escapade {
namespace {

constexpr int mostTuningRuns = 64;

} // namespace

Result<std::unique_ptr<TimedSteps>> TimedSteps::create(WorkerPool& pool, int rows)
{
    ESCAPADE_CHECK(rows >= 1);
    DiffusionParams params;
    // Half a cell more than rows keeps int((x2 - x1) / dx) at rows.
    params.dx = (params.x2 - params.x1) / (rows + 0.5);
    const auto grid = makeGrid(params);
    if (!grid)
        return grid.error();
    auto field = DiffusionField::create(grid->points);
    if (!field)
        return field.error();
    return std::unique_ptr<TimedSteps>(new TimedSteps(pool, *grid, *std::move(field)));
}

TimedSteps::TimedSteps(WorkerPool& pool, const DiffusionGrid& grid, DiffusionField field)
    : m_stepper(pool)
    , m_grid(grid)
    , m_field(std::move(field))
{
    reset();
}

std::optional<StepReport> TimedSteps::run(int steps, const StepExecution& execution)
{
    if (!tune(steps, execution))
        return std::nullopt;
    reset();
    return advance(steps, execution);
}

void TimedSteps::reset()
{
    setInitial(m_field, m_grid, InitialDensity::FourPeaks, Boundary::Dirichlet);
}

std::optional<StepReport> TimedSteps::advance(int steps, const StepExecution& execution)
{
    StepReport report = m_stepper.advance(m_field, rule(), steps, execution);
    if (!report.failure.empty())
        throw std::runtime_error(report.failure);
    return report.completed ? std::optional(std::move(report)) : std::nullopt;
}

/// Runs until the plan for a setting is measured, the first time that it is asked for. False when cancelled.
bool TimedSteps::tune(int steps, const StepExecution& execution)
{
    const std::pair wanted { execution.threads, execution.simd };
    bool measured = m_tuned.contains(wanted);
    for (int attempt = 0; attempt < mostTuningRuns && !measured; ++attempt) {
        const std::optional<StepReport> report = advance(steps, execution);
        if (!report)
            return false;
        measured = report->measured;
    }
    m_tuned.insert(wanted);
    return true;
}

} // namespace escapade
