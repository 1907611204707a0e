#include "core/document/OwnPalette.h"

#include "core/base/TomlText.h"

namespace escapade {
namespace {

constexpr const char* ownPaletteKey = "own_palette";

} // namespace

std::string ownPaletteText(const Palette& palette)
{
    return std::string(ownPaletteKey) + " = " + quotedTomlLines(toText(palette)) + "\n";
}

Result<std::optional<Palette>> readOwnPalette(const toml::table& table)
{
    const toml::node* const node = table.get(ownPaletteKey);
    if (node == nullptr)
        return std::optional<Palette>();
    const auto* const text = node->as_string();
    if (text == nullptr)
        return Error { std::string(ownPaletteKey) + " must be a palette file as text in quotes" };
    Result<Palette> palette = parsePalette({}, text->get());
    if (!palette)
        return Error { std::string(ownPaletteKey) + " is wrong: " + palette.error().message };
    return std::optional(*std::move(palette));
}

} // namespace escapade
