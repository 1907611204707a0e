#include "core/timing/Statistics.h"

#include <algorithm>
#include <cmath>

namespace escapade {
namespace {

constexpr double missedOnEachSide = 0.025;
constexpr std::size_t mostExact = 1000; // above, 2^-count is no longer a double of full precision

/// The largest k for which the k-th smallest of `count` values is above the median with a probability of 2.5
/// % at most; 0: there is none. That needs fewer than k values below the median, and their number is
/// binomial.
std::size_t rankOf(std::size_t count)
{
    if (count > mostExact) {
        constexpr double deviations = 1.96;
        const auto number = static_cast<double>(count);
        return static_cast<std::size_t>((number - deviations * std::sqrt(number)) / 2);
    }
    double probability = std::ldexp(1.0, -static_cast<int>(count)); // that exactly `below` are below
    double missed = 0;
    for (std::size_t below = 0; below < count; ++below) {
        missed += probability;
        if (missed > missedOnEachSide)
            return below;
        probability *= static_cast<double>(count - below) / static_cast<double>(below + 1);
    }
    return 0;
}

} // namespace

Summary summarize(std::vector<double> values)
{
    if (values.empty())
        return {};
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    const double median = values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    return { values.size(), median, values.front(), values.back(), medianInterval(values) };
}

std::optional<Interval> medianInterval(const std::vector<double>& sorted)
{
    const std::size_t rank = rankOf(sorted.size());
    if (rank == 0)
        return std::nullopt;
    return Interval { sorted[rank - 1], sorted[sorted.size() - rank] };
}

std::optional<double> relativeUncertainty(const Summary& summary)
{
    if (!summary.interval || !(summary.median > 0))
        return std::nullopt;
    return std::max(summary.interval->high - summary.median, summary.median - summary.interval->low)
        / summary.median;
}

} // namespace escapade
