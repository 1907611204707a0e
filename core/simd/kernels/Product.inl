// The product of two dense matrices, a block of rows and vectors in registers at a time. No fused
// multiply-add, and each sum in the order of its terms: every instruction set gives the same bits, which no
// tuned library promises.
//
// Included by the product_*.cpp files, which define ESCAPADE_ISA and ESCAPADE_ARCH.

#include "core/simd/Lanes.inl"
#include "core/simd/kernels/ProductKernels.h"

namespace escapade::simd::ESCAPADE_ISA {

constexpr int productRows = 4;
constexpr int productVectors = 3; // twelve sums, three vectors of b and one of a: the 16 registers of AVX2
constexpr int productPadding = 8;

template <int rows, int vectors>
inline void multiplyBlock(const double* a, const double* b, double* c, const ProductJob& job)
{
    Vec sums[rows][vectors];
    unrolled<rows>([&](int row) ESCAPADE_INLINE_BODY {
        unrolled<vectors>([&](int v) ESCAPADE_INLINE_BODY { sums[row][v] = splat(0); });
    });
    for (int k = 0; k < job.depth; ++k) {
        Vec line[vectors];
        unrolled<vectors>(
            [&](int v) ESCAPADE_INLINE_BODY { line[v] = load(b + k * job.bStride + v * width); });
        unrolled<rows>([&](int row) ESCAPADE_INLINE_BODY {
            const Vec factor = splat(a[row * job.aStride + k]);
            unrolled<vectors>(
                [&](int v) ESCAPADE_INLINE_BODY { sums[row][v] = sums[row][v] + factor * line[v]; });
        });
    }
    unrolled<rows>([&](int row) ESCAPADE_INLINE_BODY {
        unrolled<vectors>(
            [&](int v) ESCAPADE_INLINE_BODY { store(c + row * job.cStride + v * width, sums[row][v]); });
    });
}

/// A band of columns: its part of b stays in the cache for all rows.
template <int vectors> inline void multiplyBand(int column, const ProductJob& job)
{
    int row = 0;
    for (; row + productRows <= job.rows; row += productRows)
        multiplyBlock<productRows, vectors>(
            job.a + row * job.aStride, job.b + column, job.c + row * job.cStride + column, job);
    for (; row < job.rows; ++row)
        multiplyBlock<1, vectors>(
            job.a + row * job.aStride, job.b + column, job.c + row * job.cStride + column, job);
}

void multiply(const ProductJob& job)
{
    const int columns = (job.columns + productPadding - 1) / productPadding * productPadding;
    int column = 0;
    for (; column + productVectors * width <= columns; column += productVectors * width)
        multiplyBand<productVectors>(column, job);
    for (; column < columns; column += width)
        multiplyBand<1>(column, job);
}

} // namespace escapade::simd::ESCAPADE_ISA
