// Squares of points that all leave at the same step: the orbits of a whole square at once, as the orbit of
// its middle, its derivative, and a bound of what these two leave out (an affine form with one error term;
// for such forms: L. H. de Figueiredo and J. Stolfi, Affine arithmetic: concepts and applications, Numerical
// Algorithms 37, 2004).
//
// Let z be the middle's orbit as computed here, a its computed derivative, d the distance of a point from the
// middle, and e such that the point's orbit, as either kernel rounds it, is within e of z + a d. With r the
// largest |a d| plus e, squaring gives (z + a d + f)^2 = z^2 + 2 z a d + (2 z f + (a d + f)^2), |f| <= e, so
// the next e is 2 |z| e + r^2 and what rounding adds. The latter is less than 2^-44: while orbits are inside,
// |z| and |a d| are less than 2 (a itself may be large, but its errors are relative and count only times d),
// and a first step from farthestBand computes with numbers below 64. `rounding` covers that a hundred times
// over, and `margin` covers what the tests' own operations add, on numbers below two thousand.

#pragma once

#include "core/simd/kernels/EscapeKernels.h"
#include "core/simd/kernels/EscapeOrbit.inl"

namespace escapade::simd::ESCAPADE_ISA {

constexpr int bandVectors = 4; // enough to hide the latency of a step
constexpr int bandGroup = bandVectors * width;
static_assert(bandPadding % bandGroup == 0);

/// Squares on their way.
struct BandGroup
{
    Orbit z[bandVectors];
    Vec cr[bandVectors];
    Vec ci[bandVectors];
    Vec aRe[bandVectors];
    Vec aIm[bandVectors];
    Vec e[bandVectors];
    Vec reach[bandVectors]; // how far a point's orbit may be from z
    Vec counts[bandVectors];
    Mask pending[bandVectors]; // all points are inside
};

/// At least the length of (x, y), but for rounding, and at most 9 percent more: where one coordinate is the
/// larger one, the length is a convex function of the other, and this is its chord.
inline Vec lengthBound(Vec x, Vec y)
{
    constexpr double slope = 0.414214; // above sqrt(2) - 1
    const Vec ax = absolute(x);
    const Vec ay = absolute(y);
    return maximum(ax, ay) * splat(1 - slope) + (ax + ay) * splat(slope);
}

/// Squares, or rather the discs about them, all of whose points are inClosedFormInterior(). For the disc that
/// is plain; in the cardioid q (q + u) - y y / 4 with u = x - 1/4 and q = u u + y y must be negative, which
/// by Taylor's theorem changes by at most the gradient's length times the radius plus half the square of the
/// radius times 32: no second derivative there or within 1/20 of it, along any line, is larger than 29.
inline Mask areInClosedFormInterior(Vec x, Vec y, double radius)
{
    constexpr double margin = 2e-7; // twice that of a point, for rounding
    if (!(radius < 0.05))
        return noLanes();
    const Vec u = x - splat(0.25);
    const Vec yy = y * y;
    const Vec q = u * u + yy;
    const Vec slopeX = q * (u * splat(4) + splat(1)) + u * u * splat(2);
    const Vec slopeY = y * (q * splat(4) + u * splat(2) - splat(0.5));
    const Vec most = q * (q + u) - splat(0.25) * yy + lengthBound(slopeX, slopeY) * splat(radius);
    const Mask cardioid = most < splat(-16 * radius * radius - margin);
    const Vec fromCentre = x + splat(1);
    const double room = 0.25 - radius;
    return cardioid | (fromCentre * fromCentre + yy < splat(room * room - margin));
}

inline void loadBands(const BandJob& job, double radius, int at, BandGroup& group)
{
    unrolled<bandVectors>([&](int v) ESCAPADE_INLINE_BODY {
        const Vec re = load(job.re + at + v * width);
        const Vec im = load(job.im + at + v * width);
        group.z[v] = job.isJulia ? orbitAt(re, im) : orbitAt(splat(0), splat(0));
        group.cr[v] = job.isJulia ? splat(job.juliaRe) : re;
        group.ci[v] = job.isJulia ? splat(job.juliaIm) : im;
        group.aRe[v] = splat(job.isJulia ? 1 : 0);
        group.aIm[v] = splat(0);
        group.e[v] = splat(0);
        group.reach[v] = splat(job.isJulia ? job.halfWidth + job.halfHeight : 0);
        const Mask interior = job.closedFormInterior ? areInClosedFormInterior(re, im, radius) : noLanes();
        group.counts[v] = select(interior, splat(bandInterior), splat(bandUnknown));
        group.pending[v] = !interior;
    });
}

/// One step of all orbits, and what has become of the squares.
[[gnu::always_inline]] inline void advanceBands(
    const BandJob& job, double radius, int index, BandGroup& group, int v)
{
    constexpr double rounding = 0x1p-38;
    constexpr double margin = 0x1p-30;
    const Orbit& z = group.z[v];
    const Vec e
        = group.e[v] * lengthBound(z.x, z.y) * splat(2) + group.reach[v] * group.reach[v] + splat(rounding);
    const Vec aRe = splat(2) * (z.x * group.aRe[v] - z.y * group.aIm[v]) + splat(job.isJulia ? 0 : 1);
    const Vec aIm = splat(2) * (z.x * group.aIm[v] + z.y * group.aRe[v]);
    const Orbit after = next<false>(z, group.cr[v], group.ci[v]);
    const Vec reach = lengthBound(aRe, aIm) * splat(radius) + e;
    // |z + a d + f|^2 is |z|^2 + 2 Re(conj(z) a d) + |a d + f|^2 + 2 Re(conj(z) f).
    const Vec size2 = sizeSquared<false>(after);
    const Vec alongX = absolute(after.x * aRe + after.y * aIm) * splat(job.halfWidth);
    const Vec alongY = absolute(after.x * aIm - after.y * aRe) * splat(job.halfHeight);
    const Vec change = splat(2) * (alongX + alongY + lengthBound(after.x, after.y) * e);
    const Mask outside = size2 - change > splat(4 + margin);
    const Mask inside = size2 + change + reach * reach < splat(4 - margin);
    group.counts[v] = select(group.pending[v] & outside, splat(static_cast<double>(index)), group.counts[v]);
    group.pending[v] = group.pending[v] & inside;
    group.z[v] = after;
    group.aRe[v] = aRe;
    group.aIm[v] = aIm;
    group.e[v] = e;
    group.reach[v] = reach;
}

void findBands(const BandJob& job)
{
    const int limit = job.maxIterations < bandIterations ? job.maxIterations : bandIterations;
    const double radius
        = __builtin_sqrt(job.halfWidth * job.halfWidth + job.halfHeight * job.halfHeight) * (1 + 0x1p-40);
    for (int at = 0; at < job.squares; at += bandGroup) {
        BandGroup group;
        loadBands(job, radius, at, group);
        for (int index = 0; index < limit; ++index) {
            unrolled<bandVectors>(
                [&](int v) ESCAPADE_INLINE_BODY { advanceBands(job, radius, index, group, v); });
            Mask anyPending = noLanes();
            for (const Mask& pending : group.pending)
                anyPending = anyPending | pending;
            if (!any(anyPending))
                break;
        }
        unrolled<bandVectors>(
            [&](int v) ESCAPADE_INLINE_BODY { storeAsInts(job.counts + at + v * width, group.counts[v]); });
    }
}

} // namespace escapade::simd::ESCAPADE_ISA
