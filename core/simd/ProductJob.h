#pragma once

#include <cstddef>

namespace escapade::simd {

/// The product of two matrices in row-major order: c = a b. Strides in elements. The rows of b and c have
/// room for columns rounded up to 8, all of which are read and written.
struct ProductJob
{
    const double* a = nullptr; ///< rows x depth
    const double* b = nullptr; ///< depth x columns
    double* c = nullptr; ///< rows x columns; overlaps neither
    std::ptrdiff_t aStride = 0;
    std::ptrdiff_t bStride = 0;
    std::ptrdiff_t cStride = 0;
    int rows = 0;
    int columns = 0;
    int depth = 0;
};

/// Each element is ((0 + a0 b0) + a1 b1) + ..., each operation rounded, in this order, on every level. Never
/// throws or allocates. Any thread.
using ProductKernel = void (*)(const ProductJob& job);

} // namespace escapade::simd
