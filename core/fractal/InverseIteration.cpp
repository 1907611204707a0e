#include "core/fractal/InverseIteration.h"

#include "core/base/Check.h"

#include <Random123/philox.h>

#include <algorithm>
#include <atomic>
#include <deque>
#include <functional>
#include <vector>

namespace escapade {
namespace {

constexpr int unseenSteps = 64; // of a random orbit, until it is spread over the set
constexpr int coinsPerBlock = 128;
constexpr int outsideCells = 1024; // along each side
constexpr int sliceParents = 1 << 15; // whose roots are computed at once
constexpr int tileParents = 1 << 11;
constexpr int nowhere = -1;

/// A random backward orbit.
class Chain
{
public:
    Chain(const InverseRequest& request, int number)
        : m_c(request.c)
        , m_z(repellingFixedPoint(request.c))
        , m_key { { static_cast<std::uint32_t>(request.seed),
              static_cast<std::uint32_t>(request.seed >> 32U) } }
        , m_number(static_cast<std::uint32_t>(number))
    {
        for (int step = 0; step < unseenSteps; ++step)
            next();
    }

    Complex next()
    {
        const Complex root = squareRoot(m_z - m_c);
        m_z = toss() ? root : -root;
        return m_z;
    }

private:
    bool toss()
    {
        const auto coin = static_cast<std::uint32_t>(m_tossed % coinsPerBlock);
        if (coin == 0) {
            const std::uint64_t block = m_tossed / coinsPerBlock;
            m_coins = r123::Philox4x32 {}({ { static_cast<std::uint32_t>(block),
                                              static_cast<std::uint32_t>(block >> 32U), m_number, 0 } },
                m_key);
        }
        ++m_tossed;
        return ((m_coins[coin / 32] >> (coin % 32)) & 1U) != 0;
    }

    Complex m_c;
    Complex m_z;
    r123::Philox4x32::key_type m_key;
    r123::Philox4x32::ctr_type m_coins {};
    std::uint32_t m_number;
    std::uint64_t m_tossed = 0;
};

std::int64_t pointsOfChain(const InverseRequest& request, int chain)
{
    return request.points / inverseChains + (chain < request.points % inverseChains ? 1 : 0);
}

/// Which cell of a row of them a coordinate is in, if it is in one.
int cellOf(double position, int cells)
{
    const double cell = std::floor(position);
    return cell >= 0 && cell < cells ? static_cast<int>(cell) : nowhere;
}

/// The pixels of a viewport, numbered from the top left.
class PixelGrid
{
public:
    explicit PixelGrid(const Viewport& viewport)
        : m_centre(viewport.centreRe.toDouble(), viewport.centreIm.toDouble())
        , m_spacing(viewport.spacing.toDouble())
        , m_size(viewport.size)
    { }

    /// A sample sits in the middle of its pixel.
    int pixelOf(Complex z) const
    {
        const int column
            = cellOf((z.real() - m_centre.real()) / m_spacing + 0.5 + m_size.width / 2, m_size.width);
        const int fromBottom
            = cellOf((z.imag() - m_centre.imag()) / m_spacing + 0.5 + m_size.height / 2, m_size.height);
        if (column == nowhere || fromBottom == nowhere)
            return nowhere;
        return (m_size.height - 1 - fromBottom) * m_size.width + column;
    }

    int count() const { return m_size.width * m_size.height; }

private:
    Complex m_centre;
    double m_spacing;
    Size m_size;
};

/// The pixels, and behind them cells that cover the whole Julia set.
class TreeCells
{
public:
    explicit TreeCells(const InverseRequest& request)
        : m_pixels(request.viewport)
        , m_reach((1 + std::sqrt(1 + 4 * modulus(request.c))) / 2)
    { }

    int count() const { return m_pixels.count() + outsideCells * outsideCells; }

    int cellOf(Complex z) const
    {
        const int pixel = m_pixels.pixelOf(z);
        return pixel != nowhere ? pixel
                                : m_pixels.count() + coarse(z.imag()) * outsideCells + coarse(z.real());
    }

private:
    int coarse(double coordinate) const
    {
        const double position = (coordinate / m_reach + 1) * (outsideCells / 2);
        return position > 0 ? static_cast<int>(std::min(position, outsideCells - 1.0)) : 0; // NaN is nowhere
    }

    PixelGrid m_pixels;
    double m_reach; // no point of the set is further from 0
};

/// Runs a job of so many tiles. An error when it was cancelled or failed.
Result<void> runTiles(
    WorkerPool& pool, const InverseSettings& settings, int tiles, std::function<void(int)> compute)
{
    Job job;
    job.tileCount = tiles;
    job.compute = std::move(compute);
    job.priority = settings.priority;
    job.cancel = settings.cancel;
    job.threads = settings.threads;
    const JobReport report = pool.run(job);
    if (!report.failure.empty())
        return Error { report.failure };
    if (!report.completed || settings.cancel.isCancelled())
        return Error { "inverse iteration: cancelled" };
    return {};
}

Result<InversePicture> randomPicture(
    WorkerPool& pool, const InverseRequest& request, const InverseSettings& settings)
{
    const PixelGrid pixels(request.viewport);
    std::vector<std::atomic<std::int32_t>> hits(static_cast<std::size_t>(pixels.count()));
    const Result<void> ran = runTiles(pool, settings, inverseChains, [&](int number) {
        constexpr int pollEvery = 4096;
        Chain chain(request, number);
        const std::int64_t points = pointsOfChain(request, number);
        for (std::int64_t n = 0; n < points; ++n) {
            const int pixel = pixels.pixelOf(chain.next());
            if (pixel != nowhere)
                hits[static_cast<std::size_t>(pixel)].fetch_add(1, std::memory_order_relaxed);
            if (n % pollEvery == 0 && settings.cancel.isCancelled())
                return;
        }
    });
    if (!ran)
        return ran.error();
    InversePicture picture { Array2D<std::int32_t>(request.viewport.size), request.points };
    std::ranges::transform(hits, picture.hits.values().begin(),
        [&](const auto& count) { return std::min(count.load(std::memory_order_relaxed), request.hitLimit); });
    return picture;
}

/// A tree of roots, as far as it has been walked.
class TreeWalk
{
public:
    explicit TreeWalk(const InverseRequest& request)
        : m_request(request)
        , m_cells(request)
        , m_hits(static_cast<std::size_t>(m_cells.count()))
        , m_waiting { repellingFixedPoint(request.c) }
    { }

    bool isDone() const { return m_waiting.empty() || m_points == m_request.points; }

    /// Takes the next parents and returns how many tiles their roots are.
    int beginSlice()
    {
        const auto count = std::min<std::size_t>(m_waiting.size(), sliceParents);
        const auto end = m_waiting.begin() + static_cast<std::ptrdiff_t>(count);
        m_parents.assign(m_waiting.begin(), end);
        m_waiting.erase(m_waiting.begin(), end);
        m_roots.resize(2 * count);
        m_rootCells.resize(2 * count);
        return static_cast<int>((count + tileParents - 1) / tileParents);
    }

    void computeRoots(int tile)
    {
        const auto begin = static_cast<std::size_t>(tile) * tileParents;
        const std::size_t end = std::min(begin + tileParents, m_parents.size());
        for (std::size_t n = begin; n < end; ++n) {
            const Complex root = squareRoot(m_parents[n] - m_request.c);
            m_roots[2 * n] = root;
            m_roots[2 * n + 1] = -root;
            m_rootCells[2 * n] = m_cells.cellOf(root);
            m_rootCells[2 * n + 1] = m_cells.cellOf(-root);
        }
    }

    /// In the order of the tree, so that it does not matter who computed which root.
    void countHits()
    {
        for (std::size_t n = 0; n < m_roots.size() && m_points < m_request.points; ++n) {
            std::int32_t& hits = m_hits[static_cast<std::size_t>(m_rootCells[n])];
            if (hits >= m_request.hitLimit)
                continue;
            ++hits;
            ++m_points;
            m_waiting.push_back(m_roots[n]);
        }
    }

    InversePicture picture() const
    {
        InversePicture result { Array2D<std::int32_t>(m_request.viewport.size), m_points };
        std::copy_n(m_hits.begin(), result.hits.values().size(), result.hits.values().begin());
        return result;
    }

private:
    const InverseRequest& m_request;
    TreeCells m_cells;
    std::vector<std::int32_t> m_hits; // of each cell
    std::deque<Complex> m_waiting; // points whose roots are not computed yet
    std::vector<Complex> m_parents; // of the present slice
    std::vector<Complex> m_roots;
    std::vector<int> m_rootCells;
    std::int64_t m_points = 0;
};

Result<InversePicture> treePicture(
    WorkerPool& pool, const InverseRequest& request, const InverseSettings& settings)
{
    TreeWalk walk(request);
    while (!walk.isDone()) {
        const int tiles = walk.beginSlice();
        if (const auto ran = runTiles(pool, settings, tiles, [&](int tile) { walk.computeRoots(tile); });
            !ran)
            return ran.error();
        if (const auto ran = runTiles(pool, settings, 1, [&](int /*tile*/) { walk.countHits(); }); !ran)
            return ran.error();
    }
    return walk.picture();
}

} // namespace

Complex repellingFixedPoint(Complex c)
{
    return (1.0 + squareRoot(1.0 - 4.0 * c)) / 2.0;
}

std::vector<Complex> inverseChain(const InverseRequest& request, int chain)
{
    ESCAPADE_CHECK(chain >= 0 && chain < inverseChains);
    Chain orbit(request, chain);
    std::vector<Complex> points;
    for (std::int64_t n = 0; n < pointsOfChain(request, chain); ++n)
        points.push_back(orbit.next());
    return points;
}

Result<InversePicture> inverseIteration(
    WorkerPool& pool, const InverseRequest& request, const InverseSettings& settings)
{
    ESCAPADE_CHECK(request.points >= 1 && request.points <= InverseRequest::maxPoints);
    ESCAPADE_CHECK(request.hitLimit >= 1 && request.hitLimit <= InverseRequest::maxHitLimit);
    ESCAPADE_CHECK(!request.viewport.size.isEmpty());
    try {
        return request.method == InverseMethod::Random ? randomPicture(pool, request, settings)
                                                       : treePicture(pool, request, settings);
    } catch (const std::bad_alloc&) {
        return Error { "inverse iteration: not enough memory; fewer points or a smaller picture need less" };
    }
}

} // namespace escapade
