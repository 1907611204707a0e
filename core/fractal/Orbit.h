#pragma once

#include "core/fractal/AttractingCycle.h"

#include <vector>

namespace escapade {

/// What becomes of an orbit of z -> z^2 + c.
enum class OrbitFate {
    Escapes, ///< |z| > 2 and |z| >= |c|: from there it grows for ever
    Attracted, ///< it came into a disc about a cycle's point that f^period maps into itself
    Undecided ///< neither happened within the iterations
};

/// The beginning of an orbit, and where it leads. The orbit is the one that doubles compute.
struct Orbit
{
    std::vector<Complex> points; ///< from the start on; ends with the first point that escapes
    OrbitFate fate = OrbitFate::Undecided;
    int iterations = 0; ///< until the fate was known
    std::vector<Complex> cycle; ///< the points of the attracting cycle in their order, where it leads there
    Complex multiplier; ///< of that cycle
};

/// How far an orbit is followed.
struct OrbitLimits
{
    int points = 1000; ///< kept, at least 1
    int iterations = 10'000; ///< at least as many
};

/// Follows start under z^2 + c. At most about a quarter of a millisecond with the usual limits. Any thread.
Orbit computeOrbit(Complex start, Complex c, const OrbitLimits& limits = {});

/// Where a parameter lies.
enum class ParameterKind {
    Component, ///< in a hyperbolic component of the Mandelbrot set: there is an attracting cycle, proved
    Outside, ///< the orbit of 0 escapes, so the Julia set is dust (Fatou, Julia 1918)
    Undecided
};

struct ParameterInfo
{
    ParameterKind kind = ParameterKind::Undecided;
    std::optional<AttractingCycle> cycle; ///< of a component
};

/// Says where c lies. At most about a quarter of a millisecond. Any thread.
ParameterInfo classifyParameter(Complex c);

} // namespace escapade
