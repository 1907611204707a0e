#include "app/cli/BenchDiffusion.h"

#include "core/base/Fnv1a.h"
#include "core/diffusion/DiffusionStepper.h"
#include "core/diffusion/FlushSubnormals.h"
#include "core/diffusion/InitialField.h"
#include "core/diffusion/StreamCopy.h"
#include "core/diffusion/TextbookLoop.h"
#include "core/workloads/NaiveDiffusion.h"

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <utility>

namespace escapade::cli {
namespace {

using Times = std::optional<BenchTime>;

constexpr int mostTuningRuns = 64;

std::uint64_t hashOf(const Array2D<double>& array)
{
    return fnv1a64Of(array.values());
}

std::string planText(const StepPlan& plan)
{
    const int threads = std::max(plan.threads, 1);
    return std::to_string(threads) + (threads == 1 ? " thread, " : " threads, ") + std::to_string(plan.strips)
        + (plan.strips == 1 ? " strip, " : " strips, ") + std::to_string(plan.stepsPerPass) + " steps a pass";
}

/// Begun anew for each run; only the steps are timed.
class DiffusionCase
{
public:
    DiffusionCase(
        WorkerPool& pool, const DiffusionGrid& grid, int steps, DiffusionField field, StreamCopy stream)
        : m_pool(pool)
        , m_stepper(pool)
        , m_grid(grid)
        , m_steps(steps)
        , m_field(std::move(field))
        , m_stream(std::move(stream))
    { }

    Times run(const BenchSetting& setting, const CancelToken& cancel)
    {
        const StepExecution execution { setting.simd, Priority::Laboratory, setting.threads, {}, cancel };
        if (!tune(setting, execution))
            return std::nullopt;
        reset();
        const StepReport report = advance(execution);
        if (!report.completed)
            return std::nullopt;
        return BenchTime { report.wall, report.cpu, hashOf(m_field.toArray()), planText(report.plan),
            bytesPerUpdate(report.plan) };
    }

    /// A step in two passes over memory: an array of Laplacians, then the update.
    Times runTextbook(const CancelToken& cancel)
    {
        reset();
        TextbookLoop loop(m_field.toArray(), rule());
        const auto begin = Clock::now();
        for (int step = 0; step < m_steps && !cancel.isCancelled(); ++step)
            loop.advance(1);
        return timeOf(Clock::now() - begin, loop.density(), cancel);
    }

    Times runOnePass(const CancelToken& cancel)
    {
        reset();
        Array2D<double> density = m_field.toArray();
        const FlushSubnormals flush;
        const auto begin = Clock::now();
        stepNaively(density, m_grid.coefficient, m_steps, cancel);
        return timeOf(Clock::now() - begin, density, cancel);
    }

    std::optional<double> bandwidth(int threads, const CancelToken& cancel)
    {
        return m_stream.measure(m_pool, threads, cancel);
    }

    double updates() const { return static_cast<double>(m_grid.rows) * m_grid.rows * m_steps; }

private:
    StepRule rule() const { return { m_grid.coefficient, Boundary::Dirichlet }; }
    void reset() { setInitial(m_field, m_grid, InitialDensity::FourPeaks, Boundary::Dirichlet); }

    static Times timeOf(
        std::chrono::nanoseconds wall, const Array2D<double>& density, const CancelToken& cancel)
    {
        if (cancel.isCancelled())
            return std::nullopt;
        return BenchTime { wall, wall, hashOf(density) };
    }

    StepReport advance(const StepExecution& execution)
    {
        StepReport report = m_stepper.advance(m_field, rule(), m_steps, execution);
        if (!report.failure.empty())
            throw std::runtime_error(report.failure);
        return report;
    }

    /// Runs until the plan for a setting is measured, the first time that it is asked for.
    bool tune(const BenchSetting& setting, const StepExecution& execution)
    {
        const std::pair wanted { setting.threads, setting.simd };
        if (std::find(m_tuned.begin(), m_tuned.end(), wanted) != m_tuned.end())
            return true;
        m_tuned.push_back(wanted);
        bool measured = false;
        for (int run = 0; run < mostTuningRuns && !measured; ++run) {
            const StepReport report = advance(execution);
            if (!report.completed)
                return false;
            measured = report.measured;
        }
        return true;
    }

    WorkerPool& m_pool;
    DiffusionStepper m_stepper;
    DiffusionGrid m_grid;
    int m_steps;
    DiffusionField m_field;
    StreamCopy m_stream;
    std::vector<std::pair<int, SimdLevel>> m_tuned;
};

} // namespace

Result<BenchCase> makeDiffusionCase(WorkerPool& pool, const DiffusionSize& size)
{
    DiffusionParams params;
    // Half a cell more than rows keeps int((x2 - x1) / dx) at rows.
    params.dx = (params.x2 - params.x1) / (size.rows + 0.5);
    const auto grid = makeGrid(params);
    if (!grid)
        return grid.error();
    auto field = DiffusionField::create(grid->points);
    if (!field)
        return field.error();
    auto stream = StreamCopy::create();
    if (!stream)
        return stream.error();
    const auto state
        = std::make_shared<DiffusionCase>(pool, *grid, size.steps, *std::move(field), *std::move(stream));
    BenchCase made;
    made.name = size.workload;
    made.description = "the seeds' four peaks, " + std::to_string(size.rows) + " x "
        + std::to_string(size.rows) + " cells, " + std::to_string(size.steps) + " steps";
    made.unit = "updates";
    made.isPicture = false;
    made.naiveName = "textbook loop in two passes";
    made.run = [state](const BenchSetting& setting, const CancelToken& cancel) {
        return state->run(setting, cancel);
    };
    made.runNaively = [state](const CancelToken& cancel) { return state->runTextbook(cancel); };
    made.otherLoops.push_back({ "plain loop in one pass",
        [state](const CancelToken& cancel) { return state->runOnePass(cancel); } });
    made.bandwidth
        = [state](int threads, const CancelToken& cancel) { return state->bandwidth(threads, cancel); };
    made.workDone = [state] { return state->updates(); };
    return made;
}

} // namespace escapade::cli
