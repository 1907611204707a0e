#pragma once

#include "core/base/Result.h"
#include "core/color/Rgb.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace escapade {

/// A gradient: colours at positions in [0, 1], rising; what lies between is interpolated, see ColorTable. A
/// cyclic one joins its end to its beginning.
struct Palette
{
    struct Stop
    {
        double position = 0;
        Rgb color;
        bool operator==(const Stop&) const = default;
    };

    std::string id; ///< file name without ending, used on the command line: "ember"; see isPaletteId()
    std::string name; ///< what people read
    std::vector<Stop> stops; ///< at least two, positions rising
    bool cyclic = true;
    Rgb interior; ///< colour of points that never leave
    bool operator==(const Palette&) const = default;
};

/// Whether this can be a palette's id: 1 to 64 letters, digits, - and _, in ASCII.
bool isPaletteId(std::string_view id);

/// The id of a palette in a file of this name (without ending): what an id cannot hold becomes _.
std::string paletteIdFor(std::string_view fileName);

/// The longest text that parsePalette() reads, in bytes.
inline constexpr std::size_t maxPaletteBytes = 1'000'000;

/// Reads a palette file (TOML): name, cyclic, interior = "#rrggbb", stops = [[0.0, "#rrggbb"], ...]. The id
/// is given apart, or stands in the text; name is the id where it is missing, cyclic is true, interior black.
/// Fails with the line or key that is wrong. 2 to 4096 stops, the first at 0; the last of a cyclic palette
/// below 1 (it joins the first there), of others at 1.
Result<Palette> parsePalette(std::string_view id, std::string_view text);

/// As a palette file with the id inside; parsePalette({}, text) gives back the same value.
std::string toText(const Palette& palette);

/// The palettes of resources/palettes, compiled in; the default one first. Any thread.
const std::vector<Palette>& builtinPalettes();
const Palette* findBuiltinPalette(std::string_view id);

} // namespace escapade
