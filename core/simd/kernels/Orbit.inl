// All kernels that follow orbits, of one instruction set: the orbit_*.cpp files define ESCAPADE_ISA and
// ESCAPADE_ARCH and include this.

#include "core/simd/kernels/OrbitCycles.inl"
#include "core/simd/kernels/OrbitEscaped.inl"
#include "core/simd/kernels/OrbitKernels.h"

namespace escapade::simd::ESCAPADE_ISA {

/// Each study follows the orbits by itself: hardly a picture wants two of them.
template <bool fused> inline bool followOrbits(const OrbitJob& job)
{
    if (job.counts == nullptr)
        return findCycles<fused>(job);
    return (!Surroundings::isWantedBy(job) || followEscaped<fused, Surroundings>(job))
        && (!Angles::isWantedBy(job) || followEscaped<fused, Angles>(job))
        && (!Stripes::isWantedBy(job) || followEscaped<fused, Stripes>(job))
        && (!Traps::isWantedBy(job) || followEscaped<fused, Traps>(job));
}

bool orbitStrict(const OrbitJob& job)
{
    return followOrbits<false>(job);
}

#if defined(__FMA__) || !defined(ESCAPADE_ARCH)
bool orbitFused(const OrbitJob& job)
{
    return followOrbits<true>(job);
}
#endif

} // namespace escapade::simd::ESCAPADE_ISA
