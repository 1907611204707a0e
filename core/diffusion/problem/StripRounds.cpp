#include "core/diffusion/problem/StripRounds.h"

#include "core/diffusion/FlushSubnormals.h"

#include <algorithm>
#include <atomic>
#include <vector>

namespace escapade {
namespace {

constexpr int mostTilesInJob = 4096; // then the strips may follow a changed number of threads
constexpr double leastCellsInStrip = 4096;

/// A short spin first, because waking a sleeping thread takes as long as a small strip.
void await(const std::atomic<int>& flag)
{
    constexpr int spins = 2000;
    for (int spin = 0; spin < spins; ++spin) {
        if (flag.load(std::memory_order_acquire) != 0)
            return;
#ifdef __SSE2__
        _mm_pause();
#endif
    }
    flag.wait(0, std::memory_order_acquire);
}

/// The tiles of one job, round by round. A tile waits only for tiles before it, and the pool begins tiles in
/// their order: no deadlock with any number of threads.
class Rounds
{
public:
    Rounds(int strips, int rounds)
        : m_strips(strips)
        , m_done(static_cast<std::size_t>(strips) * static_cast<std::size_t>(rounds))
    { }

    void awaitNeighbours(int round, int strip)
    {
        if (round == 0)
            return;
        for (const int neighbour : { strip - 1, strip, strip + 1 })
            await(flagOf(round - 1, (neighbour + m_strips) % m_strips));
    }

    void finish(int round, int strip)
    {
        std::atomic<int>& flag = flagOf(round, strip);
        flag.store(1, std::memory_order_release);
        flag.notify_all();
    }

private:
    std::atomic<int>& flagOf(int round, int strip)
    {
        return m_done[static_cast<std::size_t>(round) * static_cast<std::size_t>(m_strips)
            + static_cast<std::size_t>(strip)];
    }

    int m_strips;
    std::vector<std::atomic<int>> m_done;
};

} // namespace

int goodStrips(Size cells, int threads)
{
    const double area = static_cast<double>(cells.width) * cells.height;
    const auto most = static_cast<int>(std::clamp(area / leastCellsInStrip, 1.0, 1e6));
    return std::clamp(std::min(threads, most), 1, cells.height);
}

StepReport StripRounds::run(
    Size cells, std::int64_t rounds, const StepExecution& execution, const Compute& compute)
{
    StepReport report;
    std::int64_t first = 0;
    while (first < rounds) {
        const int threads = execution.threads > 0 ? execution.threads : m_pool.active();
        const int wanted = execution.plan ? execution.plan->strips : goodStrips(cells, threads);
        const int strips = std::clamp(wanted, 1, cells.height);
        const auto now
            = static_cast<int>(std::min<std::int64_t>(rounds - first, std::max(1, mostTilesInJob / strips)));
        report.plan = { strips, 1 };
        Rounds flags(strips, now);
        Job job;
        job.tileCount = strips * now;
        job.priority = execution.priority;
        job.cancel = execution.cancel;
        job.threads = execution.threads;
        job.mostMembers = strips;
        job.compute = [&](int tile) {
            const int round = tile / strips;
            const int strip = tile % strips;
            flags.awaitNeighbours(round, strip);
            if (!execution.cancel.isCancelled()) {
                const FlushSubnormals flush;
                compute(first + round, stripRows(cells.height, strips, strip));
            }
            flags.finish(round, strip);
        };
        const JobReport done = m_pool.run(job);
        report.wall += done.wallTime();
        report.cpu += done.cpuTime();
        if (!done.completed) {
            report.failure = done.failure;
            return report;
        }
        first += now;
    }
    report.completed = true;
    return report;
}

} // namespace escapade
