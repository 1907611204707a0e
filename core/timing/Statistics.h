#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace escapade {

/// From low to high.
struct Interval
{
    double low = 0;
    double high = 0;
    bool operator==(const Interval&) const = default;
};

/// What a few repeated measurements say, without assuming any distribution: run times have a floor and a long
/// tail, so the median and the extremes mean more than mean and deviation.
struct Summary
{
    std::size_t count = 0;
    double median = 0; ///< of an even number of values the mean of the two in the middle
    double min = 0;
    double max = 0;
    std::optional<Interval> interval {}; ///< see medianInterval()
    bool operator==(const Summary&) const = default;
};

/// The summary of these values, which must not hold NaN; all zero without values.
Summary summarize(std::vector<double> values);

/// The fewest values that medianInterval() needs.
inline constexpr std::size_t leastForInterval = 6;

/// Where the true median lies with at least 95 % confidence, whatever the distribution: between the k-th
/// smallest and the k-th largest value, with the largest k that keeps the binomial probability of missing it
/// on each side at 2.5 % or below. Empty for fewer than six values, whose extremes are not that sure.
/// `sorted` must be. Source: H. A. David, H. N. Nagaraja, Order Statistics, 3rd edition, Wiley 2003, section
/// 7.1; recommended for run times by T. Hoefler, R. Belli, Scientific Benchmarking of Parallel Computing
/// Systems, SC15, 2015.
std::optional<Interval> medianInterval(const std::vector<double>& sorted);

/// How far the true median may be from the measured one, as a share of it: the longer side of the interval.
/// Empty without an interval.
std::optional<double> relativeUncertainty(const Summary& summary);

} // namespace escapade
