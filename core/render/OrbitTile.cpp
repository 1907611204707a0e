#include "core/render/OrbitTile.h"

#include <algorithm>
#include <numeric>

namespace escapade {
namespace {

/// Points picked out of a tile, in arrays of their own. A thread keeps one from tile to tile.
struct PickedPoints
{
    std::vector<double> startRe;
    std::vector<double> startIm;
    std::vector<double> cRe;
    std::vector<double> cIm;
    std::vector<double> counts;
    std::array<std::vector<float>, orbitValueCount> values;
};

constexpr bool isOfPointsThatStay(OrbitValue value)
{
    return value == OrbitValue::Period || value == OrbitValue::CycleSize;
}

bool isWantedOf(const RenderRequest& request, std::size_t value, bool escaped)
{
    const auto orbitValue = static_cast<OrbitValue>(value);
    return request.orbitValues.contains(orbitValue) && isOfPointsThatStay(orbitValue) != escaped;
}

/// Indices of the points that escaped, by rising counts.
std::vector<std::uint32_t> escapedByCount(const TileResult& tile, std::size_t points)
{
    std::vector<std::uint32_t> picked;
    picked.reserve(points);
    for (std::uint32_t n = 0; n < points; ++n) {
        if (tile.labels[n] == Label::Escaped)
            picked.push_back(n);
    }
    std::ranges::stable_sort(picked, {}, [&tile](std::uint32_t n) { return tile.counts[n]; });
    return picked;
}

std::vector<std::uint32_t> thatStay(const TileResult& tile, std::size_t points)
{
    std::vector<std::uint32_t> picked;
    for (std::uint32_t n = 0; n < points; ++n) {
        if (tile.labels[n] == Label::Interior || tile.labels[n] == Label::Undecided)
            picked.push_back(n);
    }
    return picked;
}

template <typename Number>
void pick(const Number* from, const std::vector<std::uint32_t>& indices, std::size_t padded,
    std::vector<double>& to)
{
    to.resize(padded);
    for (std::size_t n = 0; n < padded; ++n)
        to[n] = static_cast<double>(from[indices[std::min(n, indices.size() - 1)]]);
}

bool isCancelled(const void* token)
{
    return static_cast<const CancelToken*>(token)->isCancelled();
}

/// Follows the orbits of some of a tile's points and writes what was wanted of them.
bool follow(const RenderRequest& request, const simd::EscapeJob& points, SimdLevel simd,
    const CancelToken& cancel, const std::vector<std::uint32_t>& indices, bool escaped, TileResult& tile)
{
    thread_local PickedPoints memory;
    if (indices.empty())
        return true;
    constexpr std::size_t padding = simd::orbitPadding;
    const std::size_t padded = (indices.size() + padding - 1) / padding * padding;
    simd::OrbitJob job;
    job.points = static_cast<int>(indices.size());
    pick(points.cRe, indices, padded, memory.cRe);
    pick(points.cIm, indices, padded, memory.cIm);
    job.cRe = memory.cRe.data();
    job.cIm = memory.cIm.data();
    if (points.startRe != nullptr) {
        pick(points.startRe, indices, padded, memory.startRe);
        pick(points.startIm, indices, padded, memory.startIm);
        job.startRe = memory.startRe.data();
        job.startIm = memory.startIm.data();
    }
    if (escaped) {
        pick(tile.counts.data(), indices, padded, memory.counts);
        job.counts = memory.counts.data();
    }
    job.cancelled = isCancelled;
    job.cancelContext = &cancel;
    for (std::size_t value = 0; value < orbitValueCount; ++value) {
        if (!isWantedOf(request, value, escaped))
            continue;
        memory.values[value].resize(padded);
        job.values[value] = memory.values[value].data();
    }
    if (!simd::orbitKernel(simd, request.arithmetic)(job))
        return false;
    for (std::size_t value = 0; value < orbitValueCount; ++value) {
        if (job.values[value] == nullptr)
            continue;
        for (std::size_t n = 0; n < indices.size(); ++n)
            tile.values[value][indices[n]] = memory.values[value][n];
    }
    return true;
}

} // namespace

bool computeOrbitValues(const RenderRequest& request, const simd::EscapeJob& points, SimdLevel simd,
    const CancelToken& cancel, TileResult& tile)
{
    const auto count = static_cast<std::size_t>(points.points);
    bool ofEscaped = false;
    bool ofOthers = false;
    for (std::size_t value = 0; value < orbitValueCount; ++value) {
        if (request.orbitValues.contains(static_cast<OrbitValue>(value)))
            tile.values[value].assign(count, 0);
        ofEscaped = ofEscaped || isWantedOf(request, value, true);
        ofOthers = ofOthers || isWantedOf(request, value, false);
    }
    return (!ofEscaped || follow(request, points, simd, cancel, escapedByCount(tile, count), true, tile))
        && (!ofOthers || follow(request, points, simd, cancel, thatStay(tile, count), false, tile));
}

} // namespace escapade
