#include "core/diffusion/FieldTotals.h"

#include "core/base/Fnv1a.h"

#include <algorithm>
#include <cmath>

namespace escapade {

void CompensatedSum::add(double value)
{
    const double next = sum + value;
    if (std::abs(sum) >= std::abs(value))
        lost += (sum - next) + value;
    else
        lost += (value - next) + sum;
    sum = next;
}

RowTotals totalsOfRow(const double* cells, int count)
{
    RowTotals row;
    row.max = cells[0];
    row.min = cells[0];
    for (int j = 0; j < count; ++j) {
        row.sum.add(cells[j]);
        row.squares.add(cells[j] * cells[j]);
        row.max = std::max(row.max, cells[j]);
        row.min = std::min(row.min, cells[j]);
    }
    return row;
}

void TotalsOfRows::add(const RowTotals& row)
{
    m_sum.add(row.sum.sum);
    m_sum.add(row.sum.lost);
    m_squares.add(row.squares.sum);
    m_squares.add(row.squares.lost);
    m_max = m_any ? std::max(m_max, row.max) : row.max;
    m_min = m_any ? std::min(m_min, row.min) : row.min;
    m_any = true;
}

FieldTotals totalsOf(const DiffusionField& field)
{
    TotalsOfRows rows;
    for (int i = 1; i <= field.rows(); ++i)
        rows.add(totalsOfRow(field.row(i) + 1, field.columns()));
    return rows.totals();
}

std::uint64_t hashOf(const DiffusionField& field, const CancelToken& cancel)
{
    std::uint64_t hash = fnv1a64Basis;
    for (int i = 0; i < field.points() && !cancel.isCancelled(); ++i) {
        const std::span<const double> row(field.row(i), static_cast<std::size_t>(field.width()));
        hash = fnv1a64(std::as_bytes(row), hash);
    }
    return hash;
}

} // namespace escapade
