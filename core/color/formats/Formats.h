#pragma once

#include "core/color/Palette.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace escapade::formats {

/// What a file of another program holds. Stops may still break the rules of a palette.
struct Gradient
{
    std::string name; ///< empty: none; of any encoding
    std::vector<Palette::Stop> stops; ///< in the order of the file
    bool cyclic = true;
    Rgb interior;
};

Result<Gradient> readFractintMap(std::string_view text);
Result<Gradient> readGimpPalette(std::string_view text);
Result<Gradient> readGimpGradient(std::string_view text);
Result<Gradient> readUltraFractal(std::string_view text);
Result<Gradient> readColorSchemer(std::string_view bytes);

/// Whether a text begins as files of a format do.
bool looksLikeGimpPalette(std::string_view text);
bool looksLikeGimpGradient(std::string_view text);
bool looksLikeUltraFractal(std::string_view text);
bool looksLikeColorSchemer(std::string_view bytes);

/// The most colours that a file may have.
inline constexpr std::size_t maxColors = 4096;

/// Colours at equal distances.
std::vector<Palette::Stop> evenly(const std::vector<Rgb>& colors);

} // namespace escapade::formats
