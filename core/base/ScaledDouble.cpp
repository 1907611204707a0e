#include "core/base/ScaledDouble.h"

#include <mpfr.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace escapade {

ScaledDouble ScaledDouble::fromDecimal(const Decimal& value)
{
    mpfr_t number;
    mpfr_init2(number, 53);
    mpfr_set_str(number, value.toString().c_str(), 10, MPFR_RNDN);
    ScaledDouble result;
    if (mpfr_zero_p(number) == 0) {
        long exponent = 0;
        const double mantissa = mpfr_get_d_2exp(&exponent, number, MPFR_RNDN);
        result.assign(mantissa, exponent);
    }
    mpfr_clear(number);
    return result;
}

double ScaledDouble::toDouble() const
{
    constexpr std::int64_t beyondDouble = 3000;
    return std::ldexp(m_mantissa, static_cast<int>(std::clamp(m_exponent, -beyondDouble, beyondDouble)));
}

Decimal ScaledDouble::toDecimal() const
{
    mpfr_t number;
    mpfr_init2(number, 53);
    mpfr_set_d(number, m_mantissa, MPFR_RNDN);
    mpfr_mul_2si(number, number, static_cast<long>(m_exponent), MPFR_RNDN);
    std::array<char, 64> text {};
    mpfr_snprintf(text.data(), text.size(), "%.16Re", number);
    mpfr_clear(number);
    return *Decimal::parse(text.data());
}

ScaledDouble ScaledDouble::roundedTo(int binaryDigits) const
{
    const double scale = std::ldexp(1.0, binaryDigits - 1);
    return { std::nearbyint(m_mantissa * scale) / scale, m_exponent };
}

double ScaledDouble::log2() const
{
    return std::log2(std::abs(m_mantissa)) + static_cast<double>(m_exponent);
}

void ScaledDouble::assign(double mantissa, std::int64_t exponent)
{
    int shift = 0;
    const double fraction = std::frexp(mantissa, &shift);
    m_mantissa = fraction * 2;
    m_exponent = mantissa == 0 ? 0 : exponent + shift - 1;
}

} // namespace escapade
