#pragma once

#include "core/color/Palette.h"

#include <QIcon>
#include <QSize>

namespace escapade {

inline constexpr QSize paletteSwatchSize { 64, 14 };

/// One period of a palette from left to right, as an icon.
QIcon paletteSwatch(const Palette& palette);

} // namespace escapade
