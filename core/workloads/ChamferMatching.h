#pragma once

#include "core/workloads/LessonRunner.h"
#include "core/workloads/PointClouds.h"

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

/// Blocks; never in the GUI thread. Empty when cancelled, which it notices within some ten milliseconds. The
/// kernel's level and the number of threads on the pool are those of the context. Clusters have at least one
/// point each.
std::optional<ChamferMatching> matchClouds(
    LessonContext& context, const CloudPair& clouds, NearestSearch search, LessonPlace place);

} // namespace escapade
