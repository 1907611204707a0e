#include "core/fractal/Viewport.h"

#include "core/base/Check.h"

#include <algorithm>
#include <cmath>

namespace escapade {
namespace {

constexpr long extentDigits = 17;

Decimal literal(const char* text)
{
    return *Decimal::parse(text);
}

constexpr int spacingDigits = 8;

/// The extent along one axis when the spacing changes. The one that decided on the spacing decides again.
Decimal extentAt(
    const ScaledDouble& spacing, const Decimal& extent, int pixels, const ScaledDouble& spacingBefore)
{
    constexpr double nearlyAll = 1 - 1e-9;
    const double share = ScaledDouble::fromDecimal(extent) / (spacingBefore * pixels);
    return (spacing * (share < nearlyAll ? share * pixels : pixels)).toDecimal();
}

/// The nearest multiple of a spacing of few digits, where it and its neighbours are doubles; else the value.
Decimal nearestMultiple(const Decimal& value, double spacing)
{
    constexpr double mostSteps = 0x1p44; // times 2^8 leaves a bit to spare
    constexpr double smallest = 0x1p-900;
    const double steps = std::nearbyint(value.toDouble() / spacing);
    if (!(spacing >= smallest && std::abs(steps) < mostSteps))
        return value;
    return Decimal::fromDouble(steps * spacing + 0.0); // not -0
}

} // namespace

Viewport Viewport::fit(const PlaneView& view, Size size)
{
    ESCAPADE_CHECK(!size.isEmpty());
    const ScaledDouble horizontal = ScaledDouble::fromDecimal(view.extentWidth) / size.width;
    const ScaledDouble vertical = ScaledDouble::fromDecimal(view.extentHeight) / size.height;
    return { view.centreRe, view.centreIm, horizontal < vertical ? vertical : horizontal, size };
}

double Viewport::re(int x) const
{
    return centreRe.toDouble() + static_cast<double>(x - size.width / 2) * spacing.toDouble();
}

double Viewport::im(int y) const
{
    const int fromBottom = size.height - 1 - y;
    return centreIm.toDouble() + static_cast<double>(fromBottom - size.height / 2) * spacing.toDouble();
}

Decimal Viewport::exactRe(double x) const
{
    const ScaledDouble offset = spacing * (x - size.width / 2);
    return (centreRe + offset.toDecimal()).rounded(decimals());
}

Decimal Viewport::exactIm(double y) const
{
    const ScaledDouble offset = spacing * (size.height - 1 - y - size.height / 2);
    return (centreIm + offset.toDecimal()).rounded(decimals());
}

long Viewport::decimals() const
{
    constexpr double log10Of2 = 0.30102999566398120;
    constexpr long spare = 3;
    return std::max(0L, std::lround(std::ceil(-spacing.log2() * log10Of2)) + spare);
}

double Viewport::columnOf(const Decimal& re) const
{
    return ScaledDouble::fromDecimal(re - centreRe) / spacing + size.width / 2;
}

double Viewport::rowOf(const Decimal& im) const
{
    return size.height - 1 - (ScaledDouble::fromDecimal(im - centreIm) / spacing + size.height / 2);
}

PlaneView zoomed(const PlaneView& view, Size size, double x, double y, double factor)
{
    ESCAPADE_CHECK(factor > 0 && std::isfinite(factor));
    const Viewport viewport = Viewport::fit(view, size);
    const Decimal shrink = Decimal::fromDouble(1 / factor);
    PlaneView result = view;
    result.extentWidth = (view.extentWidth * shrink).roundedToSignificant(extentDigits);
    result.extentHeight = (view.extentHeight * shrink).roundedToSignificant(extentDigits);
    const long decimals = Viewport::fit(result, size).decimals();
    const double along = x - size.width / 2;
    const double up = size.height - 1 - y - size.height / 2;
    const double move = 1 - 1 / factor;
    result.centreRe = (view.centreRe + (viewport.spacing * (along * move)).toDecimal()).rounded(decimals);
    result.centreIm = (view.centreIm + (viewport.spacing * (up * move)).toDecimal()).rounded(decimals);
    return result;
}

PlaneView panned(const PlaneView& view, Size size, double dx, double dy)
{
    const Viewport viewport = Viewport::fit(view, size);
    PlaneView result = view;
    result.centreRe = (view.centreRe - (viewport.spacing * dx).toDecimal()).rounded(viewport.decimals());
    result.centreIm = (view.centreIm + (viewport.spacing * dy).toDecimal()).rounded(viewport.decimals());
    return result;
}

PlaneView movedTo(const PlaneView& view, Size size, double x, double y, const Decimal& re, const Decimal& im)
{
    const Viewport viewport = Viewport::fit(view, size);
    const double along = x - size.width / 2;
    const double up = size.height - 1 - y - size.height / 2;
    PlaneView result = view;
    result.centreRe = (re - (viewport.spacing * along).toDecimal()).rounded(viewport.decimals());
    result.centreIm = (im - (viewport.spacing * up).toDecimal()).rounded(viewport.decimals());
    return result;
}

PlaneView snapped(const PlaneView& view, Size size)
{
    const ScaledDouble before = Viewport::fit(view, size).spacing;
    const ScaledDouble spacing = before.roundedTo(spacingDigits);
    PlaneView result = view;
    result.extentWidth = extentAt(spacing, view.extentWidth, size.width, before);
    result.extentHeight = extentAt(spacing, view.extentHeight, size.height, before);
    result.centreRe = nearestMultiple(view.centreRe, spacing.toDouble());
    result.centreIm = nearestMultiple(view.centreIm, spacing.toDouble());
    return result;
}

ScaledDouble magnification(const PlaneView& view, const PlaneView& home)
{
    return ScaledDouble::fromDecimal(home.extentHeight)
        .dividedBy(ScaledDouble::fromDecimal(view.extentHeight));
}

PlaneView mandelbrotHome()
{
    return { literal("-0.8"), literal("0"), literal("3"), literal("3") };
}

PlaneView juliaHome()
{
    return { literal("0"), literal("0"), literal("4"), literal("3") };
}

} // namespace escapade
