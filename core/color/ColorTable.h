#pragma once

#include "core/color/ColorMapping.h"
#include "core/color/Equalization.h"
#include "core/color/Palette.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>

namespace escapade {

/// A lamp as colours are computed with it.
struct LampVector
{
    double x = 0; ///< the direction that it shines from, of length 1
    double y = 0;
    double slope = 0; ///< how much a slope's direction matters, 0 to 1: less the higher the lamp
    double highlight = 0.6; ///< slopes that face the lamp go this far to white: less, as white glares
};

/// A palette interpolated once to a table that is quick to look up: in OkLab, so that what lies between two
/// stops looks like their mixture, each of its three channels follows a monotone cubic through the stops, so
/// that there are neither kinks nor colours lighter or darker than the stops around. Same bits everywhere.
/// Source: F. N. Fritsch, J. Butland, A method for constructing local monotone piecewise cubic interpolants,
/// SIAM J. Sci. Stat. Comput. 5 (1984).
///
/// It carries how counts are mapped to it, because whoever colours a picture needs both.
class ColorTable
{
public:
    /// Entries per length of the palette.
    static constexpr int size = 4096;
    explicit ColorTable(const Palette& palette, const ColorMapping& mapping = {});

    /// The colour at a position in lengths of the palette: cyclic ones repeat, others go back and forth. NaN
    /// and what is below 0 count as 0.
    std::uint32_t at(double position) const
    {
        // Beyond this, whole lengths are all that a double can tell, and the conversion would overflow. Also
        // false for NaN.
        constexpr double farthest = 1e15;
        const double inside = position > 0 && position < farthest ? position : 0;
        // The scale is a power of two and so changes no bit of the mantissa.
        const auto step = static_cast<std::uint64_t>(static_cast<std::int64_t>(inside * size + m_rounding));
        return m_colors[step & m_mask];
    }
    /// What at() looks up: a power of two of colours in steps of 1/size, which come again and again. The step
    /// of a position is the position times size plus rounding(), cut off.
    std::span<const std::uint32_t> entries() const { return std::span(m_colors).first(m_mask + 1); }
    double rounding() const { return m_rounding; }
    std::uint32_t interior() const { return m_interior; }

    const ColorMapping& mapping() const { return m_mapping; }
    void setMapping(const ColorMapping& mapping);
    const LampVector& lampVector() const { return m_lampVector; }
    /// For Outside::Histogram: that of the picture. Null: not known.
    const Equalization* equalization() const { return m_equalization.get(); }
    const std::shared_ptr<const Equalization>& sharedEqualization() const { return m_equalization; }
    void setEqualization(std::shared_ptr<const Equalization> equalization)
    {
        m_equalization = std::move(equalization);
    }
    /// After how many lengths the colours come again: 1, or 2 where they go back and forth.
    int lengthsPerRepeat() const { return m_mask < size ? 1 : 2; }

private:
    std::array<std::uint32_t, std::size_t { 2 } * size> m_colors {}; // of a repeat
    std::uint64_t m_mask = 0;
    /// The entries of a palette that goes back and forth are the colours in the middle of their steps, so
    /// that both ways give the same; those of a cyclic one are those at the beginning.
    double m_rounding = 0;
    std::uint32_t m_interior = 0;
    ColorMapping m_mapping;
    LampVector m_lampVector;
    std::shared_ptr<const Equalization> m_equalization;
};

} // namespace escapade
