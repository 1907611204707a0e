// The fused five-point step: one expression for each cell, with the additions in the order of the seeds'
// Python loop, so that every instruction set gives its bits.
//
// All loads are aligned, and the neighbours to the left and right are made from the vectors beside by moving
// lanes: loads that straddle two cache lines cost twice, and they would be two of five.
//
// Included by the stencil_*.cpp files, which define ESCAPADE_ISA and ESCAPADE_ARCH.

#include "core/simd/Lanes.inl"
#include "core/simd/kernels/StencilKernels.h"

namespace escapade::simd::ESCAPADE_ISA {

inline Vec stepVector(Vec below, Vec above, Vec right, Vec left, Vec centre, Vec coefficient)
{
    const Vec laplacian = (((below + above) + right) + left) - splat(4) * centre;
    return centre + coefficient * laplacian;
}

/// A vector of each row, with the vectors beside it.
template <int rows> struct StencilWindow
{
    Vec previous[rows];
    Vec centre[rows];
    Vec next[rows];
};

template <int rows>
inline void stepColumn(const StencilRows& job, int column, StencilWindow<rows>& window, Vec coefficient)
{
    const Vec above = load(job.from[0] + column);
    const Vec below = load(job.from[rows + 1] + column);
    unrolled<rows>([&](int row) ESCAPADE_INLINE_BODY {
        const Vec centre = window.centre[row];
        const Vec result = stepVector(row + 1 < rows ? window.centre[row + 1 < rows ? row + 1 : row] : below,
            row > 0 ? window.centre[row > 0 ? row - 1 : row] : above, laneAfter(centre, window.next[row]),
            laneBefore(window.previous[row], centre), centre, coefficient);
        store(job.to[row] + column, result);
    });
    unrolled<rows>([&](int row) ESCAPADE_INLINE_BODY {
        window.previous[row] = window.centre[row];
        window.centre[row] = window.next[row];
    });
}

/// The last vector may hold the end cell and what lies behind it: garbage that closeRow() and nobody reads.
template <int rows> inline void stepRows(const StencilRows& job, int columns, Vec coefficient)
{
    const StencilRows local = job; // whose pointers no store can change
    StencilWindow<rows> window;
    unrolled<rows>([&](int row) ESCAPADE_INLINE_BODY {
        window.previous[row] = load(local.from[row + 1] - width);
        window.centre[row] = load(local.from[row + 1]);
    });
    int column = 0;
    for (; column + width < columns; column += width) {
        unrolled<rows>([&](int row) ESCAPADE_INLINE_BODY {
            window.next[row] = load(local.from[row + 1] + column + width);
        });
        stepColumn<rows>(local, column, window, coefficient);
    }
    const bool endIsNext = columns % width == 0;
    unrolled<rows>([&](int row) ESCAPADE_INLINE_BODY {
        window.next[row] = endIsNext ? load(local.from[row + 1] + column + width) : splat(0);
    });
    stepColumn<rows>(local, column, window, coefficient);
}

inline void closeRow(double* to, int columns, RowEnds ends)
{
    switch (ends) {
    case RowEnds::Zero:
        to[-1] = 0;
        to[columns] = 0;
        break;
    case RowEnds::Mirrored:
        to[-1] = to[0];
        to[columns] = to[columns - 1];
        break;
    case RowEnds::Wrapped:
        to[-1] = to[columns - 1];
        to[columns] = to[0];
        break;
    }
}

void diffusionStep(const StencilJob& job)
{
    const Vec coefficient = splat(job.coefficient);
    for (int i = 0; i < job.rowsCount; ++i) {
        const StencilRows& rows = job.rows[i];
        if (rows.count == 2)
            stepRows<2>(rows, job.columns, coefficient);
        else
            stepRows<1>(rows, job.columns, coefficient);
        for (int row = 0; row < rows.count; ++row)
            closeRow(rows.to[row], job.columns, job.ends);
    }
}

} // namespace escapade::simd::ESCAPADE_ISA
