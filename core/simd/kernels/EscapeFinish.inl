// From an orbit that has left to its pixel's smooth fraction and label: shared by all escape-time kernels.

#pragma once

#include "core/base/Label.h"
#include "core/simd/Log2.inl"
#include "core/simd/kernels/EscapeOrbit.inl"

namespace escapade::simd::ESCAPADE_ISA {

/// Fractions are taken from z_n at the first n that is a multiple of this and at which |z_n|^2 is beyond
/// smoothFactor R^2: kernels then need to look at every fourth step only, and all find the same n.
constexpr int smoothStride = 4;
constexpr double smoothFactor = 4096;
/// A Julia orbit that has left radius 2 but not R = |c| may stay; so many strides are given to it.
constexpr int tailStrides = 16;

/// n - log2(log2 |z_n|) less the count, for the lanes that have escaped. Source: Peitgen and Saupe, The
/// Science of Fractal Images, section 4. At |z| > 64 R the next step would change it by less than 2e-5, and
/// the logarithms err by less than 2e-5.
inline Vec smoothFraction(Vec size2, Vec sinceCount, Mask escaped)
{
    const Mask smooth = escaped & (size2 < splat(1e300));
    const Vec logarithm = log2Of(log2Of(select(smooth, size2, splat(16))) * splat(0.5));
    return select(smooth, sinceCount - logarithm, splat(0));
}

template <bool fused> inline Orbit stride(Orbit z, Vec cr, Vec ci)
{
    for (int step = 0; step < smoothStride; ++step)
        z = next<fused>(z, cr, ci);
    return z;
}

inline Orbit select(Mask condition, const Orbit& yes, const Orbit& no)
{
    return orbitAt(select(condition, yes.x, no.x), select(condition, yes.y, no.y));
}

/// Vectors of points that have left, with z = z_(count + since), a multiple of the stride.
template <int vectorCount> struct Escaped
{
    Orbit z[vectorCount];
    Vec cr[vectorCount];
    Vec ci[vectorCount];
    Vec since[vectorCount];
    // Out:
    Vec fraction[vectorCount];
    Mask escaped[vectorCount];
};

/// An orbit is called escaped only beyond R = max(2, |c|), from where it cannot return: |z| > R >= |c| gives
/// |z^2 + c| >= |z|^2 - |c| > |z| (R - 1) >= |z|. For Mandelbrot and for |c| <= 2 that is radius 2 itself;
/// for a Julia set with |c| > 2 the count is still that of radius 2, and the orbit goes on here until it is
/// beyond R (for c = -6 the point 3 is outside radius 2 and fixed: it stays undecided).
template <bool fused, int vectorCount> [[gnu::always_inline]] inline void finish(Escaped<vectorCount>& points)
{
    Vec radius2[vectorCount];
    Vec size2[vectorCount];
    for (int v = 0; v < vectorCount; ++v) {
        radius2[v] = maximum(squared(points.cr[v], points.ci[v]), splat(4));
        size2[v] = sizeSquared<fused>(points.z[v]);
    }
    for (int strides = 0; strides < tailStrides; ++strides) {
        Mask anyPending = noLanes();
        for (int v = 0; v < vectorCount; ++v) {
            const Mask pending = size2[v] <= radius2[v] * splat(smoothFactor);
            points.z[v]
                = select(pending, stride<fused>(points.z[v], points.cr[v], points.ci[v]), points.z[v]);
            size2[v] = sizeSquared<fused>(points.z[v]);
            points.since[v] = select(pending, points.since[v] + splat(smoothStride), points.since[v]);
            anyPending = anyPending | pending;
        }
        if (!any(anyPending))
            break;
    }
    for (int v = 0; v < vectorCount; ++v) {
        points.escaped[v] = !(size2[v] <= radius2[v]);
        points.fraction[v] = smoothFraction(size2[v], points.since[v], points.escaped[v]);
    }
}

/// Vectors of orbits that never come back once they are outside radius 2, counted step by step until each has
/// come to where its fraction is taken or, without fractions, has left.
template <int vectorCount> struct Counted
{
    Orbit z[vectorCount];
    Vec cr[vectorCount];
    Vec ci[vectorCount];
    Vec beyond[vectorCount]; ///< the |z|^2 that a result needs
    Vec counts[vectorCount];
    Vec end[vectorCount]; ///< n of z_n
    Vec size2[vectorCount]; ///< |z_n|^2
    Mask pending[vectorCount]; ///< the orbits that still go on; z, end and size2 of others stay as they are
};

/// Beyond this |z|^2 all is known of an orbit that never comes back, from |c|^2.
inline Vec beyondRadius(const EscapeJob& job, Vec c2)
{
    return job.fractions == nullptr ? splat(4) : maximum(c2, splat(4)) * splat(smoothFactor);
}

template <bool fused, int vectorCount> [[gnu::always_inline]] inline void countStride(Counted<vectorCount>& p)
{
    Vec size2[vectorCount];
    for (int step = 0; step < smoothStride; ++step) {
        for (int v = 0; v < vectorCount; ++v) {
            p.z[v] = next<fused>(p.z[v], p.cr[v], p.ci[v]);
            size2[v] = sizeSquared<fused>(p.z[v]);
            // Once outside, an orbit is further outside with each step, or infinite, or NaN.
            p.counts[v] = select(size2[v] <= splat(4), p.counts[v] + splat(1), p.counts[v]);
        }
    }
    for (int v = 0; v < vectorCount; ++v) {
        p.size2[v] = select(p.pending[v], size2[v], p.size2[v]);
        p.end[v] = select(p.pending[v], p.end[v] + splat(smoothStride), p.end[v]);
        p.pending[v] = p.pending[v] & (size2[v] <= p.beyond[v]);
    }
}

template <int vectorCount> inline bool anyPending(const Counted<vectorCount>& points)
{
    Mask pending = noLanes();
    for (int v = 0; v < vectorCount; ++v)
        pending = pending | points.pending[v];
    return any(pending);
}

template <int vectorCount> inline bool anySettled(const Counted<vectorCount>& points)
{
    Mask settled = noLanes();
    for (int v = 0; v < vectorCount; ++v)
        settled = settled | !points.pending[v];
    return any(settled);
}

/// The smooth fractions of orbits that are not pending.
template <int vectorCount> inline Vec fractionOf(const Counted<vectorCount>& points, int v)
{
    return smoothFraction(points.size2[v], points.end[v] - points.counts[v], !noLanes());
}

/// How many steps lie between an orbit's first point outside, z_(count + 1), and the next multiple of the
/// stride, lane by lane.
inline Vec stepsToStride(Vec counts)
{
    double steps[width];
    store(steps, counts);
    for (int lane = 0; lane < width; ++lane) {
        const auto count = static_cast<std::uint64_t>(static_cast<std::int64_t>(steps[lane]));
        steps[lane] = static_cast<double>(
            smoothStride - 1 - static_cast<std::int64_t>(count % static_cast<std::uint64_t>(smoothStride)));
    }
    return load(steps);
}

/// Brings points with z = z_(count + 1) to the next multiple of the stride.
template <bool fused, int vectorCount>
inline void alignToStride(Escaped<vectorCount>& points, const Vec (&counts)[vectorCount])
{
    for (int v = 0; v < vectorCount; ++v) {
        const Vec wait = stepsToStride(counts[v]);
        for (int step = 0; step < smoothStride - 1; ++step) {
            const Orbit after = next<fused>(points.z[v], points.cr[v], points.ci[v]);
            points.z[v] = select(wait > splat(step), after, points.z[v]);
        }
        points.since[v] = wait + splat(1);
    }
}

} // namespace escapade::simd::ESCAPADE_ISA
