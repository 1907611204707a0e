#include "core/render/InteriorDiscs.h"

#include "core/fractal/InteriorDisc.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace escapade {
namespace {

constexpr double mostCellsFromOrigin = 0x1p50; ///< beyond it a cell's middle is no double; infinities, too

/// The power of two in (16 spacing, 32 spacing].
double cellSide(double spacing)
{
    int exponent = 0;
    std::frexp(32 * spacing, &exponent); // 32 spacing is in [2^(exponent - 1), 2^exponent)
    return std::ldexp(0.5, exponent);
}

} // namespace

InteriorDiscs::Axis::Axis(double min, double max, double side)
    : first(std::floor(min / side))
{
    const double last = std::floor(max / side);
    if (std::abs(first) < mostCellsFromOrigin && std::abs(last) < mostCellsFromOrigin && last >= first)
        cells = static_cast<int>(last - first) + 1;
}

InteriorDiscs::InteriorDiscs(double reMin, double reMax, double imMin, double imMax, double spacing)
    : m_side(cellSide(spacing))
    , m_columns(reMin, reMax, m_side)
    , m_rows(imMin <= 0 && imMax >= 0 ? 0 : std::min(std::abs(imMin), std::abs(imMax)),
          std::max(std::abs(imMin), std::abs(imMax)), m_side)
    , m_radius2(static_cast<std::size_t>(m_columns.cells) * static_cast<std::size_t>(m_rows.cells))
{
    for (std::atomic<double>& radius2 : m_radius2)
        radius2.store(-1, std::memory_order_relaxed);
}

bool InteriorDiscs::covers(double re, double im) const
{
    im = std::abs(im);
    const double column = std::floor(re / m_side) - m_columns.first;
    const double row = std::floor(im / m_side) - m_rows.first;
    if (!(column >= 0 && column < m_columns.cells && row >= 0 && row < m_rows.cells))
        return false;
    const double dRe = re - (m_columns.first + column + 0.5) * m_side;
    const double dIm = im - (m_rows.first + row + 0.5) * m_side;
    return dRe * dRe + dIm * dIm < radius2(static_cast<int>(column), static_cast<int>(row));
}

double InteriorDiscs::radius2(int column, int row) const
{
    std::atomic<double>& known
        = m_radius2[static_cast<std::size_t>(row) * static_cast<std::size_t>(m_columns.cells)
            + static_cast<std::size_t>(column)];
    double value = known.load(std::memory_order_relaxed);
    if (value < 0) {
        const double radius = interiorDiscRadius(
            (m_columns.first + column + 0.5) * m_side, (m_rows.first + row + 0.5) * m_side);
        value = radius * radius * (1 - 0x1p-40);
        known.store(value, std::memory_order_relaxed);
    }
    return value;
}

} // namespace escapade
