#pragma once

#include "core/timing/ScalingCurve.h"

#include <QString>

#include <vector>

namespace escapade {

/// What the timings panel shows, as far as it needs words.
struct TimingsState
{
    Workload workload = Workload::Mandelbrot;
    bool showsSweep = false; ///< otherwise live frames
    bool isSweeping = false;
    bool showsHeatMap = false;
    Scaling scaling = Scaling::Strong; ///< of the sweep
    bool sameWork = true;
    QString sweepNote; ///< how the last sweep ended
};

/// Why there is nothing yet, and what to do about it.
QString timingsEmptyText(const TimingsState& state);

/// What is to be known about the figures of a kernel: why they may be off, what is missing, what they say.
QString timingsHint(const TimingsState& state, const std::vector<TimingRow>& rows, const TimingCell& kernel,
    int logicalCores);

} // namespace escapade
