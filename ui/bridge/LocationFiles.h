#pragma once

#include "core/base/Result.h"
#include "core/color/Palette.h"
#include "core/document/OpenedLocation.h"
#include "core/render/Frame.h"

#include <QString>

namespace escapade {

/// Larger files are no picture or location of ours: they are refused before they are read.
inline constexpr std::size_t maxLocationFileBytes = std::size_t { 256 } << 20U;

/// Reads the location, and the palette that comes with it, out of a text file or a picture. Blocks: not for
/// the GUI thread. The message names the file.
Result<OpenedLocation> readLocationFile(const QString& path);

/// Writes a complete frame, coloured by a palette, as PNG that carries its location; whole or not at all.
/// Blocks: not for the GUI thread.
Result<void> writePicture(
    const Frame& frame, const Palette& palette, const Location& location, const QString& path);

/// The same for pixels as they are, 0xAARRGGBB.
Result<void> writePixels(const Array2D<std::uint32_t>& pixels, const Palette& palette,
    const Location& location, const QString& path);

} // namespace escapade
