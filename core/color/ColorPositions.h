#pragma once

#include "core/color/ColorTable.h"
#include "core/color/PixelResults.h"
#include "core/color/QuickMath.h"

#include <array>

// Where the values of pixels lie in a palette, in lengths of it at density 1 and without the offset: small
// loops for the compiler to turn into vector code.

namespace escapade::positions {

/// Lengths of the palette per unit of the transferred count, chosen by eye, on the whole set and on views a
/// thousand and a billion times closer: all transfers have bands of like width at a few hundred iterations.
inline constexpr double lengthsPerIteration = 1.0 / 128;
inline constexpr double lengthsPerSquareRoot = 0.15;
inline constexpr double lengthsPerCubeRoot = 0.4;
inline constexpr double lengthsPerDoubling = 0.5;

/// So many lengths each time that a point comes half as near to a trap.
inline constexpr double lengthsPerTrapHalving = 0.125;
/// The two halves of a decomposition are this far apart.
inline constexpr double decompositionStep = 0.25;
/// Periods lie this far apart, so that the first ones have colours that are far from one another.
inline constexpr double goldenRatio = 0.6180339887498949;

/// A count >= 0 transferred.
template <Transfer transfer> ESCAPADE_INLINE double transferred(double count)
{
    if constexpr (transfer == Transfer::Linear)
        return count * lengthsPerIteration;
    else if constexpr (transfer == Transfer::SquareRoot)
        return quick::squareRoot(count) * lengthsPerSquareRoot;
    else if constexpr (transfer == Transfer::CubeRoot)
        return quick::cubeRoot(count) * lengthsPerCubeRoot;
    else
        return quick::log2Of(1 + count) * lengthsPerDoubling;
}

ESCAPADE_INLINE double log2Of(const ScaledDouble& spacing)
{
    return static_cast<double>(spacing.exponent()) + quick::log2Of(spacing.mantissa());
}

/// A distance in pixels, from 2^-60 to 2^60.
ESCAPADE_INLINE double pixelsOf(float logDistance, double logSpacing)
{
    constexpr double farthest = 60;
    const double logPixels = static_cast<double>(logDistance) - logSpacing;
    const double low = logPixels > -farthest ? logPixels : -farthest;
    return quick::exp2Of(low < farthest ? low : farthest);
}

ESCAPADE_INLINE double fromTrap(float distance)
{
    constexpr double least = 1e-12;
    const auto wide = static_cast<double>(distance);
    const double position = -lengthsPerTrapHalving * quick::log2Of(wide > least ? wide : least);
    // One length for what is farther away than 1, where the logarithm turns its sign.
    return position + 1 > 0 ? position + 1 : 0;
}

/// Whether the values that a colouring goes by are there; those by counts need none.
ESCAPADE_INLINE bool hasValues(const PixelResults& results, Outside outside)
{
    switch (outside) {
    case Outside::SmoothCount:
    case Outside::Histogram:
        return false;
    case Outside::Distance:
        return !results.of(OrbitValue::LogDistance).empty();
    case Outside::Stripes:
        return !results.of(OrbitValue::Stripes).empty();
    case Outside::Angle:
    case Outside::Decomposition:
        return !results.of(OrbitValue::Angle).empty();
    case Outside::TrapPoint:
        return !results.of(OrbitValue::TrapPoint).empty();
    case Outside::TrapCross:
        return !results.of(OrbitValue::TrapCross).empty();
    case Outside::TrapCircle:
        return !results.of(OrbitValue::TrapCircle).empty();
    }
    return false;
}

template <Transfer transfer> ESCAPADE_INLINE void ofCounts(const PixelResults& results, std::span<double> out)
{
    const std::int32_t* const counts = results.counts.data();
    const float* const fractions = results.fractions.data();
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = transferred<transfer>(smoothCount(counts[i], fractions[i]));
}

ESCAPADE_INLINE void ofShares(
    const PixelResults& results, const Equalization& equalization, std::span<double> out)
{
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = equalization.shareBelow(smoothCount(results.counts[i], results.fractions[i]));
}

template <Transfer transfer>
ESCAPADE_INLINE void ofDistances(const PixelResults& results, std::span<double> out)
{
    const double logSpacing = log2Of(results.spacing);
    const float* const distances = results.of(OrbitValue::LogDistance).data();
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = transferred<transfer>(pixelsOf(distances[i], logSpacing));
}

template <Transfer transfer> ESCAPADE_INLINE void ofHalves(const PixelResults& results, std::span<double> out)
{
    const float* const angles = results.of(OrbitValue::Angle).data();
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = transferred<transfer>(results.counts[i]) + (angles[i] < 0.5F ? 0 : decompositionStep);
}

/// Values that are positions as they are.
ESCAPADE_INLINE void ofParts(std::span<const float> parts, std::span<double> out)
{
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = static_cast<double>(parts[i]);
}

ESCAPADE_INLINE void ofTraps(std::span<const float> distances, std::span<double> out)
{
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = fromTrap(distances[i]);
}

/// Of points that escape. A colouring whose values are missing is that of smooth counts.
template <Transfer transfer>
ESCAPADE_INLINE void ofEscaped(const PixelResults& results, const ColorTable& table, std::span<double> out)
{
    const Outside outside = table.mapping().outside;
    if (outside == Outside::Histogram && table.equalization() != nullptr)
        return ofShares(results, *table.equalization(), out);
    if (!hasValues(results, outside))
        return ofCounts<transfer>(results, out);
    switch (outside) {
    case Outside::SmoothCount:
    case Outside::Histogram:
        return;
    case Outside::Distance:
        return ofDistances<transfer>(results, out);
    case Outside::Stripes:
        return ofParts(results.of(OrbitValue::Stripes), out);
    case Outside::Angle:
        return ofParts(results.of(OrbitValue::Angle), out);
    case Outside::Decomposition:
        return ofHalves<transfer>(results, out);
    case Outside::TrapPoint:
        return ofTraps(results.of(OrbitValue::TrapPoint), out);
    case Outside::TrapCross:
        return ofTraps(results.of(OrbitValue::TrapCross), out);
    case Outside::TrapCircle:
        return ofTraps(results.of(OrbitValue::TrapCircle), out);
    }
}

/// Of a point that stays; below 0 where it has the interior's colour.
ESCAPADE_INLINE double ofStaying(const PixelResults& results, Inside inside, std::size_t i)
{
    const OrbitValue value = inside == Inside::Period ? OrbitValue::Period : OrbitValue::CycleSize;
    if (inside == Inside::Plain || results.of(value).empty())
        return -1;
    const auto number = static_cast<double>(results.of(value)[i]);
    if (inside == Inside::Period)
        return number > 0 ? number * goldenRatio : -1;
    return number;
}

} // namespace escapade::positions
