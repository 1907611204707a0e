#include "core/diffusion/StreamCopy.h"

#include "core/timing/SpareMemory.h"

#include <algorithm>

namespace escapade {
namespace {

constexpr std::size_t numbers = std::size_t { 1 } << 24U;
constexpr int tiles = 64;
constexpr std::size_t numbersPerTile = numbers / tiles;
constexpr double bytesPerNumber = 24;
constexpr double factor = 3; // a plain copy may be done by a library function that goes round the caches

} // namespace

Result<StreamCopy> StreamCopy::create()
{
    const Error tooLarge { "measuring the memory's speed takes 256 MiB, more than the machine has free" };
    if (2 * numbers * sizeof(double) > spareMemoryBytes())
        return tooLarge;
    StreamCopy made;
    made.m_from = allocateAligned(numbers);
    made.m_to = allocateAligned(numbers);
    if (!made.m_from || !made.m_to)
        return tooLarge;
    return made;
}

std::optional<double> StreamCopy::measure(WorkerPool& pool, int threads, const CancelToken& cancel)
{
    Job job;
    job.tileCount = tiles;
    job.priority = Priority::Laboratory;
    job.threads = threads;
    job.cancel = cancel;
    job.compute = [this](int tile) {
        const double* const from = m_from.get() + static_cast<std::size_t>(tile) * numbersPerTile;
        std::transform(from, from + numbersPerTile,
            m_to.get() + static_cast<std::size_t>(tile) * numbersPerTile,
            [](double value) { return factor * value; });
    };
    const JobReport report = pool.run(job);
    if (!report.completed)
        return std::nullopt;
    const double seconds = std::chrono::duration<double>(report.wallTime()).count();
    return static_cast<double>(numbers) * bytesPerNumber / std::max(seconds, 1e-9);
}

double bytesPerUpdate(const StepPlan& plan)
{
    return bytesPerNumber / std::max(plan.stepsPerPass, 1);
}

} // namespace escapade
