#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace escapade {

/// What lies under the places of a line, along one axis of an image: between which two neighbours, and how
/// near to the second one.
struct Neighbours
{
    std::vector<int> first; ///< numbers of pixels; the second one is the next
    std::vector<std::uint8_t> weights; ///< of the second, in 256ths
};

/// For the places from begin to end, where an image of length pixels, two at least, begins at corner and has
/// pixels of that scale. Beyond its outermost pixels' middles these go on.
Neighbours neighboursOf(int begin, int end, double corner, double scale, int length);

/// Widens or narrows a row of 0xAARRGGBB by linear interpolation: each byte of to is mixed from those of two
/// neighbours of row. to has a place for each of places. Any thread.
void mixNeighbours(const std::uint32_t* row, const Neighbours& places, std::uint32_t* to);

/// Mixes the bytes of two rows of the same length; weight is that of the second in 256ths.
void mixRows(std::span<const std::uint32_t> first, std::span<const std::uint32_t> second, std::uint8_t weight,
    std::uint32_t* to);

} // namespace escapade
