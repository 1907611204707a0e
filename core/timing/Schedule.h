#pragma once

namespace escapade {

/// Who computes which tile.
enum class Schedule {
    Dynamic, ///< whoever is free takes the next
    Static ///< each worker has an equal number of neighbouring tiles from the start
};

} // namespace escapade
