#include "core/color/Palette.h"

#include "core/base/NumberText.h"
#include "core/base/TomlReading.h"
#include "core/base/TomlText.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace escapade {
namespace {

constexpr std::size_t maxIdLength = 64;
constexpr std::size_t maxNameLength = 200;
constexpr std::size_t maxStops = 4096;

bool isIdCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

std::optional<Rgb> parseColor(std::string_view text)
{
    if (text.size() != 7 || text[0] != '#')
        return {};
    std::uint32_t value = 0;
    const auto [end, problem] = std::from_chars(text.data() + 1, text.data() + text.size(), value, 16);
    if (problem != std::errc() || end != text.data() + text.size())
        return {};
    return Rgb { static_cast<std::uint8_t>(value >> 16U), static_cast<std::uint8_t>(value >> 8U),
        static_cast<std::uint8_t>(value) };
}

std::string colorText(const Rgb& color)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text = "#";
    for (const unsigned channel : { color.red, color.green, color.blue }) {
        text += digits[channel >> 4U];
        text += digits[channel & 15U];
    }
    return text;
}

Error badPalette(const std::string& reason)
{
    return { "palette: " + reason };
}

Result<Palette::Stop> parseStop(const toml::node& node, std::size_t number)
{
    const std::string which = "stop " + std::to_string(number);
    const toml::array* const pair = node.as_array();
    if (pair == nullptr || pair->size() != 2)
        return badPalette(which + " must be a pair, such as [0.25, \"#20a0ff\"]");
    const std::optional<double> position = (*pair)[0].value<double>();
    if (!position || !(*position >= 0 && *position <= 1))
        return badPalette(which + "'s position must be a number from 0 to 1");
    const toml::value<std::string>* const text = (*pair)[1].as_string();
    const std::optional<Rgb> color = text == nullptr ? std::optional<Rgb>() : parseColor(text->get());
    if (!color)
        return badPalette(which + "'s colour must be text such as \"#20a0ff\"");
    return Palette::Stop { *position, *color };
}

Result<std::vector<Palette::Stop>> parseStops(const toml::table& table, bool cyclic)
{
    const toml::array* const list = table["stops"].as_array();
    if (list == nullptr || list->size() < 2 || list->size() > maxStops)
        return badPalette("stops must be a list of 2 to " + std::to_string(maxStops) + " pairs");
    std::vector<Palette::Stop> stops;
    for (const toml::node& node : *list) {
        const Result<Palette::Stop> stop = parseStop(node, stops.size() + 1);
        if (!stop)
            return stop.error();
        if (!stops.empty() && stop->position <= stops.back().position)
            return badPalette(
                "stop " + std::to_string(stops.size() + 1) + "'s position must be above the one before");
        stops.push_back(*stop);
    }
    if (stops.front().position != 0)
        return badPalette("the first stop must be at 0");
    if (cyclic && stops.back().position >= 1)
        return badPalette(
            "the last stop of a cyclic palette must be below 1, where the first one comes again");
    if (!cyclic && stops.back().position != 1)
        return badPalette("the last stop of a palette that is not cyclic must be at 1");
    return stops;
}

Result<Palette> fromTable(std::string_view id, const toml::table& table)
{
    for (const auto& [key, node] : table) {
        constexpr std::array<std::string_view, 5> known { "id", "name", "cyclic", "interior", "stops" };
        if (std::find(known.begin(), known.end(), key.str()) == known.end())
            return badPalette(
                std::string(1, '"').append(key.str().substr(0, 40)).append("\" is not a key of a palette"));
    }
    Palette palette;
    palette.id = id.empty() ? table["id"].value_or(std::string()) : std::string(id);
    if (!isPaletteId(palette.id))
        return badPalette("id must be 1 to " + std::to_string(maxIdLength) + " letters, digits, - and _");
    if (table.contains("name") && !table["name"].is_string())
        return badPalette("name must be text in quotes");
    palette.name = table["name"].value_or(palette.id);
    if (palette.name.empty() || palette.name.size() > maxNameLength)
        return badPalette("name must be 1 to " + std::to_string(maxNameLength) + " bytes long");
    if (table.contains("cyclic") && !table["cyclic"].is_boolean())
        return badPalette("cyclic must be true or false");
    palette.cyclic = table["cyclic"].value_or(true);
    if (table.contains("interior")) {
        const std::optional<Rgb> color = parseColor(table["interior"].value_or(std::string_view()));
        if (!color)
            return badPalette("interior must be text such as \"#000000\"");
        palette.interior = *color;
    }
    Result<std::vector<Palette::Stop>> stops = parseStops(table, palette.cyclic);
    if (!stops)
        return stops.error();
    palette.stops = *std::move(stops);
    return palette;
}

} // namespace

bool isPaletteId(std::string_view id)
{
    return !id.empty() && id.size() <= maxIdLength && std::all_of(id.begin(), id.end(), isIdCharacter);
}

std::string paletteIdFor(std::string_view fileName)
{
    std::string id(fileName.substr(0, maxIdLength));
    std::replace_if(
        id.begin(), id.end(), [](char c) { return !isIdCharacter(c); }, '_');
    return id.empty() ? "_" : id;
}

Result<Palette> parsePalette(std::string_view id, std::string_view text)
{
    const Result<toml::table> table = readToml("palette", text, maxPaletteBytes);
    return table ? fromTable(id, *table) : table.error();
}

std::string toText(const Palette& palette)
{
    std::string text = "id = " + quotedToml(palette.id) + "\nname = " + quotedToml(palette.name)
        + "\ncyclic = " + (palette.cyclic ? "true" : "false") + "\ninterior = \""
        + colorText(palette.interior) + "\"\nstops = [\n";
    for (const Palette::Stop& stop : palette.stops)
        text += "    [" + floatText(stop.position) + ", \"" + colorText(stop.color) + "\"],\n";
    return text + "]\n";
}

const Palette* findBuiltinPalette(std::string_view id)
{
    const std::vector<Palette>& palettes = builtinPalettes();
    const auto found = std::find_if(
        palettes.begin(), palettes.end(), [&](const Palette& palette) { return palette.id == id; });
    return found == palettes.end() ? nullptr : &*found;
}

} // namespace escapade
