#pragma once

#include "core/base/Array2D.h"
#include "core/base/Result.h"
#include "core/fractal/Complex.h"
#include "core/fractal/Viewport.h"
#include "core/parallel/WorkerPool.h"

#include <cstdint>

namespace escapade {

/// Which of the two roots z -> +-sqrt(z - c) are followed.
enum class InverseMethod {
    Random, ///< one of them, by the toss of a coin
    Tree ///< both, unless the pixel has as many hits already as it may have
};

/// A picture of a Julia set by the inverse iteration method: points of the set are drawn, nothing is said of
/// the others. Backward orbits are drawn to the Julia set and dense in it, so they start at the fixed point
/// that repels. Sources: the seeds ("there is another way to compute the Julia fractal"); for the hit limit,
/// Peitgen and Saupe (editors), The Science of Fractal Images, 1988, "MIIM/J".
struct InverseRequest
{
    static constexpr std::int64_t maxPoints = 20'000'000;
    static constexpr std::int32_t maxHitLimit = 1000;

    InverseMethod method = InverseMethod::Tree;
    Complex c;
    Viewport viewport;
    std::int64_t points = 1'000'000; ///< how many are computed at most, in view or not; 1 to maxPoints
    std::int32_t hitLimit = 8; ///< no pixel counts more hits than that; 1 to maxHitLimit
    std::uint64_t seed = 1; ///< of the coin
    bool operator==(const InverseRequest&) const = default;
};

struct InversePicture
{
    Array2D<std::int32_t> hits; ///< row 0 at the top, 0 to hitLimit
    std::int64_t points = 0; ///< computed, in view or not
};

/// How to compute it: none of this changes a hit.
struct InverseSettings
{
    Priority priority = Priority::Julia;
    CancelToken cancel;
    int threads = 0; ///< as in Job
};

/// The fixed point of z^2 + c that does not attract: (1 + sqrt(1 - 4c)) / 2.
Complex repellingFixedPoint(Complex c);

/// Points of one of the random backward orbits that the picture is made of, as they come. chain is 0 to
/// inverseChains - 1. For tests, and for whoever wants the points themselves.
std::vector<Complex> inverseChain(const InverseRequest& request, int chain);

/// The number of independent random orbits, fixed so that the threads may share them as they like: each has
/// coins of its own (Philox4x32-10, counter = coin and chain), and hits are integers, which add up the same
/// in every order.
inline constexpr int inverseChains = 64;

/// Computes the picture on the pool, blocking: not for the GUI thread nor for a tile. The same for any number
/// of threads and on every machine. An error when cancelled, or when memory is short.
///
/// The tree is walked breadth first, so that what the limit of points leaves out are its finest twigs.
/// Outside of the view the hit limit holds for cells of a grid of 1024 x 1024 over the whole set, so that it
/// ends there, too. Close to the set's boundary, few of a tree's points are in view: a deep view needs many
/// points.
Result<InversePicture> inverseIteration(
    WorkerPool& pool, const InverseRequest& request, const InverseSettings& settings = {});

} // namespace escapade
