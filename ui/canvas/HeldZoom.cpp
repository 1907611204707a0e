#include "ui/canvas/HeldZoom.h"

#include <cmath>
#include <utility>

namespace escapade {
namespace {

constexpr double doublingsPerSecond = 1.5;
constexpr double stepsPerDoubling = 3;

} // namespace

HeldZoom::HeldZoom(Viewport start, double x, double y, Direction direction, ViewMotion::Clock::time_point now)
    : m_start(std::move(start))
    , m_x(x)
    , m_y(y)
    , m_direction(direction)
    , m_begin(now)
{ }

double HeldZoom::doublings(ViewMotion::Clock::time_point now) const
{
    const double elapsed = std::chrono::duration<double>(now - m_begin).count();
    return m_direction == Direction::In ? elapsed * doublingsPerSecond : -elapsed * doublingsPerSecond;
}

double HeldZoom::doublingsToAskFor(ViewMotion::Clock::time_point now) const
{
    const double steps = std::abs(doublings(now)) * stepsPerDoubling;
    const double ahead = (std::floor(steps) + 1) / stepsPerDoubling;
    return m_direction == Direction::In ? ahead : -ahead;
}

Viewport HeldZoom::at(ViewMotion::Clock::time_point now) const
{
    Viewport result = m_start;
    const double scale = std::exp2(-doublings(now));
    result.spacing = m_start.spacing * scale;
    const auto [width, height] = m_start.size;
    const double along = (m_x - width / 2) * (1 - scale);
    const double up = (height - 1 - m_y - height / 2) * (1 - scale);
    result.centreRe = (m_start.centreRe + (m_start.spacing * along).toDecimal()).rounded(result.decimals());
    result.centreIm = (m_start.centreIm + (m_start.spacing * up).toDecimal()).rounded(result.decimals());
    return result;
}

} // namespace escapade
