// The fused five-point step: one expression for each cell, in one pass, with the additions in the order of
// the seeds' Python loop, so that every instruction set gives its bits. Four rows advance together, because a
// row that is loaded as one row's centre is then also its neighbours' above and below.
//
// Included by the stencil_*.cpp files, which define ESCAPADE_ISA and ESCAPADE_ARCH.

#include "core/simd/Lanes.inl"
#include "core/simd/kernels/StencilKernels.h"

namespace escapade::simd::ESCAPADE_ISA {

constexpr int rowsTogether = 4;

inline Vec stepVector(Vec below, Vec above, Vec right, Vec left, Vec centre, Vec coefficient)
{
    const Vec laplacian = (((below + above) + right) + left) - splat(4) * centre;
    return centre + coefficient * laplacian;
}

/// Advances some rows by whole vectors and returns the first column that is left.
template <int rows>
inline int stepVectors(const double* __restrict from, double* __restrict to, const StencilJob& job)
{
    const std::ptrdiff_t stride = job.fromStride;
    const Vec coefficient = splat(job.coefficient);
    int column = 0;
    for (; column + width <= job.columns; column += width) {
        Vec above = load(from - stride + column);
        Vec centre = load(from + column);
        for (int row = 0; row < rows; ++row) {
            const double* here = from + row * stride + column;
            const Vec below = load(here + stride);
            store(to + row * job.toStride + column,
                stepVector(below, above, load(here + 1), load(here - 1), centre, coefficient));
            above = centre;
            centre = below;
        }
    }
    return column;
}

/// The columns that do not fill a vector.
inline void stepCells(const double* __restrict from, double* __restrict to, int first, const StencilJob& job)
{
    for (int column = first; column < job.columns; ++column) {
        const double* here = from + column;
        const double laplacian
            = (((here[job.fromStride] + here[-job.fromStride]) + here[1]) + here[-1]) - 4 * here[0];
        to[column] = here[0] + job.coefficient * laplacian;
    }
}

template <int rows> inline void stepRows(int firstRow, const StencilJob& job)
{
    const double* from = job.from + firstRow * job.fromStride;
    double* to = job.to + firstRow * job.toStride;
    const int rest = stepVectors<rows>(from, to, job);
    if (rest == job.columns)
        return;
    for (int row = 0; row < rows; ++row)
        stepCells(from + row * job.fromStride, to + row * job.toStride, rest, job);
}

void diffusionStep(const StencilJob& job)
{
    int row = 0;
    for (; row + rowsTogether <= job.rows; row += rowsTogether)
        stepRows<rowsTogether>(row, job);
    for (; row < job.rows; ++row)
        stepRows<1>(row, job);
}

} // namespace escapade::simd::ESCAPADE_ISA
