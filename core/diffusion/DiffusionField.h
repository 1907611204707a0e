#pragma once

#include "core/base/Array2D.h"
#include "core/base/Result.h"
#include "core/diffusion/DiffusionParams.h"

#include <array>
#include <cstddef>
#include <memory>

namespace escapade {

/// Rows of doubles at a stride that is good for stencils: cell 1 of each row begins a cache line, and the
/// stride is no multiple of 4 KiB, at which rows would fight for the same lines of the cache.
struct RowLayout
{
    explicit RowLayout(int points);
    std::ptrdiff_t stride = 0; ///< elements from a row to the next
    static constexpr std::ptrdiff_t firstCell = 7; ///< where cell 0 lies in its row
    std::size_t elements(int rows) const
    {
        return static_cast<std::size_t>(stride) * static_cast<std::size_t>(rows);
    }
};

struct FreeAligned
{
    void operator()(double* memory) const;
};
using AlignedDoubles = std::unique_ptr<double[], FreeAligned>;

/// Zeros that begin at a page; null where memory is short.
AlignedDoubles allocateAligned(std::size_t count);

/// A density on cells in rows and columns, the boundary included, in two arrays of which one is the present
/// and the other takes the next time level. The second lies 1 KiB further within its page than the first: at
/// the same place, loads would wait for stores that they have nothing to do with, and all would run at half
/// speed.
class DiffusionField
{
public:
    /// All zeros, points x points cells. points is 3 or more. Fails when the machine has not enough memory to
    /// spare.
    static Result<DiffusionField> create(int points) { return create(Size { points, points }); }
    /// The same with so many points in a row (width) and in a column (height).
    static Result<DiffusionField> create(Size points);

    int points() const { return m_size.height; } ///< in a column, and in a row of a square field
    int rows() const { return m_size.height - 2; } ///< of unknowns
    int width() const { return m_size.width; } ///< points in a row
    int columns() const { return m_size.width - 2; } ///< of unknowns
    std::ptrdiff_t stride() const { return m_layout.stride; }

    /// Cell 0 of a row 0..points-1 of the present array (index 0) or the other one (1).
    double* row(int array, int i)
    {
        return m_arrays[static_cast<std::size_t>(m_present ^ array)] + i * stride();
    }
    const double* row(int i) const { return m_arrays[static_cast<std::size_t>(m_present)] + i * stride(); }

    /// The other array becomes the present.
    void swap() { m_present ^= 1; }

    /// Sets the cells 0 and points-1 of all rows and the rows 0 and points-1 to what the boundary condition
    /// demands.
    void applyBoundary(Boundary boundary);

    /// The same for the two end cells of one row that begins at cell 0.
    static void closeRow(double* row, int columns, Boundary boundary);

    /// The present array, shape (points, width): at(j, i) is index [i][j].
    Array2D<double> toArray() const;

private:
    explicit DiffusionField(Size points);

    Size m_size;
    RowLayout m_layout;
    AlignedDoubles m_memory;
    std::array<double*, 2> m_arrays {};
    int m_present = 0;
};

} // namespace escapade
