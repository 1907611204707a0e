#include "core/color/Coloring.h"

#include <cmath>

namespace escapade {
namespace {

/// Palette periods per square root of an iteration: chosen by eye, on the whole set and on views a thousand
/// and a billion times closer.
constexpr double periodsPerRoot = 0.15;

} // namespace

double palettePosition(std::int32_t count, float fraction)
{
    const double smooth = static_cast<double>(count) + static_cast<double>(fraction);
    // Also false for NaN. Fractions may lie a little outside [0, 1], so the first counts can come out
    // negative.
    return smooth > 0 ? std::sqrt(smooth) * periodsPerRoot : 0;
}

std::uint32_t colorOf(std::int32_t count, float fraction, Label label, const ColorTable& table)
{
    if (label == Label::Escaped)
        return table.at(palettePosition(count, fraction));
    return label == Label::NotComputed ? 0 : table.interior();
}

} // namespace escapade
