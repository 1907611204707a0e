#include "core/base/Check.h"
#include "core/color/Palette.h"

#include <algorithm>
#include <cmath>

namespace escapade {
namespace {

/// One channel's values at rising positions, with the slopes of the monotone cubic through them.
struct Curve
{
    std::vector<double> positions;
    std::vector<double> values;
    std::vector<double> slopes;
};

/// The weighted harmonic mean of the slopes of two neighbouring pieces, 0 at an extreme: keeps a cubic
/// between its ends.
double innerSlope(double widthBefore, double slopeBefore, double widthAfter, double slopeAfter)
{
    if (slopeBefore * slopeAfter <= 0)
        return 0;
    const double weightBefore = widthBefore + 2 * widthAfter;
    const double weightAfter = 2 * widthBefore + widthAfter;
    return (weightBefore + weightAfter) / (weightBefore / slopeAfter + weightAfter / slopeBefore);
}

Curve curveThrough(std::vector<double> positions, std::vector<double> values)
{
    const std::size_t count = positions.size();
    std::vector<double> slopes(count, 0);
    const auto width = [&](std::size_t i) { return positions[i + 1] - positions[i]; };
    const auto secant = [&](std::size_t i) { return (values[i + 1] - values[i]) / width(i); };
    slopes.front() = secant(0);
    slopes.back() = secant(count - 2);
    for (std::size_t i = 1; i + 1 < count; ++i)
        slopes[i] = innerSlope(width(i), secant(i), width(i - 1), secant(i - 1));
    return { std::move(positions), std::move(values), std::move(slopes) };
}

/// The cubic of piece i, between its stop and the next, in Hermite form.
double valueAt(const Curve& curve, std::size_t i, double position)
{
    const double width = curve.positions[i + 1] - curve.positions[i];
    const double t = (position - curve.positions[i]) / width;
    const double rest = 1 - t;
    return curve.values[i] * (1 + 2 * t) * rest * rest + curve.values[i + 1] * (3 - 2 * t) * t * t
        + width * t * rest * (curve.slopes[i] * rest - curve.slopes[i + 1] * t);
}

/// The stops, and for a cyclic palette two of the neighbouring periods at each side, so that the seam is like
/// any other stop.
std::vector<Palette::Stop> extendedStops(const Palette& palette)
{
    std::vector<Palette::Stop> stops = palette.stops;
    if (!palette.cyclic)
        return stops;
    const std::size_t count = stops.size();
    const auto shifted = [](Palette::Stop stop, double by) {
        stop.position += by;
        return stop;
    };
    std::vector<Palette::Stop> result { shifted(stops[count - 2], -1), shifted(stops[count - 1], -1) };
    result.insert(result.end(), stops.begin(), stops.end());
    result.push_back(shifted(stops[0], 1));
    result.push_back(shifted(stops[1], 1));
    return result;
}

std::uint8_t toByte(double value)
{
    return static_cast<std::uint8_t>(std::clamp(value + 0.5, 0.0, 255.0));
}

} // namespace

ColorTable::ColorTable(const Palette& palette)
    : m_interior(palette.interior.argb())
    , m_cyclic(palette.cyclic)
{
    ESCAPADE_CHECK(palette.stops.size() >= 2);
    const std::vector<Palette::Stop> stops = extendedStops(palette);
    std::vector<double> positions;
    std::array<std::vector<double>, 3> channels;
    for (const Palette::Stop& stop : stops) {
        positions.push_back(stop.position);
        channels[0].push_back(stop.color.red);
        channels[1].push_back(stop.color.green);
        channels[2].push_back(stop.color.blue);
    }
    const Curve red = curveThrough(positions, std::move(channels[0]));
    const Curve green = curveThrough(positions, std::move(channels[1]));
    const Curve blue = curveThrough(positions, std::move(channels[2]));

    // A cyclic table ends one step before its beginning, another one at its end.
    const double steps = palette.cyclic ? size : size - 1;
    std::size_t piece = 0;
    for (int i = 0; i < size; ++i) {
        const double position = i / steps;
        while (piece + 2 < positions.size() && position >= positions[piece + 1])
            ++piece;
        m_colors[static_cast<std::size_t>(i)] = Rgb { toByte(valueAt(red, piece, position)),
            toByte(valueAt(green, piece, position)), toByte(valueAt(blue, piece, position)) }
                                                    .argb();
    }
}

std::uint32_t ColorTable::at(double position) const
{
    // Beyond this, whole periods are all that a double can tell, and the conversion to int would overflow.
    constexpr double farthest = 1e15;
    if (!(position > 0))
        return m_colors.front();
    if (position >= farthest)
        return m_colors.front();
    if (m_cyclic) {
        const double within = position - std::floor(position);
        // within is below 1, but its product may round up to the size.
        return m_colors[std::min(static_cast<std::size_t>(within * size), std::size_t { size - 1 })];
    }
    const double there = position - 2 * std::floor(position / 2);
    const double within = there <= 1 ? there : 2 - there;
    return m_colors[static_cast<std::size_t>(std::lround(within * (size - 1)))];
}

} // namespace escapade
