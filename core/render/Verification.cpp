#include "core/render/Verification.h"

#include "core/base/Check.h"
#include "core/fractal/NaiveEscape.h"

#include <algorithm>
#include <array>
#include <bit>
#include <stdexcept>

namespace escapade {
namespace {

constexpr std::array<int, 3> tileSizes { 17, 64, 256 }; // one that divides nothing, the usual and the largest

bool renderIn(const RenderWay& way, WorkerPool& pool, const RenderRequest& request, const CancelToken& cancel,
    Frame& frame)
{
    RenderSettings settings;
    settings.simd = way.simd;
    settings.method = way.method;
    settings.tileSize = way.tileSize;
    settings.threads = way.threads;
    settings.priority = Priority::Laboratory;
    settings.cancel = cancel;
    const JobReport report = renderFrame(pool, request, settings, frame);
    if (!report.failure.empty())
        throw std::runtime_error(report.failure);
    return report.completed;
}

bool isSamePixel(const Frame& one, const Frame& other, int x, int y)
{
    const auto bits
        = [&](const Array2D<float>& values) { return std::bit_cast<std::uint32_t>(values.at(x, y)); };
    bool same = one.counts.at(x, y) == other.counts.at(x, y) && one.labels.at(x, y) == other.labels.at(x, y)
        && (one.fractions.values().empty() || bits(one.fractions) == bits(other.fractions));
    for (std::size_t n = 0; n < orbitValueCount; ++n)
        same = same && (one.values[n].values().empty() || bits(one.values[n]) == bits(other.values[n]));
    return same;
}

/// How many of a picture's counts the plain loop does not confirm; pixels that are beyond precision are
/// compared, too, for both take the same doubles for them.
std::int64_t countUnconfirmed(WorkerPool& pool, const Frame& frame, const CancelToken& cancel)
{
    const RenderRequest& request = frame.request;
    const int threads = pool.active();
    const Array2D<std::int32_t> counts = request.formula == Formula::Julia
        ? naiveJulia(pool, threads, request.viewport, request.juliaRe.toDouble(), request.juliaIm.toDouble(),
            request.maxIterations, cancel)
        : naiveMandelbrot(pool, threads, request.viewport, request.maxIterations, cancel);
    std::int64_t different = 0;
    for (std::size_t n = 0; n < counts.values().size(); ++n)
        different += counts.values()[n] != frame.counts.values()[n] ? 1 : 0;
    return different;
}

} // namespace

std::vector<RenderWay> waysToRender(Arithmetic arithmetic, int mostThreads)
{
    std::vector<RenderWay> ways;
    SimdLevel widest = SimdLevel::Scalar;
    for (const SimdLevel simd : allSimdLevels) {
        if (!isAvailable(simd) || !supports(simd, arithmetic))
            continue;
        widest = simd;
        for (const EscapeMethod method : { EscapeMethod::Block, EscapeMethod::Compaction })
            ways.push_back({ simd, method, RenderSettings {}.tileSize, 1 });
    }
    for (int threads = 1; threads <= mostThreads; ++threads) {
        for (const int tileSize : tileSizes) {
            const RenderWay way { widest, EscapeMethod::Compaction, tileSize, threads };
            if (std::ranges::find(ways, way) == ways.end())
                ways.push_back(way);
        }
    }
    return ways;
}

std::optional<Deviation> deviationOf(const RenderWay& way, const Frame& frame, const Frame& expected)
{
    Deviation deviation { way, 0, {} };
    for (int y = 0; y < frame.labels.height(); ++y) {
        for (int x = 0; x < frame.labels.width(); ++x) {
            if (isSamePixel(frame, expected, x, y))
                continue;
            if (deviation.pixels++ == 0)
                deviation.first = { x, y };
        }
    }
    return deviation.pixels > 0 ? std::optional(deviation) : std::nullopt;
}

std::optional<Verification> verifyPicture(WorkerPool& pool, const RenderRequest& request,
    const std::vector<RenderWay>& ways, const CancelToken& cancel, const VerificationProgress& progress)
{
    ESCAPADE_CHECK(!ways.empty());
    const bool isStrict = request.arithmetic == Arithmetic::Strict;
    const int total = static_cast<int>(ways.size()) + (isStrict ? 1 : 0);
    Frame expected;
    Frame frame;
    Verification result;
    for (const RenderWay& way : ways) {
        Frame& target = result.ways == 0 ? expected : frame;
        if (!renderIn(way, pool, request, cancel, target))
            return std::nullopt;
        if (result.ways > 0) {
            if (const auto deviation = deviationOf(way, frame, expected))
                result.deviations.push_back(*deviation);
        }
        progress(++result.ways, total);
    }
    result.hash = countsHash(expected);
    if (isStrict)
        result.unconfirmed = countUnconfirmed(pool, expected, cancel);
    if (cancel.isCancelled())
        return std::nullopt;
    progress(total, total);
    return result;
}

} // namespace escapade
