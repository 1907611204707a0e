// Points whose orbits advance together: what all studies of orbits share.

#pragma once

#include "core/simd/OrbitJob.h"
#include "core/simd/kernels/EscapeOrbit.inl"

namespace escapade::simd::ESCAPADE_ISA {

constexpr int orbitVectors = 4;
constexpr int orbitGroup = orbitVectors * width;
static_assert(orbitPadding % orbitGroup == 0);

/// Steps between two looks at the cancel token.
constexpr std::int64_t orbitCancelInterval = 4096;

inline Orbit selectOrbit(Mask condition, const Orbit& yes, const Orbit& no)
{
    return orbitAt(select(condition, yes.x, no.x), select(condition, yes.y, no.y));
}

struct OrbitGroup
{
    Vec cr[orbitVectors];
    Vec ci[orbitVectors];
    Orbit z[orbitVectors];
};

inline OrbitGroup loadGroup(const OrbitJob& job, int base)
{
    OrbitGroup group;
    for (int v = 0; v < orbitVectors; ++v) {
        const int at = base + v * width;
        group.cr[v] = load(job.cRe + at);
        group.ci[v] = load(job.cIm + at);
        group.z[v] = job.startRe == nullptr ? orbitAt(splat(0), splat(0))
                                            : orbitAt(load(job.startRe + at), load(job.startIm + at));
    }
    return group;
}

inline bool isCancelled(const OrbitJob& job)
{
    return job.cancelled != nullptr && job.cancelled(job.cancelContext);
}

/// Writes a vector's values where they are wanted.
inline void writeValues(const OrbitJob& job, OrbitValue value, int at, Vec numbers)
{
    float* const to = job.values[static_cast<std::size_t>(value)];
    if (to == nullptr)
        return;
    double lanes[width];
    store(lanes, numbers);
    for (int lane = 0; lane < width; ++lane)
        to[at + lane] = static_cast<float>(lanes[lane]);
}

inline bool isWanted(const OrbitJob& job, OrbitValue value)
{
    return job.values[static_cast<std::size_t>(value)] != nullptr;
}

} // namespace escapade::simd::ESCAPADE_ISA
