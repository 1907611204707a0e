#pragma once

#include "core/base/Result.h"
#include "core/color/Palette.h"
#include "core/document/Location.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace escapade {

/// A location with a name, worth coming back to.
struct Place
{
    std::string id; ///< file name without ending; formed like a palette's, see isPaletteId()
    std::string title; ///< what people read; see cleanTitle()
    std::string note; ///< a sentence that says what to look at; may be empty
    Location location;
    std::optional<Palette> palette; ///< the colours themselves where they are not one of ours
    bool operator==(const Place&) const = default;
};

/// In bytes of UTF-8.
inline constexpr std::size_t maxTitleBytes = 120;
inline constexpr std::size_t maxNoteBytes = 1000;

/// What a title can be of a text: without line breaks and other control characters, without blanks around,
/// cut at a whole character where it is too long. Empty where nothing is left.
std::string cleanTitle(std::string_view text);

/// An id for a title: what it cannot hold becomes -, letters become small; never empty.
std::string placeIdFor(std::string_view title);

/// Reads a place: a location's text (see parseLocation()) that also has a title and may have a note and
/// own_palette, the text of a palette. Fails with the key and what it must be.
Result<Place> parsePlace(std::string_view id, std::string_view text);

/// parsePlace() gives back the same value. Other programs of ours read it as a location.
std::string toText(const Place& place);

/// The places of resources/places, compiled in. Any thread.
const std::vector<Place>& builtinPlaces();

} // namespace escapade
