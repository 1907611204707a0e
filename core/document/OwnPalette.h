#pragma once

#include "core/base/Result.h"
#include "core/color/Palette.h"

#include <toml++/toml.h>

#include <optional>
#include <string>

namespace escapade {

/// The line (of many) of a location's or place's text that carries a palette: own_palette = a palette file as
/// one string, broken into lines, so that people can read and edit it. readOwnPalette() gives back the same
/// value.
std::string ownPaletteText(const Palette& palette);

/// The palette that such a text carries, where it does. It is as untrusted as the rest: the rules and limits
/// are those of parsePalette(). The message begins with own_palette.
Result<std::optional<Palette>> readOwnPalette(const toml::table& table);

} // namespace escapade
