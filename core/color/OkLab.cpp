#include "core/color/OkLab.h"

#include "core/color/LinearLight.h"

#include <bit>
#include <cmath>
#include <cstddef>

namespace escapade {

OkLab toOkLab(const Rgb& color)
{
    const double red = lightOf(color.red);
    const double green = lightOf(color.green);
    const double blue = lightOf(color.blue);
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
    return { byteOf(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
        byteOf(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
        byteOf(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s) };
}

double cubeRoot(double value)
{
    if (value == 0)
        return 0;
    // A third of the exponent, with the mantissa carried along, is within a few per cent; the constant brings
    // the bias of the exponent back and makes the error about even.
    const double size = std::abs(value);
    auto root = std::bit_cast<double>(std::bit_cast<std::uint64_t>(size) / 3 + 0x2a9f8a7be393b600U);
    for (int i = 0; i < 5; ++i)
        root -= (root - size / (root * root)) / 3;
    return std::copysign(root, value);
}

} // namespace escapade
