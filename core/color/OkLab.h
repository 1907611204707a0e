#pragma once

#include "core/color/Rgb.h"

namespace escapade {

/// A colour in OkLab, where equal distances look about equally large: lightness from 0 (black) to 1 (white),
/// and two axes of hue, from green to red and from blue to yellow, 0 for greys.
///
/// Source of the matrices: Björn Ottosson, A perceptual color space for image processing,
/// https://bottosson.github.io/posts/oklab/
struct OkLab
{
    double lightness = 0;
    double greenRed = 0;
    double blueYellow = 0;
};

OkLab toOkLab(const Rgb& color);

/// The nearest byte of each sRGB channel; what no screen shows is clipped channel by channel.
/// toRgb(toOkLab(color)) is color. Same bits everywhere: no libm function is used.
Rgb toRgb(const OkLab& color);

/// The cube root of a finite number from 1e-30 to 1e30 in size, or of 0, to some 1e-15 of it: from + - * /
/// and bit operations, so that every machine gives the same bits (libm's differ).
double cubeRoot(double value);

} // namespace escapade
