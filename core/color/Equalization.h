#pragma once

#include "core/color/PixelResults.h"
#include "core/color/QuickMath.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace escapade {

/// How many points of a picture have which smooth counts, in steps of 1/128 of a doubling.
class CountHistogram
{
public:
    static constexpr std::size_t stepsPerDoubling = 128;
    static constexpr std::size_t steps = 32 * stepsPerDoubling; ///< counts are below 2^31

    /// Counts the points that escaped.
    void add(const PixelResults& results);
    void add(const CountHistogram& other);

    const std::array<std::int64_t, steps>& points() const { return m_points; }

private:
    std::array<std::int64_t, steps> m_points {};
};

/// From a smooth count to the share of points that have smaller ones: what makes all colours of a palette
/// cover like parts of a picture. Same bits everywhere.
class Equalization
{
public:
    explicit Equalization(const CountHistogram& histogram);

    /// From 0 to 1. smooth must not be negative.
    ESCAPADE_INLINE double shareBelow(double smooth) const
    {
        const double position = quick::log2Of(1 + smooth) * CountHistogram::stepsPerDoubling;
        const double inside = position > 0 ? position : 0;
        const auto step = static_cast<std::size_t>(static_cast<std::int32_t>(inside));
        const std::size_t last = CountHistogram::steps - 1;
        const std::size_t at = step < last ? step : last;
        const double part = inside - static_cast<double>(at);
        return m_shares[at] + (m_shares[at + 1] - m_shares[at]) * (part < 1 ? part : 1);
    }

private:
    std::array<double, CountHistogram::steps + 1> m_shares {};
};

} // namespace escapade
