#pragma once

#include <cstddef>

namespace escapade::simd {

/// One explicit step of the diffusion equation on a block of rows. Around the block lies one cell on each
/// side that is read but not written; the two arrays do not overlap.
struct StencilJob
{
    const double* from = nullptr; ///< the first cell of the first row
    double* to = nullptr; ///< the same cell of the next time level
    std::ptrdiff_t fromStride = 0; ///< from a cell to the one a row further, in elements
    std::ptrdiff_t toStride = 0;
    int rows = 0;
    int columns = 0;
    double coefficient = 0; ///< D dt / dx^2
};

/// to = c + coefficient * ((((below + above) + right) + left) - 4 c), each operation rounded, in this order,
/// on every level. Never throws or allocates. Any thread.
using StencilKernel = void (*)(const StencilJob& job);

} // namespace escapade::simd
