#pragma once

#include "core/base/Result.h"
#include "core/color/Palette.h"

#include <QString>

namespace escapade {

/// Reads a palette file of any format that we know, see readPaletteFile(). Blocks: not for the GUI thread.
/// The message names the file.
Result<Palette> loadPalette(const QString& path);

/// Writes a palette, as GIMP palette where the name ends with .gpl, otherwise as ours; whole or not at all.
/// Blocks: not for the GUI thread.
Result<void> storePalette(const Palette& palette, const QString& path);

} // namespace escapade
