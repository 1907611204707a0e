#pragma once

#include "core/base/Array2D.h"
#include "core/diffusion/problem/Example.h"
#include "core/diffusion/problem/ProblemMaps.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace escapade {

/// How a live field advances in time.
enum class LiveMethod {
    Steps, ///< explicit steps, FTCS
    Exact, ///< each picture at once from the modes of the beginning: no error, whatever the time
    SuperSteps, ///< RKL2: a step covers many explicit ones
    Alternating ///< Peaceman and Rachford's alternating directions
};

/// What is saved of a live field so that it can go on exactly as it would have: the same steps give the same
/// bits.
struct LiveState
{
    std::shared_ptr<const Array2D<double>> values; ///< shape (points, width), boundary included; not null
    double D = 1;
    double simtime = 0;
    std::int64_t step = 0;
    bool painted = false; ///< the four peaks run with paintedR
    bool jumped = false;
    std::shared_ptr<const DiffusionExample> example {}; ///< null: the seeds' four peaks
    Walls walls = Walls::all({ .kind = WallKind::Value });
    std::optional<Reaction> reaction {}; ///< its parameters, where the example has one
    std::shared_ptr<const Array2D<double>> second {}; ///< the substance that is not shown; null: none
    std::shared_ptr<const ProblemMaps> maps {}; ///< what was painted; null: nothing
    LiveMethod method = LiveMethod::Steps;
    double ratio = 0; ///< see LiveSettings
};

} // namespace escapade
