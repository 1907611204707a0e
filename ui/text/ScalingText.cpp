#include "ui/text/ScalingText.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace escapade {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("escapade::Scaling", text);
}

QString percentText(double share)
{
    return QLocale().toString(100 * share, 'f', 1);
}

QString serialFractions(const std::vector<SpeedUpPoint>& points)
{
    QStringList parts;
    for (const SpeedUpPoint& point : points) {
        if (const auto fraction = karpFlatt(point))
            parts += tr("%1 % with %2 threads").arg(percentText(*fraction)).arg(point.threads);
    }
    return parts.isEmpty() ? QString()
                           : tr("Serial fraction (Karp-Flatt): %1.").arg(parts.join(QStringLiteral(", ")));
}

} // namespace

QString scalingText(const std::vector<SpeedUpPoint>& points, int logicalCores, Scaling scaling)
{
    std::vector<SpeedUpPoint> onCores;
    std::ranges::copy_if(points, std::back_inserter(onCores),
        [logicalCores](const SpeedUpPoint& point) { return point.threads <= logicalCores; });
    QStringList lines;
    const QString fractions = scaling == Scaling::Strong ? serialFractions(onCores) : QString();
    if (!fractions.isEmpty())
        lines += fractions;
    const ScalingFits fits = fitsOf(points, scaling, logicalCores);
    if (fits.amdahl)
        lines += tr("Amdahl: %1 % serial, residual %2 %.")
                     .arg(percentText(fits.amdahl->serial), percentText(fits.amdahl->residual));
    if (fits.gustafson)
        lines += tr("Gustafson: %1 % serial, residual %2 %.")
                     .arg(percentText(fits.gustafson->serial), percentText(fits.gustafson->residual));
    if (fits.universal)
        lines += tr("Universal scalability: contention %1 %, coherency %2 %, residual %3 %.")
                     .arg(percentText(fits.universal->contention), percentText(fits.universal->coherency),
                         percentText(fits.universal->residual));
    return lines.join(QLatin1Char(' '));
}

} // namespace escapade
