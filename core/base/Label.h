#pragma once

#include <cstdint>

namespace escapade {

/// What is known of a pixel. Nothing is guessed: a pixel without a result says so.
enum class Label : std::uint8_t {
    NotComputed, ///< No result yet.
    Escaped, ///< Left the radius beyond which no orbit returns.
    /// Proved to stay: inside the cardioid, the period-2 disc or a certified disc about a point with an
    /// attracting cycle, or its orbit repeats bit for bit.
    Interior,
    Undecided, ///< Reached the iteration limit.
    BeyondPrecision, ///< Its coordinates are too close to its neighbours' for the number type in use.
};

inline constexpr int labelCount = 5;

} // namespace escapade
