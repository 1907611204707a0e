#pragma once

#include "core/parallel/WorkerPool.h"
#include "core/simd/SimdLevel.h"

#include <atomic>
#include <cstdint>

namespace escapade {

/// Monte-Carlo pi: how many of `samples` pseudo-random points of a square lie in its inscribed quarter
/// circle. The points are those of Philox4x32-10, a generator without state: point n depends on n and the key
/// alone, so the number of hits depends on neither threads nor vectors.
struct PiRequest
{
    static constexpr std::uint64_t maxSamples = 1'000'000'000'000'000;
    static constexpr std::uint64_t publishedSeed = 42;

    std::uint64_t samples = 0; ///< 1 to maxSamples
    /// Becomes the key (low word, high word xor 7): the default 42 gives the key (42, 7), whose hits are
    /// published.
    std::uint64_t seed = publishedSeed;
    bool operator==(const PiRequest&) const = default;
};

/// The number of hits and what follows from it.
struct PiEstimate
{
    std::uint64_t samples = 0;
    std::uint64_t hits = 0;

    /// 4 hits / samples.
    double value() const;
    /// The standard error of value(), from the binomial variance at the estimated probability.
    double standardError() const;
    bool operator==(const PiEstimate&) const = default;
};

/// How to compute it: none of this changes a hit.
struct PiSettings
{
    SimdLevel simd = SimdLevel::Scalar;
    int threads = 0; ///< 0: as many as the pool has active
    Priority priority = Priority::Laboratory;
    CancelToken cancel;
    /// Counts the samples that are done, for a progress bar in another thread; may be null.
    std::atomic<std::uint64_t>* samplesDone = nullptr;
    /// How far it is, 0 to 1, for the same purpose; may be null.
    std::atomic<double>* progress = nullptr;
};

struct PiRun
{
    PiEstimate estimate; ///< of no use unless the report says that the job was completed
    JobReport report;
};

/// Counts on the pool, blocking; never from the GUI thread. Cancelling takes effect within about ten
/// milliseconds.
PiRun estimatePi(WorkerPool& pool, const PiRequest& request, const PiSettings& settings);

/// The hits among the samples first to last - 1, one after the other on the calling thread, through the
/// Random123 library.
std::uint64_t countPiHitsNaively(const PiRequest& request, std::uint64_t first, std::uint64_t last);

/// The plain form, one point after the other through the Random123 library, on the calling thread: what the
/// kernels are tested against and timed against. Returns early, with too few hits, when cancelled.
PiEstimate estimatePiNaively(const PiRequest& request, const CancelToken& cancel = {});

} // namespace escapade
