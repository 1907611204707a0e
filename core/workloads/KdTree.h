#pragma once

#include "core/workloads/PointClouds.h"

#include <cstdint>
#include <vector>

namespace escapade {

/// Points of space in boxes that are halved again and again across their longer side, so that a search for
/// the nearest one looks into a few boxes only: about log(n) steps instead of n. Source of the idea: J. H.
/// Friedman, J. L. Bentley, R. A. Finkel, "An Algorithm for Finding Best Matches in Logarithmic Expected
/// Time", ACM TOMS 3 (1977).
class KdTree
{
public:
    /// Copies the points, which are finite and at most some hundred millions.
    explicit KdTree(const PointCluster& points);

    /// The square of the distance to the nearest point: the same bits as the smallest (dx dx + dy dy) + dz
    /// dz over all points. Infinite without points. Any thread.
    double nearestSquared(double x, double y, double z) const;

private:
    struct Node
    {
        std::int32_t axis = -1; ///< that the box is halved across: 0, 1, 2; -1: a leaf
        double split = 0; ///< points with smaller coordinates are left, with larger ones right
        std::int32_t first = 0; ///< leaf: its points; otherwise the left half's node
        std::int32_t last = 0; ///< leaf: one past them; otherwise the right half's node
    };

    std::int32_t build(
        const PointCluster& points, std::vector<std::int32_t>& order, std::int32_t first, std::int32_t last);
    double nearestInLeaf(const Node& leaf, const double (&query)[3], double best) const;

    std::vector<Node> m_nodes; // the first is the root
    PointCluster m_points; // in the order of the leaves
};

} // namespace escapade
