// Follows orbits that escape, once their counts are known: no test is needed on the way, and points with like
// counts are neighbours, so that hardly a lane runs idle.

#pragma once

#include "core/simd/kernels/OrbitStudies.inl"

namespace escapade::simd::ESCAPADE_ISA {

/// Orbits that leave slowly are followed for so many steps beyond their counts.
constexpr int tailSteps = 64;

template <bool fused, typename Study> struct Followed
{
    OrbitGroup group;
    Study study[orbitVectors];

    /// One step of all lanes.
    void step()
    {
        for (int v = 0; v < orbitVectors; ++v) {
            const Orbit after = next<fused>(group.z[v], group.cr[v], group.ci[v]);
            study[v].advance(group.z[v], after);
            group.z[v] = after;
        }
    }

    /// One step of some lanes of a vector.
    void stepWhere(Mask mask, int v)
    {
        const Orbit after = next<fused>(group.z[v], group.cr[v], group.ci[v]);
        Study advanced = study[v];
        advanced.advance(group.z[v], after);
        study[v] = Study::choose(mask, advanced, study[v]);
        group.z[v] = selectOrbit(mask, after, group.z[v]);
    }
};

/// From z_0 to z_(count + 1). False when cancelled.
template <bool fused, typename Study>
inline bool followToCounts(const OrbitJob& job, int base, Followed<fused, Study>& points)
{
    const auto least = static_cast<std::int64_t>(job.counts[base]);
    const auto most = static_cast<std::int64_t>(job.counts[base + orbitGroup - 1]);
    std::int64_t index = 0;
    while (index <= least) {
        const std::int64_t end
            = least < index + orbitCancelInterval ? least + 1 : index + orbitCancelInterval;
        for (; index < end; ++index)
            points.step();
        if (isCancelled(job))
            return false;
    }
    Vec counts[orbitVectors];
    for (int v = 0; v < orbitVectors; ++v)
        counts[v] = load(job.counts + base + v * width);
    for (; index <= most; ++index) {
        for (int v = 0; v < orbitVectors; ++v)
            points.stepWhere(splat(static_cast<double>(index)) <= counts[v], v);
        if (index % orbitCancelInterval == 0 && isCancelled(job))
            return false;
    }
    return true;
}

template <bool fused, typename Study> inline void followTail(Followed<fused, Study>& points)
{
    for (int step = 0; step < tailSteps; ++step) {
        Mask anyPending = noLanes();
        for (int v = 0; v < orbitVectors; ++v) {
            const Mask pending = sizeSquared<fused>(points.group.z[v]) <= splat(Study::tailSize);
            points.stepWhere(pending, v);
            anyPending = anyPending | pending;
        }
        if (!any(anyPending))
            return;
    }
}

template <bool fused, typename Study> inline bool followEscaped(const OrbitJob& job)
{
    for (int base = 0; base < job.points; base += orbitGroup) {
        Followed<fused, Study> points;
        points.group = loadGroup(job, base);
        for (Study& study : points.study)
            study.begin(job);
        if (!followToCounts(job, base, points))
            return false;
        if constexpr (Study::tailSize > 0)
            followTail(points);
        for (int v = 0; v < orbitVectors; ++v)
            points.study[v].finish(
                job, base + v * width, points.group.z[v], sizeSquared<fused>(points.group.z[v]));
    }
    return true;
}

} // namespace escapade::simd::ESCAPADE_ISA
