// Logarithms from + - * and bit operations only, so that every instruction set and machine gives the same
// bits (libm's differ).

#pragma once

#include "core/simd/Lanes.inl"

namespace escapade::simd::ESCAPADE_ISA {

/// log2 of a normal, finite, positive number, to 1.3e-5: enough for colours, at a tenth of libm's cost. The
/// mantissa's logarithm is the polynomial of degree 5 that is closest to log2(1 + u) on [0, 1] in the largest
/// error, found with Remez' exchange algorithm (Cheney, Introduction to Approximation Theory, chapter 3).
inline Vec log2Of(Vec value)
{
    const Vec exponent = exponentOf(value);
    const Vec u = mantissaOf(value) - splat(1);
    const Vec u2 = u * u;
    const Vec low = splat(1.2538731755827794e-05) + splat(1.4416845566037295) * u;
    const Vec middle = splat(-0.7079926466174254) + splat(0.4136301060395363) * u;
    const Vec high = splat(-0.19219562000331783) + splat(0.044873603977477076) * u;
    return exponent + (low + u2 * (middle + u2 * high));
}

} // namespace escapade::simd::ESCAPADE_ISA
