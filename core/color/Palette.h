#pragma once

#include "core/base/Result.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace escapade {

struct Rgb
{
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    bool operator==(const Rgb&) const = default;
    std::uint32_t argb() const
    {
        return 0xff000000U | (std::uint32_t { red } << 16U) | (std::uint32_t { green } << 8U) | blue;
    }
};

/// A gradient: colours at positions in [0, 1], rising; what lies between is interpolated in arithmetic that is the same on
/// every machine. A cyclic one joins its end to its beginning.
struct Palette
{
    struct Stop
    {
        double position = 0;
        Rgb color;
        bool operator==(const Stop&) const = default;
    };

    std::string id; ///< file name without ending, used on the command line: "ember"
    std::string name; ///< what people read
    std::vector<Stop> stops; ///< at least two, positions rising
    bool cyclic = true;
    Rgb interior; ///< colour of points that never leave
    bool operator==(const Palette&) const = default;
};

/// Reads a palette file (TOML): name, cyclic, interior = "#rrggbb", stops = [[0.0, "#rrggbb"], ...]. The id is given apart. Fails
/// with the line or key that is wrong. At most 4096 stops.
Result<Palette> parsePalette(std::string_view id, std::string_view toml);

/// The palettes of resources/palettes, compiled in, by id.
const std::vector<Palette>& builtinPalettes();
const Palette* findBuiltinPalette(std::string_view id);

/// A palette interpolated once to a table that is quick to look up.
class ColorTable
{
public:
    static constexpr int size = 4096;
    explicit ColorTable(const Palette& palette);

    /// The colour at a position in periods of the palette: cyclic ones repeat, others go back and forth. position >= 0.
    std::uint32_t at(double position) const;
    std::uint32_t interior() const { return m_interior; }

private:
    std::array<std::uint32_t, size> m_colors {};
    std::uint32_t m_interior = 0;
};

} // namespace escapade
