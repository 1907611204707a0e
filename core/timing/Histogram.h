#pragma once

#include <cstddef>
#include <vector>

namespace escapade {

/// How many values fall into neighbouring bins of equal width.
struct Histogram
{
    double low = 0; ///< where the first bin begins
    double width = 0; ///< of a bin, above 0 unless there is none
    std::vector<int>
        counts; ///< a value on the edge of two bins counts in the upper one; the last holds its end
    bool operator==(const Histogram&) const = default;
};

/// Bins for finite values: as wide as Freedman and Diaconis advise, 2 (interquartile range) / n^(1/3), but
/// mostBins at most. One bin for values that are all alike; none for none. Source: D. Freedman, P. Diaconis,
/// On the histogram as a density estimator, Z. Wahrscheinlichkeitstheorie verw. Gebiete 57 (1981) 453-476.
Histogram histogramOf(std::vector<double> values, std::size_t mostBins = 40);

} // namespace escapade
