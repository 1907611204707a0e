#pragma once

#include "core/base/Array2D.h"
#include "core/diffusion/DensityColors.h"
#include "core/diffusion/FieldTotals.h"

#include <cstdint>
#include <span>

namespace escapade {

/// The colours of densities.
enum class DensityMap {
    Spectrum, ///< black through the rainbow to white
    Diverging ///< blue below zero, white at it, red above: for densities with both signs
};

/// How densities are shown. It changes no value.
struct DensityLook
{
    DensityMap map = DensityMap::Spectrum;
    bool automatic = false; ///< limits from the smallest to the largest density, instead of the fixed ones
    ColorLimits fixed {}; ///< low < high
    bool logarithmic = false; ///< each power of ten takes as much of the colours
    int contours = 0; ///< lines of equal density, spaced evenly along the colour bar; 0 to mostContours
    bool operator==(const DensityLook&) const = default;
};

inline constexpr int mostContours = 50;

/// The same with every value within its limits; limits that make no sense become 0 and 1.
DensityLook withinLimits(DensityLook look);

/// The colours' limits for densities between these two; a diverging map's lie symmetrically about zero.
ColorLimits limitsOf(const DensityLook& look, const FieldTotals& totals);

/// On a logarithmic scale densities below this part of the largest look alike: six powers of ten are shown.
inline constexpr double logarithmicDepth = 1e-6;

/// Where a density lies between the limits, 0 to 1. A diverging map's logarithmic scale goes from the middle
/// both ways. Same bits on every machine.
double fractionOf(double density, const DensityLook& look, const ColorLimits& limits);

/// The density at a fraction, for the ticks of a colour bar.
double densityAt(double fraction, const DensityLook& look, const ColorLimits& limits);

/// The palette of a look.
Palette paletteOf(const DensityLook& look);

/// Colours row i of an array, with contours where the next row or column lies on the other side of one.
/// colors has the row's length. Any thread.
void colorLook(const Array2D<double>& densities, int i, const DensityLook& look, const ColorLimits& limits,
    const ColorTable& table, std::span<std::uint32_t> colors);

} // namespace escapade
