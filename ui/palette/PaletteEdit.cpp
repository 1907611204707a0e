#include "ui/palette/PaletteEdit.h"

#include "core/base/Check.h"
#include "core/color/ColorTable.h"

#include <algorithm>
#include <utility>

namespace escapade {
namespace {

constexpr std::size_t mostStops = 4096;

/// The positions that a new or moved stop between these two may have.
std::pair<double, double> roomBetween(double before, double after)
{
    const double margin = std::min(leastStopDistance, (after - before) / 4);
    return { before + margin, after - margin };
}

double positionAfter(const Palette& palette, std::size_t stop)
{
    return stop + 1 < palette.stops.size() ? palette.stops[stop + 1].position : 1;
}

} // namespace

bool canMoveStop(const Palette& palette, std::size_t stop)
{
    return stop > 0 && (palette.cyclic || stop + 1 < palette.stops.size());
}

Palette withStopMoved(Palette palette, std::size_t stop, double position)
{
    ESCAPADE_CHECK(stop < palette.stops.size());
    if (!canMoveStop(palette, stop))
        return palette;
    const auto [least, most] = roomBetween(palette.stops[stop - 1].position, positionAfter(palette, stop));
    palette.stops[stop].position = std::clamp(position, least, most);
    return palette;
}

AddedStop withStopAdded(Palette palette, double position)
{
    std::size_t before = 0;
    while (before + 1 < palette.stops.size() && palette.stops[before + 1].position <= position)
        ++before;
    const double left = palette.stops[before].position;
    const double right = positionAfter(palette, before);
    const bool isThere = position <= left || position >= right || right - left < leastStopDistance;
    if (isThere || palette.stops.size() >= mostStops)
        return { std::move(palette), before };
    const auto [least, most] = roomBetween(left, right);
    const double place = std::clamp(position, least, most);
    const std::uint32_t color = ColorTable(palette).at(place);
    const Palette::Stop added { place,
        { static_cast<std::uint8_t>(color >> 16U), static_cast<std::uint8_t>(color >> 8U),
            static_cast<std::uint8_t>(color) } };
    palette.stops.insert(palette.stops.begin() + static_cast<std::ptrdiff_t>(before) + 1, added);
    return { std::move(palette), before + 1 };
}

bool canRemoveStop(const Palette& palette)
{
    return palette.stops.size() > 2;
}

Palette withStopRemoved(Palette palette, std::size_t stop)
{
    ESCAPADE_CHECK(stop < palette.stops.size());
    if (!canRemoveStop(palette))
        return palette;
    palette.stops.erase(palette.stops.begin() + static_cast<std::ptrdiff_t>(stop));
    palette.stops.front().position = 0;
    if (!palette.cyclic)
        palette.stops.back().position = 1;
    return palette;
}

Palette withStopColor(Palette palette, std::size_t stop, const Rgb& color)
{
    ESCAPADE_CHECK(stop < palette.stops.size());
    palette.stops[stop].color = color;
    return palette;
}

Palette withCyclic(Palette palette, bool cyclic)
{
    if (palette.cyclic == cyclic)
        return palette;
    palette.cyclic = cyclic;
    auto& stops = palette.stops;
    if (!cyclic) {
        // The seam becomes the end.
        if (stops.size() < mostStops)
            stops.push_back({ 1, stops.front().color });
        else
            stops.back().position = 1;
        return palette;
    }
    if (stops.size() > 2 && stops.back().color == stops.front().color)
        stops.pop_back();
    else
        stops.back().position = (stops[stops.size() - 2].position + 1) / 2;
    return palette;
}

PaletteHistory::PaletteHistory(Palette start)
    : m_entries { std::move(start) }
{ }

void PaletteHistory::record(const Palette& palette, const std::string& gesture)
{
    if (palette == current())
        return;
    m_entries.resize(m_current + 1, palette);
    const bool goesOn = !gesture.empty() && gesture == m_gesture;
    m_gesture = gesture;
    if (goesOn) {
        m_entries.back() = palette;
        return;
    }
    m_entries.push_back(palette);
    if (m_entries.size() > maxEntries)
        m_entries.erase(m_entries.begin());
    m_current = m_entries.size() - 1;
}

void PaletteHistory::undo()
{
    ESCAPADE_CHECK(canUndo());
    --m_current;
    endGesture();
}

void PaletteHistory::redo()
{
    ESCAPADE_CHECK(canRedo());
    ++m_current;
    endGesture();
}

} // namespace escapade
