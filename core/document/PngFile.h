#pragma once

#include "core/base/Array2D.h"
#include "core/base/Result.h"
#include "core/parallel/CancelToken.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace escapade {

/// Puts the pixels of row y, 0xAARRGGBB, into row.
using RowSource = std::function<void(int y, std::span<std::uint32_t> row)>;

/// A PNG of opaque pixels with these texts by keyword (1 to 79 ASCII characters): tEXt where the text is
/// ASCII, iTXt (UTF-8) otherwise; empty ones are left out. rows is called once for each row, from the top.
/// Fails for lack of memory and when cancelled.
Result<std::vector<std::byte>> encodePng(Size size, const RowSource& rows,
    const std::map<std::string, std::string>& texts, const CancelToken& cancel = {});

/// The same for pixels that are there already.
Result<std::vector<std::byte>> encodePng(const Array2D<std::uint32_t>& pixels,
    const std::map<std::string, std::string>& texts, const CancelToken& cancel = {});

/// Whether these bytes begin like a PNG.
bool isPng(std::span<const std::byte> bytes);

/// The text chunks of a PNG (tEXt, zTXt, iTXt), without decoding its pixels. Bounded; untrusted input is
/// safe.
Result<std::map<std::string, std::string>> readPngTexts(std::span<const std::byte> bytes);

/// The keyword under which a picture carries its Location text, and the one of its Palette text.
inline constexpr const char* locationKeyword = "Escapade location";
inline constexpr const char* paletteKeyword = "Escapade palette";

} // namespace escapade
