#pragma once

#include "ui/canvas/ViewMotion.h"

namespace escapade {

/// A zoom at a steady speed while a key is held: what is shown moves evenly, while pictures are asked for
/// some steps ahead, a third of a doubling apart, so that they are there when they are reached.
class HeldZoom
{
public:
    enum class Direction { In, Out };

    /// About a pixel of the picture of this size, which shows the point and keeps showing it.
    HeldZoom(Viewport start, double x, double y, Direction direction, ViewMotion::Clock::time_point now);

    /// What to show now.
    Viewport at(ViewMotion::Clock::time_point now) const;
    /// How many doublings ahead of the start, down to whole steps, the picture to ask for now is: positive
    /// for In.
    double doublingsToAskFor(ViewMotion::Clock::time_point now) const;
    double x() const { return m_x; }
    double y() const { return m_y; }
    Direction direction() const { return m_direction; }

private:
    double doublings(ViewMotion::Clock::time_point now) const;

    Viewport m_start;
    double m_x;
    double m_y;
    Direction m_direction;
    ViewMotion::Clock::time_point m_begin;
};

} // namespace escapade
