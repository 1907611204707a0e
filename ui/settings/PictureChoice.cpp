#include "ui/settings/PictureChoice.h"

#include "core/base/Check.h"

#include <algorithm>

namespace escapade {
namespace {

bool hasColorsOf(const Palette& one, const Palette& other)
{
    return one.stops == other.stops && one.cyclic == other.cyclic && one.interior == other.interior;
}

/// The same palette under an id that is still free, perhaps: "ember-2". One that has the name of a built-in
/// one, or is the second with its id, is told apart by its name, too.
Palette numbered(Palette palette, int number)
{
    constexpr std::size_t longestStem = 50;
    constexpr std::size_t longestName = 180; // leaves room for the number, within a palette's limit
    const std::string text = std::to_string(number);
    const Palette* const builtin = findBuiltinPalette(palette.id);
    if ((builtin == nullptr || builtin->name == palette.name) && palette.name.size() <= longestName)
        palette.name.append(1, ' ').append(text);
    palette.id = palette.id.substr(0, longestStem).append(1, '-').append(text);
    return palette;
}

} // namespace

PictureChoice::PictureChoice(QObject* parent)
    : QObject(parent)
    , m_palettes(builtinPalettes())
    , m_shown(m_palettes.front())
{
    ESCAPADE_CHECK(m_palettes.size() >= m_favourites.size());
    for (std::size_t n = 0; n < m_favourites.size(); ++n)
        m_favourites[n] = m_palettes[n].id;
}

bool PictureChoice::setPaletteId(const std::string& id)
{
    const auto found = withId(id);
    if (found == m_palettes.end())
        return false;
    setPaletteIndex(static_cast<int>(found - m_palettes.begin()));
    return true;
}

bool PictureChoice::knowsPalette(const std::string& id) const
{
    return std::ranges::find(m_palettes, id, &Palette::id) != m_palettes.end();
}

void PictureChoice::setPalette(const Palette& palette)
{
    // It may have come before, and got another id then.
    Palette added = palette;
    auto found = withId(added.id);
    for (int number = 2; found != m_palettes.end() && !hasColorsOf(*found, palette); ++number) {
        added = numbered(palette, number);
        found = withId(added.id);
    }
    const auto index = static_cast<int>(found - m_palettes.begin());
    if (found == m_palettes.end()) {
        m_palettes.push_back(std::move(added));
        emit palettesChanged();
    }
    setPaletteIndex(index);
}

void PictureChoice::setPaletteIndex(int index)
{
    const auto wanted = static_cast<std::size_t>(index);
    if (index < 0 || wanted >= m_palettes.size() || wanted == m_current)
        return;
    m_current = wanted;
    announcePalette();
}

void PictureChoice::stepPalette(int by)
{
    const auto count = static_cast<int>(m_palettes.size());
    setPaletteIndex(((paletteIndex() + by) % count + count) % count);
}

void PictureChoice::storePalette(Palette palette)
{
    const auto same = std::ranges::find(m_palettes, palette);
    if (same != m_palettes.end()) {
        setPaletteIndex(static_cast<int>(same - m_palettes.begin()));
        return;
    }
    if (findBuiltinPalette(palette.id) != nullptr) {
        int number = 2;
        while (knowsPalette(numbered(palette, number).id))
            ++number;
        palette = numbered(palette, number);
    }
    const auto place = withId(palette.id);
    m_current = static_cast<std::size_t>(place - m_palettes.begin());
    if (place == m_palettes.end())
        m_palettes.push_back(std::move(palette));
    else
        *place = std::move(palette);
    emit palettesChanged();
    announcePalette();
}

void PictureChoice::previewPalette(const Palette& palette)
{
    if (palette == m_shown)
        return;
    m_shown = palette;
    emit shownPaletteChanged(m_shown);
}

void PictureChoice::setColorMapping(const ColorMapping& mapping)
{
    if (mapping == m_mapping || !checkMapping(mapping))
        return;
    m_mapping = mapping;
    emit colorMappingChanged(m_mapping);
}

void PictureChoice::setFavourites(const Favourites& favourites)
{
    if (favourites == m_favourites)
        return;
    m_favourites = favourites;
    emit favouritesChanged();
}

std::vector<Palette>::iterator PictureChoice::withId(const std::string& id)
{
    return std::ranges::find(m_palettes, id, &Palette::id);
}

void PictureChoice::announcePalette()
{
    emit paletteChanged(palette());
    previewPalette(palette());
}

void PictureChoice::setFixedMaxIterations(std::optional<std::int32_t> maxIterations)
{
    if (maxIterations)
        maxIterations = std::max(*maxIterations, 1);
    if (maxIterations == m_fixedMaxIterations)
        return;
    m_fixedMaxIterations = maxIterations;
    emit fixedMaxIterationsChanged(maxIterations);
}

} // namespace escapade
