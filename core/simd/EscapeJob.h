#pragma once

#include <cstdint>

namespace escapade::simd {

/// Points that a kernel keeps in flight at once; it cuts longer lists into batches of this many.
inline constexpr int escapeBatch = 4096;

/// The most points that a job may have.
inline constexpr int maxEscapePoints = 1 << 20;

/// Doubles of working memory that a kernel needs.
inline constexpr int escapeScratch = 8 * (escapeBatch + 512);

/// Arrays of an EscapeJob are padded to a multiple of this many points.
inline constexpr int escapePadding = 64;

/// When an orbit is compared with its past and with the proved discs: the same in all kernels, for labels
/// must not depend on the kernel. Checkpoints are taken at the first index and then at the check that doubles
/// the last checkpoint's index or passes it; checks follow at multiples of the interval, which has many
/// divisors so that common periods close at the first of them.
inline constexpr std::int64_t discCheckIndex = 256;
inline constexpr std::int64_t firstCheckpoint = 512;
inline constexpr std::int64_t cycleCheckInterval = 120;

/// A list of points to iterate, as plain arrays: what an escape-time kernel takes. Every array holds the
/// points and, after them, anything finite up to a multiple of escapePadding; the surplus outputs are
/// garbage.
struct EscapeJob
{
    const double* startRe = nullptr; ///< z_0 of Julia points; null: z_0 = 0 (Mandelbrot)
    const double* startIm = nullptr;
    const double* cRe = nullptr;
    const double* cIm = nullptr;
    int points = 0; ///< up to maxEscapePoints
    std::int32_t maxIterations = 0; ///< at least 1
    bool closedFormInterior = false; ///< test the main cardioid and the period-2 disc first (z_0 must be 0)
    bool cycleCheck = false; ///< label orbits that repeat bit for bit as interior
    /// The processor has adders apart from its multipliers: strict arithmetic may double by adding now and
    /// then. Changes no bit.
    bool hasIdleAdders = false;
    /// Whether these points are proved to be interior without their orbits' help; asked once about those that
    /// are still in at discCheckIndex. Writes 1 or 0 to proved[n] for point points[n] (an index into the
    /// job's arrays, exact in double). Null: nobody knows.
    void (*findProved)(const void* context, const double* points, int count, std::uint8_t* proved) = nullptr;
    const void* proofContext = nullptr;
    /// Polled every half millisecond or more often; null where nobody cancels.
    bool (*cancelled)(const void* context) = nullptr;
    const void* cancelContext = nullptr;
    double* scratch = nullptr; ///< escapeScratch doubles, aligned to 64 bytes, for the kernel's own use

    /// Out: the first k with |z_(k+1)|^2 > 4, or maxIterations.
    std::int32_t* counts = nullptr;
    /// Out: the smooth count minus the count for escaped points, about 0 to 1 (more where an orbit leaves
    /// slowly). Null: nobody wants them, and orbits need not be followed beyond their count.
    float* fractions = nullptr;
    /// Out: Label values.
    std::uint8_t* labels = nullptr;
};

/// Returns false when cancelled; the outputs are then garbage. Never throws or allocates. Any thread.
using EscapeKernel = bool (*)(const EscapeJob& job);

} // namespace escapade::simd
