#include "ui/settings/PictureChoice.h"

#include "core/base/Check.h"

#include <algorithm>

namespace escapade {

PictureChoice::PictureChoice(QObject* parent)
    : QObject(parent)
    , m_palettes(builtinPalettes())
    , m_shown(m_palettes.front())
{
    ESCAPADE_CHECK(m_palettes.size() >= m_favourites.size());
    for (std::size_t n = 0; n < m_favourites.size(); ++n)
        m_favourites[n] = m_palettes[n].id;
}

bool PictureChoice::isBuiltin() const
{
    return m_current < builtinPalettes().size();
}

bool PictureChoice::setPaletteId(const std::string& id)
{
    const auto found = std::find_if(
        m_palettes.begin(), m_palettes.end(), [&](const Palette& palette) { return palette.id == id; });
    if (found == m_palettes.end())
        return false;
    setPaletteIndex(static_cast<int>(found - m_palettes.begin()));
    return true;
}

void PictureChoice::setPalette(const Palette& palette)
{
    const auto found = std::find(m_palettes.begin(), m_palettes.end(), palette);
    const auto index = static_cast<int>(found - m_palettes.begin());
    if (found == m_palettes.end()) {
        m_palettes.push_back(palette);
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
    const auto withId = [this](const std::string& id) {
        return std::find_if(
            m_palettes.begin(), m_palettes.end(), [&](const Palette& p) { return p.id == id; });
    };
    if (std::find(m_palettes.begin(), m_palettes.end(), palette) != m_palettes.end()) {
        setPalette(palette);
        return;
    }
    if (const Palette* const builtin = findBuiltinPalette(palette.id)) {
        constexpr std::size_t longestStem = 50;
        const std::string stem = palette.id.substr(0, longestStem);
        const auto idWith
            = [&stem](int n) { return std::string(stem).append(1, '-').append(std::to_string(n)); };
        int number = 2;
        while (withId(idWith(number)) != m_palettes.end())
            ++number;
        palette.id = idWith(number);
        if (palette.name == builtin->name)
            palette.name.append(1, ' ').append(std::to_string(number));
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
