#pragma once

#include "core/timing/ScalingLaws.h"

#include <QString>

namespace escapade {

/// What speed-ups say about a program: Karp and Flatt's serial fraction of each, and the laws of Amdahl and
/// Gunther where there are enough points for them, with their residual. Points beyond the cores are left out;
/// empty where nothing is left.
QString scalingText(const std::vector<SpeedUpPoint>& points, int logicalCores);

} // namespace escapade
