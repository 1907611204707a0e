#include "core/fractal/InteriorDisc.h"

#include "core/fractal/AttractingCycle.h"

namespace escapade {
namespace {

constexpr double largestMultiplier = 0.99; ///< beyond it the cycle is too weak to tell from a parabolic one
constexpr double smallestRadius = 1e-9;
constexpr double safety = 0.9;

} // namespace

double interiorDiscRadius(double cRe, double cIm)
{
    const Complex c(cRe, cIm);
    if (!(std::norm(c) <= 1.95 * 1.95)) // near the tip at -2 orbits come within rounding of leaving
        return 0;
    const auto cycle = findAttractingCycle(c);
    if (!cycle || !(modulus(cycle->multiplier) <= largestMultiplier))
        return 0;
    const double radius = safety * (1 - std::norm(cycle->multiplier)) / (4 * modulus(cycle->multiplierSlope));
    // dm/dc does not vanish in a component, so a radius beyond every component's is a figure gone wrong.
    return radius >= smallestRadius && radius < 1 ? radius : 0;
}

} // namespace escapade
