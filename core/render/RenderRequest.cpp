#include "core/render/RenderRequest.h"

#include <algorithm>
#include <cmath>

namespace escapade {

PlaneView homeView(Formula formula)
{
    return formula == Formula::Mandelbrot ? mandelbrotHome() : juliaHome();
}

std::int32_t automaticMaxIterations(Formula formula, const PlaneView& view)
{
    const ScaledDouble closer = magnification(view, homeView(formula));
    // A logarithm to base two that is linear between the powers: exact arithmetic, close enough.
    const double doublings = std::max(0.0, static_cast<double>(closer.exponent()) + closer.mantissa() - 1);
    const double wanted = 500 + 40 * doublings * std::sqrt(doublings) * std::sqrt(std::sqrt(doublings));
    constexpr double most = 10'000'000;
    return static_cast<std::int32_t>(std::min(wanted, most) / 100) * 100;
}

} // namespace escapade
