#pragma once

#include "core/fractal/Orbit.h"
#include "ui/canvas/CanvasLayer.h"

#include <QString>

namespace escapade {

/// An orbit over a picture: its first steps as lines, its points as dots, the cycle that it leads to as
/// rings, and what is known of it as text by its start. White on dark, so that it shows on every palette.
class OrbitLayer : public CanvasLayer
{
public:
    void setOrbit(std::optional<Orbit> orbit, const QString& text);
    const std::optional<Orbit>& orbit() const { return m_orbit; }
    const QString& text() const { return m_text; }

    void paint(QPainter& painter, const Viewport& viewport) const override;

private:
    std::optional<Orbit> m_orbit;
    QString m_text;
};

} // namespace escapade
