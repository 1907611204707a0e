#pragma once

#include "core/color/ColorTable.h"
#include "core/color/PixelResults.h"

#include <cstdint>
#include <span>

namespace escapade {

/// Where a smooth count lies in a palette, in lengths of it: the transfer of the count times a constant and
/// the density. The default mapping takes the square root, so that shallow and deep views both have bands of
/// good width. Without the offset. Same bits everywhere.
double palettePosition(std::int32_t count, float fraction, const ColorMapping& mapping = {});

/// The colours of pixels as the table's mapping says, 0xAARRGGBB; transparent where nothing is computed yet.
/// Where the mapping needs values that the results do not have, it is as if it were the plain one: smooth
/// counts, no lamp. colors is as long as the results. Same bits everywhere.
void colorPixels(const PixelResults& results, const ColorTable& table, std::span<std::uint32_t> colors);

} // namespace escapade
