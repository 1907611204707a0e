#include "core/workloads/MonteCarloPi.h"

#include "core/base/Check.h"
#include "core/simd/KernelTable.h"

#include <Random123/philox.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace escapade {
namespace {

/// Blocks between two looks at the cancel token: under ten milliseconds on the slowest level.
constexpr std::uint64_t chunkBlocks = 1U << 17;

/// Enough tiles to balance the members' loads, few enough that their records stay small for huge runs.
constexpr std::uint64_t maxTiles = 4096;

struct Key
{
    std::uint32_t word0;
    std::uint32_t word1;
};

Key keyOf(std::uint64_t seed)
{
    return { static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32) ^ 7U };
}

/// Whether a point given by two random words lies within the circle, in exact integers.
bool isHit(std::uint32_t wordX, std::uint32_t wordY)
{
    const std::uint64_t x = wordX >> 1;
    const std::uint64_t y = wordY >> 1;
    return x * x + y * y < std::uint64_t { 1 } << 62;
}

r123::Philox4x32::ctr_type philoxBlock(std::uint64_t block, Key key)
{
    r123::Philox4x32 generator; // ten rounds
    const r123::Philox4x32::ctr_type counter
        = { { static_cast<std::uint32_t>(block), static_cast<std::uint32_t>(block >> 32), 0, 0 } };
    return generator(counter, { { key.word0, key.word1 } });
}

/// The hits of a run of blocks, in chunks between which the token is looked at.
std::uint64_t countTile(
    const PiSettings& settings, Key key, std::uint64_t first, std::uint64_t last, std::uint64_t allBlocks)
{
    std::uint64_t hits = 0;
    for (std::uint64_t block = first; block < last && !settings.cancel.isCancelled(); block += chunkBlocks) {
        const std::uint64_t blocks = std::min(chunkBlocks, last - block);
        simd::PiJob job { key.word0, key.word1, block, blocks, 0 };
        simd::kernels(settings.simd).countPiHits(job);
        hits += job.hits;
        if (settings.samplesDone != nullptr)
            settings.samplesDone->fetch_add(2 * blocks, std::memory_order_relaxed);
        // Tiles are handed out in order, so the number of a block says how far the others are.
        if (settings.progress != nullptr)
            settings.progress->store(static_cast<double>(block + blocks) / static_cast<double>(allBlocks),
                std::memory_order_relaxed);
    }
    return hits;
}

} // namespace

double PiEstimate::value() const
{
    return 4 * static_cast<double>(hits) / static_cast<double>(samples);
}

double PiEstimate::standardError() const
{
    const double probability = static_cast<double>(hits) / static_cast<double>(samples);
    return 4 * std::sqrt(probability * (1 - probability) / static_cast<double>(samples));
}

PiRun estimatePi(WorkerPool& pool, const PiRequest& request, const PiSettings& settings)
{
    ESCAPADE_CHECK(request.samples >= 1 && request.samples <= PiRequest::maxSamples);
    const Key key = keyOf(request.seed);
    const std::uint64_t blocks = request.samples / 2;
    const std::uint64_t tileBlocks = std::max(chunkBlocks, (blocks + maxTiles - 1) / maxTiles);
    const std::uint64_t tiles = (blocks + tileBlocks - 1) / tileBlocks;

    std::vector<std::uint64_t> hits(
        tiles); // one for each tile: integers, so that the order of adding does not matter
    Job job;
    job.tileCount = static_cast<int>(tiles);
    job.priority = settings.priority;
    job.cancel = settings.cancel;
    job.threads = settings.threads;
    job.compute = [&](int tile) {
        const std::uint64_t first = static_cast<std::uint64_t>(tile) * tileBlocks;
        hits[static_cast<std::size_t>(tile)]
            = countTile(settings, key, first, std::min(blocks, first + tileBlocks), blocks);
    };

    PiRun run { { request.samples, 0 }, pool.run(job) };
    for (const std::uint64_t tileHits : hits)
        run.estimate.hits += tileHits;
    if (request.samples % 2 == 1) { // the last block gives only its first point
        const auto words = philoxBlock(blocks, key);
        run.estimate.hits += isHit(words[0], words[1]) ? 1 : 0;
    }
    return run;
}

std::uint64_t countPiHitsNaively(const PiRequest& request, std::uint64_t first, std::uint64_t last)
{
    const Key key = keyOf(request.seed);
    std::uint64_t hits = 0;
    for (std::uint64_t sample = first; sample < last; ++sample) {
        const auto words = philoxBlock(sample / 2, key);
        const std::size_t word = sample % 2 == 0 ? 0 : 2;
        hits += isHit(words[word], words[word + 1]) ? 1 : 0;
    }
    return hits;
}

PiEstimate estimatePiNaively(const PiRequest& request, const CancelToken& cancel)
{
    PiEstimate estimate { request.samples, 0 };
    for (std::uint64_t first = 0; first < request.samples && !cancel.isCancelled(); first += chunkBlocks)
        estimate.hits += countPiHitsNaively(request, first, std::min(request.samples, first + chunkBlocks));
    return estimate;
}

} // namespace escapade
