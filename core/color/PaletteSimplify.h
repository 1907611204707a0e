#pragma once

#include "core/color/Palette.h"

namespace escapade {

/// How far a simplified palette may be from what it stands for, as a distance in OkLab: about what an eye can
/// just tell from its neighbour.
inline constexpr double usualPaletteTolerance = 0.02;

/// A palette with as few of the stops of another one as it takes to look like it: nowhere along the gradient,
/// interpolated as pictures are (see ColorTable), is the colour further away than the tolerance. The stops
/// that stay are where they were, with their colours; where none can be spared, none is left out. Greedy, so
/// not always the fewest. Milliseconds for 256 stops. The tolerance is above 0.
Palette simplifiedPalette(const Palette& palette, double tolerance = usualPaletteTolerance);

/// The largest distance in OkLab between the colours of two palettes at the same positions.
double paletteDistance(const Palette& one, const Palette& other);

} // namespace escapade
