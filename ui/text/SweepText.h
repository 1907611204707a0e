#pragma once

#include "core/timing/Sweep.h"

#include <QString>

namespace escapade {

/// "3 of 4 known to ±2 %, about 12 s left".
QString sweepProgressText(const SweepProgress& progress, double precision);

/// Why the figures may be worth less than they seem: another program computed, the machine was slowed down;
/// empty where nothing is known against them.
QString machineWarning(const MachineActivity& machine, int logicalCores);

/// How a sweep ended, where that needs to be said: it failed, its time was up, what was measured is not known
/// as well as wanted; and what machineWarning() says.
QString sweepOutcomeText(const SweepOutcome& outcome, const SweepPlan& plan, int logicalCores);

} // namespace escapade
