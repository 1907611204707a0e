#include "app/cli/BenchDiffusion.h"

#include "core/base/Fnv1a.h"
#include "core/diffusion/FlushSubnormals.h"
#include "core/diffusion/StreamCopy.h"
#include "core/diffusion/TextbookLoop.h"
#include "core/diffusion/TimedSteps.h"
#include "core/workloads/NaiveDiffusion.h"

#include <memory>
#include <utility>

namespace escapade::cli {
namespace {

using Times = std::optional<BenchTime>;

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

class DiffusionCase
{
public:
    DiffusionCase(WorkerPool& pool, std::unique_ptr<TimedSteps> field, int steps, StreamCopy stream)
        : m_pool(pool)
        , m_field(std::move(field))
        , m_steps(steps)
        , m_stream(std::move(stream))
    { }

    Times run(const BenchSetting& setting, const CancelToken& cancel)
    {
        const auto report
            = m_field->run(m_steps, { setting.simd, Priority::Laboratory, setting.threads, {}, cancel });
        if (!report)
            return std::nullopt;
        return BenchTime { report->wall, report->cpu, hashOf(m_field->field().toArray()),
            planText(report->plan), bytesPerUpdate(report->plan) };
    }

    /// A step in two passes over memory: an array of Laplacians, then the update.
    Times runTextbook(const CancelToken& cancel)
    {
        m_field->reset();
        TextbookLoop loop(m_field->field().toArray(), m_field->rule());
        const auto begin = Clock::now();
        for (int step = 0; step < m_steps && !cancel.isCancelled(); ++step)
            loop.advance(1);
        return timeOf(Clock::now() - begin, loop.density(), cancel);
    }

    Times runOnePass(const CancelToken& cancel)
    {
        m_field->reset();
        Array2D<double> density = m_field->field().toArray();
        const FlushSubnormals flush;
        const auto begin = Clock::now();
        stepNaively(density, m_field->grid().coefficient, m_steps, cancel);
        return timeOf(Clock::now() - begin, density, cancel);
    }

    std::optional<double> bandwidth(int threads, const CancelToken& cancel)
    {
        return m_stream.measure(m_pool, threads, cancel);
    }

    double updates() const
    {
        const double rows = m_field->grid().rows;
        return rows * rows * m_steps;
    }

private:
    static Times timeOf(
        std::chrono::nanoseconds wall, const Array2D<double>& density, const CancelToken& cancel)
    {
        if (cancel.isCancelled())
            return std::nullopt;
        return BenchTime { wall, wall, hashOf(density) };
    }

    WorkerPool& m_pool;
    std::unique_ptr<TimedSteps> m_field;
    int m_steps;
    StreamCopy m_stream;
};

} // namespace

Result<BenchCase> makeDiffusionCase(WorkerPool& pool, const DiffusionSize& size)
{
    auto field = TimedSteps::create(pool, size.rows);
    if (!field)
        return field.error();
    auto stream = StreamCopy::create();
    if (!stream)
        return stream.error();
    const auto state
        = std::make_shared<DiffusionCase>(pool, *std::move(field), size.steps, *std::move(stream));
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
