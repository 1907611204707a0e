#include "core/diffusion/FieldTiming.h"

#include "core/base/Check.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace escapade {
namespace {

template <typename T> T orThrow(Result<T> result)
{
    if (!result)
        throw std::runtime_error(result.error().message);
    return *std::move(result);
}

} // namespace

TimedField shareOfField(const TimedField& field, int threads, int mostThreads)
{
    ESCAPADE_CHECK(threads >= 1 && threads <= mostThreads);
    const double rows = field.rows * std::sqrt(static_cast<double>(threads) / mostThreads);
    return { std::max(1, static_cast<int>(std::lround(rows))), field.steps };
}

FieldTiming::FieldTiming(WorkerPool& pool)
    : m_pool(pool)
{ }

FieldTiming::~FieldTiming() = default;

std::optional<FrameSample> FieldTiming::measure(
    const TimedField& field, const SweepSetting& setting, const CancelToken& cancel)
{
    const StepExecution execution { setting.simd, Priority::Laboratory, setting.threads, {}, cancel };
    const std::optional<StepReport> report = stepsOf(field).run(field.steps, execution);
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

TimedSteps& FieldTiming::stepsOf(const TimedField& field)
{
    std::unique_ptr<TimedSteps>& known = m_steps[field.rows];
    if (!known)
        known = orThrow(TimedSteps::create(m_pool, field.rows));
    return *known;
}

std::optional<double> FieldTiming::bandwidth(int threads, const CancelToken& cancel)
{
    if (!m_stream)
        m_stream.emplace(orThrow(StreamCopy::create()));
    return m_stream->measure(m_pool, threads, cancel);
}

} // namespace escapade
