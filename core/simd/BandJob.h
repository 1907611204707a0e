#pragma once

#include <cstdint>

namespace escapade::simd {

/// Arrays of a BandJob are padded to a multiple of this many squares.
inline constexpr int bandPadding = 32;

/// Counts from this on are not looked for: bands are thinner than squares there, except in views so deep that
/// nothing leaves earlier.
inline constexpr std::int32_t bandIterations = 32;

/// No coordinate may be larger than this, for what rounding can do is bounded with it.
inline constexpr double farthestBand = 4;

/// What a square's points have in common, where it is no count.
inline constexpr std::int32_t bandUnknown = -1; ///< nothing, or nobody knows
inline constexpr std::int32_t bandInterior = -2; ///< all are in the main cardioid or the period-2 disc

/// Squares of points, each to be proved to lie within one band of the escape time: all its points have the
/// same count, in either arithmetic. Arrays hold anything within farthestBand behind the last square. That a
/// count is known says that the orbits left radius 2 with it; with |juliaRe + i juliaIm| > 2 they may come
/// back.
struct BandJob
{
    const double* re = nullptr; ///< the squares' middles: c, or z_0 of Julia points
    const double* im = nullptr;
    int squares = 0;
    double halfWidth = 0; ///< no point is farther from its square's middle along an axis; at most 1/2
    double halfHeight = 0;
    bool isJulia = false; ///< then c is the same for all points
    double juliaRe = 0;
    double juliaIm = 0;
    std::int32_t maxIterations = 0; ///< at least 1
    bool closedFormInterior = false; ///< test for bandInterior first, in which EscapeJob then agrees
    std::int32_t* counts = nullptr; ///< out: the count of all points of a square, or one of the above
};

/// Never throws or allocates. Any thread.
using BandKernel = void (*)(const BandJob& job);

} // namespace escapade::simd
