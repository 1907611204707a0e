#pragma once

#include "core/render/FrameRenderer.h"
#include "core/timing/Schedule.h"

namespace escapade {

/// Computes a whole frame as renderFrame() does, with the tiles given to settings.threads workers, at least
/// 1, under either schedule: one at a time to whoever is free, or a share for each from the start. The pixels
/// are the same; the report lists every tile of wholeTiles() under both. Blocks: not for the GUI thread.
JobReport renderScheduled(WorkerPool& pool, const RenderRequest& request, const RenderSettings& settings,
    Schedule schedule, Frame& frame);

} // namespace escapade
