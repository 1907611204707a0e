#pragma once

#include "core/base/Label.h"
#include "core/base/ScaledDouble.h"
#include "core/color/QuickMath.h"
#include "core/simd/OrbitJob.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace escapade {

/// What is stored of some pixels, each span as long as the others; values that nobody wanted are empty.
struct PixelResults
{
    std::span<const std::int32_t> counts;
    std::span<const float> fractions;
    std::span<const Label> labels;
    std::array<std::span<const float>, orbitValueCount> values {}; ///< by OrbitValue
    ScaledDouble spacing { 1.0 }; ///< of the pixels, in the plane

    std::span<const float> of(OrbitValue value) const { return values[static_cast<std::size_t>(value)]; }

    /// A part of them.
    PixelResults part(std::size_t begin, std::size_t count) const
    {
        PixelResults result { counts.subspan(begin, count), fractions.subspan(begin, count),
            labels.subspan(begin, count) };
        for (std::size_t n = 0; n < orbitValueCount; ++n) {
            if (!values[n].empty())
                result.values[n] = values[n].subspan(begin, count);
        }
        result.spacing = spacing;
        return result;
    }
};

/// Count and fraction together, at least 0: fractions may lie a little outside [0, 1], so that the first
/// counts can come out negative; NaN counts as 0.
ESCAPADE_INLINE double smoothCount(std::int32_t count, float fraction)
{
    const double smooth = static_cast<double>(count) + static_cast<double>(fraction);
    return smooth > 0 ? smooth : 0;
}

} // namespace escapade
