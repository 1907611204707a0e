#include "core/diffusion/SameEverywhere.h"

#include "core/base/Check.h"

#include <cmath>
#include <numbers>

namespace escapade {
namespace {

constexpr int sineTerms = 9; // pi/4 to the 19th over 19! is below 1e-19
constexpr int decayTerms = 15; // the same for half of ln 2

/// Taylor's series to the powers 2 terms and below, from the smallest term; |x| <= pi/4.
double sineNearZero(double x)
{
    const double square = x * x;
    double sum = 0;
    for (int term = sineTerms; term >= 1; --term)
        sum = -(square / ((2.0 * term) * (2.0 * term + 1))) * (1 + sum);
    return x + x * sum;
}

double cosineNearZero(double x)
{
    const double square = x * x;
    double sum = 0;
    for (int term = sineTerms; term >= 1; --term)
        sum = -(square / ((2.0 * term - 1) * (2.0 * term))) * (1 + sum);
    return 1 + sum;
}

} // namespace

double sineOfTurn(long long part, long long whole)
{
    ESCAPADE_CHECK(part >= 0 && whole > 0);
    const long long turn = part % (2 * whole);
    const long long half = turn % whole;
    const long long first = half <= whole - half ? half : whole - half; // at most a quarter turn
    double size = 0;
    if (4 * first <= whole) {
        size = sineNearZero(std::numbers::pi * static_cast<double>(first) / static_cast<double>(whole));
    } else {
        const long long fromTop = whole - 2 * first; // in halves
        size = cosineNearZero(
            std::numbers::pi * static_cast<double>(fromTop) / (2 * static_cast<double>(whole)));
    }
    return turn < whole ? size : -size;
}

double decay(double x)
{
    constexpr double gone = 700;
    // ln 2 in two parts, the first with so few digits that its multiples are exact.
    constexpr double ln2High = 0x1.62e42fee00000p-1;
    constexpr double ln2Low = 0x1.a39ef35793c76p-33;
    ESCAPADE_CHECK(x >= 0);
    if (x > gone)
        return 0;
    const double halvings = std::floor(x / std::numbers::ln2 + 0.5);
    const double rest = (x - halvings * ln2High) - halvings * ln2Low;
    double sum = 0;
    for (int term = decayTerms; term >= 1; --term)
        sum = -(rest / term) * (1 + sum);
    return std::ldexp(1 + sum, -static_cast<int>(halvings));
}

/// ln m = 2 artanh((m - 1) / (m + 1)), by its series; the exponent is exact.
double binaryLogarithm(double x)
{
    constexpr int terms = 10; // 0.1716 to the 21st is below 1e-16
    int exponent = 0;
    double mantissa = std::frexp(x, &exponent);
    if (mantissa < std::numbers::sqrt2 / 2) {
        mantissa *= 2;
        --exponent;
    }
    const double part = (mantissa - 1) / (mantissa + 1);
    const double square = part * part;
    double sum = 0;
    for (int term = terms; term >= 1; --term)
        sum = square * (sum + 1.0 / (2 * term + 1));
    return exponent + (2 / std::numbers::ln2) * part * (1 + sum);
}

} // namespace escapade
