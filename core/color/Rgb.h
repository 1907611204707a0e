#pragma once

#include <cstdint>

namespace escapade {

/// A colour of the screen, in sRGB.
struct Rgb
{
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    bool operator==(const Rgb&) const = default;
    std::uint32_t argb() const
    {
        return 0xff000000U | (std::uint32_t { red } << 16U) | (std::uint32_t { green } << 8U) | blue;
    }
};

} // namespace escapade
