#include "core/document/OpenedLocation.h"

#include "core/base/TomlReading.h"
#include "core/document/OwnPalette.h"
#include "core/document/PngFile.h"

#include <map>
#include <span>

namespace escapade {
namespace {

/// The palette that a picture carries beside its location's text.
std::optional<Palette> picturePalette(const std::map<std::string, std::string>& texts)
{
    const auto found = texts.find(paletteKeyword);
    if (found == texts.end())
        return std::nullopt;
    Result<Palette> palette = parsePalette({}, found->second);
    return palette ? std::optional(*std::move(palette)) : std::nullopt;
}

} // namespace

std::optional<Palette> paletteToCarry(const Palette& palette)
{
    const Palette* const ours = findBuiltinPalette(palette.id);
    return ours != nullptr && *ours == palette ? std::nullopt : std::optional(palette);
}

std::string toText(const OpenedLocation& opened)
{
    return toText(opened.location) + (opened.palette ? ownPaletteText(*opened.palette) : std::string());
}

Result<OpenedLocation> parseOpenedLocation(std::string_view text)
{
    Result<Location> location = parseLocation(text);
    if (!location)
        return location.error();
    const Result<toml::table> table = readToml("location", text, maxLocationBytes);
    if (!table)
        return table.error();
    Result<std::optional<Palette>> palette = readOwnPalette(*table);
    if (!palette)
        return Error { "location: " + palette.error().message };
    OpenedLocation opened { *std::move(location), *std::move(palette) };
    std::string& id = opened.location.paletteId;
    if (opened.palette && id.empty())
        id = opened.palette->id;
    else if (opened.palette && id != opened.palette->id)
        opened.palette.reset();
    return opened;
}

Result<OpenedLocation> openedLocationFromFile(std::string_view bytes)
{
    const std::span<const std::byte> raw = std::as_bytes(std::span(bytes));
    if (!isPng(raw))
        return parseOpenedLocation(bytes);
    Result<Location> location = locationFromFile(bytes);
    if (!location)
        return location.error();
    const auto texts = readPngTexts(raw);
    return OpenedLocation { *std::move(location), texts ? picturePalette(*texts) : std::nullopt };
}

} // namespace escapade
