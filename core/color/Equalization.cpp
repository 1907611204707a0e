#include "core/color/Equalization.h"

#include <algorithm>

namespace escapade {

void CountHistogram::add(const PixelResults& results)
{
    for (std::size_t n = 0; n < results.counts.size(); ++n) {
        if (results.labels[n] != Label::Escaped)
            continue;
        const double smooth = smoothCount(results.counts[n], results.fractions[n]);
        const double position = quick::log2Of(1 + smooth) * stepsPerDoubling;
        const auto step = static_cast<std::size_t>(std::max(position, 0.0));
        ++m_points[std::min(step, steps - 1)];
    }
}

void CountHistogram::add(const CountHistogram& other)
{
    for (std::size_t n = 0; n < steps; ++n)
        m_points[n] += other.m_points[n];
}

Equalization::Equalization(const CountHistogram& histogram)
{
    std::int64_t all = 0;
    for (const std::int64_t points : histogram.points())
        all += points;
    const auto total = static_cast<double>(std::max<std::int64_t>(all, 1));
    std::int64_t below = 0;
    for (std::size_t n = 0; n < CountHistogram::steps; ++n) {
        m_shares[n] = static_cast<double>(below) / total;
        below += histogram.points()[n];
    }
    m_shares.back() = 1;
}

} // namespace escapade
