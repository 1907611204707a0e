#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace escapade {

/// Points of space that belong together, coordinate by coordinate: three arrays of the same length.
struct PointCluster
{
    std::vector<double> x;
    std::vector<double> y;
    std::vector<double> z;

    std::size_t size() const { return x.size(); }
    bool operator==(const PointCluster&) const = default;
};

/// What two made-up clouds consist of.
struct CloudsRequest
{
    int leftClusters = 4; ///< at least 1
    int rightClusters = 4; ///< at least 1
    int mostPoints = 6000; ///< in a cluster, at least 1; each has between three quarters of it and all
    std::uint64_t seed = 1;
    bool operator==(const CloudsRequest&) const = default;
};

/// Two clouds of clusters whose clusters are to be matched.
struct CloudPair
{
    std::vector<PointCluster> left;
    std::vector<PointCluster> right;
};

/// Clusters of nearly normally distributed points around random centres. The right cluster r lies beside the
/// left cluster whose number is that of the last one less r (counted around), so that the right answer is
/// known. The same bits for the same request on every machine: the random words are those of Philox4x32-10,
/// and a normal number is a sum of twelve uniform ones less six, because a logarithm or a cosine may differ
/// in its last bit from library to library.
CloudPair makeClouds(const CloudsRequest& request);

} // namespace escapade
