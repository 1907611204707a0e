#include "core/color/ColorTable.h"

#include "core/base/Check.h"
#include "core/color/OkLab.h"

#include <utility>
#include <vector>

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

/// Cosine and sine of an angle in degrees, 0 to 360, to 1e-9: Taylor's series on an eighth of the circle,
/// because libm's bits differ from machine to machine.
std::array<double, 2> onCircle(double degrees)
{
    constexpr double pi = 3.141592653589793;
    const auto quarters = static_cast<int>((degrees + 45) / 90);
    const double x = (degrees - 90 * quarters) * (pi / 180);
    const double x2 = x * x;
    const double sine = x * (1 - x2 / 6 * (1 - x2 / 20 * (1 - x2 / 42 * (1 - x2 / 72))));
    const double cosine = 1 - x2 / 2 * (1 - x2 / 12 * (1 - x2 / 30 * (1 - x2 / 56 * (1 - x2 / 90))));
    switch (quarters % 4) {
    case 1:
        return { -sine, cosine };
    case 2:
        return { -cosine, -sine };
    case 3:
        return { sine, -cosine };
    default:
        return { cosine, sine };
    }
}

} // namespace

ColorTable::ColorTable(const Palette& palette, const ColorMapping& mapping)
    : m_mask(palette.cyclic ? size - 1 : 2 * size - 1)
    , m_rounding(palette.cyclic ? 0 : 0.5)
    , m_interior(palette.interior.argb())
{
    setMapping(mapping);
    ESCAPADE_CHECK(palette.stops.size() >= 2);
    const std::vector<Palette::Stop> stops = extendedStops(palette);
    std::vector<double> positions;
    std::array<std::vector<double>, 3> channels;
    for (const Palette::Stop& stop : stops) {
        const OkLab color = toOkLab(stop.color);
        positions.push_back(stop.position);
        channels[0].push_back(color.lightness);
        channels[1].push_back(color.greenRed);
        channels[2].push_back(color.blueYellow);
    }
    const Curve lightness = curveThrough(positions, std::move(channels[0]));
    const Curve greenRed = curveThrough(positions, std::move(channels[1]));
    const Curve blueYellow = curveThrough(positions, std::move(channels[2]));

    // A cyclic table ends one step before its beginning, another one at its end.
    const std::size_t last = palette.cyclic ? size - 1 : size;
    std::size_t piece = 0;
    for (std::size_t i = 0; i <= last; ++i) {
        const double position = static_cast<double>(i) / size;
        while (piece + 2 < positions.size() && position >= positions[piece + 1])
            ++piece;
        const Rgb color = toRgb({ valueAt(lightness, piece, position), valueAt(greenRed, piece, position),
            valueAt(blueYellow, piece, position) });
        m_colors[i] = color.argb();
    }
    for (std::size_t i = last + 1; i <= m_mask; ++i)
        m_colors[i] = m_colors[2 * std::size_t { size } - i];
}

void ColorTable::setMapping(const ColorMapping& mapping)
{
    m_mapping = mapping;
    const auto [x, y] = onCircle(mapping.lamp.direction);
    m_lampVector.x = x;
    m_lampVector.y = y;
    m_lampVector.slope = onCircle(mapping.lamp.height)[0];
}

} // namespace escapade
