#include "core/color/formats/Formats.h"
#include "core/color/formats/TextLines.h"

namespace escapade::formats {
namespace {

constexpr std::string_view magic = "GIMP Palette";

/// What toGimpPalette() says in comments.
void readComment(std::string_view comment, Gradient& gradient)
{
    const std::string_view key = takeWord(comment);
    if (key == "escapade-cyclic:") {
        gradient.cyclic = takeWord(comment) != "no";
    } else if (key == "escapade-interior:") {
        if (const std::optional<Rgb> color = takeColor(comment))
            gradient.interior = *color;
    }
}

} // namespace

bool looksLikeGimpPalette(std::string_view text)
{
    return text.starts_with(magic);
}

/// The magic line, then "Name: ...", "Columns: ..." and a line per colour, with its name behind it. Source:
/// developer.gimp.org, "GIMP Palette (GPL) file format".
Result<Gradient> readGimpPalette(std::string_view text)
{
    Gradient gradient;
    std::vector<Rgb> colors;
    TextLines lines(text);
    const auto first = lines.next();
    if (!first || *first != magic)
        return lines.wrong(first.value_or(""), "must be \"GIMP Palette\"");
    while (const auto line = lines.next()) {
        if (line->empty() || line->starts_with("Columns:"))
            continue;
        if (line->starts_with('#')) {
            readComment(line->substr(1), gradient);
            continue;
        }
        if (constexpr std::string_view key = "Name:"; line->starts_with(key) && colors.empty()) {
            gradient.name = trimmed(line->substr(key.size()));
            continue;
        }
        std::string_view rest = *line;
        const std::optional<Rgb> color = takeColor(rest);
        if (!color)
            return lines.wrong(*line, "must begin with three numbers from 0 to 255");
        if (colors.size() == maxColors)
            return lines.wrong(*line, "is one colour too many; there may be " + std::to_string(maxColors));
        colors.push_back(*color);
    }
    if (colors.size() < 2)
        return Error { "there are " + std::to_string(colors.size()) + " colours; there must be 2 or more" };
    gradient.stops = evenly(colors);
    if (!gradient.cyclic) {
        for (Palette::Stop& stop : gradient.stops)
            stop.position *= static_cast<double>(colors.size()) / static_cast<double>(colors.size() - 1);
        gradient.stops.back().position = 1;
    }
    return gradient;
}

} // namespace escapade::formats
