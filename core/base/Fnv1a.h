#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace escapade {

/// The hash of no bytes at all.
inline constexpr std::uint64_t fnv1a64Basis = 0xcbf29ce484222325U;

/// FNV-1a, 64 bits, of a run of bytes, or of one more run after those of a hash. Source: Fowler, Noll, Vo;
/// RFC 9923.
inline std::uint64_t fnv1a64(std::span<const std::byte> bytes, std::uint64_t hash = fnv1a64Basis)
{
    for (const std::byte byte : bytes) {
        hash ^= static_cast<std::uint64_t>(byte);
        hash *= 0x100000001b3U;
    }
    return hash;
}

/// The same over the bytes of an array of numbers, as they lie in memory (little-endian on our machines).
template <typename T> std::uint64_t fnv1a64Of(std::span<const T> values)
{
    return fnv1a64(std::as_bytes(values));
}

} // namespace escapade
