#pragma once

#include "core/base/Array2D.h"
#include "core/color/ColorTable.h"
#include "core/diffusion/DiffusionField.h"

#include <cstdint>
#include <span>

namespace escapade {

/// The densities that the first and the last colour stand for; what lies beyond takes the nearer of the two.
struct ColorLimits
{
    double low = 0;
    double high = 1;
    bool operator==(const ColorLimits&) const = default;
};

/// The colours of the diffusion pictures: black through the rainbow to white, as the seeds' plots have them.
const Palette& densityPalette();

/// The colours of differences: blue below zero, white at it, red above.
Palette differencePalette();

/// Limits about zero that hold differences up to this size: 1, 2 or 5 times a power of ten.
ColorLimits differenceLimits(double largest);

/// The colours of some densities as 0xAARRGGBB. densities and colors have the same length.
void colorDensities(std::span<const double> densities, const ColorTable& table, const ColorLimits& limits,
    std::span<std::uint32_t> colors);

/// A picture of the present array, boundary included: index [i][j] is pixel (j, i), i downwards.
Array2D<std::uint32_t> colorField(
    const DiffusionField& field, const ColorTable& table, const ColorLimits& limits);

} // namespace escapade
