#pragma once

#include "core/diffusion/DiffusionField.h"
#include "core/diffusion/DiffusionStepper.h"
#include "core/simd/StencilJob.h"

namespace escapade {

/// Rows of cells somewhere in memory: cell 0 of row firstRow lies at cells. Rows are counted as in the field,
/// but may go on beyond its ends, where a periodic field repeats.
struct RowBlock
{
    double* cells = nullptr;
    std::ptrdiff_t stride = 0;
    int firstRow = 0;
    double* row(int i) const { return cells + (i - firstRow) * stride; }
};

/// The parts of a step that a strip is advanced with. All write the boundary cells that belong to the rows
/// that they compute. No allocation, no exceptions. Any thread; several may read one block at once.
class StripSteps
{
public:
    StripSteps(simd::StencilKernel kernel, const StepRule& rule, int rows);

    /// One step of all rows of a field.
    void stepWhole(const RowBlock& from, const RowBlock& to) const;

    /// Several steps of the strip of rows: from one array of the field to the other, by way of two private
    /// blocks that hold steps more rows on each side. False when cancelled: the strip is then garbage.
    bool stepStrip(const RowBlock& from, const RowBlock& to, const std::array<RowBlock, 2>& scratch,
        RowRange strip, int steps, const CancelToken& cancel) const;

private:
    RowRange withMargin(RowRange strip, int margin) const;
    void stepRows(const RowBlock& from, const RowBlock& to, RowRange range) const;
    void stepWrapped(const RowBlock& from, const RowBlock& to, RowRange range) const;
    void closeEnds(const RowBlock& block, RowRange range) const;
    void closeField(const RowBlock& field, RowRange range) const;

    simd::StencilKernel m_kernel;
    StepRule m_rule;
    int m_rows;
};

} // namespace escapade
