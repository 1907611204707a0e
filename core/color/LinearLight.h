#pragma once

#include <cstdint>

namespace escapade {

/// Linear light of a byte of sRGB, from 0 to 1 (IEC 61966-2-1). Same bits everywhere: no libm function is
/// used.
double lightOf(std::uint8_t byte);

/// The byte of sRGB that is nearest to this much light; what is outside 0 to 1 is clipped.
std::uint8_t byteOf(double light);

} // namespace escapade
