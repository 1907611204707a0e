#pragma once

#include "core/color/ColorPositions.h"

#include <cstdint>

// What is done to colours after they were looked up: the lamp's light, and the set's hairs.

namespace escapade::shading {

/// One channel of a colour, a part of the way to another, in 256ths.
ESCAPADE_INLINE std::uint32_t mixed(std::uint32_t from, std::uint32_t to, std::uint32_t part, unsigned shift)
{
    const std::uint32_t a = (from >> shift) & 0xffU;
    const std::uint32_t b = (to >> shift) & 0xffU;
    return ((a * (256 - part) + b * part + 128) >> 8U) << shift;
}

/// An opaque colour, a part of the way to another, in 256ths.
ESCAPADE_INLINE std::uint32_t mixed(std::uint32_t from, std::uint32_t to, std::uint32_t part)
{
    return 0xff000000U | mixed(from, to, part, 16) | mixed(from, to, part, 8) | mixed(from, to, part, 0);
}

ESCAPADE_INLINE std::uint32_t in256ths(double part)
{
    const double positive = part > 0 ? part : 0;
    const double part512 = (positive < 1 ? positive : 1) * 512;
    return static_cast<std::uint32_t>(static_cast<std::int32_t>(part512) + 1) / 2;
}

/// Fades what is nearer to the set than a pixel into the interior's colour.
ESCAPADE_INLINE void drawHairs(
    const PixelResults& results, const ColorTable& table, std::span<std::uint32_t> colors)
{
    const std::span<const float> distances = results.of(OrbitValue::LogDistance);
    if (table.mapping().outside != Outside::Distance || distances.empty())
        return;
    const double logSpacing = positions::log2Of(results.spacing);
    for (std::size_t i = 0; i < colors.size(); ++i) {
        if (results.labels[i] == Label::Escaped)
            colors[i]
                = mixed(table.interior(), colors[i], in256ths(positions::pixelsOf(distances[i], logSpacing)));
    }
}

/// Lights slopes that face the lamp up to white and the others down to black; what lies flat keeps its
/// colour. As Lambert's law has it for a slope of fixed steepness, less what flat ground gets.
ESCAPADE_INLINE void shine(
    const PixelResults& results, const ColorTable& table, std::span<std::uint32_t> colors)
{
    const std::span<const float> slopesX = results.of(OrbitValue::SlopeX);
    const std::span<const float> slopesY = results.of(OrbitValue::SlopeY);
    const Lamp& lamp = table.mapping().lamp;
    if (!lamp.on || slopesX.empty() || slopesY.empty())
        return;
    constexpr std::uint32_t black = 0xff000000U;
    constexpr std::uint32_t white = 0xffffffffU;
    const LampVector& light = table.lampVector();
    for (std::size_t i = 0; i < colors.size(); ++i) {
        if (results.labels[i] != Label::Escaped)
            continue;
        const double facing
            = static_cast<double>(slopesX[i]) * light.x + static_cast<double>(slopesY[i]) * light.y;
        const double change = facing * light.slope * lamp.strength;
        colors[i] = change < 0 ? mixed(colors[i], black, in256ths(-change))
                               : mixed(colors[i], white, in256ths(change * light.highlight));
    }
}

} // namespace escapade::shading
