#pragma once

#include "core/base/Result.h"
#include "core/color/Palette.h"
#include "core/document/Location.h"

#include <optional>
#include <string>
#include <string_view>

namespace escapade {

/// A place as it travels: what other programs and machines may not have comes with it.
struct OpenedLocation
{
    Location location;
    std::optional<Palette> palette; ///< the colours themselves; empty: those of the location's paletteId
    bool operator==(const OpenedLocation&) const = default;
};

/// What must come along with a place that is coloured with this palette: nothing where it is one of ours.
std::optional<Palette> paletteToCarry(const Palette& palette);

/// The location's text, and own_palette where there is one; parseOpenedLocation() gives back the same value,
/// if the palette's id is the location's. Programs that know nothing of it read it as a location.
std::string toText(const OpenedLocation& opened);

/// Reads a location's text (see parseLocation()) that may carry its palette. A palette that the location does
/// not name is left out: someone has chosen another one in the text.
Result<OpenedLocation> parseOpenedLocation(std::string_view text);

/// The same from the bytes of a file: text, or a PNG that carries both. A picture whose palette cannot be
/// read still has its place.
Result<OpenedLocation> openedLocationFromFile(std::string_view bytes);

} // namespace escapade
