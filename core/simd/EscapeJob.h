#pragma once

#include <cstdint>

namespace escapade::simd {

/// A list of points to iterate, as plain arrays: what an escape-time kernel takes. Every array holds
/// paddedPoints elements, a multiple of escapePadding; the surplus inputs must be finite, the surplus outputs
/// are garbage.
struct EscapeJob
{
    const double* startRe = nullptr; ///< z_0: zero for Mandelbrot, the sample for Julia
    const double* startIm = nullptr;
    const double* cRe = nullptr;
    const double* cIm = nullptr;
    int points = 0;
    std::int32_t maxIterations = 0; ///< at least 1
    bool closedFormInterior = false; ///< test the main cardioid and the period-2 disc first (z_0 must be 0)
    bool cycleCheck = false; ///< label orbits that repeat bit for bit as interior
    /// Polled every few microseconds; null where nobody cancels.
    bool (*cancelled)(const void* context) = nullptr;
    const void* cancelContext = nullptr;

    /// Out: the first k with |z_(k+1)|^2 > 4, or maxIterations.
    std::int32_t* counts = nullptr;
    /// Out: the smooth count minus the count for escaped points, about 0 to 1 (more where an orbit leaves
    /// slowly).
    float* fractions = nullptr;
    /// Out: Label values.
    std::uint8_t* labels = nullptr;
};

/// Arrays of an EscapeJob are padded to a multiple of this many points.
inline constexpr int escapePadding = 32;

/// Returns false when cancelled; the outputs are then garbage. Never throws or allocates. Any thread.
using EscapeKernel = bool (*)(const EscapeJob& job);

} // namespace escapade::simd
