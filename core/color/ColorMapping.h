#pragma once

#include "core/base/Result.h"

#include <array>
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

/// How counts are laid along a palette.
struct ColorMapping
{
    static constexpr double leastDensity = 1.0 / 1024;
    static constexpr double mostDensity = 1024;

    Transfer transfer = Transfer::SquareRoot;
    double density = 1; ///< how many times as often the palette repeats, leastDensity to mostDensity
    double offset = 0; ///< shifts the colours, in repeats of the palette, from 0 to below 1
    bool operator==(const ColorMapping&) const = default;
};

/// Whether the values are in their ranges; the message names what is not.
Result<void> checkMapping(const ColorMapping& mapping);

/// The part behind the point, so that any shift of colours makes a valid offset; 0 for what is no number.
double wrappedOffset(double offset);

} // namespace escapade
