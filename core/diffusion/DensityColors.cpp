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
    const auto points = static_cast<std::size_t>(field.points());
    Array2D<std::uint32_t> picture(Size { field.points(), field.points() });
    for (int i = 0; i < field.points(); ++i)
        colorDensities({ field.row(i), points }, table, limits, { picture.row(i), points });
    return picture;
}

} // namespace escapade
