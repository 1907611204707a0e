#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace escapade {

// The passes over arrays that the array lesson is made of: each reads and writes runs of numbers once.

/// Numbers of a run that stays in a core's cache: 64 KiB an array.
inline constexpr std::int64_t arrayChunk = 8192;

/// The inputs' elements first, first + 1 ...: any numbers will do that are the same everywhere and have
/// digits to round. first + size stays below 2^31.
void makeInputs(std::int64_t first, std::span<double> a, std::span<double> b);

/// result = x y; result = x + y; result = 2 x.
void multiply(std::span<const double> x, std::span<const double> y, std::span<double> result);
void add(std::span<const double> x, std::span<const double> y, std::span<double> result);
void twice(std::span<const double> x, std::span<double> result);

/// result = (a a + b b) + (2 a) b, rounded after each operation as the passes above do it.
void squareOfSum(std::span<const double> a, std::span<const double> b, std::span<double> result);

/// A number that depends on every bit of a run and on their order. Source: Fletcher's checksum (1982), over
/// 64-bit words in eight interleaved sums.
std::uint64_t checksumOf(std::span<const double> numbers);

} // namespace escapade
