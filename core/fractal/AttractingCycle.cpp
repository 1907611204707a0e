#include "core/fractal/AttractingCycle.h"

#include <algorithm>
#include <array>

namespace escapade {
namespace {

constexpr int settleIterations = 256; ///< before a period is looked for at all
constexpr int longSettleIterations = 1024;

/// Where the orbit of 0 is after so many iterations more. Empty if it left.
std::optional<Complex> iterated(Complex z, Complex c, int count)
{
    for (int n = 0; n < count; ++n) {
        z = times(z, z) + c;
        if (isBeyondReturn(z))
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
        if (isBeyondReturn(z))
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

/// The largest radius for which that holds, of those that are tried; 0: none.
double provedRadius(Complex z, Complex c, int period)
{
    constexpr std::array radii { 1e-4, 1e-5, 1e-7, 1e-9, 1e-11 };
    const auto* const found
        = std::ranges::find_if(radii, [&](double radius) { return mapsIntoItself(z, c, period, radius); });
    return found == radii.end() ? 0 : *found;
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
    for (int period = 1; period <= maxCyclePeriod; ++period) {
        z = times(z, z) + c;
        if (isBeyondReturn(z))
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

std::optional<AttractingCycle> findAttractingCycle(Complex c)
{
    if (isBeyondReturn(c))
        return std::nullopt;
    const auto cycle = findCycle(c);
    if (!cycle || !isLeastPeriod(cycle->point, c, cycle->period))
        return std::nullopt;
    const double radius = provedRadius(cycle->point, c, cycle->period);
    if (radius == 0)
        return std::nullopt;
    const Derivatives at = derivatives(cycle->point, c, cycle->period);
    // m(c) is df^p/dz at the cycle's point, which itself moves with c by (df^p/dc) / (1 - m).
    const Complex slope = at.zc + times(at.zz, divided(at.c, 1.0 - at.z));
    return AttractingCycle { cycle->period, cycle->point, at.z, slope, radius };
}

} // namespace escapade
