#pragma once

#include "core/color/ColorMapping.h"
#include "core/color/Palette.h"

#include <QObject>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace escapade {

/// How the fractals look: palette, colour mapping and iteration limit, which all of them share. Signals come
/// only on change. GUI thread.
class PictureChoice : public QObject
{
    Q_OBJECT

public:
    explicit PictureChoice(QObject* parent = nullptr);

    /// The built-in palettes and those that came with an opened picture.
    const std::vector<Palette>& palettes() const { return m_palettes; }
    const Palette& palette() const { return m_palettes[m_current]; }
    /// Empty: automatic.
    std::optional<std::int32_t> fixedMaxIterations() const { return m_fixedMaxIterations; }

    /// Makes a palette of any origin the present one; false where only its id is given and unknown. One that
    /// is new is added; where another one has its id, it gets one of its own, so that none is overwritten.
    bool setPaletteId(const std::string& id);
    bool knowsPalette(const std::string& id) const;
    void setPalette(const Palette& palette);
    void setPaletteIndex(int index);
    int paletteIndex() const { return static_cast<int>(m_current); }
    void stepPalette(int by);
    /// Adds an edited palette, or puts it in the place of the one with its id, and makes it the present one.
    /// The built-in ones stay as they are: a change of theirs gets another id.
    void storePalette(Palette palette);
    /// Shows a palette in the pictures without choosing it; palette() ends that.
    void previewPalette(const Palette& palette);

    const ColorMapping& colorMapping() const { return m_mapping; }
    /// One that is not valid is ignored, see checkMapping().
    void setColorMapping(const ColorMapping& mapping);

    /// The palettes of the keys 1 to 9, by id.
    using Favourites = std::array<std::string, 9>;
    const Favourites& favourites() const { return m_favourites; }
    void setFavourites(const Favourites& favourites);

    /// Clamped to 1 and above.
    void setFixedMaxIterations(std::optional<std::int32_t> maxIterations);

signals:
    void palettesChanged(); ///< there is a new one, or one is another one
    void paletteChanged(const escapade::Palette& palette);
    /// What the pictures are to show: the present palette or a preview.
    void shownPaletteChanged(const escapade::Palette& palette);
    void colorMappingChanged(const escapade::ColorMapping& mapping);
    void favouritesChanged();
    void fixedMaxIterationsChanged(std::optional<std::int32_t> maxIterations);

private:
    std::vector<Palette>::iterator withId(const std::string& id);
    void announcePalette();

    std::vector<Palette> m_palettes;
    std::size_t m_current = 0;
    Palette m_shown;
    ColorMapping m_mapping;
    Favourites m_favourites;
    std::optional<std::int32_t> m_fixedMaxIterations;
};

} // namespace escapade
