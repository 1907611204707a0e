#include "core/workloads/ChamferMatching.h"

#include "core/base/Check.h"
#include "core/simd/KernelTable.h"
#include "core/workloads/KdTree.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

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

void searchChunk(const Chunk& chunk, NearestSearch search, SimdLevel level)
{
    switch (search) {
    case NearestSearch::PlainLoop:
        searchPlainly(chunk);
        return;
    case NearestSearch::Vectors:
        searchWithVectors(chunk, level);
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

/// A tree of each cluster, given to the searches that look into it. False when cancelled.
bool plantTrees(LessonContext& context, LessonPlace place, const CloudPair& clouds,
    std::vector<std::optional<KdTree>>& trees, std::vector<Search>& searches)
{
    std::vector<const PointCluster*> clusters;
    for (const std::vector<PointCluster>* cloud : { &clouds.left, &clouds.right }) {
        for (const PointCluster& cluster : *cloud)
            clusters.push_back(&cluster);
    }
    trees.resize(clusters.size());
    const auto plant = [&](const LessonPiece& piece) { trees[piece.index].emplace(*clusters[piece.index]); };
    if (!context.inPieces({ clusters.size(), 1 }, place, plant))
        return false;
    for (Search& search : searches) {
        const auto found = std::find(clusters.begin(), clusters.end(), search.targets);
        search.tree = &*trees[static_cast<std::size_t>(found - clusters.begin())];
    }
    return true;
}

} // namespace

std::optional<ChamferMatching> matchClouds(
    LessonContext& context, const CloudPair& clouds, NearestSearch search, LessonPlace place)
{
    std::vector<Search> searches = planSearches(clouds);
    const std::vector<Chunk> chunks = cutUp(searches);
    std::vector<std::optional<KdTree>> trees;
    context.setPasses(search == NearestSearch::Tree ? 2 : 1);
    if (search == NearestSearch::Tree && !plantTrees(context, place, clouds, trees, searches))
        return std::nullopt;
    const auto work = [&](const LessonPiece& piece) {
        searchChunk(chunks[piece.index], search, context.settings().simd);
    };
    if (!context.inPieces({ chunks.size(), 1 }, place, work))
        return std::nullopt;
    return match(searches, clouds.left.size(), clouds.right.size());
}

} // namespace escapade
