#pragma once

#include "core/timing/Schedule.h"

#include <cstddef>
#include <vector>

namespace escapade {

/// The tiles [first, last) that a worker takes at a time.
struct TileShare
{
    std::size_t first = 0;
    std::size_t last = 0;
    bool operator==(const TileShare&) const = default;
};

/// Each tile on its own, or for each of so many threads all that it will ever get: equal numbers of
/// neighbouring tiles, up to one.
std::vector<TileShare> sharesOf(std::size_t tiles, Schedule schedule, int threads);

} // namespace escapade
