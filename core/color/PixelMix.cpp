#include "core/color/PixelMix.h"

#include "core/base/Check.h"
#include "core/color/QuickMath.h"
#include "core/simd/SimdLevel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace escapade {
namespace {

using Pixel = std::uint32_t;
using Byte = std::uint8_t;

constexpr std::size_t channels = sizeof(Pixel);
/// Pixels at a time: what is gathered stays in the nearest cache.
constexpr std::size_t blockSize = 256;

/// Of 16 bits, of which a register has many.
ESCAPADE_INLINE Byte mixed(Byte first, Byte second, Byte weight)
{
    constexpr std::uint16_t whole = 256;
    const auto rest = static_cast<std::uint16_t>(whole - weight);
    const auto one = static_cast<std::uint16_t>(first * rest);
    const auto other = static_cast<std::uint16_t>(second * weight);
    return static_cast<Byte>(static_cast<std::uint16_t>(one + other) / whole);
}

ESCAPADE_INLINE const Byte* bytesOf(const Pixel* pixels)
{
    return reinterpret_cast<const Byte*>(pixels); // NOLINT: a pixel's channels are its bytes
}

ESCAPADE_INLINE Byte* bytesOf(Pixel* pixels)
{
    return reinterpret_cast<Byte*>(pixels); // NOLINT: as above
}

ESCAPADE_INLINE void mixNeighboursHere(const Pixel* row, const Neighbours& places, Pixel* to)
{
    const std::size_t width = places.first.size();
    for (std::size_t begin = 0; begin < width; begin += blockSize) {
        const std::size_t count = std::min(blockSize, width - begin);
        const int* const columns = places.first.data() + begin;
        const Byte* const weights = places.weights.data() + begin;
        std::array<Pixel, blockSize> first; // NOLINT(*-member-init): only what is written is read
        std::array<Pixel, blockSize> second; // NOLINT(*-member-init)
        std::array<Pixel, blockSize> ofChannels; // NOLINT(*-member-init)
        for (std::size_t n = 0; n < count; ++n) {
            constexpr Pixel eachByte = 0x01010101;
            first[n] = row[columns[n]];
            second[n] = row[columns[n] + 1];
            ofChannels[n] = eachByte * weights[n];
        }
        const Byte* const one = bytesOf(first.data());
        const Byte* const other = bytesOf(second.data());
        const Byte* const shares = bytesOf(ofChannels.data());
        Byte* const bytes = bytesOf(to + begin);
        for (std::size_t n = 0; n < channels * count; ++n)
            bytes[n] = mixed(one[n], other[n], shares[n]);
    }
}

ESCAPADE_INLINE void mixRowsHere(const Byte* __restrict first, const Byte* __restrict second, Byte weight,
    Byte* __restrict to, std::size_t count)
{
    for (std::size_t n = 0; n < count; ++n)
        to[n] = mixed(first[n], second[n], weight);
}

#if defined(__x86_64__)
// The same source for wider registers: whole numbers are the same in all of them.
[[gnu::target("avx2")]] void mixNeighboursAvx2(const Pixel* row, const Neighbours& places, Pixel* to)
{
    mixNeighboursHere(row, places, to);
}

[[gnu::target("avx2")]] void mixRowsAvx2(
    const Byte* first, const Byte* second, Byte weight, Byte* to, std::size_t count)
{
    mixRowsHere(first, second, weight, to, count);
}
#endif

} // namespace

Neighbours neighboursOf(int begin, int end, double corner, double scale, int length)
{
    ESCAPADE_CHECK(scale > 0 && length > 1);
    constexpr double whole = 256;
    Neighbours result;
    result.first.reserve(static_cast<std::size_t>(std::max(0, end - begin)));
    result.weights.reserve(result.first.capacity());
    for (int n = begin; n < end; ++n) {
        const double at = std::clamp((n + 0.5 - corner) / scale - 0.5, 0.0, length - 1 - 1 / whole);
        const double first = std::floor(at);
        result.first.push_back(static_cast<int>(first));
        result.weights.push_back(static_cast<Byte>((at - first) * whole));
    }
    return result;
}

void mixNeighbours(const Pixel* row, const Neighbours& places, Pixel* to)
{
#if defined(__x86_64__)
    if (isAvailable(SimdLevel::Avx2)) {
        mixNeighboursAvx2(row, places, to);
        return;
    }
#endif
    mixNeighboursHere(row, places, to);
}

void mixRows(std::span<const Pixel> first, std::span<const Pixel> second, Byte weight, Pixel* to)
{
    ESCAPADE_CHECK(first.size() == second.size());
    const std::size_t bytes = channels * first.size();
#if defined(__x86_64__)
    if (isAvailable(SimdLevel::Avx2)) {
        mixRowsAvx2(bytesOf(first.data()), bytesOf(second.data()), weight, bytesOf(to), bytes);
        return;
    }
#endif
    mixRowsHere(bytesOf(first.data()), bytesOf(second.data()), weight, bytesOf(to), bytes);
}

} // namespace escapade
