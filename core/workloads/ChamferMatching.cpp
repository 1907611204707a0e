#include "core/workloads/ChamferMatching.h"

#include "core/base/Check.h"
#include "core/simd/KernelTable.h"
#include "core/workloads/KdTree.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <span>
#include <stdexcept>

namespace escapade {
namespace {

constexpr std::size_t chunkPoints = 256; // between two looks at the token: a millisecond or two at most

/// One cluster whose points each look for their nearest in another.
struct Search
{
    const PointCluster* queries = nullptr;
    const PointCluster* targets = nullptr;
    const KdTree* tree = nullptr; ///< of the targets; null unless trees are used
    std::vector<double> squared; ///< what is found, for each query
};

/// Some of the points of a search: what is done without looking up.
struct Chunk
{
    Search* search = nullptr;
    std::size_t first = 0;
    std::size_t last = 0;
};

simd::PointsView viewOf(const PointCluster& cluster, std::size_t first, std::size_t last)
{
    return { cluster.x.data() + first, cluster.y.data() + first, cluster.z.data() + first,
        static_cast<int>(last - first) };
}

void searchPlainly(const Chunk& chunk)
{
    const PointCluster& queries = *chunk.search->queries;
    const PointCluster& targets = *chunk.search->targets;
    for (std::size_t q = chunk.first; q < chunk.last; ++q) {
        double best = std::numeric_limits<double>::infinity();
        for (std::size_t t = 0; t < targets.size(); ++t) {
            const double dx = targets.x[t] - queries.x[q];
            const double dy = targets.y[t] - queries.y[q];
            const double dz = targets.z[t] - queries.z[q];
            best = std::min(best, dx * dx + dy * dy + dz * dz);
        }
        chunk.search->squared[q] = best;
    }
}

void searchWithVectors(const Chunk& chunk, SimdLevel level)
{
    Search& search = *chunk.search;
    simd::kernels(level).findNearest({ viewOf(*search.queries, chunk.first, chunk.last),
        viewOf(*search.targets, 0, search.targets->size()), search.squared.data() + chunk.first });
}

void searchInTree(const Chunk& chunk)
{
    const PointCluster& queries = *chunk.search->queries;
    for (std::size_t q = chunk.first; q < chunk.last; ++q)
        chunk.search->squared[q]
            = chunk.search->tree->nearestSquared(queries.x[q], queries.y[q], queries.z[q]);
}

void searchChunk(const Chunk& chunk, const ChamferSettings& settings)
{
    switch (settings.search) {
    case NearestSearch::PlainLoop:
        searchPlainly(chunk);
        return;
    case NearestSearch::Vectors:
        searchWithVectors(chunk, settings.simd);
        return;
    case NearestSearch::Tree:
        searchInTree(chunk);
        return;
    }
}

/// The mean distance in the order of the points, whoever found them.
double meanDistance(std::span<const double> squared)
{
    double sum = 0;
    for (const double square : squared)
        sum += std::sqrt(square);
    return sum / static_cast<double>(squared.size());
}

/// Both directions of each pair of clusters, row by row: from the left one, then from the right one.
std::vector<Search> planSearches(const CloudPair& clouds)
{
    std::vector<Search> searches;
    for (const PointCluster& left : clouds.left) {
        for (const PointCluster& right : clouds.right) {
            ESCAPADE_CHECK(left.size() > 0 && right.size() > 0);
            searches.push_back({ &left, &right, nullptr, std::vector<double>(left.size()) });
            searches.push_back({ &right, &left, nullptr, std::vector<double>(right.size()) });
        }
    }
    return searches;
}

std::vector<Chunk> cutUp(std::vector<Search>& searches)
{
    std::vector<Chunk> chunks;
    for (Search& search : searches) {
        for (std::size_t first = 0; first < search.squared.size(); first += chunkPoints)
            chunks.push_back({ &search, first, std::min(search.squared.size(), first + chunkPoints) });
    }
    return chunks;
}

ChamferMatching match(const std::vector<Search>& searches, std::size_t leftCount, std::size_t rightCount)
{
    ChamferMatching matching;
    for (std::size_t pair = 0; pair < leftCount * rightCount; ++pair)
        matching.distances.push_back(
            meanDistance(searches[2 * pair].squared) + meanDistance(searches[2 * pair + 1].squared));
    const auto distance
        = [&](std::size_t left, std::size_t right) { return matching.distances[left * rightCount + right]; };
    for (std::size_t left = 0; left < leftCount; ++left) {
        std::size_t nearest = 0;
        for (std::size_t right = 1; right < rightCount; ++right)
            nearest = distance(left, right) < distance(left, nearest) ? right : nearest;
        matching.nearestRight.push_back(static_cast<int>(nearest));
    }
    for (std::size_t right = 0; right < rightCount; ++right) {
        std::size_t nearest = 0;
        for (std::size_t left = 1; left < leftCount; ++left)
            nearest = distance(left, right) < distance(nearest, right) ? left : nearest;
        matching.nearestLeft.push_back(static_cast<int>(nearest));
    }
    return matching;
}

/// Does tasks 0 to count - 1, on the pool or one after the other.
class Runner
{
public:
    Runner(WorkerPool& pool, const ChamferSettings& settings)
        : m_pool(pool)
        , m_settings(settings)
    { }

    /// False when cancelled.
    bool run(std::size_t count, const std::function<void(std::size_t)>& task)
    {
        if (m_settings.threads > 0)
            return runOnPool(count, task);
        for (std::size_t n = 0; n < count && !m_settings.cancel.isCancelled(); ++n)
            task(n);
        return !m_settings.cancel.isCancelled();
    }

    std::chrono::nanoseconds memberTime() const { return m_memberTime; }

private:
    bool runOnPool(std::size_t count, const std::function<void(std::size_t)>& task)
    {
        Job job;
        job.tileCount = static_cast<int>(count);
        job.priority = m_settings.priority;
        job.cancel = m_settings.cancel;
        job.threads = m_settings.threads;
        job.compute = [&task](int tile) { task(static_cast<std::size_t>(tile)); };
        const JobReport report = m_pool.run(job);
        if (!report.failure.empty())
            throw std::runtime_error(report.failure);
        m_memberTime += report.cpuTime();
        return report.completed;
    }

    WorkerPool& m_pool;
    const ChamferSettings& m_settings;
    std::chrono::nanoseconds m_memberTime {};
};

/// A tree of each cluster, given to the searches that look into it. False when cancelled.
bool plantTrees(Runner& runner, const CloudPair& clouds, std::vector<std::optional<KdTree>>& trees,
    std::vector<Search>& searches)
{
    std::vector<const PointCluster*> clusters;
    for (const std::vector<PointCluster>* cloud : { &clouds.left, &clouds.right }) {
        for (const PointCluster& cluster : *cloud)
            clusters.push_back(&cluster);
    }
    trees.resize(clusters.size());
    if (!runner.run(clusters.size(), [&](std::size_t n) { trees[n].emplace(*clusters[n]); }))
        return false;
    for (Search& search : searches) {
        const auto found = std::find(clusters.begin(), clusters.end(), search.targets);
        search.tree = &*trees[static_cast<std::size_t>(found - clusters.begin())];
    }
    return true;
}

} // namespace

std::optional<ChamferRun> matchClouds(
    WorkerPool& pool, const CloudPair& clouds, const ChamferSettings& settings)
{
    Runner runner(pool, settings);
    std::vector<Search> searches = planSearches(clouds);
    const std::vector<Chunk> chunks = cutUp(searches);
    std::vector<std::optional<KdTree>> trees;
    if (settings.search == NearestSearch::Tree && !plantTrees(runner, clouds, trees, searches))
        return std::nullopt;
    std::atomic<std::size_t> done { 0 };
    const bool completed = runner.run(chunks.size(), [&](std::size_t n) {
        searchChunk(chunks[n], settings);
        const std::size_t before = done.fetch_add(1, std::memory_order_relaxed);
        if (settings.progress != nullptr)
            settings.progress->store(static_cast<double>(before + 1) / static_cast<double>(chunks.size()),
                std::memory_order_relaxed);
    });
    if (!completed)
        return std::nullopt;
    if (settings.progress != nullptr)
        settings.progress->store(1, std::memory_order_relaxed); // whoever came last did not say so last
    return ChamferRun { match(searches, clouds.left.size(), clouds.right.size()), runner.memberTime() };
}

} // namespace escapade
