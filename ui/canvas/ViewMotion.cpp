#include "ui/canvas/ViewMotion.h"

#include <algorithm>
#include <cmath>

namespace escapade {

Viewport between(const Viewport& from, const Viewport& to, double share)
{
    Viewport result = to;
    const double ratio = to.spacing / from.spacing;
    // How far the centre has come: in proportion to the spacing, so that one point stays where it is.
    double moved = share;
    constexpr double nearlyOne = 1e-9;
    if (std::abs(ratio - 1) > nearlyOne) {
        const double scale = std::exp2(share * std::log2(ratio));
        result.spacing = from.spacing * scale;
        moved = (1 - scale) / (1 - ratio);
    }
    const Decimal factor = Decimal::fromDouble(moved);
    const long decimals = std::max(from.decimals(), to.decimals());
    result.centreRe = (from.centreRe + (to.centreRe - from.centreRe) * factor).rounded(decimals);
    result.centreIm = (from.centreIm + (to.centreIm - from.centreIm) * factor).rounded(decimals);
    return result;
}

void ViewMotion::start(
    const Viewport& from, const Viewport& to, std::chrono::milliseconds duration, Clock::time_point now)
{
    m_from = from;
    m_to = to;
    m_begin = now;
    m_duration = duration;
}

Viewport ViewMotion::at(Clock::time_point now) const
{
    if (isOver(now))
        return m_to;
    const double elapsed = std::chrono::duration<double>(now - m_begin) / m_duration;
    const double rest = 1 - std::clamp(elapsed, 0.0, 1.0);
    return between(m_from, m_to, 1 - rest * rest * rest);
}

} // namespace escapade
