#pragma once

#include "core/base/Geometry.h"
#include "core/color/Palette.h"
#include "core/fractal/Label.h"

#include <cstdint>

namespace escapade {

/// The colour of one pixel: escaped points by their smooth count (the square root of it, so that shallow and deep views both
/// have bands of good width), all others by the palette's interior colour. Same bits everywhere.
std::uint32_t colorOf(std::int32_t count, float fraction, Label label, const ColorTable& table);

} // namespace escapade
