#pragma once

#include <cstdint>

namespace escapade::simd {

/// A run of Philox4x32-10 blocks whose points are to be counted. Block b has the counter (low b, high b, 0,
/// 0) and gives words w0..w3, that is the points (w0>>1, w1>>1) and (w2>>1, w3>>1); a point hits where x^2 +
/// y^2 < 2^62.
struct PiJob
{
    std::uint32_t key0 = 0;
    std::uint32_t key1 = 0;
    std::uint64_t firstBlock = 0;
    std::uint64_t blocks = 0;
    /// Out: points of the run that hit, 0 to 2 * blocks.
    std::uint64_t hits = 0;
};

/// Never throws or allocates. Any thread. About two nanoseconds a block on AVX-512, thirty on the scalar
/// level.
using PiKernel = void (*)(PiJob& job);

} // namespace escapade::simd
