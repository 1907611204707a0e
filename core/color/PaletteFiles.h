#pragma once

#include "core/color/Palette.h"

#include <string>
#include <string_view>

namespace escapade {

/// Reads a palette of any format that we know, recognised by what is in the file, where that says nothing by
/// the ending of its name:
/// - .toml: our own, see parsePalette();
/// - .map: Fractint, a line of red, green and blue per colour; the first one is the inside's;
/// - .gpl: GIMP palette;
/// - .ggr: GIMP gradient; its curves become stops that are close to each other, transparency is left out;
/// - .ugr: Ultra Fractal; the first gradient of the file;
/// - .cs: ColorSchemer, a binary file.
/// Lists of colours repeat, with their colours at equal distances. The id, and the name where the file has
/// none, is the file's. Fails with the line (or byte) and the value that is wrong.
Result<Palette> readPaletteFile(std::string_view fileName, std::string_view bytes);

/// As a GIMP palette of 256 colours, the first one at the beginning of the palette. What other programs read
/// as comments says the inside's colour and whether the palette repeats, for readPaletteFile().
std::string toGimpPalette(const Palette& palette);

} // namespace escapade
