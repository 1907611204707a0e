#pragma once

#include "core/base/Array2D.h"

#include <cstdint>
#include <memory>

namespace escapade {

/// What is saved of a live field so that it can go on exactly as it would have: the same steps give the same
/// bits.
struct LiveState
{
    std::shared_ptr<const Array2D<double>> values; ///< shape (points, points), boundary included; not null
    double D = 1;
    double simtime = 0;
    std::int64_t step = 0;
    bool painted = false; ///< it runs with paintedR
    bool jumped = false;
};

} // namespace escapade
