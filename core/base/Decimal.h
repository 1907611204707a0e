#pragma once

#include "core/base/Result.h"

#include <gmpxx.h>

#include <compare>
#include <string>
#include <string_view>

namespace escapade {

/// An exact decimal number, coefficient times ten to an exponent: what a user typed, without rounding, at any
/// depth. Values are kept normalised (no trailing zeros in the coefficient), so equal numbers compare equal.
class Decimal
{
public:
    /// The most digits, and the largest exponent of ten in size, that parse() takes.
    static constexpr int maxDigits = 100'000;
    static constexpr long maxExponent = 1'000'000;

    Decimal() = default;

    /// Reads "-0.75", "1e-30", "+.5E3". Fails on anything else: words, NaN, inf, empty text, too many digits.
    static Result<Decimal> parse(std::string_view text);

    /// The shortest decimal that reads back as this double. value must be finite.
    static Decimal fromDouble(double value);

    /// The nearest double, ties to even; beyond the range infinity or zero.
    double toDouble() const;

    /// Plain notation for numbers of everyday size, scientific otherwise; parse() reads it back exactly.
    std::string toString() const;

    /// Rounded half away from zero to this many digits behind the decimal point.
    Decimal rounded(long decimals) const;

    /// Rounded half away from zero to this many significant digits (at least one).
    Decimal roundedToSignificant(long digits) const;

    bool isZero() const { return m_coefficient == 0; }
    bool isPositive() const { return m_coefficient > 0; }

    /// The exponent of the leading digit: 0 for 1 to 9.99, -1 for 0.1 to 0.99. Zero for zero.
    long leadingExponent() const;

    friend Decimal operator+(const Decimal& a, const Decimal& b);
    friend Decimal operator-(const Decimal& a, const Decimal& b);
    friend Decimal operator*(const Decimal& a, const Decimal& b);
    Decimal operator-() const { return Decimal(-m_coefficient, m_exponent); }
    friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
    friend bool operator==(const Decimal& a, const Decimal& b)
    {
        return a.m_exponent == b.m_exponent && a.m_coefficient == b.m_coefficient;
    }

private:
    Decimal(mpz_class coefficient, long exponent);

    mpz_class m_coefficient = 0;
    long m_exponent = 0;
};

} // namespace escapade
