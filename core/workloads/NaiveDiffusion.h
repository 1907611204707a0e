#pragma once

#include "core/base/Array2D.h"
#include "core/parallel/CancelToken.h"

namespace escapade {

/// Diffusion as a textbook writes it, on the calling thread: for each step a new array, cell by cell, next =
/// c + coefficient (the four neighbours - 4 c), added in the order of the seeds' Python. The outermost cells
/// stay as they are. Kernels are timed against it. Returns early when cancelled.
void stepNaively(Array2D<double>& density, double coefficient, int steps, const CancelToken& cancel = {});

} // namespace escapade
