#pragma once

#include <array>

namespace escapade::simd {

/// A few neighbouring rows of an explicit step of the diffusion equation, which share what they read. All
/// pointers are to cell 1 of a row, at the beginning of a cache line; before it lies cell 0, and behind the
/// last cell the rows have room up to the next multiple of 8 and for one cell more.
struct StencilRows
{
    static constexpr int most = 4;
    /// Of the old time level: the row before the first, the rows themselves, the row behind the last. All
    /// cells of the rows themselves are read, their ends too.
    std::array<const double*, most + 2> from {};
    std::array<double*, most> to {}; ///< of the new time level; none of the others
    int count = 1; ///< 1 to most
};

/// What the cells before the first and behind the last one become in the new time level.
enum class RowEnds {
    Zero,
    Mirrored, ///< each as its neighbour
    Wrapped ///< each as the last cell at the other end
};

/// Rows that are stepped one after the other, so that some may read what those before them have written: in
/// the order of a wavefront they belong to many time levels. No row may write what those before it read.
struct StencilJob
{
    const StencilRows* rows = nullptr;
    int rowsCount = 0; ///< of the array
    int columns = 0; ///< cells of a row, the ends left out; at least 1
    double coefficient = 0; ///< D dt / dx^2
    /// No cell is or becomes larger than a quarter of the largest double, as with a coefficient of 1/4 at
    /// most and densities that files and walls may have. Then four times a cell is exact.
    bool isBounded = false;
    RowEnds ends = RowEnds::Zero;
    /// How many columns of all rows to step before going on to the next ones; 0: whole rows, one by one. It
    /// changes no bit. Wrapped rows are always whole.
    int bandColumns = 0;
};

/// to = c + coefficient * ((((below + above) + right) + left) - 4 c), each operation rounded, in this order,
/// on every level. What lies behind the end cells, up to a multiple of 8, is written as well. Never throws or
/// allocates. Any thread.
using StencilKernel = void (*)(const StencilJob& job);

} // namespace escapade::simd
