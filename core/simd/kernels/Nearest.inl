// The distance of each query to the nearest target, by looking at all of them. Lanes are queries, so that
// nothing has to be compared across lanes; the smallest of a set does not depend on the order, and each
// instruction set gives the same bits.
//
// Included by the nearest_*.cpp files, which define ESCAPADE_ISA and ESCAPADE_ARCH.

#include "core/simd/Lanes.inl"
#include "core/simd/kernels/NearestKernels.h"

namespace escapade::simd::ESCAPADE_ISA {

constexpr int nearestVectors = 4; // queries in registers at once: enough to hide the additions' latency

inline Vec smallerOf(Vec a, Vec b)
{
#ifdef ESCAPADE_ARCH
    return xsimd::min(a, b);
#else
    return { a.value < b.value ? a.value : b.value };
#endif
}

/// For nearestVectors vectors of queries.
inline void findNearestOfGroup(
    const double* x, const double* y, const double* z, const PointsView& targets, double* squared)
{
    Vec qx[nearestVectors];
    Vec qy[nearestVectors];
    Vec qz[nearestVectors];
    Vec best[nearestVectors];
    unrolled<nearestVectors>([&](int v) ESCAPADE_INLINE_BODY {
        qx[v] = load(x + v * width);
        qy[v] = load(y + v * width);
        qz[v] = load(z + v * width);
        best[v] = splat(__builtin_inf());
    });
    for (int n = 0; n < targets.count; ++n) {
        const Vec tx = splat(targets.x[n]);
        const Vec ty = splat(targets.y[n]);
        const Vec tz = splat(targets.z[n]);
        unrolled<nearestVectors>([&](int v) ESCAPADE_INLINE_BODY {
            const Vec dx = tx - qx[v];
            const Vec dy = ty - qy[v];
            const Vec dz = tz - qz[v];
            best[v] = smallerOf(best[v], dx * dx + dy * dy + dz * dz);
        });
    }
    unrolled<nearestVectors>([&](int v) ESCAPADE_INLINE_BODY { store(squared + v * width, best[v]); });
}

void findNearest(const NearestJob& job)
{
    constexpr int group = nearestVectors * width;
    const PointsView& queries = job.queries;
    int first = 0;
    for (; first + group <= queries.count; first += group)
        findNearestOfGroup(
            queries.x + first, queries.y + first, queries.z + first, job.targets, job.squared + first);
    if (first == queries.count)
        return;
    double x[group] = {}; // the last few, filled up with queries that nobody asked for
    double y[group] = {};
    double z[group] = {};
    double squared[group];
    for (int n = first; n < queries.count; ++n) {
        x[n - first] = queries.x[n];
        y[n - first] = queries.y[n];
        z[n - first] = queries.z[n];
    }
    findNearestOfGroup(x, y, z, job.targets, squared);
    for (int n = first; n < queries.count; ++n)
        job.squared[n] = squared[n - first];
}

} // namespace escapade::simd::ESCAPADE_ISA
