#pragma once

namespace escapade {

// The functions that exact modes and colours need, made of additions and multiplications alone: those of the
// mathematical library differ in their last bits from machine to machine, and with them would the pictures.

/// sin(pi part / whole) for 0 <= part, 0 < whole. Within 2e-16 of the true value.
double sineOfTurn(long long part, long long whole);

/// exp(-x) for x >= 0, 0 beyond 700. Relative error below 4e-16.
double decay(double x);

/// The logarithm to base 2 of a normal x > 0, to 1e-14.
double binaryLogarithm(double x);

} // namespace escapade
