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

/// Whether four times a cell is exact, or may overflow.
enum class Cells { Bounded, Any };

/// sum - 4 c. Where the product is exact, an operation that rounds once gives the same bits, and leaves more
/// time to the adders, which have most to do.
template <Cells cells> inline Vec minusFourTimes(Vec sum, Vec centre)
{
#ifdef __FMA__
    if constexpr (cells == Cells::Bounded)
        return fusedNegatedMultiplyAdd(splat(4), centre, sum);
#endif
    return sum - splat(4) * centre;
}

template <Cells cells>
inline Vec stepVector(Vec below, Vec above, Vec right, Vec left, Vec centre, Vec coefficient)
{
    const Vec laplacian = minusFourTimes<cells>(((below + above) + right) + left, centre);
    return centre + coefficient * laplacian;
}

/// Rows that are stepped together: every one more saves a load, as long as there are registers.
constexpr int rowsTogether = vectorRegisters >= 32 ? 4 : 2;

/// A vector of each row, with the vectors beside it.
template <int rows> struct StencilWindow
{
    Vec previous[rows];
    Vec centre[rows];
    Vec next[rows];
};

/// What to step: rows from one of the job's on.
template <int rows> struct StencilPart
{
    const double* from[rows + 2];
    double* to[rows];
};

template <Cells cells, int rows>
inline void stepColumn(
    const StencilPart<rows>& part, int column, StencilWindow<rows>& window, Vec coefficient)
{
    const Vec above = load(part.from[0] + column);
    const Vec below = load(part.from[rows + 1] + column);
    unrolled<rows>([&](int row) ESCAPADE_INLINE_BODY {
        const Vec centre = window.centre[row];
        const Vec result
            = stepVector<cells>(row + 1 < rows ? window.centre[row + 1 < rows ? row + 1 : row] : below,
                row > 0 ? window.centre[row > 0 ? row - 1 : row] : above, laneAfter(centre, window.next[row]),
                laneBefore(window.previous[row], centre), centre, coefficient);
        store(part.to[row] + column, result);
    });
    unrolled<rows>([&](int row) ESCAPADE_INLINE_BODY {
        window.previous[row] = window.centre[row];
        window.centre[row] = window.next[row];
    });
}

/// The columns [first, last) of a row; first begins a vector.
struct StencilSpan
{
    int first = 0;
    int last = 0;
};

/// last is a multiple of a vector or the number of columns. The last vector of the row may hold the end cell
/// and what lies behind it: garbage that closeEnds() and nobody reads.
template <Cells cells, int rows>
inline void stepRows(const StencilRows& job, int first, StencilSpan span, int columns, Vec coefficient)
{
    StencilPart<rows> local; // whose pointers no store can change
    for (int row = 0; row < rows + 2; ++row)
        local.from[row] = job.from[static_cast<unsigned>(first + row)];
    for (int row = 0; row < rows; ++row)
        local.to[row] = job.to[static_cast<unsigned>(first + row)];
    StencilWindow<rows> window;
    unrolled<rows>([&](int row) ESCAPADE_INLINE_BODY {
        window.previous[row] = load(local.from[row + 1] + span.first - width);
        window.centre[row] = load(local.from[row + 1] + span.first);
    });
    int column = span.first;
    const int inner = span.last < columns ? span.last : columns - width;
    for (; column < inner; column += width) {
        unrolled<rows>([&](int row) ESCAPADE_INLINE_BODY {
            window.next[row] = load(local.from[row + 1] + column + width);
        });
        stepColumn<cells, rows>(local, column, window, coefficient);
    }
    if (span.last < columns)
        return;
    const bool endIsNext = columns % width == 0;
    unrolled<rows>([&](int row) ESCAPADE_INLINE_BODY {
        window.next[row] = endIsNext ? load(local.from[row + 1] + column + width) : splat(0);
    });
    stepColumn<cells, rows>(local, column, window, coefficient);
}

/// The end cells that the columns just stepped decide. Wrapped ones need the whole row.
inline void closeEnds(double* to, StencilSpan span, int columns, RowEnds ends)
{
    const bool wraps = ends == RowEnds::Wrapped;
    if (span.first == 0)
        to[-1] = ends == RowEnds::Zero ? 0 : to[wraps ? columns - 1 : 0];
    if (span.last == columns)
        to[columns] = ends == RowEnds::Zero ? 0 : to[wraps ? 0 : columns - 1];
}

template <Cells cells> inline void stepSpan(const StencilRows& rows, StencilSpan span, const StencilJob& job)
{
    const Vec coefficient = splat(job.coefficient);
    int first = 0;
    for (; rows.count - first >= rowsTogether; first += rowsTogether)
        stepRows<cells, rowsTogether>(rows, first, span, job.columns, coefficient);
    for (; rows.count - first >= 2; first += 2)
        stepRows<cells, 2>(rows, first, span, job.columns, coefficient);
    if (first < rows.count)
        stepRows<cells, 1>(rows, first, span, job.columns, coefficient);
    for (int row = 0; row < rows.count; ++row)
        closeEnds(rows.to[row], span, job.columns, job.ends);
}

/// In bands of columns, all rows in each, if they are asked for: what a row has written is then read by the
/// next while it is in the first-level cache, where long rows together have no room. The band lies a vector
/// further to the left from one row to the next, because a cell needs its neighbours on both sides.
template <Cells cells> inline void stepAll(const StencilJob& job)
{
    const int lean = job.rowsCount * width;
    const bool inBands = job.bandColumns > 0 && job.ends != RowEnds::Wrapped;
    const int band = inBands ? (job.bandColumns + width - 1) / width * width : job.columns + lean;
    for (int left = 0; left < job.columns + lean - width; left += band) {
        for (int i = 0; i < job.rowsCount; ++i) {
            const int last = left + band - i * width;
            const StencilSpan span { left > i * width ? left - i * width : 0,
                last < job.columns ? last : job.columns };
            if (span.first < span.last)
                stepSpan<cells>(job.rows[i], span, job);
        }
    }
}

void diffusionStep(const StencilJob& job)
{
    if (job.isBounded)
        stepAll<Cells::Bounded>(job);
    else
        stepAll<Cells::Any>(job);
}

} // namespace escapade::simd::ESCAPADE_ISA
