#include "ui/text/OrbitWording.h"

#include <QCoreApplication>
#include <QLocale>

namespace escapade {
namespace {

/// Carries the translation context.
struct OrbitWording
{
    Q_DECLARE_TR_FUNCTIONS(OrbitWording)
};

/// Three digits, and never a 1 that it is not.
QString multiplierText(Complex multiplier)
{
    const double size = modulus(multiplier);
    if (size < 0.0005)
        return size < 1e-9 ? QStringLiteral("0") : OrbitWording::tr("<0.001");
    if (size > 0.9995)
        return OrbitWording::tr(">0.999");
    return QLocale().toString(size, 'f', 3);
}

} // namespace

QString orbitText(const Orbit& orbit)
{
    switch (orbit.fate) {
    case OrbitFate::Escapes:
        if (orbit.iterations == 0)
            return OrbitWording::tr("escapes at once");
        if (orbit.iterations == 1)
            return OrbitWording::tr("escapes after 1 step");
        return OrbitWording::tr("escapes after %1 steps").arg(QLocale().toString(orbit.iterations));
    case OrbitFate::Attracted:
        return OrbitWording::tr("nears a cycle of period %1, |multiplier| %2")
            .arg(QString::number(orbit.cycle.size()), multiplierText(orbit.multiplier));
    case OrbitFate::Undecided:
        return OrbitWording::tr("not decided within %1 steps").arg(QLocale().toString(orbit.iterations));
    }
    return {};
}

QString parameterText(const ParameterInfo& info)
{
    switch (info.kind) {
    case ParameterKind::Component:
        return OrbitWording::tr("Component of period %1, |multiplier| %2")
            .arg(QString::number(info.cycle->period), multiplierText(info.cycle->multiplier));
    case ParameterKind::Outside:
        return OrbitWording::tr("Outside: the Julia set is dust");
    case ParameterKind::Undecided:
        return OrbitWording::tr("Component not decided");
    }
    return {};
}

QString parameterExplanation(const ParameterInfo& info)
{
    switch (info.kind) {
    case ParameterKind::Component:
        return OrbitWording::tr(
            "c lies in a component of the Mandelbrot set: orbits near a cycle of period %1, whose "
            "multiplier has the size %2. This is proved.")
            .arg(QString::number(info.cycle->period), multiplierText(info.cycle->multiplier));
    case ParameterKind::Outside:
        return OrbitWording::tr(
            "c lies outside of the Mandelbrot set, for the orbit of 0 escapes: the Julia set is dust.");
    case ParameterKind::Undecided:
        return OrbitWording::tr(
            "No attracting cycle of a period up to %1 was proved for c, and the orbit of 0 does "
            "not escape within %2 steps.")
            .arg(QString::number(maxCyclePeriod), QLocale().toString(OrbitLimits {}.iterations));
    }
    return {};
}

} // namespace escapade
