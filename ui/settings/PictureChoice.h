#pragma once

#include "core/color/Palette.h"

#include <QObject>

#include <cstdint>
#include <optional>
#include <vector>

namespace escapade {

/// How the fractals look: palette and iteration limit, which all of them share. Signals come only on change.
/// GUI thread.
class PictureChoice : public QObject
{
    Q_OBJECT

public:
    explicit PictureChoice(QObject* parent = nullptr);

    /// The built-in palettes and those that came with an opened picture.
    const std::vector<Palette>& palettes() const { return m_palettes; }
    const Palette& palette() const { return m_palettes[m_current]; }
    bool isBuiltin() const;
    /// Empty: automatic.
    std::optional<std::int32_t> fixedMaxIterations() const { return m_fixedMaxIterations; }

    /// Makes a palette of any origin the present one; false where only its id is given and unknown.
    bool setPaletteId(const std::string& id);
    void setPalette(const Palette& palette);
    void setPaletteIndex(int index);
    int paletteIndex() const { return static_cast<int>(m_current); }
    void stepPalette(int by);
    /// Clamped to 1 and above.
    void setFixedMaxIterations(std::optional<std::int32_t> maxIterations);

signals:
    void palettesChanged(); ///< there is a new one
    void paletteChanged(const escapade::Palette& palette);
    void fixedMaxIterationsChanged(std::optional<std::int32_t> maxIterations);

private:
    std::vector<Palette> m_palettes;
    std::size_t m_current = 0;
    std::optional<std::int32_t> m_fixedMaxIterations;
};

} // namespace escapade
