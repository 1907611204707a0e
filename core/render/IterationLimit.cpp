#include "core/render/IterationLimit.h"

#include "core/base/Check.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace escapade {
namespace {

constexpr int usualSamples = 1 << 15;

/// Where nothing escapes, a few samples are enough to look for a limit at which something does.
constexpr int probeSamples = 256;
constexpr std::int32_t probeEnough = 1'000'000;

/// The tiles are small, because a tile in which one sample is undecided is computed again as a whole. Their
/// size is not the settings', so that it cannot matter to the limit.
constexpr int samplesAlongTile = 8;

/// The smallest distance between samples that leaves at most this many of them.
int samplingDivider(Size size, int mostSamples)
{
    const auto along
        = [](int pixels, int divider) { return (std::int64_t { pixels } + divider - 1) / divider; };
    int divider = 1;
    while (along(size.width, divider) * along(size.height, divider) > mostSamples)
        ++divider;
    return divider;
}

/// Evenly spaced samples of a picture, whose labels are kept while the iteration limit grows.
class SampledView
{
public:
    SampledView(WorkerPool& pool, const RenderRequest& request, RenderSettings settings, int mostSamples)
        : m_pool(pool)
        , m_request(request)
        , m_settings(std::move(settings))
        , m_lattice(request)
        , m_pass { samplingDivider(request.viewport.size, mostSamples), 0 }
        , m_labels({ (request.viewport.size.width + m_pass.divider - 1) / m_pass.divider,
              (request.viewport.size.height + m_pass.divider - 1) / m_pass.divider })
        , m_tiles(planTiles(request.viewport.size, m_pass, samplesAlongTile, { 0, 0 }))
    { }

    /// Computes at a larger limit what is not decided yet.
    Result<void> compute(std::int32_t limit)
    {
        m_request.maxIterations = limit;
        std::erase_if(m_tiles, [this](const Rect& tile) { return !hasUndecided(tile); });
        // Each tile has samples of its own, so storing needs no lock.
        const JobReport report = renderPass(
            m_pool, m_request, m_lattice, m_pass, m_tiles, m_settings, [this](const TileResult& tile) {
                forEachSample(tile, [&](Point sample, std::size_t n) {
                    m_labels.at(sample.x / m_pass.divider, sample.y / m_pass.divider) = tile.labels[n];
                });
            });
        const auto escaped = std::ranges::count(m_labels.values(), Label::Escaped);
        m_changed = escaped - m_escaped;
        m_escaped = escaped;
        m_undecided = std::ranges::count_if(m_labels.values(), isUndecided);
        if (!report.completed)
            return Error { report.failure.empty() ? "cancelled" : report.failure };
        return {};
    }

    std::int64_t samples() const { return static_cast<std::int64_t>(m_labels.values().size()); }
    std::int64_t undecided() const { return m_undecided; }
    std::int64_t escaped() const { return m_escaped; }
    std::int64_t changed() const { return m_changed; } ///< escaped for the first time in the last compute()

    std::int64_t beyondPrecision() const
    {
        return std::ranges::count(m_labels.values(), Label::BeyondPrecision);
    }

    /// Whether less than this share of the view is like so few samples.
    bool isBelow(std::int64_t count, double share) const
    {
        // How many they are is uncertain by the square root, unless the samples are all there is.
        constexpr double deviations = 2;
        const auto found = static_cast<double>(count);
        const double atMost = m_pass.divider == 1 ? found : found + deviations * std::sqrt(found);
        return atMost < share * static_cast<double>(samples());
    }

private:
    static bool isUndecided(Label label) { return label == Label::Undecided || label == Label::NotComputed; }

    bool hasUndecided(const Rect& tile) const
    {
        const int divider = m_pass.divider;
        for (int y = tile.y; y < tile.y + tile.height; y += divider) {
            for (int x = tile.x; x < tile.x + tile.width; x += divider) {
                if (isUndecided(m_labels.at(x / divider, y / divider)))
                    return true;
            }
        }
        return false;
    }

    WorkerPool& m_pool;
    RenderRequest m_request;
    const RenderSettings m_settings;
    const SampleLattice m_lattice;
    const Pass m_pass;
    Array2D<Label> m_labels; // NotComputed at first
    std::vector<Rect> m_tiles;
    std::int64_t m_undecided = 0;
    std::int64_t m_escaped = 0;
    std::int64_t m_changed = 0;
};

/// A limit at which there is something to see, or the last one that was tried.
struct Probe
{
    std::int32_t limit = 0;
    bool found = false;
};

/// Doubles this limit until one of a few samples escapes or none is undecided.
Result<Probe> probeFrom(
    WorkerPool& pool, const RenderRequest& request, const RenderSettings& settings, std::int32_t limit)
{
    SampledView few(pool, request, settings, probeSamples);
    while (true) {
        if (const Result<void> done = few.compute(limit); !done)
            return done.error();
        const bool found = few.escaped() > 0 || few.undecided() == 0;
        if (found || limit >= probeEnough)
            return Probe { limit, found };
        limit *= 2;
    }
}

/// That little changed says something only where more than that has escaped.
bool hasEscaped(const SampledView& view)
{
    return static_cast<double>(view.escaped()) >= mostChanged * static_cast<double>(view.samples());
}

IterationLimit describe(
    const SampledView& view, std::int32_t limit, LimitReason reason, std::int32_t triedUpTo)
{
    const auto all = static_cast<double>(view.samples());
    return { limit, reason, static_cast<double>(view.undecided()) / all,
        static_cast<double>(view.changed()) / all, triedUpTo,
        static_cast<double>(view.beyondPrecision()) / all };
}

/// Why the limit at which the view was just computed is the one to choose; empty if it is not.
std::optional<LimitReason> reasonFor(const SampledView& view, std::int32_t limit)
{
    if (view.isBelow(view.undecided(), mostUndecided))
        return LimitReason::FewUndecided;
    if (hasEscaped(view) && view.isBelow(view.changed(), mostChanged))
        return LimitReason::Settled;
    if (limit > largestAutomaticLimit / 2)
        return LimitReason::Largest;
    return std::nullopt;
}

} // namespace

std::int32_t startingIterationLimit(Formula formula, const PlaneView& view)
{
    const ScaledDouble closer = magnification(view, homeView(formula));
    // A logarithm to base two that is linear between the powers: exact arithmetic, close enough.
    const double doublings = std::max(0.0, static_cast<double>(closer.exponent()) + closer.mantissa() - 1);
    const double wanted = 500 + 40 * doublings * std::sqrt(doublings) * std::sqrt(std::sqrt(doublings));
    constexpr double most = 10'000'000;
    return static_cast<std::int32_t>(std::min(wanted, most) / 100) * 100;
}

Result<IterationLimit> chooseIterationLimit(
    WorkerPool& pool, const RenderRequest& request, const RenderSettings& settings)
{
    const std::int32_t start = request.maxIterations;
    ESCAPADE_CHECK(start >= 1);
    RenderRequest sampled = request;
    sampled.shortcuts = RenderRequest {}.shortcuts; // all of them, whatever the picture uses
    sampled.smoothCounts = false;
    sampled.orbitValues = {};
    SampledView view(pool, sampled, settings, usualSamples);
    // What half of it leaves undecided tells what the doubling up to the start changed.
    if (const Result<void> done = view.compute(std::max(1, start / 2)); !done)
        return done.error();
    for (std::int32_t limit = start;;) {
        if (const Result<void> done = view.compute(limit); !done)
            return done.error();
        if (const auto reason = reasonFor(view, limit))
            return describe(view, limit, *reason, limit);
        limit *= 2;
        if (hasEscaped(view))
            continue;
        const Result<Probe> probe = probeFrom(pool, sampled, settings, limit);
        if (!probe)
            return probe.error();
        if (!probe->found)
            return describe(view, start, LimitReason::NothingEscapes, probe->limit);
        limit = probe->limit;
    }
}

} // namespace escapade
