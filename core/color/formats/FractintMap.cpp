#include "core/color/formats/Formats.h"
#include "core/color/formats/TextLines.h"

namespace escapade::formats {

/// A line per colour: red, green and blue from 0 to 255, then anything. Source: the files that come with
/// Fractint, and its help on "Palette Maps".
Result<Gradient> readFractintMap(std::string_view text)
{
    std::vector<Rgb> colors;
    TextLines lines(text);
    while (const auto line = lines.next()) {
        if (line->empty())
            continue;
        std::string_view rest = *line;
        const std::optional<Rgb> color = takeColor(rest);
        if (!color)
            return lines.wrong(*line, "must begin with three numbers from 0 to 255");
        if (colors.size() == maxColors)
            return lines.wrong(*line, "is one colour too many; there may be " + std::to_string(maxColors));
        colors.push_back(*color);
    }
    constexpr std::size_t fewest = 3;
    if (colors.size() < fewest)
        return Error { "there are " + std::to_string(colors.size())
            + " lines of colours; there must be 3 or more, the first one for the inside" };
    Gradient gradient;
    gradient.interior = colors.front();
    colors.erase(colors.begin());
    gradient.stops = evenly(colors);
    return gradient;
}

} // namespace escapade::formats
