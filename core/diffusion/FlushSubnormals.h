#pragma once

#ifdef __SSE2__
#include <immintrin.h>
#endif

namespace escapade {

/// While it lives, subnormal numbers count as zero in this thread (FTZ and DAZ). A point source spreads into
/// them, and they make steps up to 1.8 times slower. Every loop that steps a diffusion field uses it, the
/// textbook one included, so that all have the same bits.
class FlushSubnormals
{
public:
    FlushSubnormals(const FlushSubnormals&) = delete;
    FlushSubnormals& operator=(const FlushSubnormals&) = delete;
#ifdef __SSE2__
    FlushSubnormals()
        : m_before(_mm_getcsr())
    {
        constexpr unsigned flushToZero = 0x8000U;
        constexpr unsigned subnormalsAreZero = 0x0040U;
        _mm_setcsr(m_before | flushToZero | subnormalsAreZero);
    }
    ~FlushSubnormals()
    {
        _mm_setcsr(m_before);
    }

private:
    unsigned m_before;
#else
    FlushSubnormals() = default;
#endif
};

} // namespace escapade
