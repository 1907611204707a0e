#include "core/fractal/InteriorDisc.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <optional>

namespace escapade {
namespace {

using Complex = std::complex<double>;

constexpr int settleIterations = 256; ///< before a period is looked for at all
constexpr int longSettleIterations = 1024;
constexpr int maxPeriod = 256;
constexpr double largestMultiplier = 0.99; ///< beyond it the cycle is too weak to tell from a parabolic one
constexpr double smallestRadius = 1e-9;
constexpr double safety = 0.9;

/// Products written out: std::complex looks for infinities.
Complex times(Complex a, Complex b)
{
    return { a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real() };
}

/// Quotients and moduli from + - * / and square roots only: libm's differ from machine to machine, and labels
/// must not.
Complex divided(Complex a, Complex b)
{
    const double size2 = std::norm(b);
    const Complex product = times(a, std::conj(b));
    return { product.real() / size2, product.imag() / size2 };
}

double modulus(Complex z)
{
    return std::sqrt(std::norm(z));
}

bool isOutside(Complex z)
{
    return !(std::norm(z) <= 4);
}

/// Where the orbit of 0 is after so many iterations more. Empty if it left.
std::optional<Complex> iterated(Complex z, Complex c, int count)
{
    for (int n = 0; n < count; ++n) {
        z = times(z, z) + c;
        if (isOutside(z))
            return std::nullopt;
    }
    return z;
}

/// f^p and its derivatives at z.
struct Derivatives
{
    Complex value;
    Complex z { 1 }; ///< d/dz
    Complex c { 0 }; ///< d/dc
    Complex zz { 0 };
    Complex zc { 0 };
};

Derivatives derivatives(Complex z, Complex c, int period)
{
    Derivatives at;
    at.value = z;
    for (int n = 0; n < period; ++n) {
        const Complex w = at.value;
        at.zz = 2.0 * (times(at.z, at.z) + times(w, at.zz));
        at.zc = 2.0 * (times(at.z, at.c) + times(w, at.zc));
        at.c = 2.0 * times(w, at.c) + 1.0;
        at.z = 2.0 * times(w, at.z);
        at.value = times(w, w) + c;
    }
    return at;
}

/// A fixed point of f^p near z. Empty if Newton's method does not settle.
std::optional<Complex> fixedPoint(Complex z, Complex c, int period)
{
    for (int step = 0; step < 12; ++step) {
        const Derivatives at = derivatives(z, c, period);
        const Complex slope = at.z - 1.0;
        if (!(std::norm(slope) > 1e-8))
            return std::nullopt;
        const Complex change = divided(at.value - z, slope);
        z -= change;
        if (isOutside(z))
            return std::nullopt;
        if (std::norm(change) < 1e-28)
            return z;
    }
    return std::nullopt;
}

/// Whether f^p maps the disc of this radius about z into itself. The image of the disc B(w, r) under w^2 + c
/// lies in B(w^2 + c, 2 |w| r + r^2); rounding moves the centre by less than 2^-48 while |w| <= 2.
bool mapsIntoItself(Complex z, Complex c, int period, double radius)
{
    constexpr double rounding = 0x1p-48;
    Complex w = z;
    double r = radius;
    for (int n = 0; n < period; ++n) {
        r = (2 * modulus(w) * r + r * r + rounding) * (1 + 0x1p-40);
        w = times(w, w) + c;
        if (!(modulus(w) + r <= 2))
            return false;
    }
    return modulus(w - z) + r < radius * (1 - 0x1p-40);
}

bool isProvedAttracting(Complex z, Complex c, int period)
{
    constexpr std::array radii { 1e-11, 1e-9, 1e-7, 1e-5, 1e-4 };
    return std::ranges::any_of(radii, [&](double radius) { return mapsIntoItself(z, c, period, radius); });
}

/// z is the cycle's point to 1e-13, for Newton's method has settled there with a slope that is not small.
/// Whether no smaller period divides this one: the point is then clearly elsewhere after p / q iterations for
/// every prime q that divides p.
bool isLeastPeriod(Complex z, Complex c, int period)
{
    int rest = period;
    for (int q = 2; q <= rest; ++q) {
        if (rest % q != 0)
            continue;
        while (rest % q == 0)
            rest /= q;
        const auto part = iterated(z, c, period / q);
        if (!part || modulus(*part - z) < 1e-5)
            return false;
    }
    return true;
}

struct Cycle
{
    Complex point;
    int period = 0;
};

/// The attracting cycle that the orbit of 0 nears: wherever it comes closer to where it was than ever before,
/// a cycle of that length is tried.
std::optional<Cycle> findCycle(Complex c)
{
    // Most points that are tried in vain leave early.
    auto settled = iterated({}, c, settleIterations);
    if (settled)
        settled = iterated(*settled, c, longSettleIterations - settleIterations);
    if (!settled)
        return std::nullopt;
    Complex z = *settled;
    double closest = 1e-2;
    for (int period = 1; period <= maxPeriod; ++period) {
        z = times(z, z) + c;
        if (isOutside(z))
            return std::nullopt;
        const double distance = std::norm(z - *settled);
        if (distance >= closest)
            continue;
        closest = distance;
        const auto point = fixedPoint(z, c, period);
        if (point && std::norm(derivatives(*point, c, period).z) < 1)
            return Cycle { *point, period };
    }
    return std::nullopt;
}

} // namespace

double interiorDiscRadius(double cRe, double cIm)
{
    const Complex c(cRe, cIm);
    if (!(std::norm(c) <= 1.95 * 1.95)) // near the tip at -2 orbits come within rounding of leaving
        return 0;
    const auto cycle = findCycle(c);
    if (!cycle || !isLeastPeriod(cycle->point, c, cycle->period)
        || !isProvedAttracting(cycle->point, c, cycle->period))
        return 0;
    const Derivatives at = derivatives(cycle->point, c, cycle->period);
    if (!(modulus(at.z) <= largestMultiplier))
        return 0;
    // m(c) is df^p/dz at the cycle's point, which itself moves with c by (df^p/dc) / (1 - m).
    const Complex slope = at.zc + times(at.zz, divided(at.c, 1.0 - at.z));
    const double radius = safety * (1 - std::norm(at.z)) / (4 * modulus(slope));
    // dm/dc does not vanish in a component, so a radius beyond every component's is a figure gone wrong.
    return radius >= smallestRadius && radius < 1 ? radius : 0;
}

} // namespace escapade
