// One step of an orbit and what is known of a point without its orbit: what all escape-time kernels share.

#pragma once

#include "core/simd/EscapeJob.h"
#include "core/simd/Lanes.inl"

namespace escapade::simd::ESCAPADE_ISA {

/// An orbit's state; the squares are kept because the test and the next step may both need them.
struct Orbit
{
    Vec x;
    Vec y;
    Vec xx;
    Vec yy;
};

inline Orbit orbitAt(Vec x, Vec y)
{
    return { x, y, x * x, y * y };
}

/// |z|^2, rounded as the arithmetic's definition says: x*x + y*y, or fma(x, x, y*y).
template <bool fused> inline Vec sizeSquared(const Orbit& z)
{
    if constexpr (fused)
        return fusedMultiplyAdd(z.x, z.x, z.yy);
    else
        return z.xx + z.yy;
}

/// |c|^2.
inline Vec squared(Vec re, Vec im)
{
    return re * re + im * im;
}

/// How strict arithmetic doubles and adds: the same bits either way, for doubling is exact. A kernel that
/// uses both in turn keeps multipliers and adders equally busy where they are separate (a sixth faster on Zen
/// 4); elsewhere the second addition is one operation more.
enum class Doubling { Fused, Added };

/// z^2 + c. strict rounds like complex arithmetic written out; fused is x' = fma(-y, y, fma(x, x, cr)),
/// y' = fma(x + x, y, ci).
template <bool fused> inline Orbit next(const Orbit& z, Vec cr, Vec ci, Doubling doubling = Doubling::Fused)
{
    if constexpr (fused)
        return orbitAt(fusedNegatedMultiplyAdd(z.y, z.y, fusedMultiplyAdd(z.x, z.x, cr)),
            fusedMultiplyAdd(z.x + z.x, z.y, ci));
    else {
        const Vec xy = z.x * z.y;
        return orbitAt(
            (z.xx - z.yy) + cr, doubling == Doubling::Fused ? doubledPlus(xy, ci) : (xy + xy) + ci);
    }
}

/// Points inside the main cardioid or the period-2 disc by a margin that keeps clear of every rounding error:
/// with a multiplier within about 1e-7 of the unit circle a rounded orbit may drift, so such points are
/// iterated. Source: closed forms in e.g. Milnor, Dynamics in One Complex Variable, appendix on the
/// Mandelbrot set.
inline Mask inClosedFormInterior(Vec cr, Vec ci)
{
    const Vec yy = ci * ci;
    const Vec fromCusp = cr - splat(0.25);
    const Vec q = fromCusp * fromCusp + yy;
    const Mask cardioid = q * (q + fromCusp) < splat(0.25) * yy - splat(1e-7);
    const Vec fromCentre = cr + splat(1);
    const Mask disc = fromCentre * fromCentre + yy < splat(0.0625 - 1e-7);
    return cardioid | disc;
}

/// z_0 of a vector of points.
inline Orbit startOrbit(const EscapeJob& job, int at)
{
    if (job.startRe == nullptr)
        return orbitAt(splat(0), splat(0));
    return orbitAt(load(job.startRe + at), load(job.startIm + at));
}

/// When orbits are compared with their checkpoint: see EscapeJob.h. Ask in this order after each run.
struct CycleSchedule
{
    std::int64_t nextCheckpoint = firstCheckpoint;

    static bool isCheck(std::int64_t index)
    {
        return index > firstCheckpoint && (index - firstCheckpoint) % cycleCheckInterval == 0;
    }
    bool takesCheckpoint(std::int64_t index)
    {
        if (index < nextCheckpoint || (index != firstCheckpoint && !isCheck(index)))
            return false;
        nextCheckpoint = 2 * index;
        return true;
    }
};

} // namespace escapade::simd::ESCAPADE_ISA
