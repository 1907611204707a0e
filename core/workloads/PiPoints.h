#pragma once

#include "core/workloads/MonteCarloPi.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace escapade {

/// A point of Monte-Carlo pi, as a share of the quarter circle's radius: 0 to 1.
struct PiPoint
{
    double x = 0;
    double y = 0;
    bool hit = false; ///< within the circle, decided in exact integers
    bool operator==(const PiPoint&) const = default;
};

/// The first points of the stream that estimatePi() counts: what a picture can show. `count` is rounded up to
/// an even number.
std::vector<PiPoint> firstPiPoints(std::uint64_t count, std::uint64_t seed);

/// How many of the points first, first + 1, ... of that stream hit, on the pool; both numbers are even.
/// Blocks; never in the GUI thread. Empty when cancelled. The settings' samplesDone is not counted.
std::optional<std::uint64_t> countPiHits(WorkerPool& pool, std::uint64_t first, std::uint64_t count,
    std::uint64_t seed, const PiSettings& settings);

} // namespace escapade
