#pragma once

namespace escapade {

/// Ways to know what becomes of a point without iterating it to the limit. They change labels and time, never
/// a count.
struct Shortcuts
{
    bool closedForm = true; ///< the main cardioid and the period-2 disc
    bool cycleCheck = true; ///< orbits that repeat bit for bit
    bool discs = true; ///< certified discs around points with an attracting cycle
    bool symmetry = true; ///< pixels that are the mirror image of others
    bool bands = true; ///< squares of pixels that leave at the same step, or are interior, all of them
    bool operator==(const Shortcuts&) const = default;

    static constexpr Shortcuts none() { return { false, false, false, false, false }; }
};

} // namespace escapade
