#include "core/diffusion/FieldTiming.h"

#include "core/base/Check.h"
#include "core/diffusion/InitialField.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>
#include <utility>

namespace escapade {
namespace {

constexpr int mostTuningRuns = 64;

template <typename T> T orThrow(Result<T> result)
{
    if (!result)
        throw std::runtime_error(result.error().message);
    return *std::move(result);
}

DiffusionGrid gridOf(int rows)
{
    DiffusionParams params;
    // Half a cell more than rows keeps int((x2 - x1) / dx) at rows.
    params.dx = (params.x2 - params.x1) / (rows + 0.5);
    return orThrow(makeGrid(params));
}

} // namespace

TimedField shareOfField(const TimedField& field, int threads, int mostThreads)
{
    ESCAPADE_CHECK(threads >= 1 && threads <= mostThreads);
    const double rows = field.rows * std::sqrt(static_cast<double>(threads) / mostThreads);
    return { std::max(1, static_cast<int>(std::lround(rows))), field.steps };
}

/// One field, and what was found out about it.
class FieldTiming::Case
{
public:
    Case(WorkerPool& pool, int rows)
        : m_stepper(pool)
        , m_grid(gridOf(rows))
        , m_field(orThrow(DiffusionField::create(m_grid.points)))
    { }

    std::optional<StepReport> advance(int steps, const SweepSetting& setting, const CancelToken& cancel)
    {
        const StepExecution execution { setting.simd, Priority::Laboratory, setting.threads, {}, cancel };
        if (!tune(steps, execution))
            return std::nullopt;
        setInitial(m_field, m_grid, InitialDensity::FourPeaks, Boundary::Dirichlet);
        return run(steps, execution);
    }

private:
    std::optional<StepReport> run(int steps, const StepExecution& execution)
    {
        const StepRule rule { m_grid.coefficient, Boundary::Dirichlet };
        StepReport report = m_stepper.advance(m_field, rule, steps, execution);
        if (!report.failure.empty())
            throw std::runtime_error(report.failure);
        return report.completed ? std::optional(report) : std::nullopt;
    }

    /// Runs until the plan for a setting is measured, the first time that it is asked for.
    bool tune(int steps, const StepExecution& execution)
    {
        const std::pair wanted { execution.threads, execution.simd };
        bool measured = m_tuned.contains(wanted);
        for (int attempt = 0; attempt < mostTuningRuns && !measured; ++attempt) {
            const std::optional<StepReport> report = run(steps, execution);
            if (!report)
                return false;
            measured = report->measured;
        }
        m_tuned.insert(wanted);
        return true;
    }

    DiffusionStepper m_stepper;
    DiffusionGrid m_grid;
    DiffusionField m_field;
    std::set<std::pair<int, SimdLevel>> m_tuned;
};

FieldTiming::FieldTiming(WorkerPool& pool)
    : m_pool(pool)
{ }

FieldTiming::~FieldTiming() = default;

std::optional<FrameSample> FieldTiming::measure(
    const TimedField& field, const SweepSetting& setting, const CancelToken& cancel)
{
    const std::optional<StepReport> report = caseOf(field).advance(field.steps, setting, cancel);
    if (!report)
        return std::nullopt;
    const std::optional<double> bytesPerSecond = bandwidth(setting.threads, cancel);
    if (!bytesPerSecond)
        return std::nullopt;
    FrameSample sample { .workload = Workload::Diffusion };
    sample.threads = setting.threads;
    sample.simd = setting.simd;
    sample.wall = report->wall;
    sample.cpu = report->cpu;
    sample.work = static_cast<double>(field.rows) * field.rows * field.steps;
    sample.memoryLimit = *bytesPerSecond / bytesPerUpdate(report->plan);
    return sample;
}

FieldTiming::Case& FieldTiming::caseOf(const TimedField& field)
{
    std::unique_ptr<Case>& known = m_cases[field.rows];
    if (!known)
        known = std::make_unique<Case>(m_pool, field.rows);
    return *known;
}

std::optional<double> FieldTiming::bandwidth(int threads, const CancelToken& cancel)
{
    if (!m_stream)
        m_stream.emplace(orThrow(StreamCopy::create()));
    return m_stream->measure(m_pool, threads, cancel);
}

} // namespace escapade
