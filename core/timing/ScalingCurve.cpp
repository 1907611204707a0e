#include "core/timing/ScalingCurve.h"

#include "core/base/Check.h"

#include <algorithm>
#include <iterator>

namespace escapade {
namespace {

/// Seconds as they are, or turned into what falls with them.
ScalingPoint pointOf(int threads, const Summary& seconds, double numerator)
{
    return { threads, numerator / seconds.median, numerator / seconds.max, numerator / seconds.min, {} };
}

std::optional<ScalingPoint> pointOf(
    const TimingRow& row, const CurveChoice& choice, const std::optional<double>& oneThreadSecondsPerWork)
{
    const int threads = row.cell.threads;
    switch (choice.metric) {
    case TimingMetric::Time: {
        const Summary& seconds = choice.sameWork ? row.wallSeconds : row.secondsPerWork;
        return ScalingPoint { threads, seconds.median, seconds.min, seconds.max, {} };
    }
    case TimingMetric::Rate: {
        ScalingPoint point = pointOf(threads, row.secondsPerWork, 1);
        point.memoryLimit = row.memoryLimit;
        return point;
    }
    case TimingMetric::SpeedUp:
    case TimingMetric::Efficiency:
        if (!oneThreadSecondsPerWork)
            return std::nullopt;
        return pointOf(threads, row.secondsPerWork,
            *oneThreadSecondsPerWork / (choice.metric == TimingMetric::Efficiency ? threads : 1));
    }
    return std::nullopt;
}

} // namespace

ScalingCurve curveOf(const std::vector<TimingRow>& rows, const CurveChoice& choice)
{
    ScalingCurve curve { choice.metric, choice.scaling, !choice.sameWork, {}, {}, {} };
    std::vector<TimingRow> mine;
    std::ranges::copy_if(rows, std::back_inserter(mine),
        [&](const TimingRow& row) { return haveSameKernel(row.cell, choice.kernel); });
    std::ranges::sort(mine, {}, [](const TimingRow& row) { return row.cell.threads; });
    std::optional<double> base;
    if (!mine.empty() && mine.front().cell.threads == 1)
        base = mine.front().secondsPerWork.median;
    for (const TimingRow& row : mine) {
        if (const std::optional<ScalingPoint> point = pointOf(row, choice, base))
            curve.points.push_back(*point);
    }
    if (base && !curve.points.empty())
        curve.oneThread = curve.points.front().value;
    curve.fits = fitsOf(speedUpsOf(mine, choice.kernel), choice.scaling, choice.logicalCores);
    return curve;
}

double valueAt(const ScalingCurve& curve, double threads, double speedUp)
{
    ESCAPADE_CHECK(curve.oneThread);
    switch (curve.metric) {
    case TimingMetric::Time: {
        // A picture that grows with the threads is so much more work; a unit of work is not.
        const bool grows = curve.scaling == Scaling::Weak && !curve.perWork;
        return *curve.oneThread * (grows ? threads : 1) / speedUp;
    }
    case TimingMetric::Efficiency:
        return *curve.oneThread * speedUp / threads;
    case TimingMetric::Rate:
    case TimingMetric::SpeedUp:
        break;
    }
    return *curve.oneThread * speedUp;
}

std::vector<SpeedUpPoint> speedUpsOf(const std::vector<TimingRow>& rows, const TimingCell& kernel)
{
    std::vector<SpeedUpPoint> points;
    for (const TimingRow& row : rows) {
        if (row.speedUp && haveSameKernel(row.cell, kernel))
            points.push_back({ row.cell.threads, *row.speedUp });
    }
    std::ranges::sort(points, {}, &SpeedUpPoint::threads);
    return points;
}

ScalingFits fitsOf(const std::vector<SpeedUpPoint>& points, Scaling scaling, int logicalCores)
{
    std::vector<SpeedUpPoint> onCores;
    std::ranges::copy_if(points, std::back_inserter(onCores),
        [logicalCores](const SpeedUpPoint& point) { return point.threads <= logicalCores; });
    ScalingFits fits;
    if (scaling == Scaling::Strong)
        fits.amdahl = fitAmdahl(onCores);
    else
        fits.gustafson = fitGustafson(onCores);
    fits.universal = fitUniversalScalability(onCores);
    return fits;
}

} // namespace escapade
