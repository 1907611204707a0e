#pragma once

#include <cstddef>
#include <vector>

namespace escapade {

/// What a few repeated measurements say, without assuming any distribution: run times have a floor and a long
/// tail, so the median and the extremes mean more than mean and deviation.
struct Summary
{
    std::size_t count = 0;
    double median = 0; ///< of an even number of values the mean of the two in the middle
    double min = 0;
    double max = 0;
    bool operator==(const Summary&) const = default;
};

/// The summary of these values, which must not hold NaN; all zero without values.
Summary summarize(std::vector<double> values);

} // namespace escapade
