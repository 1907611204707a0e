#include "core/document/Place.h"

#include "core/base/TomlReading.h"
#include "core/base/TomlText.h"
#include "core/document/OwnPalette.h"

#include <algorithm>

namespace escapade {
namespace {

constexpr std::size_t maxIdLength = 64;

bool isControl(char c)
{
    const auto code = static_cast<unsigned char>(c);
    return code < 0x20 || code == 0x7f;
}

bool continuesCharacter(char c)
{
    return (static_cast<unsigned char>(c) & 0xc0U) == 0x80;
}

/// The texts of a place that its location leaves out. What is missing is empty; what is no text is an error.
Result<std::string> readText(const toml::table& table, const char* key, std::size_t most)
{
    const toml::node* const node = table.get(key);
    if (node == nullptr)
        return std::string();
    const auto* const text = node->as_string();
    if (text == nullptr || text->get().size() > most)
        return Error { "place: " + std::string(key) + " must be text in quotes of at most "
            + std::to_string(most) + " bytes" };
    return text->get();
}

Result<Place> fromTable(std::string_view id, const toml::table& table, std::string_view text)
{
    Result<Location> location = parseLocation(text);
    if (!location)
        return location.error();
    const Result<std::string> title = readText(table, "title", maxTitleBytes);
    if (!title)
        return title.error();
    if (title->empty() || cleanTitle(*title) != *title)
        return Error { "place: title must be one line of text without blanks around" };
    Result<std::string> note = readText(table, "note", maxNoteBytes);
    if (!note)
        return note.error();
    Result<std::optional<Palette>> palette = readOwnPalette(table);
    if (!palette)
        return Error { "place: " + palette.error().message };
    return Place { std::string(id), *title, *std::move(note), *std::move(location), *std::move(palette) };
}

} // namespace

std::string cleanTitle(std::string_view text)
{
    std::string title(text);
    std::replace_if(title.begin(), title.end(), isControl, ' ');
    if (title.size() > maxTitleBytes) {
        std::size_t end = maxTitleBytes;
        while (end > 0 && continuesCharacter(title[end]))
            --end;
        title.resize(end);
    }
    const auto first = title.find_first_not_of(' ');
    if (first == std::string::npos)
        return {};
    return title.substr(first, title.find_last_not_of(' ') - first + 1);
}

std::string placeIdFor(std::string_view title)
{
    std::string id;
    for (const char c : title.substr(0, maxIdLength)) {
        const bool isUpper = c >= 'A' && c <= 'Z';
        const bool isKept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (isUpper)
            id += static_cast<char>(c - 'A' + 'a');
        else if (isKept)
            id += c;
        else if (!id.empty() && id.back() != '-')
            id += '-';
    }
    while (!id.empty() && id.back() == '-')
        id.pop_back();
    return id.empty() ? "place" : id;
}

Result<Place> parsePlace(std::string_view id, std::string_view text)
{
    if (!isPaletteId(id))
        return Error { "place: its id must be 1 to " + std::to_string(maxIdLength)
            + " letters, digits, - and _" };
    const Result<toml::table> table = readToml("place", text, maxLocationBytes);
    return table ? fromTable(id, *table, text) : table.error();
}

std::string toText(const Place& place)
{
    std::string text = "title = " + quotedToml(place.title) + "\n";
    if (!place.note.empty())
        text += "note = " + quotedToml(place.note) + "\n";
    text += toText(place.location);
    if (place.palette)
        text += ownPaletteText(*place.palette);
    return text;
}

} // namespace escapade
