#include "core/workloads/PointClouds.h"

#include "core/base/Check.h"

#include <Random123/philox.h>

#include <algorithm>

namespace escapade {
namespace {

constexpr double smallestMean = 1; // the seeds' range of centres
constexpr double meanRange = 9;
constexpr double smallestSpread = 1; // and of standard deviations
constexpr double spreadRange = 2;
constexpr double besideStep = 0.25; // how far a right cluster lies from its left one, in each direction

/// Random words from a stream of their own.
class Words
{
public:
    Words(std::uint64_t seed, std::uint32_t stream)
        : m_key { { static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32) } }
        , m_counter { { 0, 0, stream, 0 } }
    { }

    std::uint32_t next()
    {
        if (m_used == m_block.size()) {
            r123::Philox4x32 generator; // ten rounds
            m_block = generator(m_counter, m_key);
            m_counter.incr();
            m_used = 0;
        }
        return m_block[m_used++];
    }

    /// 0 to 1, without 1; exact.
    double uniform() { return next() * 0x1p-32; }

    /// Mean 0, deviation 1. Each partial sum is exact, so that its order does not matter.
    double normal()
    {
        constexpr int terms = 12; // each has the variance 1/12
        double sum = 0;
        for (int n = 0; n < terms; ++n)
            sum += uniform();
        return sum - terms / 2;
    }

private:
    r123::Philox4x32::key_type m_key;
    r123::Philox4x32::ctr_type m_counter;
    r123::Philox4x32::ctr_type m_block {};
    std::size_t m_used = 4; // words of the block; a new one is due
};

/// Where a cluster is, and how wide.
struct Blob
{
    double x = 0;
    double y = 0;
    double z = 0;
    double spread = 0;
};

Blob makeBlob(Words& words)
{
    Blob blob;
    for (double* coordinate : { &blob.x, &blob.y, &blob.z })
        *coordinate = smallestMean + meanRange * words.uniform();
    blob.spread = smallestSpread + spreadRange * words.uniform();
    return blob;
}

PointCluster fill(const Blob& blob, int mostPoints, Words& words)
{
    const auto fewer = static_cast<int>(words.next() % (static_cast<std::uint32_t>(mostPoints) / 4 + 1));
    const auto count = static_cast<std::size_t>(mostPoints - fewer);
    PointCluster cluster { std::vector<double>(count), std::vector<double>(count),
        std::vector<double>(count) };
    for (std::size_t n = 0; n < count; ++n) {
        cluster.x[n] = blob.x + blob.spread * words.normal();
        cluster.y[n] = blob.y + blob.spread * words.normal();
        cluster.z[n] = blob.z + blob.spread * words.normal();
    }
    return cluster;
}

} // namespace

CloudPair makeClouds(const CloudsRequest& request)
{
    ESCAPADE_CHECK(request.leftClusters >= 1 && request.rightClusters >= 1 && request.mostPoints >= 1);
    Words places(request.seed, 0);
    const int most = std::max(request.leftClusters, request.rightClusters);
    std::vector<Blob> blobs;
    blobs.reserve(static_cast<std::size_t>(most));
    for (int n = 0; n < most; ++n)
        blobs.push_back(makeBlob(places));
    std::uint32_t stream = 0; // of each cluster its own, so that its points do not depend on the others'
    CloudPair clouds;
    for (int n = 0; n < request.leftClusters; ++n) {
        Words words(request.seed, ++stream);
        clouds.left.push_back(fill(blobs[static_cast<std::size_t>(n)], request.mostPoints, words));
    }
    for (int n = 0; n < request.rightClusters; ++n) {
        Words words(request.seed, ++stream);
        const int beside = request.leftClusters - 1 - n % request.leftClusters;
        Blob blob = blobs[static_cast<std::size_t>(beside)];
        blob.x += besideStep;
        blob.y += besideStep;
        blob.z += besideStep;
        clouds.right.push_back(fill(blob, request.mostPoints, words));
    }
    return clouds;
}

} // namespace escapade
