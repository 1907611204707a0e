#include "core/fractal/Orbit.h"

#include "core/base/Check.h"

#include <algorithm>

namespace escapade {
namespace {

/// |z^2 + c| >= |z| (|z| - 1) > |z| from there on. NaN has escaped, too.
bool escapes(Complex z, Complex c)
{
    return isBeyondReturn(z) && !(std::norm(z) < std::norm(c));
}

std::vector<Complex> pointsOf(const AttractingCycle& cycle, Complex c)
{
    std::vector<Complex> points { cycle.point };
    while (static_cast<int>(points.size()) < cycle.period)
        points.push_back(times(points.back(), points.back()) + c);
    return points;
}

} // namespace

Orbit computeOrbit(Complex start, Complex c, const OrbitLimits& limits)
{
    ESCAPADE_CHECK(limits.points >= 1 && limits.iterations >= limits.points);
    const std::optional<AttractingCycle> cycle = findAttractingCycle(c);
    const double nearness2 = cycle ? cycle->proofRadius * cycle->proofRadius : 0;
    Orbit orbit;
    Complex z = start;
    for (int n = 0;; ++n) {
        const bool kept = n < limits.points;
        if (kept)
            orbit.points.push_back(z);
        if (orbit.fate == OrbitFate::Undecided) {
            orbit.iterations = n;
            if (escapes(z, c))
                orbit.fate = OrbitFate::Escapes;
            else if (std::norm(z - (cycle ? cycle->point : z)) < nearness2)
                orbit.fate = OrbitFate::Attracted;
        }
        const bool known = orbit.fate != OrbitFate::Undecided;
        if (orbit.fate == OrbitFate::Escapes || (known && !kept) || n == limits.iterations)
            break;
        z = times(z, z) + c;
    }
    if (orbit.fate == OrbitFate::Attracted) {
        orbit.cycle = pointsOf(*cycle, c);
        orbit.multiplier = cycle->multiplier;
    }
    return orbit;
}

ParameterInfo classifyParameter(Complex c)
{
    if (const auto cycle = findAttractingCycle(c); cycle)
        return { ParameterKind::Component, cycle };
    const Orbit critical = computeOrbit({}, c, { 1, OrbitLimits {}.iterations });
    return { critical.fate == OrbitFate::Escapes ? ParameterKind::Outside : ParameterKind::Undecided, {} };
}

} // namespace escapade
