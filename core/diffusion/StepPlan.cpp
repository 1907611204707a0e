#include "core/diffusion/StepPlan.h"

#include "core/base/Check.h"
#include "core/diffusion/DiffusionField.h"
#include "core/simd/StencilJob.h"

#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cstdint>

namespace escapade {
namespace {

constexpr int longestPass = 16; // beyond it a pass saves little and costs more rows computed twice
constexpr int smallestStripCells
    = 8192; // below it waiting for the neighbours costs more than a second thread saves
constexpr std::int64_t mostLegUpdates = std::int64_t { 1 } << 22U; // a millisecond or two
/// Cells from which there are more strips than threads, so that none waits long for one that is held up.
constexpr std::int64_t spareStripCells = std::int64_t { 1 } << 18U;
constexpr int mostStripsPerThread = 2;
constexpr int heightsPerStep = 8; // so at most one row in eight is computed twice
constexpr int fewestRowsTogether = 2;
constexpr std::size_t fewestRowsOfLevel = 4; // that a time level keeps at hand then
constexpr std::size_t cacheShare = 2; // the third-level cache may help out to twice the second-level one

int roundedUp(int value, int divisor)
{
    return (value + divisor - 1) / divisor;
}

std::size_t rowBytesOf(int rows)
{
    return static_cast<std::size_t>(RowLayout(rows + 2).stride) * sizeof(double);
}

} // namespace

int rowsOfLevel(int rowsTogether)
{
    return static_cast<int>(std::bit_ceil(static_cast<unsigned>(rowsTogether) + 2));
}

int rowsTogetherIn(const StepPlan& plan, int rows, std::size_t cacheBytes)
{
    constexpr int many = simd::StencilRows::most;
    constexpr std::size_t cachePart = 2; // the rest is for what comes in and goes out
    const std::size_t kept = static_cast<std::size_t>(rowsOfLevel(many)) * rowBytesOf(rows)
        * static_cast<std::size_t>(plan.stepsPerPass - 1);
    return kept * cachePart <= cacheBytes ? many : fewestRowsTogether;
}

StepPlan planSteps(int rows, int threads, std::size_t cacheBytes)
{
    ESCAPADE_CHECK(rows >= 1 && threads >= 1);
    const std::size_t rowBytes = rowBytesOf(rows);
    const std::int64_t cells = std::int64_t { rows } * rows;
    const int useful = static_cast<int>(std::clamp<std::int64_t>(cells / smallestStripCells, 1, threads));
    const auto spare = static_cast<int>(
        std::min<std::int64_t>(cells / spareStripCells, std::int64_t { mostStripsPerThread } * useful));
    const int strips = useful == 1 ? 1 : useful * roundedUp(std::max(useful, spare), useful);
    const auto fits = [&](int steps) {
        return fewestRowsOfLevel * rowBytes * static_cast<std::size_t>(steps - 1) <= cacheShare * cacheBytes
            && (strips == 1 || rows / strips >= heightsPerStep * steps);
    };
    int steps = longestPass;
    while (steps > 1 && !fits(steps))
        steps /= 2;
    return { strips, steps, 0, legsFor(rows, strips, steps) };
}

int legsFor(int rows, int strips, int stepsPerPass)
{
    const std::int64_t updates = std::int64_t { rows } * rows / strips * stepsPerPass;
    return static_cast<int>(std::max<std::int64_t>(1, (updates + mostLegUpdates - 1) / mostLegUpdates));
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
