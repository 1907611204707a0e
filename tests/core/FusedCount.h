#pragma once

#include <cmath>
#include <cstdint>

namespace escapade {

/// The escape count in fused arithmetic, one point at a time: what the fused kernels are compared with.
inline std::int32_t fusedCount(double x, double y, double cr, double ci, std::int32_t maxIterations)
{
    for (std::int32_t k = 0; k < maxIterations; ++k) {
        const double newX = std::fma(-y, y, std::fma(x, x, cr));
        y = std::fma(x + x, y, ci);
        x = newX;
        if (!(std::fma(x, x, y * y) <= 4))
            return k;
    }
    return maxIterations;
}

} // namespace escapade
