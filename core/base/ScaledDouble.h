#pragma once

#include "core/base/Decimal.h"

#include <cstdint>

namespace escapade {

/// A double with an exponent of its own: mantissa * 2^exponent, the mantissa in [1, 2) in size, or zero. It
/// holds pixel spacings far below the smallest double.
class ScaledDouble
{
public:
    ScaledDouble() = default;
    /// value must be finite.
    explicit ScaledDouble(double value) { assign(value, 0); }

    /// The nearest number with 53 bits, ties to even.
    static ScaledDouble fromDecimal(const Decimal& value);

    /// Zero or infinity beyond the range of double.
    double toDouble() const;

    /// A decimal with 17 significant digits: enough to tell it from its neighbours.
    Decimal toDecimal() const;

    /// The nearest number whose mantissa has this many binary digits, at least one.
    ScaledDouble roundedTo(int binaryDigits) const;

    double mantissa() const { return m_mantissa; }
    std::int64_t exponent() const { return m_exponent; }

    /// log2 of the size; the value must not be zero.
    double log2() const;

    ScaledDouble operator*(double factor) const { return { m_mantissa * factor, m_exponent }; }
    ScaledDouble operator/(double divisor) const { return { m_mantissa / divisor, m_exponent }; }
    /// The quotient; the divisor must not be zero.
    ScaledDouble dividedBy(const ScaledDouble& divisor) const
    {
        return { m_mantissa / divisor.m_mantissa, m_exponent - divisor.m_exponent };
    }
    /// The quotient as a plain double: for ratios of comparable numbers.
    double operator/(const ScaledDouble& divisor) const { return dividedBy(divisor).toDouble(); }

    bool operator==(const ScaledDouble&) const = default;
    /// For positive numbers.
    bool operator<(const ScaledDouble& other) const
    {
        return m_exponent != other.m_exponent ? m_exponent < other.m_exponent : m_mantissa < other.m_mantissa;
    }

private:
    ScaledDouble(double mantissa, std::int64_t exponent) { assign(mantissa, exponent); }
    void assign(double mantissa, std::int64_t exponent);

    double m_mantissa = 0;
    std::int64_t m_exponent = 0;
};

} // namespace escapade
