#pragma once

#include "core/fractal/Complex.h"

#include <optional>

namespace escapade {

/// The attracting cycle of z -> z^2 + c. There is at most one, and the orbit of 0 nears it.
struct AttractingCycle
{
    int period = 0; ///< the least one
    Complex point; ///< one point of the cycle, to about 1e-13
    Complex multiplier; ///< the derivative of f^period there; |multiplier| < 1
    Complex multiplierSlope; ///< d multiplier / dc
    double proofRadius = 0; ///< f^period maps the disc of this radius about the point into itself
};

/// The longest cycle that is looked for.
inline constexpr int maxCyclePeriod = 256;

/// Finds the attracting cycle of z^2 + c and proves it, or says nothing. |c| <= 2. Constant time: some
/// thousand operations, at most about a tenth of a millisecond. Any thread.
///
/// 1. A point of a cycle of period p <= maxCyclePeriod is found with Newton's method where the orbit of 0
/// comes
///    closer to where it was than ever before.
/// 2. That there is such a cycle, and that it attracts, is proved by interval arithmetic on discs: f^p maps a
///    small disc about the point into itself, rounding errors included.
/// 3. No smaller period divides p.
///
/// Empty: the orbit of 0 leaves, or the cycle is longer, or too weak for the proof (|multiplier| near 1).
std::optional<AttractingCycle> findAttractingCycle(Complex c);

} // namespace escapade
