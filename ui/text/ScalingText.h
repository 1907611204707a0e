#pragma once

#include "core/timing/ScalingCurve.h"

#include <QString>

namespace escapade {

/// What speed-ups say about a program: Karp and Flatt's serial fraction of each, and the laws where there are
/// enough points for them, with their residual: Amdahl's, or Gustafson's where the picture grows with the
/// threads, and Gunther's. Points beyond the cores are left out; empty where nothing is left.
QString scalingText(
    const std::vector<SpeedUpPoint>& points, int logicalCores, Scaling scaling = Scaling::Strong);

} // namespace escapade
