#pragma once

#include "core/base/Array2D.h"

#include <cstdint>

namespace escapade {

/// A random field whose waves are independent: each has a power of its own and a phase that means nothing.
struct GaussianField
{
    std::uint64_t seed = 1;
    double deviation = 1; ///< standard deviation, on average over all seeds
    int index = -2; ///< the power of a wave goes with its wave number to this; -8 to 8
    int waves = 16; ///< the finest one's number of waves across the height; 1 to 256
    bool operator==(const GaussianField&) const = default;
};

inline constexpr int mostFieldWaves = 256;

/// The field in the cells of a periodic box of square cells, mean zero. The waves do not depend on the grid:
/// a finer one shows the same field; waves that a grid is too coarse for are left out.
///
/// A plain sum of waves, not a fast transform: FFTW chooses its code by the machine, and with it would the
/// last bits change, which Hopf and Cole's exponential makes visible. Same bits on every machine.
///
/// Source: G. Box, M. Muller, A note on the generation of random normal deviates, Ann. Math. Stat. 29 (1958)
/// 610-611.
Array2D<double> gaussianField(const GaussianField& field, Size cells);

/// An even random number in [0, 1) that depends on nothing but the seed and the number.
/// Source: G. Steele, D. Lea, C. Flood, Fast splittable pseudorandom number generators, OOPSLA 2014.
double randomAt(std::uint64_t seed, std::uint64_t number);

} // namespace escapade
