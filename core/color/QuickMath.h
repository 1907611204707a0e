#pragma once

#include <bit>
#include <cstdint>

// Elementary functions from + - * and bit operations only: every machine gives the same bits, and compilers
// turn loops over them into vector code. What is marked so becomes a part of the function that calls it, and
// so of each instruction set that it is compiled for.
#define ESCAPADE_INLINE [[gnu::always_inline]] inline

namespace escapade::quick {

/// Whole numbers up to 2^32 land in the low bits of 2^52 when they are added to it, and come back by
/// subtraction: conversions that every instruction set does to many numbers at once.
inline constexpr double twoTo52 = 4503599627370496.0;

ESCAPADE_INLINE double fromLowBits(std::uint64_t number)
{
    return std::bit_cast<double>(number | std::bit_cast<std::uint64_t>(twoTo52)) - twoTo52;
}

ESCAPADE_INLINE std::uint64_t toLowBits(double number)
{
    return std::bit_cast<std::uint64_t>(number + twoTo52);
}

/// The square root: the instruction, where flags allow it, whatever header declared sqrt first.
ESCAPADE_INLINE double squareRoot(double value)
{
    return __builtin_sqrt(value);
}

/// The cube root of a number >= 0, to 1e-9 of it or 1e-100: Newton's method for the reciprocal of the cube
/// root, which needs no division. It starts from minus a third of the exponent, with the mantissa carried
/// along; the constant brings the bias of the exponent back and makes the error about even.
ESCAPADE_INLINE double cubeRoot(double value)
{
    constexpr double bias = 0x553ef0ff;
    const double upperHalf = fromLowBits(std::bit_cast<std::uint64_t>(value) >> 32U);
    auto inverse = std::bit_cast<double>(toLowBits(bias - upperHalf * (1.0 / 3)) << 32U);
    for (int i = 0; i < 3; ++i)
        inverse *= (4 - value * inverse * inverse * inverse) * (1.0 / 3);
    return value * inverse * inverse;
}

/// log2 of a normal, finite, positive number, to 1.3e-5; the polynomial is that of core/simd/Log2.inl.
ESCAPADE_INLINE double log2Of(double value)
{
    const auto bits = std::bit_cast<std::uint64_t>(value);
    const double exponent = fromLowBits(bits >> 52U) - 1023;
    const double u
        = std::bit_cast<double>((bits & 0x000fffffffffffffU) | std::bit_cast<std::uint64_t>(1.0)) - 1;
    const double low = 1.2538731755827794e-05 + 1.4416845566037295 * u;
    const double middle = -0.7079926466174254 + 0.4136301060395363 * u;
    const double high = -0.19219562000331783 + 0.044873603977477076 * u;
    return exponent + (low + u * u * (middle + u * u * high));
}

/// 2^value for values from -1000 to 1000, to 1e-7 of it: the polynomial of degree 5 that is closest to 2^u on
/// [0, 1] in the largest relative error and exact at its ends (found with Remez' exchange algorithm).
ESCAPADE_INLINE double exp2Of(double value)
{
    // To the nearest whole number, then down.
    const double nearest = (value + 1.5 * twoTo52) - 1.5 * twoTo52;
    const double whole = nearest > value ? nearest - 1 : nearest;
    const double u = value - whole;
    const double curve = 0.3068482610098868
        + u * (0.06668899045131531 + u * (0.010870313184707032 + u * 0.0018793183597816056));
    const double mantissa = 1 + u + (u * u - u) * curve;
    return mantissa * std::bit_cast<double>(toLowBits(whole + 1023) << 52U);
}

} // namespace escapade::quick
