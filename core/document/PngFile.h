#pragma once

#include "core/base/Array2D.h"
#include "core/base/Result.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace escapade {

/// A PNG of opaque 0xAARRGGBB pixels with these tEXt chunks (keyword to Latin-1 text).
Result<std::vector<std::byte>> encodePng(
    const Array2D<std::uint32_t>& pixels, const std::map<std::string, std::string>& texts);

/// The text chunks of a PNG (tEXt, zTXt, iTXt), without decoding its pixels. Bounded; untrusted input is safe.
Result<std::map<std::string, std::string>> readPngTexts(std::span<const std::byte> bytes);

/// The keyword under which a picture carries its Location text.
inline constexpr const char* locationKeyword = "Escapade location";

} // namespace escapade
