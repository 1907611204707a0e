#pragma once

#include "core/render/FrameTimeline.h"
#include "ui/canvas/CanvasLayer.h"

#include <optional>

namespace escapade {

/// Shows the tiles of a recorded frame over the picture, while the canvas shows that very view: a frame
/// around one of them, and a veil over each that is the denser the longer it took.
class TileLayer : public CanvasLayer
{
public:
    void setTimeline(std::optional<FrameTimeline> timeline) { m_timeline = std::move(timeline); }
    /// The tile that has a frame; -1: none.
    void setMarked(int tile) { m_marked = tile; }
    void setCostShown(bool shown) { m_costShown = shown; }

    void paint(QPainter& painter, const Viewport& viewport) const override;

private:
    std::optional<FrameTimeline> m_timeline;
    int m_marked = -1;
    bool m_costShown = false;
};

} // namespace escapade
