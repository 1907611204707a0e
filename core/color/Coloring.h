#pragma once

#include "core/base/Geometry.h"
#include "core/base/Label.h"
#include "core/color/ColorTable.h"

#include <cstdint>
#include <span>

namespace escapade {

/// Where a smooth count lies in a palette, in lengths of it: the transfer of the count times a constant and
/// the density. The default mapping takes the square root, so that shallow and deep views both have bands of
/// good width. Without the offset. Same bits everywhere.
double palettePosition(std::int32_t count, float fraction, const ColorMapping& mapping = {});

/// The colour of one pixel: escaped points by their smooth count, transparent where nothing is computed yet,
/// all others the palette's interior colour. Same bits everywhere.
std::uint32_t colorOf(std::int32_t count, float fraction, Label label, const ColorTable& table);

/// What is stored of some pixels, each span as long as the others.
struct PixelResults
{
    std::span<const std::int32_t> counts;
    std::span<const float> fractions;
    std::span<const Label> labels;
};

/// colorOf() of many pixels, several times as fast. colors is as long as the results.
void colorPixels(const PixelResults& results, const ColorTable& table, std::span<std::uint32_t> colors);

} // namespace escapade
