#pragma once

#include <cstdint>

// What the kernels of the lessons in core/workloads take. None of them throws or allocates; any thread.

namespace escapade::simd {

/// The sum of the whole numbers first to last - 1, or of those that are multiples of 3.
struct RangeSumJob
{
    std::uint64_t first = 0;
    std::uint64_t last = 0; ///< not below first
    /// Out: modulo 2^64.
    std::uint64_t sum = 0;
};

/// About a tenth of a nanosecond a number on AVX-512.
using RangeSumKernel = void (*)(RangeSumJob& job);

/// For all l below round, j below l and i below j: is the square of the rounded root of i + 4 that number
/// again?
struct WaitRoundJob
{
    int round = 0; ///< up to 1000
    /// Out: how often it is.
    std::uint64_t exact = 0;
};

using WaitRoundKernel = void (*)(WaitRoundJob& job);

/// result = (a a + b b) + (2 a) b, each operation rounded.
struct SquareOfSumJob
{
    const double* a = nullptr;
    const double* b = nullptr;
    double* result = nullptr; ///< overlaps neither
    int count = 0;
};

using SquareOfSumKernel = void (*)(const SquareOfSumJob& job);

} // namespace escapade::simd
