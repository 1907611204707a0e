#include "core/color/OkLab.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>

namespace escapade {
namespace {

/// x^2.4 from the fifth root of x: x^2 (x^(1/5))^2. x in (0, 1].
double power2Point4(double x)
{
    // Newton's method from above falls steadily; 1 is above the root of all that is below 1.
    double root = 1;
    for (int i = 0; i < 60; ++i) {
        const double square = root * root;
        root -= (root * square * square - x) / (5 * square * square);
    }
    return x * x * root * root;
}

/// Linear light of an sRGB value, both from 0 to 1 (IEC 61966-2-1).
double decoded(double value)
{
    return value <= 0.04045 ? value / 12.92 : power2Point4((value + 0.055) / 1.055);
}

/// The transfer function of sRGB as tables: no power is computed twice.
struct TransferTables
{
    std::array<double, 256> light {}; ///< of each byte
    std::array<double, 255> bounds {}; ///< between each byte and the next, the light where rounding changes

    TransferTables()
    {
        for (std::size_t i = 0; i < light.size(); ++i)
            light[i] = decoded(static_cast<double>(i) / 255);
        for (std::size_t i = 0; i < bounds.size(); ++i)
            bounds[i] = decoded((static_cast<double>(i) + 0.5) / 255);
    }
};

const TransferTables& transferTables()
{
    static const TransferTables tables;
    return tables;
}

std::uint8_t encoded(double light)
{
    const auto& bounds = transferTables().bounds;
    return static_cast<std::uint8_t>(std::upper_bound(bounds.begin(), bounds.end(), light) - bounds.begin());
}

} // namespace

OkLab toOkLab(const Rgb& color)
{
    const auto& light = transferTables().light;
    const double red = light[color.red];
    const double green = light[color.green];
    const double blue = light[color.blue];
    const double l = cubeRoot(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
    const double m = cubeRoot(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
    const double s = cubeRoot(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
    return { 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
        1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
        0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s };
}

Rgb toRgb(const OkLab& color)
{
    const auto cube = [](double x) { return x * x * x; };
    const double l = cube(color.lightness + 0.3963377774 * color.greenRed + 0.2158037573 * color.blueYellow);
    const double m = cube(color.lightness - 0.1055613458 * color.greenRed - 0.0638541728 * color.blueYellow);
    const double s = cube(color.lightness - 0.0894841775 * color.greenRed - 1.2914855480 * color.blueYellow);
    return { encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
        encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
        encoded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s) };
}

double cubeRoot(double value)
{
    if (value == 0)
        return 0;
    // A third of the exponent, with the mantissa carried along, is within a few per cent; the constant brings
    // the bias of the exponent back and makes the error about even.
    const double size = std::abs(value);
    double root = std::bit_cast<double>(std::bit_cast<std::uint64_t>(size) / 3 + 0x2a9f8a7be393b600U);
    for (int i = 0; i < 5; ++i)
        root -= (root - size / (root * root)) / 3;
    return std::copysign(root, value);
}

} // namespace escapade
