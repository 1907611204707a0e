#include "core/timing/ScalingLaws.h"

#include <algorithm>
#include <cmath>

namespace escapade {
namespace {

std::vector<SpeedUpPoint> beyondOneThread(const std::vector<SpeedUpPoint>& points)
{
    std::vector<SpeedUpPoint> kept;
    std::ranges::copy_if(points, std::back_inserter(kept),
        [](const SpeedUpPoint& point) { return point.threads > 1 && point.speedUp > 0; });
    return kept;
}

template <typename Fit> double residualOf(const Fit& fit, const std::vector<SpeedUpPoint>& points)
{
    double sum = 0;
    for (const SpeedUpPoint& point : points) {
        const double expected = fit.speedUp(point.threads);
        const double relative = (point.speedUp - expected) / expected;
        sum += relative * relative;
    }
    return std::sqrt(sum / static_cast<double>(points.size()));
}

/// The slope, 0 to 1, of the straight line through the origin that lies nearest to all points by least
/// squares.
template <typename AxisX, typename AxisY>
double shareByLeastSquares(const std::vector<SpeedUpPoint>& points, AxisX axisX, AxisY axisY)
{
    double products = 0;
    double squares = 0;
    for (const SpeedUpPoint& point : points) {
        const double x = axisX(point);
        products += x * axisY(point);
        squares += x * x;
    }
    return std::clamp(products / squares, 0.0, 1.0);
}

} // namespace

std::optional<double> karpFlatt(const SpeedUpPoint& point)
{
    if (point.threads < 2)
        return std::nullopt;
    const double share = 1.0 / point.threads;
    return (1 / point.speedUp - share) / (1 - share);
}

double AmdahlFit::speedUp(double threads) const
{
    return 1 / (serial + (1 - serial) / threads);
}

double GustafsonFit::speedUp(double threads) const
{
    return serial + (1 - serial) * threads;
}

double UniversalScalabilityFit::speedUp(double threads) const
{
    return threads / (1 + contention * (threads - 1) + coherency * threads * (threads - 1));
}

std::optional<double> UniversalScalabilityFit::peak() const
{
    if (coherency <= 0 || contention >= 1)
        return std::nullopt;
    return std::sqrt((1 - contention) / coherency);
}

std::optional<AmdahlFit> fitAmdahl(const std::vector<SpeedUpPoint>& points)
{
    const std::vector<SpeedUpPoint> used = beyondOneThread(points);
    if (used.size() < 2)
        return std::nullopt;
    // 1/S - 1/p = serial (1 - 1/p): a line through the origin.
    AmdahlFit fit { shareByLeastSquares(
                        used, [](const SpeedUpPoint& point) { return 1 - 1.0 / point.threads; },
                        [](const SpeedUpPoint& point) { return 1 / point.speedUp - 1.0 / point.threads; }),
        0 };
    fit.residual = residualOf(fit, used);
    return fit;
}

std::optional<GustafsonFit> fitGustafson(const std::vector<SpeedUpPoint>& points)
{
    const std::vector<SpeedUpPoint> used = beyondOneThread(points);
    if (used.size() < 2)
        return std::nullopt;
    // p - S = serial (p - 1): a line through the origin.
    GustafsonFit fit { shareByLeastSquares(
                           used, [](const SpeedUpPoint& point) { return point.threads - 1.0; },
                           [](const SpeedUpPoint& point) { return point.threads - point.speedUp; }),
        0 };
    fit.residual = residualOf(fit, used);
    return fit;
}

std::optional<UniversalScalabilityFit> fitUniversalScalability(const std::vector<SpeedUpPoint>& points)
{
    const std::vector<SpeedUpPoint> used = beyondOneThread(points);
    if (used.size() < 3)
        return std::nullopt;
    // p/S - 1 = contention a + coherency b with a = p - 1, b = p (p - 1): two normal equations.
    double aa = 0;
    double ab = 0;
    double bb = 0;
    double ay = 0;
    double by = 0;
    for (const SpeedUpPoint& point : used) {
        const double a = point.threads - 1;
        const double b = point.threads * a;
        const double y = point.threads / point.speedUp - 1;
        aa += a * a;
        ab += a * b;
        bb += b * b;
        ay += a * y;
        by += b * y;
    }
    const double determinant = aa * bb - ab * ab;
    if (!(determinant > 0))
        return std::nullopt; // several points of one thread count only
    UniversalScalabilityFit fit { (ay * bb - by * ab) / determinant, (by * aa - ay * ab) / determinant, 0 };
    // Neither can help: where the least squares say so, the best without it.
    if (fit.contention < 0)
        fit = { 0, std::max(0.0, by / bb), 0 };
    else if (fit.coherency < 0)
        fit = { std::max(0.0, ay / aa), 0, 0 };
    fit.residual = residualOf(fit, used);
    return fit;
}

} // namespace escapade
