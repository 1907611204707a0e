#pragma once

#include "core/base/Array2D.h"
#include "core/diffusion/Brush.h"

#include <vector>

namespace escapade {

/// A density between the middles of four cells, bilinear; places outside take the nearest edge's.
double densityAt(const Array2D<double>& values, FieldPoint place);

/// Densities along a line from its beginning to its end, evenly spaced. count is 2 or more.
std::vector<double> sampleLine(
    const Array2D<double>& values, const FieldPoint& from, const FieldPoint& to, int count);

/// values on another number of cells, each the mean of what it covers: how a picture becomes a field. Empty
/// for no values.
Array2D<double> resampled(const Array2D<double>& values, Size size);

} // namespace escapade
