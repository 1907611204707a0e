#include "core/diffusion/SliceSize.h"

#include <algorithm>
#include <cmath>

namespace escapade {

void SliceSize::record(std::int64_t steps, std::chrono::nanoseconds took)
{
    constexpr double mostSteps = 1e6;
    constexpr double fastest = 4;
    const double nanoseconds = std::max(1.0, static_cast<double>(took.count()));
    const double wanted = static_cast<double>(steps) * static_cast<double>(m_target.count()) / nanoseconds;
    const auto now = static_cast<double>(m_steps);
    const double next = std::clamp(wanted, now / fastest, now * fastest);
    m_steps = static_cast<std::int64_t>(std::round(std::clamp(next, 1.0, mostSteps)));
}

} // namespace escapade
