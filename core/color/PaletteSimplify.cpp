#include "core/color/PaletteSimplify.h"

#include "core/base/Check.h"
#include "core/color/ColorTable.h"
#include "core/color/OkLab.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace escapade {
namespace {

/// The colours of a palette at equal steps from 0 to below 1.
std::vector<OkLab> colorsAlong(const Palette& palette)
{
    const ColorTable table(palette);
    std::vector<OkLab> colors;
    colors.reserve(ColorTable::size);
    std::uint32_t last = 0; // alpha says that it is none
    for (int step = 0; step < ColorTable::size; ++step) {
        const std::uint32_t color = table.entries()[static_cast<std::size_t>(step)];
        if (color != last)
            colors.push_back(toOkLab({ static_cast<std::uint8_t>(color >> 16U),
                static_cast<std::uint8_t>(color >> 8U), static_cast<std::uint8_t>(color) }));
        else
            colors.push_back(colors.back());
        last = color;
    }
    return colors;
}

double distance(const OkLab& one, const OkLab& other)
{
    const double lightness = one.lightness - other.lightness;
    const double greenRed = one.greenRed - other.greenRed;
    const double blueYellow = one.blueYellow - other.blueYellow;
    return std::sqrt(lightness * lightness + greenRed * greenRed + blueYellow * blueYellow);
}

/// Chooses stops of a palette, ever more of them.
class Choice
{
public:
    explicit Choice(const Palette& palette)
        : m_palette(palette)
        , m_wanted(colorsAlong(palette))
        , m_isKept(palette.stops.size(), false)
    {
        m_isKept.front() = true;
        // The end has its place by the rules; a gradient that repeats needs any second one.
        m_isKept[palette.cyclic ? palette.stops.size() / 2 : palette.stops.size() - 1] = true;
    }

    Palette kept() const
    {
        Palette palette = m_palette;
        palette.stops.clear();
        for (std::size_t n = 0; n < m_isKept.size(); ++n) {
            if (m_isKept[n])
                palette.stops.push_back(m_palette.stops[n]);
        }
        return palette;
    }

    /// Keeps one more stop in every gap that is too far off; false where there is none.
    bool refine(double tolerance)
    {
        const std::vector<OkLab> colors = colorsAlong(kept());
        bool isChanged = false;
        for (std::size_t begin = 0; begin < m_isKept.size();) {
            std::size_t end = begin + 1;
            while (end < m_isKept.size() && !m_isKept[end])
                ++end;
            isChanged = refineGap({ begin, end }, colors, tolerance) || isChanged;
            begin = end;
        }
        return isChanged;
    }

private:
    /// From a stop that is kept to the next one, which at the end is the palette's beginning.
    struct Gap
    {
        std::size_t begin = 0;
        std::size_t end = 0;
    };

    double positionOf(std::size_t stop) const
    {
        return stop < m_palette.stops.size() ? m_palette.stops[stop].position : 1;
    }

    bool refineGap(const Gap& gap, const std::vector<OkLab>& colors, double tolerance)
    {
        const auto first = static_cast<std::size_t>(positionOf(gap.begin) * ColorTable::size);
        const auto last
            = std::min(static_cast<std::size_t>(positionOf(gap.end) * ColorTable::size) + 1, colors.size());
        std::size_t worst = first;
        double most = 0;
        for (std::size_t n = first; n < last; ++n) {
            const double off = distance(colors[n], m_wanted[n]);
            if (off > most) {
                most = off;
                worst = n;
            }
        }
        if (most <= tolerance)
            return false;
        return keepNear(static_cast<double>(worst) / ColorTable::size, gap);
    }

    /// Keeps the stop that is nearest to a position of a gap. A gap without stops is off only because of the
    /// slopes at its ends, which the next stops beyond them change.
    bool keepNear(double position, const Gap& gap)
    {
        std::size_t nearest = m_isKept.size();
        double least = 2;
        for (std::size_t n = gap.begin + 1; n < gap.end; ++n) {
            const double away = std::abs(positionOf(n) - position);
            if (!m_isKept[n] && away < least) {
                least = away;
                nearest = n;
            }
        }
        if (nearest < m_isKept.size()) {
            m_isKept[nearest] = true;
            return true;
        }
        const std::size_t count = m_isKept.size();
        bool isChanged = false;
        for (const std::size_t beyond : { (gap.begin + count - 1) % count, (gap.end + 1) % count }) {
            isChanged = isChanged || !m_isKept[beyond];
            m_isKept[beyond] = true;
        }
        return isChanged;
    }

    const Palette& m_palette;
    std::vector<OkLab> m_wanted;
    std::vector<bool> m_isKept; // of the palette's stops
};

} // namespace

Palette simplifiedPalette(const Palette& palette, double tolerance)
{
    ESCAPADE_CHECK(tolerance > 0);
    constexpr std::size_t leastStops = 3;
    if (palette.stops.size() < leastStops)
        return palette;
    Choice choice(palette);
    while (choice.refine(tolerance)) { }
    Palette simple = choice.kept();
    return paletteDistance(simple, palette) <= tolerance ? simple : palette;
}

double paletteDistance(const Palette& one, const Palette& other)
{
    const std::vector<OkLab> here = colorsAlong(one);
    const std::vector<OkLab> there = colorsAlong(other);
    double most = 0;
    for (std::size_t n = 0; n < here.size(); ++n)
        most = std::max(most, distance(here[n], there[n]));
    return most;
}

} // namespace escapade
