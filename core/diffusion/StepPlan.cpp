#include "core/diffusion/StepPlan.h"

#include "core/base/Check.h"
#include "core/diffusion/DiffusionField.h"

#include <unistd.h>

#include <algorithm>
#include <cstdint>

namespace escapade {
namespace {

constexpr int longestPass = 16; // beyond it a pass saves little and costs more rows computed twice
constexpr int smallestStripCells
    = 8192; // below it waiting for the neighbours costs more than a second thread saves
constexpr std::int64_t mostStripCells = std::int64_t { 1 } << 18U; // a fraction of a millisecond
constexpr int heightsPerHalo = 4; // at most a quarter of a strip's rows again on each side

int roundedUp(int value, int divisor)
{
    return (value + divisor - 1) / divisor;
}

} // namespace

StepPlan planSteps(int rows, int threads, std::size_t cacheBytes)
{
    ESCAPADE_CHECK(rows >= 1 && threads >= 1);
    const auto rowBytes = static_cast<std::size_t>(RowLayout(rows + 2).stride) * sizeof(double);
    const std::int64_t cells = std::int64_t { rows } * rows;
    const int useful = static_cast<int>(std::clamp<std::int64_t>(cells / smallestStripCells, 1, threads));
    if (useful == 1 && 2 * rowBytes * static_cast<std::size_t>(rows) <= cacheBytes)
        return { 1, longestPass };

    // The strip with its margins is in two private arrays while it is advanced: these should stay in the
    // cache.
    const int rowsInCache = static_cast<int>(cacheBytes / (2 * rowBytes));
    for (int steps = longestPass; steps > 1; steps /= 2) {
        const int tallest = std::min(roundedUp(rows, useful), rowsInCache - 2 * steps);
        if (tallest >= heightsPerHalo * steps)
            return { useful * roundedUp(roundedUp(rows, useful), tallest), steps };
    }
    // Step by step from memory; still in strips that do not keep a cancelled job waiting.
    return { std::max(useful, static_cast<int>(cells / mostStripCells)), 1 };
}

std::size_t coreCacheBytes()
{
    constexpr long smallest = 256L * 1024;
    constexpr long largest = 2048L * 1024;
    return static_cast<std::size_t>(std::clamp(sysconf(_SC_LEVEL2_CACHE_SIZE), smallest, largest));
}

RowRange stripRows(int rows, int strips, int strip)
{
    const auto edge = [&](int index) { return 1 + static_cast<int>(std::int64_t { rows } * index / strips); };
    return { edge(strip), edge(strip + 1) };
}

} // namespace escapade
