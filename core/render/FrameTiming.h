#pragma once

#include "core/render/FrameRenderer.h"
#include "core/timing/FrameSample.h"

#include <optional>

namespace escapade {

/// Renders a frame into `frame` and times it, at exactly settings.threads members of the pool (at least 1).
/// The time is that of the whole call, with the coordinates of rows and columns and the plan of tiles. Empty
/// when cancelled; throws std::runtime_error when a tile failed. Blocks: not for the GUI thread.
std::optional<FrameSample> measureFrame(WorkerPool& pool, const RenderRequest& request,
    const RenderSettings& settings, Frame& frame, Schedule schedule = Schedule::Dynamic);

/// The request for the same view with only threads / mostThreads of its pixels, at least one: for weak
/// scaling, where the picture grows with the threads up to the one that is asked for.
RenderRequest shareOfPicture(const RenderRequest& request, int threads, int mostThreads);

} // namespace escapade
