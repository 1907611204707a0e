// Follows orbits that stay until they show the cycle that they near.

#pragma once

#include "core/simd/kernels/OrbitGroup.inl"

namespace escapade::simd::ESCAPADE_ISA {

/// Orbits are looked at after so many steps, and again after twice as many, until two looks in a row see the
/// same period: near a point where cycles merge, one look may take a slow orbit for one of another period.
constexpr std::int64_t firstLook = 256;
constexpr std::int64_t lastLook = 8192;
/// An orbit is back where it was when it is this near, squared.
constexpr double returnDistance2 = 1e-20;

struct CycleLook
{
    Vec period; // 0: none
    Vec leastSize2; // on the way
};

/// Which period orbits show from here on, where they are still open.
template <bool fused> inline CycleLook lookForCycle(Orbit z, Vec cr, Vec ci, Mask open)
{
    const Orbit from = z;
    CycleLook look { splat(0), splat(1e300) };
    Mask pending = open;
    for (int period = 1; period <= longestOrbitPeriod; ++period) {
        z = next<fused>(z, cr, ci);
        const Vec size2 = z.xx + z.yy;
        look.leastSize2 = select(pending & (size2 < look.leastSize2), size2, look.leastSize2);
        const Vec dx = z.x - from.x;
        const Vec dy = z.y - from.y;
        const Mask returns = pending & (dx * dx + dy * dy <= splat(returnDistance2));
        look.period = select(returns, splat(period), look.period);
        pending = pending & !returns;
        if (!any(pending))
            break;
    }
    return look;
}

struct CycleFound
{
    Mask open[orbitVectors];
    Vec candidate[orbitVectors];
    Vec period[orbitVectors];
    Vec size2[orbitVectors];
};

/// A look at all orbits of a group; true while some have shown nothing for sure.
template <bool fused> inline bool look(const OrbitGroup& group, CycleFound& found)
{
    Mask anyOpen = noLanes();
    for (int v = 0; v < orbitVectors; ++v) {
        if (!any(found.open[v]))
            continue;
        const CycleLook seen = lookForCycle<fused>(group.z[v], group.cr[v], group.ci[v], found.open[v]);
        const Mask again = found.open[v] & (seen.period > splat(0)) & (seen.period == found.candidate[v]);
        found.period[v] = select(again, seen.period, found.period[v]);
        found.size2[v] = select(again, seen.leastSize2, found.size2[v]);
        found.candidate[v] = seen.period;
        found.open[v] = found.open[v] & !again;
        anyOpen = anyOpen | found.open[v];
    }
    return any(anyOpen);
}

template <bool fused> inline bool findCycles(const OrbitJob& job)
{
    for (int base = 0; base < job.points; base += orbitGroup) {
        OrbitGroup group = loadGroup(job, base);
        CycleFound found;
        for (int v = 0; v < orbitVectors; ++v) {
            found.open[v] = !noLanes();
            found.candidate[v] = splat(0);
            found.period[v] = splat(0);
            found.size2[v] = splat(1);
        }
        std::int64_t index = 0;
        for (std::int64_t end = firstLook; end <= lastLook; end *= 2) {
            for (; index < end; ++index) {
                for (int v = 0; v < orbitVectors; ++v)
                    group.z[v] = next<fused>(group.z[v], group.cr[v], group.ci[v]);
            }
            if (!look<fused>(group, found))
                break;
            if (isCancelled(job))
                return false;
        }
        for (int v = 0; v < orbitVectors; ++v) {
            writeValues(job, OrbitValue::Period, base + v * width, found.period[v]);
            writeValues(job, OrbitValue::CycleSize, base + v * width,
                select(found.period[v] > splat(0), squareRoot(found.size2[v]), splat(-1)));
        }
    }
    return true;
}

} // namespace escapade::simd::ESCAPADE_ISA
