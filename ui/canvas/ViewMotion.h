#pragma once

#include "core/fractal/Viewport.h"

#include <chrono>

namespace escapade {

/// The way of what a canvas shows from one viewport to another: quick at first, slowing down. On the way
/// there the scale changes evenly to the eye, about the one point that both viewports show at the same place.
class ViewMotion
{
public:
    using Clock = std::chrono::steady_clock;

    /// Begins a motion, or leads the present one elsewhere. Both viewports have the same size.
    void start(
        const Viewport& from, const Viewport& to, std::chrono::milliseconds duration, Clock::time_point now);
    void stop() { m_duration = {}; }
    bool isOver(Clock::time_point now) const { return now >= m_begin + m_duration; }

    /// What to show at a time before the end.
    Viewport at(Clock::time_point now) const;

private:
    Viewport m_from;
    Viewport m_to;
    Clock::time_point m_begin;
    Clock::duration m_duration {};
};

/// The viewport at a share (0 to 1) of the way between two of the same size.
Viewport between(const Viewport& from, const Viewport& to, double share);

} // namespace escapade
