#include "core/color/LinearLight.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace escapade {
namespace {

/// x^2.4 from the fifth root of x: x^2 (x^(1/5))^2. x in (0, 1].
double power2Point4(double x)
{
    // Newton's method from above falls steadily; 1 is above the root of all that is below 1.
    double root = 1;
    for (int i = 0; i < 60; ++i) {
        const double square = root * root;
        root -= (root * square * square - x) / (5 * square * square);
    }
    return x * x * root * root;
}

double decoded(double value)
{
    return value <= 0.04045 ? value / 12.92 : power2Point4((value + 0.055) / 1.055);
}

/// The transfer function of sRGB as tables: no power is computed twice.
struct TransferTables
{
    std::array<double, 256> light {}; ///< of each byte
    std::array<double, 255> bounds {}; ///< between each byte and the next, the light where rounding changes

    TransferTables()
    {
        for (std::size_t i = 0; i < light.size(); ++i)
            light[i] = decoded(static_cast<double>(i) / 255);
        for (std::size_t i = 0; i < bounds.size(); ++i)
            bounds[i] = decoded((static_cast<double>(i) + 0.5) / 255);
    }
};

const TransferTables& transferTables()
{
    static const TransferTables tables;
    return tables;
}

} // namespace

double lightOf(std::uint8_t byte)
{
    return transferTables().light[byte];
}

std::uint8_t byteOf(double light)
{
    const auto& bounds = transferTables().bounds;
    return static_cast<std::uint8_t>(std::upper_bound(bounds.begin(), bounds.end(), light) - bounds.begin());
}

} // namespace escapade
