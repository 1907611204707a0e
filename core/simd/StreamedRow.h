#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace escapade::simd {

/// Copies a row of a tile to where nobody reads it soon: past the caches where it is whole cache lines, which
/// would otherwise be read from memory first, only to be overwritten. (It is slower than plain stores where a
/// cache holds what is there.) Other threads may read it only after the writer's endOfRows().
template <typename T> void streamRow(const T* from, std::size_t count, T* to)
{
#ifdef __SSE2__
    constexpr std::size_t cacheLine = 64;
    const std::size_t bytes = count * sizeof(T);
    if ((reinterpret_cast<std::uintptr_t>(to) | bytes) % cacheLine == 0) {
        const auto* source = reinterpret_cast<const __m128i*>(from);
        auto* target = reinterpret_cast<__m128i*>(to);
        for (std::size_t n = 0; n < bytes / sizeof(__m128i); ++n)
            _mm_stream_si128(target + n, _mm_loadu_si128(source + n));
        return;
    }
#endif
    std::copy_n(from, count, to);
}

/// Makes what was streamed visible to whoever sees what this thread writes next.
inline void endOfRows()
{
#ifdef __SSE2__
    _mm_sfence();
#endif
}

} // namespace escapade::simd
