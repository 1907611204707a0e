#include "core/diffusion/DensityLook.h"

#include "core/diffusion/SameEverywhere.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace escapade {
namespace {

constexpr double largestLimit = 1e300;
constexpr std::uint32_t opaque = 0xff000000U;

bool isDiverging(const DensityLook& look)
{
    return look.map == DensityMap::Diverging;
}

/// The logarithm of size / largest over the depth: 0 at depth * largest and below, 1 at the largest.
double logarithmicPart(double size, double largest)
{
    const double part = size / largest;
    if (!(part > logarithmicDepth))
        return 0;
    static const double depth = binaryLogarithm(logarithmicDepth);
    return std::min(1.0, 1 - binaryLogarithm(part) / depth);
}

/// Black on light colours, white on dark ones.
std::uint32_t contourColor(std::uint32_t below)
{
    const std::uint32_t red = (below >> 16U) & 255U;
    const std::uint32_t green = (below >> 8U) & 255U;
    const std::uint32_t blue = below & 255U;
    constexpr std::uint32_t half = 128 * 10;
    return 3 * red + 6 * green + blue > half ? opaque : 0xffffffffU;
}

} // namespace

DensityLook withinLimits(DensityLook look)
{
    const auto makesSense = [](double value) { return std::abs(value) <= largestLimit; };
    if (!makesSense(look.fixed.low) || !makesSense(look.fixed.high) || !(look.fixed.low < look.fixed.high))
        look.fixed = {};
    look.contours = std::clamp(look.contours, 0, mostContours);
    return look;
}

ColorLimits limitsOf(const DensityLook& look, const FieldTotals& totals)
{
    ColorLimits limits = look.automatic ? ColorLimits { totals.min, totals.max } : look.fixed;
    if (isDiverging(look)) {
        const double largest = std::max(std::abs(limits.low), std::abs(limits.high));
        limits = { -largest, largest };
    }
    if (!(limits.low < limits.high))
        limits.high = limits.low + 1; // a level field
    return limits;
}

double fractionOf(double density, const DensityLook& look, const ColorLimits& limits)
{
    if (!look.logarithmic)
        return std::clamp((density - limits.low) / (limits.high - limits.low), 0.0, 1.0);
    if (isDiverging(look)) {
        const double half = logarithmicPart(std::abs(density), limits.high) / 2;
        return density < 0 ? 0.5 - half : 0.5 + half;
    }
    return limits.high > 0 && density > 0 ? logarithmicPart(density, limits.high) : 0;
}

double densityAt(double fraction, const DensityLook& look, const ColorLimits& limits)
{
    if (!look.logarithmic)
        return limits.low + fraction * (limits.high - limits.low);
    const auto size = [&](double part) { return limits.high * std::pow(logarithmicDepth, 1 - part); };
    if (!isDiverging(look))
        return limits.high > 0 ? size(fraction) : 0;
    const double half = 2 * std::abs(fraction - 0.5);
    if (half == 0)
        return 0;
    return fraction < 0.5 ? -size(half) : size(half);
}

Palette paletteOf(const DensityLook& look)
{
    return isDiverging(look) ? differencePalette() : densityPalette();
}

void colorLook(const Array2D<double>& densities, int i, const DensityLook& look, const ColorLimits& limits,
    const ColorTable& table, std::span<std::uint32_t> colors)
{
    const int columns = densities.width();
    const auto band = [&](double fraction) { return static_cast<int>(fraction * (look.contours + 1)); };
    const double* const here = densities.row(i);
    const double* const below = densities.row(std::min(i + 1, densities.height() - 1));
    double fraction = fractionOf(here[0], look, limits);
    for (int j = 0; j < columns; ++j) {
        const std::uint32_t color = table.at(fraction);
        const double right = fractionOf(here[std::min(j + 1, columns - 1)], look, limits);
        const bool onContour = look.contours > 0
            && (band(fraction) != band(right) || band(fraction) != band(fractionOf(below[j], look, limits)));
        colors[static_cast<std::size_t>(j)] = onContour ? contourColor(color) : color;
        fraction = right;
    }
}

} // namespace escapade
