#pragma once

#include "core/parallel/WorkerPool.h"
#include "core/simd/SimdLevel.h"
#include "core/workloads/PointClouds.h"

#include <atomic>
#include <chrono>
#include <optional>
#include <vector>

namespace escapade {

/// How the nearest points are found. None of these changes a bit of the result.
enum class NearestSearch {
    PlainLoop, ///< every point of the other cluster, one after the other
    Vectors, ///< the same with a kernel for several points at once
    Tree, ///< a k-d tree of each cluster, which leaves out most of them
};

/// Which clusters of two clouds belong together, by their Chamfer distance: the mean over the points a of
/// one cluster of min |a - b| over the points b of the other, plus the mean over b of min |a - b|, with |a -
/// b| the Euclidean distance. It is symmetric, and zero between a cluster and itself.
///
/// The seeds' exercise takes sqrt(dot(a, b)) in place of |a - b|, and the larger mean in place of the sum.
/// The root of the dot product is no distance: it is not zero between a point and itself, it shrinks where
/// vectors are orthogonal however far apart they are, and it does not exist where the product is negative.
struct ChamferMatching
{
    std::vector<double> distances; ///< left clusters x right clusters, row by row
    std::vector<int> nearestRight; ///< for each left cluster; the first of equals
    std::vector<int> nearestLeft; ///< for each right cluster
    bool operator==(const ChamferMatching&) const = default;
};

/// How to compute it.
struct ChamferSettings
{
    NearestSearch search = NearestSearch::PlainLoop;
    SimdLevel simd = SimdLevel::Scalar; ///< of the kernel
    /// Members of the pool at work; 0: the calling thread alone, without the pool.
    int threads = 0;
    Priority priority = Priority::Laboratory;
    CancelToken cancel;
    std::atomic<double>* progress = nullptr; ///< 0 to 1; may be null
};

struct ChamferRun
{
    ChamferMatching matching;
    std::chrono::nanoseconds memberTime {}; ///< processor time of the pool's members
};

/// Blocks; never in the GUI thread. Empty when cancelled, which it notices within some ten milliseconds.
/// Throws std::runtime_error with what a member of the pool threw. Clusters have at least one point each.
std::optional<ChamferRun> matchClouds(
    WorkerPool& pool, const CloudPair& clouds, const ChamferSettings& settings);

} // namespace escapade
