// From an orbit that has left to its pixel's smooth fraction and label: shared by all escape-time kernels.

#pragma once

#include "core/base/Label.h"
#include "core/simd/Log2.inl"
#include "core/simd/kernels/EscapeOrbit.inl"

namespace escapade::simd::ESCAPADE_ISA {

constexpr int tailLimit = 64;

/// Escapes among the first iterations are found after runs of four, when the orbit is already further; their
/// fractions are taken from there, in every kernel.
constexpr int earlyIterations = 16;
constexpr int earlyRun = 4;

/// Points that have left, with their orbit as it was a few steps after the count: z = z_(count + since).
template <int count> struct Escaped
{
    Orbit z[count];
    Vec cr[count];
    Vec ci[count];
    Vec since[count];
    // Out:
    Vec fraction[count];
    Mask escaped[count];
};

/// Smooth fractions. An orbit is called escaped only beyond R = max(2, |c|), from where it cannot return:
/// |z| > R >= |c| gives |z^2 + c| >= |z|^2 - |c| > |z| (R - 1) >= |z|. For Mandelbrot and for |c| <= 2 that
/// is radius 2 itself; for a Julia set with |c| > 2 the count is still that of radius 2, and the orbit goes
/// on here until it is beyond R (for c = -6 the point 3 is outside radius 2 and fixed: it stays undecided).
///
/// Smooth count: n - log2(log2 |z_n|). Source: Peitgen and Saupe, The Science of Fractal Images, section 4.
/// At |z| > 64 R the next step would change it by less than 2e-5, the logarithms err by less than 2e-5.
template <bool fused, int vectorCount> inline void finish(Escaped<vectorCount>& points)
{
    Vec smoothRadius2[vectorCount];
    Vec size2[vectorCount];
    for (int v = 0; v < vectorCount; ++v) {
        const Vec c2 = points.cr[v] * points.cr[v] + points.ci[v] * points.ci[v];
        smoothRadius2[v] = maximum(c2, splat(4)) * splat(4096);
        size2[v] = sizeSquared<fused>(points.z[v]);
    }
    for (int step = 0; step < tailLimit; ++step) {
        Mask anyPending = noLanes();
        for (int v = 0; v < vectorCount; ++v) {
            const Mask pending = size2[v] <= smoothRadius2[v];
            Orbit& z = points.z[v];
            const Orbit after = next<fused>(z, points.cr[v], points.ci[v]);
            z = orbitAt(select(pending, after.x, z.x), select(pending, after.y, z.y));
            size2[v] = sizeSquared<fused>(z);
            points.since[v] = select(pending, points.since[v] + splat(1), points.since[v]);
            anyPending = anyPending | pending;
        }
        if (!any(anyPending))
            break;
    }
    for (int v = 0; v < vectorCount; ++v) {
        const Mask escaped = !(size2[v] * splat(4096) <= smoothRadius2[v]);
        const Mask smooth = escaped & (size2[v] < splat(1e300));
        const Vec logarithm = log2Of(log2Of(select(smooth, size2[v], splat(16))) * splat(0.5));
        points.fraction[v] = select(smooth, points.since[v] - logarithm, splat(0));
        points.escaped[v] = escaped;
    }
}

} // namespace escapade::simd::ESCAPADE_ISA
