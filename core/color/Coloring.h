#pragma once

#include "core/base/Geometry.h"
#include "core/base/Label.h"
#include "core/color/Palette.h"

#include <cstdint>

namespace escapade {

/// Where a smooth count lies in a palette, in periods of it: its square root, so that shallow and deep views
/// both have bands of good width, times a constant. Same bits everywhere.
double palettePosition(std::int32_t count, float fraction);

/// The colour of one pixel: escaped points by their smooth count, transparent where nothing is computed yet,
/// all others the palette's interior colour. Same bits everywhere.
std::uint32_t colorOf(std::int32_t count, float fraction, Label label, const ColorTable& table);

} // namespace escapade
