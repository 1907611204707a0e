#include "core/timing/Histogram.h"

#include <algorithm>
#include <cmath>

namespace escapade {
namespace {

/// Linear between the neighbours; 0 <= share <= 1.
double quantile(const std::vector<double>& sorted, double share)
{
    const double place = share * static_cast<double>(sorted.size() - 1);
    const auto before = static_cast<std::size_t>(place);
    const std::size_t after = std::min(before + 1, sorted.size() - 1);
    return sorted[before] + (place - static_cast<double>(before)) * (sorted[after] - sorted[before]);
}

std::size_t binsFor(const std::vector<double>& sorted, std::size_t mostBins)
{
    const double range = sorted.back() - sorted.front();
    const double quartiles = quantile(sorted, 0.75) - quantile(sorted, 0.25);
    const double width = 2 * quartiles / std::cbrt(static_cast<double>(sorted.size()));
    if (!(width > 0))
        return mostBins; // most are alike, and a few are not
    return static_cast<std::size_t>(std::clamp(std::ceil(range / width), 1.0, static_cast<double>(mostBins)));
}

} // namespace

Histogram histogramOf(std::vector<double> values, std::size_t mostBins)
{
    if (values.empty())
        return {};
    std::sort(values.begin(), values.end());
    const double range = values.back() - values.front();
    if (!(range > 0)) {
        const double width = values.front() != 0 ? 0.01 * std::abs(values.front()) : 1;
        return { values.front() - width / 2, width, { static_cast<int>(values.size()) } };
    }
    const std::size_t bins = binsFor(values, std::max<std::size_t>(mostBins, 1));
    Histogram histogram { values.front(), range / static_cast<double>(bins), std::vector<int>(bins) };
    for (const double value : values) {
        const auto bin = static_cast<std::size_t>((value - histogram.low) / histogram.width);
        ++histogram.counts[std::min(bin, bins - 1)];
    }
    return histogram;
}

} // namespace escapade
