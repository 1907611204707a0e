#include "core/workloads/KdTree.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <span>

namespace escapade {
namespace {

constexpr std::int32_t leafPoints = 8; // fewer are looked at faster than told apart

/// A box that is still to be searched, and how far it is from the query along each axis.
struct Pending
{
    std::int32_t node = 0;
    double away[3] = {};
};

/// Halves that can wait at once: one for each halving of at most 2^31 points.
constexpr std::size_t deepest = 32;

/// Never more than the square of the distance, as rounded, to any point that is further away along each axis:
/// rounding keeps the order. So a box can be left out without a doubt.
double squareOf(const double (&away)[3])
{
    return away[0] * away[0] + away[1] * away[1] + away[2] * away[2];
}

const std::vector<double>& coordinatesOf(const PointCluster& points, std::size_t axis)
{
    return axis == 0 ? points.x : axis == 1 ? points.y : points.z;
}

/// The axis along which these points are spread most.
std::size_t widestAxis(const PointCluster& points, std::span<const std::int32_t> chosen)
{
    std::size_t widest = 0;
    double width = -1;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const std::vector<double>& coordinate = coordinatesOf(points, axis);
        double low = std::numeric_limits<double>::infinity();
        double high = -low;
        for (const std::int32_t n : chosen) {
            low = std::min(low, coordinate[static_cast<std::size_t>(n)]);
            high = std::max(high, coordinate[static_cast<std::size_t>(n)]);
        }
        if (high - low > width) {
            widest = axis;
            width = high - low;
        }
    }
    return widest;
}

} // namespace

KdTree::KdTree(const PointCluster& points)
{
    std::vector<std::int32_t> order(points.size());
    std::iota(order.begin(), order.end(), 0);
    if (!order.empty())
        build(points, order, 0, static_cast<std::int32_t>(order.size()));
    for (const std::int32_t n : order) {
        const auto from = static_cast<std::size_t>(n);
        m_points.x.push_back(points.x[from]);
        m_points.y.push_back(points.y[from]);
        m_points.z.push_back(points.z[from]);
    }
}

std::int32_t KdTree::build(
    const PointCluster& points, std::vector<std::int32_t>& order, std::int32_t first, std::int32_t last)
{
    const auto index = static_cast<std::int32_t>(m_nodes.size());
    m_nodes.push_back({ -1, 0, first, last });
    if (last - first <= leafPoints)
        return index;

    const std::size_t widest = widestAxis(points,
        std::span(order).subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(last - first)));
    const std::vector<double>& coordinate = coordinatesOf(points, widest);
    const std::int32_t middle = first + (last - first) / 2;
    std::nth_element(order.begin() + first, order.begin() + middle, order.begin() + last,
        [&](std::int32_t a, std::int32_t b) {
            return coordinate[static_cast<std::size_t>(a)] < coordinate[static_cast<std::size_t>(b)];
        });
    const double split = coordinate[static_cast<std::size_t>(order[static_cast<std::size_t>(middle)])];
    const std::int32_t left = build(points, order, first, middle);
    const std::int32_t right = build(points, order, middle, last);
    m_nodes[static_cast<std::size_t>(index)] = { static_cast<std::int32_t>(widest), split, left, right };
    return index;
}

double KdTree::nearestSquared(double x, double y, double z) const
{
    double best = std::numeric_limits<double>::infinity();
    if (m_nodes.empty())
        return best;
    const double query[3] = { x, y, z };
    std::array<Pending, deepest> pending;
    std::size_t count = 1;
    while (count > 0) {
        Pending box = pending[--count];
        if (squareOf(box.away) >= best)
            continue;
        const Node* node = &m_nodes[static_cast<std::size_t>(box.node)];
        while (node->axis >= 0) { // down into the half where the query is; the other one waits
            const double beyond = query[node->axis] - node->split;
            Pending other = box;
            other.node = beyond < 0 ? node->last : node->first;
            other.away[node->axis] = beyond;
            if (squareOf(other.away) < best)
                pending[count++] = other;
            node = &m_nodes[static_cast<std::size_t>(beyond < 0 ? node->first : node->last)];
        }
        best = nearestInLeaf(*node, query, best);
    }
    return best;
}

double KdTree::nearestInLeaf(const Node& leaf, const double (&query)[3], double best) const
{
    for (auto n = static_cast<std::size_t>(leaf.first); n < static_cast<std::size_t>(leaf.last); ++n) {
        const double away[3]
            = { m_points.x[n] - query[0], m_points.y[n] - query[1], m_points.z[n] - query[2] };
        best = std::min(best, squareOf(away));
    }
    return best;
}

} // namespace escapade
