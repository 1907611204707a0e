#include "core/diffusion/DensityColors.h"

#include "core/base/Check.h"

#include <algorithm>

namespace escapade {

const Palette& densityPalette()
{
    const Palette* const palette = findBuiltinPalette("spectrum");
    ESCAPADE_CHECK(palette != nullptr);
    return *palette;
}

Palette differencePalette()
{
    Palette palette;
    palette.id = "difference";
    palette.name = "Difference";
    palette.cyclic = false;
    palette.stops = { { 0.0, { 5, 20, 60 } }, { 0.2, { 20, 80, 180 } }, { 0.4, { 140, 190, 240 } },
        { 0.5, { 250, 250, 250 } }, { 0.6, { 250, 190, 150 } }, { 0.8, { 200, 60, 40 } },
        { 1.0, { 70, 5, 15 } } };
    return palette;
}

ColorLimits differenceLimits(double largest)
{
    // What is below it is rounding of rounding, and above it there is nothing that can be painted.
    constexpr double least = 1e-18;
    constexpr int decades = 27;
    double power = least;
    for (int decade = 0; decade < decades; ++decade) {
        for (const double factor : { 1.0, 2.0, 5.0 }) {
            if (factor * power >= largest)
                return { -factor * power, factor * power };
        }
        power *= 10;
    }
    return { -power, power };
}

void colorDensities(std::span<const double> densities, const ColorTable& table, const ColorLimits& limits,
    std::span<std::uint32_t> colors)
{
    const double scale = 1 / (limits.high - limits.low);
    std::transform(densities.begin(), densities.end(), colors.begin(),
        [&](double density) { return table.at(std::clamp((density - limits.low) * scale, 0.0, 1.0)); });
}

Array2D<std::uint32_t> colorField(
    const DiffusionField& field, const ColorTable& table, const ColorLimits& limits)
{
    const auto points = static_cast<std::size_t>(field.width());
    Array2D<std::uint32_t> picture(Size { field.width(), field.points() });
    for (int i = 0; i < field.points(); ++i)
        colorDensities({ field.row(i), points }, table, limits, { picture.row(i), points });
    return picture;
}

} // namespace escapade
