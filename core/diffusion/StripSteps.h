#pragma once

#include "core/diffusion/DiffusionField.h"
#include "core/diffusion/DiffusionStepper.h"
#include "core/diffusion/StepPlan.h"
#include "core/simd/StencilJob.h"

#include <functional>
#include <vector>

namespace escapade {

/// Rows of cells somewhere in memory: cell 0 of row firstRow lies at cells.
struct RowBlock
{
    double* cells = nullptr;
    std::ptrdiff_t stride = 0;
    int firstRow = 0;
    double* row(int i) const { return cells + (i - firstRow) * stride; }
};

/// Advances a strip of rows by several steps in one pass over memory, as a wavefront in time: as soon as
/// a few more rows of a time level are there, those between them are computed of the next level, while they
/// are in the cache. Of the levels between the first and the last no more than these rows are kept, in turn.
///
/// Source: M. Wolf, M. Lam, A data locality optimizing algorithm, PLDI 1991 (skewing); G. Wellein et al.,
/// Efficient temporal blocking for stencil computations by multicore-aware wavefront parallelization,
/// COMPSAC 2009.
class StripSteps
{
public:
    /// rowsTogether: how many rows of a level are stepped at a time, see rowsTogetherIn().
    StripSteps(simd::StencilKernel kernel, const StepRule& rule, int rows, int rowsTogether);

    /// The rows that advance() needs as scratch for so many steps.
    int scratchRows(int steps) const { return 1 + m_rowsOfLevel * (steps - 1); }

    /// Where to say that so many of a strip's first rows are done: their cells are there, and the rows of the
    /// strip before are not read any more.
    struct FirstRows
    {
        int count = 0;
        std::function<void()> done;
    };

    /// A part of the way of the wavefront over a strip: all legs, one after the other with the same scratch,
    /// make the strip.
    struct Leg
    {
        int number = 0;
        int count = 1;
    };

    /// A leg of several steps of the strip, from one array of the field to the other, with the boundary cells
    /// that belong to it. scratch holds scratchRows() rows, of which the first is zero and stays so. front
    /// has room for a row of each level. False when cancelled: the strip is then garbage. Any thread; several
    /// may read one array at once. No allocation but in front.
    bool advance(const RowBlock& from, const RowBlock& to, const RowBlock& scratch, RowRange strip, int steps,
        Leg leg, std::vector<simd::StencilRows>& front, const FirstRows& firstRows,
        const CancelToken& cancel) const;

private:
    struct Levels;

    RowRange withMargin(RowRange strip, int margin) const;
    int wrapped(int i) const;
    void closeField(const RowBlock& field, RowRange range) const;

    simd::StencilKernel m_kernel;
    StepRule m_rule;
    int m_rows;
    int m_rowsTogether;
    int m_rowsOfLevel;
};

} // namespace escapade
