#include "core/color/PaletteFiles.h"

#include "core/color/ColorTable.h"
#include "core/color/OkLab.h"
#include "core/color/formats/Formats.h"

#include <algorithm>
#include <array>

namespace escapade {
namespace {

using formats::Gradient;

std::string_view withoutFolders(std::string_view fileName)
{
    return fileName.substr(fileName.find_last_of("/\\") + 1);
}

std::string_view stemOf(std::string_view fileName)
{
    const std::string_view name = withoutFolders(fileName);
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot);
}

bool endsWith(std::string_view fileName, std::string_view ending)
{
    if (fileName.size() < ending.size())
        return false;
    const std::string_view tail = fileName.substr(fileName.size() - ending.size());
    return std::equal(tail.begin(), tail.end(), ending.begin(),
        [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b; });
}

/// Whether a text is UTF-8, but for a few characters that no name needs.
bool isUtf8(std::string_view text)
{
    std::size_t i = 0;
    while (i < text.size()) {
        const auto lead = static_cast<unsigned char>(text[i]);
        std::size_t more = 0;
        if (lead >= 0x80) {
            // Two-byte forms from 0xc2; three and four bytes without the overlong and surrogate corners.
            if (lead >= 0xc2 && lead <= 0xdf)
                more = 1;
            else if (lead >= 0xe1 && lead <= 0xef && lead != 0xed)
                more = 2;
            else if (lead >= 0xf1 && lead <= 0xf3)
                more = 3;
            else
                return false;
        }
        if (text.size() - i <= more)
            return false;
        for (std::size_t n = 1; n <= more; ++n) {
            if ((static_cast<unsigned char>(text[i + n]) & 0xc0U) != 0x80U)
                return false;
        }
        i += more + 1;
    }
    return true;
}

/// Names of other programs are of any encoding and length. What is not ASCII is taken as Latin-1 unless all
/// of it is UTF-8.
std::string readableName(std::string_view raw)
{
    constexpr std::size_t longest = 90;
    const bool utf8 = isUtf8(raw);
    std::string name;
    for (const char c : raw) {
        const auto code = static_cast<unsigned char>(c);
        // Never cut within a character.
        if (name.size() >= longest && (!utf8 || (code & 0xc0U) != 0x80U))
            break;
        if (code < 0x20 || code == 0x7f) {
            name += ' ';
        } else if (code < 0x80 || utf8) {
            name += c;
        } else {
            name += static_cast<char>(0xc0U | (code >> 6U));
            name += static_cast<char>(0x80U | (code & 0x3fU));
        }
    }
    return name;
}

Rgb between(const Palette::Stop& before, const Palette::Stop& after, double position)
{
    const OkLab from = toOkLab(before.color);
    const OkLab to = toOkLab(after.color);
    const double share = (position - before.position) / (after.position - before.position);
    return toRgb({ from.lightness + (to.lightness - from.lightness) * share,
        from.greenRed + (to.greenRed - from.greenRed) * share,
        from.blueYellow + (to.blueYellow - from.blueYellow) * share });
}

/// Puts stops in order, at most one at a place, the first at 0.
void tidy(Gradient& gradient)
{
    auto& stops = gradient.stops;
    std::stable_sort(
        stops.begin(), stops.end(), [](const auto& a, const auto& b) { return a.position < b.position; });
    const auto samePlace = [](const auto& a, const auto& b) { return a.position == b.position; };
    stops.erase(std::unique(stops.begin(), stops.end(), samePlace), stops.end());
    if (stops.empty() || stops.front().position == 0)
        return;
    Palette::Stop last = stops.back();
    last.position -= 1;
    const Rgb first = gradient.cyclic ? between(last, stops.front(), 0) : stops.front().color;
    stops.insert(stops.begin(), { 0, first });
}

/// A palette of ours under a name that is nobody's.
bool isOurs(std::string_view fileName, std::string_view bytes)
{
    constexpr std::array<std::string_view, 5> others { ".map", ".gpl", ".ggr", ".ugr", ".cs" };
    return std::ranges::none_of(others, [&](std::string_view ending) { return endsWith(fileName, ending); })
        && bytes.find("stops") != std::string_view::npos && !formats::looksLikeGimpPalette(bytes)
        && !formats::looksLikeGimpGradient(bytes) && !formats::looksLikeUltraFractal(bytes);
}

Result<Gradient> readForeign(std::string_view fileName, std::string_view bytes)
{
    if (formats::looksLikeGimpPalette(bytes))
        return formats::readGimpPalette(bytes);
    if (formats::looksLikeGimpGradient(bytes))
        return formats::readGimpGradient(bytes);
    if (formats::looksLikeColorSchemer(bytes))
        return formats::readColorSchemer(bytes);
    if (endsWith(fileName, ".ugr") || formats::looksLikeUltraFractal(bytes))
        return formats::readUltraFractal(bytes);
    if (endsWith(fileName, ".map"))
        return formats::readFractintMap(bytes);
    return Error {
        "this is no palette file that can be read; it must be .toml, .map, .gpl, .ggr, .ugr or .cs"
    };
}

} // namespace

Result<Palette> readPaletteFile(std::string_view fileName, std::string_view bytes)
{
    if (bytes.size() > maxPaletteBytes)
        return Error { "palette: the file is longer than " + std::to_string(maxPaletteBytes) + " bytes" };
    const std::string id = paletteIdFor(stemOf(fileName));
    if (endsWith(fileName, ".toml") || isOurs(fileName, bytes))
        return parsePalette(id, bytes);
    Result<Gradient> gradient = readForeign(fileName, bytes);
    if (!gradient)
        return Error { "palette: " + gradient.error().message };
    tidy(*gradient);
    if (gradient->stops.size() < 2)
        return Error { "palette: all of its colours are at the same place" };
    if (gradient->stops.size() > formats::maxColors)
        return Error { "palette: there are more than " + std::to_string(formats::maxColors) + " colours" };
    Palette palette;
    palette.id = id;
    palette.name = readableName(gradient->name.empty() ? stemOf(fileName) : std::string_view(gradient->name));
    if (palette.name.empty())
        palette.name = id;
    palette.stops = std::move(gradient->stops);
    palette.cyclic = gradient->cyclic;
    palette.interior = gradient->interior;
    return palette;
}

std::string toGimpPalette(const Palette& palette)
{
    constexpr int colors = 256;
    const auto line = [](const Rgb& color) {
        return std::to_string(color.red) + " " + std::to_string(color.green) + " "
            + std::to_string(color.blue);
    };
    const ColorTable table(palette);
    std::string text = "GIMP Palette\nName: " + readableName(palette.name) + "\nColumns: 16\n";
    text += "# escapade-cyclic: " + std::string(palette.cyclic ? "yes" : "no") + "\n";
    text += "# escapade-interior: " + line(palette.interior) + "\n";
    for (int i = 0; i < colors; ++i) {
        const std::uint32_t color = table.at(static_cast<double>(i) / (palette.cyclic ? colors : colors - 1));
        text += line({ static_cast<std::uint8_t>(color >> 16U), static_cast<std::uint8_t>(color >> 8U),
                    static_cast<std::uint8_t>(color) })
            + "\t" + std::to_string(i) + "\n";
    }
    return text;
}

namespace formats {

std::vector<Palette::Stop> evenly(const std::vector<Rgb>& colors)
{
    std::vector<Palette::Stop> stops;
    stops.reserve(colors.size());
    for (const Rgb& color : colors)
        stops.push_back({ static_cast<double>(stops.size()) / static_cast<double>(colors.size()), color });
    return stops;
}

} // namespace formats

} // namespace escapade
