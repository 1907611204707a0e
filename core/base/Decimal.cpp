#include "core/base/Decimal.h"

#include "core/base/Check.h"

#include <mpfr.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace escapade {
namespace {

mpz_class powerOfTen(long exponent)
{
    mpz_class result;
    mpz_ui_pow_ui(result.get_mpz_t(), 10, static_cast<unsigned long>(exponent));
    return result;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

Error notANumber(std::string_view text)
{
    constexpr std::size_t shown = 40;
    std::string quoted(text.substr(0, shown));
    if (text.size() > shown)
        quoted += "...";
    return { "\"" + quoted + "\" is not a decimal number such as -0.75 or 1.5e-30" };
}

Error exponentOutOfRange(std::string_view text)
{
    const std::string limit = std::to_string(Decimal::maxExponent);
    return { "the exponent in \"" + std::string(text.substr(0, 40)) + "\" must be from -" + limit + " to "
        + limit };
}

mpz_class dividedHalfAwayFromZero(const mpz_class& numerator, const mpz_class& denominator)
{
    const mpz_class half = denominator / 2;
    if (numerator < 0)
        return (numerator - half) / denominator;
    return (numerator + half) / denominator;
}

} // namespace

Decimal::Decimal(mpz_class coefficient, long exponent)
    : m_coefficient(std::move(coefficient))
    , m_exponent(exponent)
{
    if (m_coefficient == 0) {
        m_exponent = 0;
        return;
    }
    // mpz_remove strips all factors in logarithmic time; factors of ten are the common ones of two and five.
    const mpz_class five = 5;
    mpz_class rest;
    const auto fives
        = static_cast<long>(mpz_remove(rest.get_mpz_t(), m_coefficient.get_mpz_t(), five.get_mpz_t()));
    const auto twos = static_cast<long>(mpz_scan1(m_coefficient.get_mpz_t(), 0));
    const long tens = std::min(fives, twos);
    if (tens > 0) {
        m_coefficient /= powerOfTen(tens);
        m_exponent += tens;
    }
}

Result<Decimal> Decimal::parse(std::string_view text)
{
    std::size_t at = 0;
    const bool negative = !text.empty() && text[0] == '-';
    if (!text.empty() && (text[0] == '-' || text[0] == '+'))
        ++at;

    std::string digits;
    long exponent = 0;
    bool sawPoint = false;
    for (; at < text.size() && (isDigit(text[at]) || (text[at] == '.' && !sawPoint)); ++at) {
        if (text[at] == '.') {
            sawPoint = true;
            continue;
        }
        digits += text[at];
        exponent -= sawPoint ? 1 : 0;
        if (digits.size() > maxDigits)
            return Error { "a number has more than " + std::to_string(maxDigits) + " digits" };
    }
    if (digits.empty())
        return notANumber(text);

    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        std::string_view rest = text.substr(at + 1);
        if (rest.starts_with('+') && rest.size() > 1 && isDigit(rest[1]))
            rest.remove_prefix(1);
        long written = 0;
        const auto [end, problem] = std::from_chars(rest.data(), rest.data() + rest.size(), written);
        if (problem == std::errc::result_out_of_range || written < -maxExponent || written > maxExponent)
            return exponentOutOfRange(text);
        if (problem != std::errc() || end != rest.data() + rest.size())
            return notANumber(text);
        exponent += written;
        at = text.size();
    }
    if (at != text.size())
        return notANumber(text);

    const mpz_class coefficient(digits, 10);
    const Decimal result(negative ? mpz_class(-coefficient) : coefficient, exponent);
    // toString() writes the leading digit's exponent, which parse() must take again.
    if (std::labs(result.leadingExponent()) > maxExponent)
        return exponentOutOfRange(text);
    return result;
}

Decimal Decimal::fromDouble(double value)
{
    ESCAPADE_CHECK(std::isfinite(value));
    std::array<char, 32> text {};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return *parse(std::string_view(text.data(), static_cast<std::size_t>(end - text.data())));
}

double Decimal::toDouble() const
{
    // strtod rounds correctly for any length; MPFR does so without depending on the process's locale. It must
    // know the range of double beforehand, or subnormal results would be rounded twice.
    std::string text = m_coefficient.get_str();
    text.append(1, 'e').append(std::to_string(m_exponent));
    const mpfr_exp_t oldMin = mpfr_get_emin();
    const mpfr_exp_t oldMax = mpfr_get_emax();
    mpfr_set_emin(-1073);
    mpfr_set_emax(1024);
    mpfr_t number;
    mpfr_init2(number, 53);
    const int ternary = mpfr_strtofr(number, text.c_str(), nullptr, 10, MPFR_RNDN);
    mpfr_subnormalize(number, ternary, MPFR_RNDN);
    const double result = mpfr_get_d(number, MPFR_RNDN);
    mpfr_clear(number);
    mpfr_set_emin(oldMin);
    mpfr_set_emax(oldMax);
    return result;
}

std::string Decimal::toString() const
{
    std::string text = mpz_class(abs(m_coefficient)).get_str();
    const auto count = static_cast<long>(text.size());
    const long leading = leadingExponent();
    if (leading < -5 || (m_exponent > 0 && leading > 15)) {
        if (count > 1)
            text.insert(1, 1, '.');
        text.append("e").append(std::to_string(leading));
    } else if (m_exponent >= 0) {
        text.append(static_cast<std::size_t>(m_exponent), '0');
    } else {
        const long behind = -m_exponent;
        if (count <= behind)
            text.insert(0, static_cast<std::size_t>(behind - count + 1), '0');
        text.insert(text.size() - static_cast<std::size_t>(behind), 1, '.');
    }
    if (m_coefficient < 0)
        text.insert(0, 1, '-');
    return text;
}

Decimal Decimal::rounded(long decimals) const
{
    const long surplus = -m_exponent - decimals;
    if (surplus <= 0)
        return *this;
    if (surplus > leadingExponent() - m_exponent + 2)
        return {};
    return { dividedHalfAwayFromZero(m_coefficient, powerOfTen(surplus)), -decimals };
}

Decimal Decimal::roundedToSignificant(long digits) const
{
    ESCAPADE_CHECK(digits >= 1);
    return rounded(digits - 1 - leadingExponent());
}

long Decimal::leadingExponent() const
{
    if (isZero())
        return 0;
    // mpz_sizeinbase may be one too large in base ten.
    auto count = static_cast<long>(mpz_sizeinbase(m_coefficient.get_mpz_t(), 10));
    if (abs(m_coefficient) < powerOfTen(count - 1))
        --count;
    return m_exponent + count - 1;
}

Decimal operator+(const Decimal& a, const Decimal& b)
{
    if (a.isZero())
        return b;
    if (b.isZero())
        return a;
    const long exponent = std::min(a.m_exponent, b.m_exponent);
    return { a.m_coefficient * powerOfTen(a.m_exponent - exponent)
            + b.m_coefficient * powerOfTen(b.m_exponent - exponent),
        exponent };
}

Decimal operator-(const Decimal& a, const Decimal& b)
{
    return a + (-b);
}

Decimal operator*(const Decimal& a, const Decimal& b)
{
    return { a.m_coefficient * b.m_coefficient, a.m_exponent + b.m_exponent };
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b)
{
    return sgn((a - b).m_coefficient) <=> 0;
}

} // namespace escapade
