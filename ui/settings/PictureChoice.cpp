#include "ui/settings/PictureChoice.h"

#include "core/base/Check.h"

#include <algorithm>

namespace escapade {

PictureChoice::PictureChoice(QObject* parent)
    : QObject(parent)
    , m_palettes(builtinPalettes())
{
    ESCAPADE_CHECK(!m_palettes.empty());
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
    emit paletteChanged(palette());
}

void PictureChoice::stepPalette(int by)
{
    const auto count = static_cast<int>(m_palettes.size());
    setPaletteIndex(((paletteIndex() + by) % count + count) % count);
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
