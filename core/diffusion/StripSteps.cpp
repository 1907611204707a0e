#include "core/diffusion/StripSteps.h"

#include "core/base/Check.h"

#include <algorithm>

namespace escapade {
namespace {

simd::RowEnds endsOf(Boundary boundary)
{
    switch (boundary) {
    case Boundary::Dirichlet:
        break;
    case Boundary::Neumann:
        return simd::RowEnds::Mirrored;
    case Boundary::Periodic:
        return simd::RowEnds::Wrapped;
    }
    return simd::RowEnds::Zero;
}

/// Columns that are stepped at a time, so that the ten rows which take part in a step of four stay in a
/// first-level cache of 32 KiB. Rows that nearly fit are not cut: each band
/// begins anew, and the last one is a rag.
int bandOf(int columns, int steps)
{
    constexpr int shortest = 512;
    constexpr int wanted = 352;
    constexpr int lean = 8; // columns that the band moves to the left with each time level
    if (columns < shortest || steps < 2)
        return 0;
    const int all = columns + lean * (steps - 1);
    const int bands = (all + wanted - 1) / wanted;
    return (all + bands - 1) / bands;
}

} // namespace

/// Where the rows of each time level are.
struct StripSteps::Levels
{
    const StripSteps& strip;
    const RowBlock& from;
    const RowBlock& to;
    const RowBlock& scratch;
    int steps;

    /// Cell 0 of a row of a level 0..steps.
    double* cells(int level, int i) const
    {
        if (level == 0)
            return from.row(strip.wrapped(i));
        if (level == steps)
            return to.row(i);
        return kept(level, i);
    }

    /// The row beyond a wall is zero, or the same as the one before it.
    const double* read(int level, int i) const
    {
        if (strip.m_rule.boundary != Boundary::Periodic && (i == 0 || i == strip.m_rows + 1)) {
            if (strip.m_rule.boundary == Boundary::Dirichlet)
                return scratch.row(scratch.firstRow) + 1;
            return cells(level, i == 0 ? 1 : strip.m_rows) + 1;
        }
        return cells(level, i) + 1;
    }

    /// What the rows [range.first, range.last) of a level are made from.
    simd::StencilRows rowsOf(int level, RowRange range) const
    {
        simd::StencilRows rows;
        rows.count = range.last - range.first;
        // Most rows are far from the walls. For them this is done as often as a row is stepped, so it is
        // short.
        if (range.first <= 1 || range.last > strip.m_rows)
            fillFrom(rows, range, [&](int i) { return read(level - 1, i); });
        else if (level == 1)
            fillFrom(rows, range, [&](int i) { return from.row(i) + 1; });
        else
            fillFrom(rows, range, [&](int i) { return kept(level - 1, i) + 1; });
        for (int n = 0; n < rows.count; ++n)
            rows.to[static_cast<std::size_t>(n)] = cells(level, range.first + n) + 1;
        return rows;
    }

private:
    /// Cell 0 of a row of a level between the first and the last.
    double* kept(int level, int i) const
    {
        const int turn = i & (strip.m_rowsOfLevel - 1); // also of the rows before 0 of a periodic strip
        return scratch.row(scratch.firstRow + 1 + (level - 1) * strip.m_rowsOfLevel + turn);
    }

    template <typename RowAt>
    static void fillFrom(simd::StencilRows& rows, RowRange range, const RowAt& rowAt)
    {
        for (int n = 0; n < rows.count + 2; ++n)
            rows.from[static_cast<std::size_t>(n)] = rowAt(range.first - 1 + n);
    }
};

StripSteps::StripSteps(simd::StencilKernel kernel, const StepRule& rule, int rows, int rowsTogether)
    : m_kernel(kernel)
    , m_rule(rule)
    , m_rows(rows)
    , m_rowsTogether(rowsTogether)
    , m_rowsOfLevel(rowsOfLevel(rowsTogether))
{
    ESCAPADE_CHECK(rowsTogether >= 1 && rowsTogether <= simd::StencilRows::most);
}

bool StripSteps::advance(const RowBlock& from, const RowBlock& to, const RowBlock& scratch, RowRange strip,
    int steps, Leg leg, std::vector<simd::StencilRows>& front, const FirstRows& firstRows,
    const CancelToken& cancel) const
{
    const Levels levels { *this, from, to, scratch, steps };
    simd::StencilJob job;
    job.columns = m_rows;
    job.coefficient = m_rule.coefficient;
    constexpr double rounding = 1 + 1e-9;
    job.isBounded
        = m_rule.coefficient >= 0 && m_rule.coefficient <= maxStableR * rounding; // maximum principle
    job.ends = endsOf(m_rule.boundary);
    job.bandColumns = bandOf(m_rows, steps);
    front.resize(static_cast<std::size_t>(steps));
    job.rows = front.data();
    const int together = m_rowsTogether;
    const int first = withMargin(strip, steps - 1).first;
    const int last = strip.last - 1 + steps - 1;
    const std::int64_t moves = (last - first) / together + 1; // of the wavefront over the strip
    const auto foremostAt
        = [&](std::int64_t legs) { return first + together * static_cast<int>(moves * legs / leg.count); };
    const int end = foremostAt(leg.number + 1);
    for (int foremost = foremostAt(leg.number); foremost < end; foremost += together) {
        if (cancel.isCancelled())
            return false;
        job.rowsCount = 0;
        for (int level = 1; level <= steps; ++level) {
            const int top = foremost - (level - 1);
            const RowRange all = withMargin(strip, steps - level);
            const RowRange range { std::max(top, all.first), std::min(top + together, all.last) };
            if (range.first < range.last)
                front[static_cast<std::size_t>(job.rowsCount++)] = levels.rowsOf(level, range);
        }
        m_kernel(job);
        const int done = foremost - (steps - 1) + together - strip.first;
        if (done >= firstRows.count && done - together < firstRows.count)
            firstRows.done();
    }
    if (leg.number + 1 == leg.count)
        closeField(to, strip);
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

/// The row of a field that repeats beyond its ends.
int StripSteps::wrapped(int i) const
{
    if (i >= 1 && i <= m_rows)
        return i;
    const int offset = (i - 1) % m_rows;
    return 1 + (offset < 0 ? offset + m_rows : offset);
}

/// The rows beyond the walls, where the strip touches them.
void StripSteps::closeField(const RowBlock& field, RowRange range) const
{
    const auto points = static_cast<std::size_t>(m_rows) + 2;
    const bool periodic = m_rule.boundary == Boundary::Periodic;
    const auto close = [&](int inside, int outside) {
        if (m_rule.boundary == Boundary::Dirichlet)
            std::fill_n(field.row(outside), points, 0.0);
        else
            std::copy_n(field.row(inside), points, field.row(outside));
    };
    if (range.first == 1)
        close(1, periodic ? m_rows + 1 : 0);
    if (range.last == m_rows + 1)
        close(m_rows, periodic ? 0 : m_rows + 1);
}

} // namespace escapade
