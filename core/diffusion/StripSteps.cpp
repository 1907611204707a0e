#include "core/diffusion/StripSteps.h"

#include <algorithm>

namespace escapade {

StripSteps::StripSteps(simd::StencilKernel kernel, const StepRule& rule, int rows)
    : m_kernel(kernel)
    , m_rule(rule)
    , m_rows(rows)
{ }

void StripSteps::stepWhole(const RowBlock& from, const RowBlock& to) const
{
    const RowRange all { 1, m_rows + 1 };
    stepRows(from, to, all);
    closeField(to, all);
}

bool StripSteps::stepStrip(const RowBlock& from, const RowBlock& to, const std::array<RowBlock, 2>& scratch,
    RowRange strip, int steps, const CancelToken& cancel) const
{
    for (int step = 1; step <= steps; ++step) {
        if (cancel.isCancelled())
            return false;
        const bool last = step == steps;
        const RowRange range = withMargin(strip, steps - step);
        const RowBlock& target = last ? to : scratch[static_cast<std::size_t>(step % 2)];
        if (step == 1)
            stepWrapped(from, target, range);
        else
            stepRows(scratch[static_cast<std::size_t>((step - 1) % 2)], target, range);
        if (last)
            closeField(target, range);
        else
            closeEnds(target, range);
    }
    return true;
}

/// A periodic field goes on beyond its ends; the others have nothing there but the boundary.
RowRange StripSteps::withMargin(RowRange strip, int margin) const
{
    const RowRange wide { strip.first - margin, strip.last + margin };
    if (m_rule.boundary == Boundary::Periodic)
        return wide;
    return { std::max(wide.first, 1), std::min(wide.last, m_rows + 1) };
}

void StripSteps::stepRows(const RowBlock& from, const RowBlock& to, RowRange range) const
{
    simd::StencilJob job;
    job.from = from.row(range.first) + 1;
    job.to = to.row(range.first) + 1;
    job.fromStride = from.stride;
    job.toStride = to.stride;
    job.rows = range.last - range.first;
    job.columns = m_rows;
    job.coefficient = m_rule.coefficient;
    m_kernel(job);
    for (int i = range.first; i < range.last; ++i)
        DiffusionField::closeRow(to.row(i), m_rows, m_rule.boundary);
}

/// As stepRows(), from a field whose rows are 1..rows, for a range that may lie beyond them: those rows are
/// the ones at the other end.
void StripSteps::stepWrapped(const RowBlock& from, const RowBlock& to, RowRange range) const
{
    for (int i = range.first; i < range.last;) {
        const int offset = (i - 1) % m_rows;
        const int real = 1 + (offset < 0 ? offset + m_rows : offset);
        const int count = std::min(range.last - i, m_rows + 1 - real);
        RowBlock shifted = to;
        shifted.firstRow += real - i; // the block's row i under the number that it has in the field
        stepRows(from, shifted, { real, real + count });
        i += count;
    }
}

/// The rows beyond the walls, where the range touches them, in a block that holds them beside the range.
void StripSteps::closeEnds(const RowBlock& block, RowRange range) const
{
    const auto points = static_cast<std::size_t>(m_rows) + 2;
    const auto close = [&](int inside, int outside) {
        if (m_rule.boundary == Boundary::Dirichlet)
            std::fill_n(block.row(outside), points, 0.0);
        else if (m_rule.boundary == Boundary::Neumann)
            std::copy_n(block.row(inside), points, block.row(outside));
    };
    if (range.first == 1)
        close(1, 0);
    if (range.last == m_rows + 1)
        close(m_rows, m_rows + 1);
}

/// The same in the field itself, where a periodic boundary lies at the other end.
void StripSteps::closeField(const RowBlock& field, RowRange range) const
{
    if (m_rule.boundary != Boundary::Periodic) {
        closeEnds(field, range);
        return;
    }
    const auto points = static_cast<std::size_t>(m_rows) + 2;
    if (range.first == 1)
        std::copy_n(field.row(1), points, field.row(m_rows + 1));
    if (range.last == m_rows + 1)
        std::copy_n(field.row(m_rows), points, field.row(0));
}

} // namespace escapade
