#pragma once

#include "core/diffusion/DiffusionField.h"
#include "core/parallel/CancelToken.h"

#include <cstdint>

namespace escapade {

/// A sum with what its additions lost. Source: A. Neumaier, ZAMM 54 (1974) 39-51.
struct CompensatedSum
{
    double sum = 0;
    double lost = 0;
    void add(double value);
    double value() const { return sum + lost; }
};

/// What a field amounts to, boundary cells left out.
struct FieldTotals
{
    double sum = 0;
    double max = 0;
    double min = 0;
    double squares = 0; ///< the sum of the squares
    bool operator==(const FieldTotals&) const = default;
};

/// The part of one row: cells[0..count-1].
struct RowTotals
{
    CompensatedSum sum;
    double max = 0;
    double min = 0;
    CompensatedSum squares;
};
RowTotals totalsOfRow(const double* cells, int count);

/// Adds up rows that come in order. Whoever computes the rows, and with however many threads, the result has
/// the same bits.
class TotalsOfRows
{
public:
    void add(const RowTotals& row);
    FieldTotals totals() const { return { m_sum.value(), m_max, m_min, m_squares.value() }; }

private:
    CompensatedSum m_sum;
    CompensatedSum m_squares;
    double m_max = 0;
    double m_min = 0;
    bool m_any = false;
};

FieldTotals totalsOf(const DiffusionField& field);

/// FNV-1a-64 of the present array, boundary included, row major, as little-endian bytes. Garbage when
/// cancelled.
std::uint64_t hashOf(const DiffusionField& field, const CancelToken& cancel = {});

} // namespace escapade
