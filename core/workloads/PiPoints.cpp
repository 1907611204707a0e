#include "core/workloads/PiPoints.h"

#include "core/base/Check.h"
#include "core/simd/KernelTable.h"

#include <Random123/philox.h>

#include <algorithm>
#include <numeric>

namespace escapade {
namespace {

constexpr std::uint64_t tileBlocks = 1U << 17; // a few milliseconds on the slowest level

/// The key of MonteCarloPi's stream.
r123::Philox4x32::key_type keyOf(std::uint64_t seed)
{
    return { { static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32) ^ 7U } };
}

PiPoint pointOf(std::uint32_t wordX, std::uint32_t wordY)
{
    const std::uint64_t x = wordX >> 1;
    const std::uint64_t y = wordY >> 1;
    return { static_cast<double>(x) * 0x1p-31, static_cast<double>(y) * 0x1p-31,
        x * x + y * y < std::uint64_t { 1 } << 62 };
}

} // namespace

std::vector<PiPoint> firstPiPoints(std::uint64_t count, std::uint64_t seed)
{
    r123::Philox4x32 generator; // ten rounds
    const auto key = keyOf(seed);
    std::vector<PiPoint> points;
    for (std::uint64_t block = 0; block < (count + 1) / 2; ++block) {
        const auto words = generator(
            { { static_cast<std::uint32_t>(block), static_cast<std::uint32_t>(block >> 32), 0, 0 } }, key);
        points.push_back(pointOf(words[0], words[1]));
        points.push_back(pointOf(words[2], words[3]));
    }
    return points;
}

std::optional<std::uint64_t> countPiHits(WorkerPool& pool, std::uint64_t first, std::uint64_t count,
    std::uint64_t seed, const PiSettings& settings)
{
    ESCAPADE_CHECK(first % 2 == 0 && count % 2 == 0);
    const auto key = keyOf(seed);
    const std::uint64_t blocks = count / 2;
    std::vector<std::uint64_t> hits((blocks + tileBlocks - 1) / tileBlocks);
    Job job;
    job.tileCount = static_cast<int>(hits.size());
    job.priority = settings.priority;
    job.cancel = settings.cancel;
    job.threads = settings.threads;
    job.compute = [&](int tile) {
        const std::uint64_t begin = static_cast<std::uint64_t>(tile) * tileBlocks;
        simd::PiJob run { key[0], key[1], first / 2 + begin, std::min(tileBlocks, blocks - begin), 0 };
        simd::kernels(settings.simd).countPiHits(run);
        hits[static_cast<std::size_t>(tile)] = run.hits;
    };
    if (!pool.run(job).completed)
        return std::nullopt;
    return std::accumulate(hits.begin(), hits.end(), std::uint64_t { 0 });
}

} // namespace escapade
