#pragma once

#include "core/base/Result.h"
#include "core/simd/OrbitJob.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace escapade {

/// What is made of a smooth count before it is looked up in a palette: the flatter the curve, the wider the
/// bands where counts are large. CubeRoot is the seeds'.
enum class Transfer { Linear, SquareRoot, CubeRoot, Logarithm };

inline constexpr std::array allTransfers { Transfer::Linear, Transfer::SquareRoot, Transfer::CubeRoot,
    Transfer::Logarithm };

/// As in files: "linear", "sqrt", "cbrt", "log".
std::string_view transferName(Transfer transfer);
std::optional<Transfer> transferFromName(std::string_view name);

/// What gives points that escape their colour. See OrbitJob for the values behind them.
enum class Outside {
    SmoothCount,
    Histogram, ///< the share of the picture's points with smaller counts: every colour gets its part of it
    Distance, ///< to the set, in pixels; what is nearer than one fades into the interior's colour
    Stripes,
    Angle,
    Decomposition, ///< the count, and which half of the plane the orbit leaves to
    TrapPoint,
    TrapCross,
    TrapCircle
};

inline constexpr std::array allOutsides { Outside::SmoothCount, Outside::Histogram, Outside::Distance,
    Outside::Stripes, Outside::Angle, Outside::Decomposition, Outside::TrapPoint, Outside::TrapCross,
    Outside::TrapCircle };

/// As in files: "count", "histogram", "distance", "stripes", "angle", "decomposition", "trap_point",
/// "trap_cross", "trap_circle".
std::string_view outsideName(Outside outside);
std::optional<Outside> outsideFromName(std::string_view name);

/// What gives points that stay their colour.
enum class Inside {
    Plain, ///< the palette's colour for the interior
    Period, ///< of the cycle that the orbit nears, as far as it shows
    CycleSize ///< the smallest |z| on that cycle
};

inline constexpr std::array allInsides { Inside::Plain, Inside::Period, Inside::CycleSize };

/// As in files: "plain", "period", "cycle_size".
std::string_view insideName(Inside inside);
std::optional<Inside> insideFromName(std::string_view name);

/// A light on the potential's slopes, as if the picture were a landscape that falls towards the set.
struct Lamp
{
    static constexpr double leastHeight = 5;
    static constexpr double mostHeight = 85;

    bool on = false;
    double direction
        = 135; ///< where it shines from, in degrees from the right, anticlockwise, 0 to below 360
    double height = 45; ///< above the plane, in degrees
    double strength = 0.6; ///< 0 to 1
    bool operator==(const Lamp&) const = default;
};

/// How results become colours.
struct ColorMapping
{
    static constexpr double leastDensity = 1.0 / 1024;
    static constexpr double mostDensity = 1024;

    Transfer transfer = Transfer::SquareRoot; ///< of counts and distances
    double density = 1; ///< how many times as often the palette repeats, leastDensity to mostDensity
    double offset = 0; ///< shifts the colours, in repeats of the palette, from 0 to below 1
    Outside outside = Outside::SmoothCount;
    Inside inside = Inside::Plain;
    Lamp lamp {};
    bool operator==(const ColorMapping&) const = default;
};

/// Whether the values are in their ranges; the message names what is not.
Result<void> checkMapping(const ColorMapping& mapping);

/// Whether the curve has a say in this colouring.
bool usesTransfer(Outside outside);

/// What has to be known of orbits besides their counts.
OrbitValueSet orbitValuesFor(const ColorMapping& mapping);

/// The part behind the point, so that any shift of colours makes a valid offset; 0 for what is no number.
double wrappedOffset(double offset);

} // namespace escapade
