#pragma once

#include <cmath>
#include <complex>

namespace escapade {

/// A point of the plane as doubles.
using Complex = std::complex<double>;

// Everything here is made of + - * / and square roots, which IEEE 754 fixes to the last bit: libm's functions
// differ from machine to machine, and what is labelled, counted or drawn must not.

/// a b, written out: std::complex looks for infinities.
inline Complex times(Complex a, Complex b)
{
    return { a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real() };
}

inline Complex divided(Complex dividend, Complex divisor)
{
    const double size2 = std::norm(divisor);
    const Complex product = times(dividend, std::conj(divisor));
    return { product.real() / size2, product.imag() / size2 };
}

inline double modulus(Complex z)
{
    return std::sqrt(std::norm(z));
}

/// The root with a real part that is not negative; of a negative number the one above the real axis. Exact
/// to a few units in the last place for 1e-140 < |z| < 1e140. The larger part comes from a sum without
/// cancellation, the smaller one from a quotient.
inline Complex squareRoot(Complex z)
{
    const double larger = std::sqrt((modulus(z) + std::abs(z.real())) / 2);
    if (!(larger > 0))
        return {};
    const double smaller = std::abs(z.imag()) / (2 * larger);
    if (z.real() >= 0)
        return { larger, std::copysign(smaller, z.imag()) };
    return { smaller, std::copysign(larger, z.imag()) };
}

/// Whether a point is beyond the radius from which no orbit of z^2 + c with |c| <= 2 returns; NaN is.
inline bool isBeyondReturn(Complex z)
{
    return !(std::norm(z) <= 4);
}

} // namespace escapade
