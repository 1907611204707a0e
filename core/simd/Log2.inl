// Logarithms from + - * / and bit operations only, so that every instruction set and machine gives the same
// bits (libm's differ). Include after Lanes.inl.

namespace escapade::simd::ESCAPADE_ISA {

/// log2 of a normal, finite, positive number, to about 1e-11. Series of atanh about 1: Abramowitz and
/// Stegun 4.1.27.
inline Vec log2Of(Vec value)
{
    const Bits bits = bitsOf(value);
    // The biased exponent lands in the low bits of 2^52 and comes back as a double by subtraction.
    constexpr double twoTo52 = 4503599627370496.0;
    Vec exponent = vecOf((bits >> 52) | bitsOf(splat(twoTo52))) - splat(twoTo52 + 1023);
    Vec mantissa = vecOf((bits & splatBits(0x000fffffffffffffU)) | bitsOf(splat(1)));
    const Mask high = mantissa > splat(1.4142135623730951);
    mantissa = select(high, mantissa * splat(0.5), mantissa);
    exponent = select(high, exponent + splat(1), exponent);

    const Vec t = (mantissa - splat(1)) / (mantissa + splat(1));
    const Vec t2 = t * t;
    Vec series = splat(1.0 / 11);
    series = series * t2 + splat(1.0 / 9);
    series = series * t2 + splat(1.0 / 7);
    series = series * t2 + splat(1.0 / 5);
    series = series * t2 + splat(1.0 / 3);
    series = series * t2 + splat(1);
    constexpr double twoOverLn2 = 2.8853900817779268;
    return exponent + series * t * splat(twoOverLn2);
}

} // namespace escapade::simd::ESCAPADE_ISA
