#include "core/color/formats/Formats.h"
#include "core/color/formats/TextLines.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace escapade::formats {
namespace {

constexpr std::string_view magic = "GIMP Gradient";
constexpr std::size_t maxSegments = 500;
/// Pieces that a curved segment is cut into; maxSegments of them have less than maxColors stops.
constexpr int curvePieces = 7;

enum class Blend { Linear, Curved, Sinusoidal, SphereIncreasing, SphereDecreasing, Step };
enum class Mixing { Rgb, HsvCounterClockwise, HsvClockwise };

using Color = std::array<double, 3>; // red, green, blue or hue, saturation, value, each from 0 to 1

struct Segment
{
    double left = 0;
    double middle = 0;
    double right = 0;
    Color leftColor {};
    Color rightColor {};
    Blend blend = Blend::Linear;
    Mixing mixing = Mixing::Rgb;
};

/// ln of a number in (0, 1], by the series of the area hyperbolic tangent; libm's bits differ from machine to
/// machine.
double naturalLog(double value)
{
    constexpr double ln2 = 0.6931471805599453;
    int halvings = 0;
    while (value < 0.5) {
        value *= 2;
        ++halvings;
    }
    const double y = (value - 1) / (value + 1);
    double sum = 0;
    double power = y;
    for (int n = 1; n < 40; n += 2) {
        sum += power / n;
        power *= y * y;
    }
    return 2 * sum - halvings * ln2;
}

/// e^-x for x >= 0, by the series of e^(x/64).
double decay(double x)
{
    constexpr double farthest = 60;
    const double part = std::min(x, farthest) / 64;
    double sum = 1;
    double term = 1;
    for (int n = 1; n < 20; ++n) {
        term *= part / n;
        sum += term;
    }
    for (int i = 0; i < 6; ++i)
        sum *= sum;
    return 1 / sum;
}

/// (1 - cos(pi x)) / 2 for x from 0 to 1, as sin^2(pi x / 2) by its series.
double sineStep(double x)
{
    constexpr double halfPi = 1.5707963267948966;
    const double angle = x * halfPi;
    double sum = 0;
    double term = angle;
    for (int n = 1; n < 24; n += 2) {
        sum += term;
        term *= -angle * angle / ((n + 1) * (n + 2));
    }
    return sum * sum;
}

/// How far the colour is from the left one to the right one, at a place from 0 to 1 within the segment.
double blended(Blend blend, double middle, double x)
{
    constexpr double least = 1e-6;
    const double m = std::clamp(middle, least, 1 - least);
    const double linear = x <= m ? 0.5 * x / m : 0.5 + 0.5 * (x - m) / (1 - m);
    switch (blend) {
    case Blend::Linear:
        return linear;
    case Blend::Curved:
        return x <= 0 ? 0 : decay(naturalLog(x) * (naturalLog(0.5) / naturalLog(m)) * -1);
    case Blend::Sinusoidal:
        return sineStep(linear);
    case Blend::SphereIncreasing:
        return std::sqrt(1 - (linear - 1) * (linear - 1));
    case Blend::SphereDecreasing:
        return 1 - std::sqrt(1 - linear * linear);
    case Blend::Step:
        return x < m ? 0 : 1;
    }
    return linear;
}

Color toHsv(const Color& rgb)
{
    const auto [least, most] = std::minmax({ rgb[0], rgb[1], rgb[2] });
    const double range = most - least;
    if (range == 0)
        return { 0, 0, most };
    double hue = 0;
    if (rgb[0] == most)
        hue = (rgb[1] - rgb[2]) / range;
    else if (rgb[1] == most)
        hue = 2 + (rgb[2] - rgb[0]) / range;
    else
        hue = 4 + (rgb[0] - rgb[1]) / range;
    return { (hue < 0 ? hue + 6 : hue) / 6, range / most, most };
}

Color fromHsv(const Color& hsv)
{
    const auto channel = [&](double shift) {
        const double turned = hsv[0] * 6 + shift;
        const double k = turned - 6 * std::floor(turned / 6);
        return hsv[2] * (1 - hsv[1] * std::clamp(std::min(k, 4 - k), 0.0, 1.0));
    };
    return { channel(5), channel(3), channel(1) };
}

Color mixed(const Color& from, const Color& to, double share)
{
    Color result {};
    for (std::size_t i = 0; i < result.size(); ++i)
        result[i] = from[i] + (to[i] - from[i]) * share;
    return result;
}

Color colorAt(const Segment& segment, double x)
{
    const double width = segment.right - segment.left;
    const double share = blended(segment.blend, (segment.middle - segment.left) / width, x);
    if (segment.mixing == Mixing::Rgb)
        return mixed(segment.leftColor, segment.rightColor, share);
    Color from = toHsv(segment.leftColor);
    Color to = toHsv(segment.rightColor);
    // The hue goes around in one direction only.
    if (segment.mixing == Mixing::HsvCounterClockwise && to[0] < from[0])
        to[0] += 1;
    if (segment.mixing == Mixing::HsvClockwise && to[0] > from[0])
        from[0] += 1;
    return fromHsv(mixed(from, to, share));
}

Rgb toBytes(const Color& color)
{
    const auto byte = [](double value) {
        return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0, 1.0) * 255));
    };
    return { byte(color[0]), byte(color[1]), byte(color[2]) };
}

std::optional<Segment> parseSegment(std::string_view line)
{
    std::array<double, 11> numbers {};
    for (double& number : numbers) {
        const std::optional<double> value = realNumber(takeWord(line));
        if (!value)
            return std::nullopt;
        number = *value;
    }
    const std::optional<long> blend = wholeNumber(takeWord(line));
    const std::optional<long> mixing = wholeNumber(takeWord(line));
    if (!blend || *blend < 0 || *blend > 5 || !mixing || *mixing < 0 || *mixing > 2)
        return std::nullopt;
    const auto [left, middle, right, r0, g0, b0, a0, r1, g1, b1, a1] = numbers;
    return Segment { left, middle, right, { r0, g0, b0 }, { r1, g1, b1 }, static_cast<Blend>(*blend),
        static_cast<Mixing>(*mixing) };
}

/// Adds a stop, a little further where another one is at its place: that is how a jump is shown.
void addStop(std::vector<Palette::Stop>& stops, double position, const Rgb& color)
{
    constexpr double jump = 1e-5;
    if (!stops.empty() && position <= stops.back().position) {
        if (stops.back().color == color)
            return;
        position = stops.back().position + jump;
    }
    if (position < 1 || (position == 1 && (stops.empty() || stops.back().position < 1)))
        stops.push_back({ position, color });
}

void addStops(std::vector<Palette::Stop>& stops, const Segment& segment)
{
    const double width = segment.right - segment.left;
    const auto addAt = [&](double x) {
        addStop(stops, x >= 1 ? segment.right : segment.left + x * width, toBytes(colorAt(segment, x)));
    };
    addAt(0);
    const double middle = (segment.middle - segment.left) / width;
    if (segment.blend == Blend::Step) {
        constexpr double justBefore = 1e-4;
        addAt(std::max(middle - justBefore, 0.0));
        addAt(middle);
    } else if (segment.blend == Blend::Linear && segment.mixing == Mixing::Rgb) {
        addAt(middle);
    } else {
        for (int i = 1; i < curvePieces; ++i)
            addAt(static_cast<double>(i) / curvePieces);
    }
    addAt(1);
}

} // namespace

bool looksLikeGimpGradient(std::string_view text)
{
    return text.starts_with(magic);
}

/// The magic line, "Name: ...", the number of segments, and a line for each: left end, middle, right end, red
/// green blue alpha at the left and at the right, kind of blend, kind of mixing. Source: devel-docs/ggr.txt
/// of GIMP.
Result<Gradient> readGimpGradient(std::string_view text)
{
    Gradient gradient;
    gradient.cyclic = false;
    TextLines lines(text);
    const auto first = lines.next();
    if (!first || *first != magic)
        return lines.wrong(first.value_or(""), "must be \"GIMP Gradient\"");
    auto line = lines.next();
    if (constexpr std::string_view key = "Name:"; line && line->starts_with(key)) {
        gradient.name = trimmed(line->substr(key.size()));
        line = lines.next();
    }
    const std::optional<long> count = wholeNumber(line.value_or(""));
    if (!count || *count < 1 || *count > static_cast<long>(maxSegments))
        return lines.wrong(
            line.value_or(""), "must be the number of segments, 1 to " + std::to_string(maxSegments));
    double end = 0;
    for (long i = 0; i < *count; ++i) {
        line = lines.next();
        if (!line)
            return Error { "the file ends before segment " + std::to_string(i + 1) + " of "
                + std::to_string(*count) };
        const std::optional<Segment> segment = parseSegment(*line);
        if (!segment)
            return lines.wrong(
                *line, "must be 11 numbers and the kinds of blend (0 to 5) and mixing (0 to 2)");
        constexpr double tolerance = 1e-5; // ends are written with six digits
        if (std::abs(segment->left - end) > tolerance || !(segment->middle >= segment->left)
            || !(segment->right >= segment->middle) || !(segment->right > segment->left + tolerance)
            || segment->right > 1 + tolerance)
            return lines.wrong(
                *line, "must go on from " + std::to_string(end) + " to at most 1, left to right");
        Segment fitted = *segment;
        fitted.left = end;
        fitted.right = std::min(segment->right, 1.0);
        fitted.middle = std::clamp(segment->middle, fitted.left, fitted.right);
        end = fitted.right;
        addStops(gradient.stops, fitted);
    }
    constexpr double almostOne = 0.999;
    if (end < almostOne)
        return Error { "its segments end at " + std::to_string(end) + "; they must end at 1" };
    gradient.stops.back().position = 1;
    if (gradient.stops.front().color == gradient.stops.back().color && gradient.stops.size() > 2) {
        gradient.cyclic = true;
        gradient.stops.pop_back();
    }
    return gradient;
}

} // namespace escapade::formats
