#pragma once

#include "core/render/FrameRenderer.h"
#include "core/timing/Schedule.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace escapade {

/// One tile of a frame: which worker computed it, and when.
struct TimelineTile
{
    Rect area; ///< in pixels
    int worker = 0; ///< 0 to threads - 1; a member of the pool that takes another's place is the same worker
    std::chrono::nanoseconds begin {}; ///< since the frame was begun
    std::chrono::nanoseconds end {};
    std::chrono::nanoseconds cpu {}; ///< the worker's own processor time; see TileRecord
    std::int64_t iterations = 0; ///< that the tile's pixels stand for
    bool operator==(const TimelineTile&) const = default;
};

/// What happened to a whole frame.
struct FrameTimeline
{
    Viewport viewport;
    Schedule schedule = Schedule::Dynamic;
    int threads = 1; ///< that could work at once
    std::chrono::nanoseconds wall {};
    std::vector<TimelineTile> tiles; ///< by their begin
    bool operator==(const FrameTimeline&) const = default;
};

/// What one worker did of a frame.
struct WorkerLoad
{
    int tiles = 0;
    std::chrono::nanoseconds busy {}; ///< between the begins and the ends of its tiles
    std::chrono::nanoseconds cpu {};
    std::int64_t iterations = 0;
    bool operator==(const WorkerLoad&) const = default;
};

/// By worker; those without a tile come last, so that there are as many as threads.
std::vector<WorkerLoad> workerLoads(const FrameTimeline& timeline);

/// How much longer the busiest worker was busy than all were on average: 0 when all were busy alike, 1 when
/// it was twice as long.
double loadImbalance(const FrameTimeline& timeline);

/// The part of all threads' time, 0 to 1, in which they had nothing to do.
double idleShare(const FrameTimeline& timeline);

/// The timeline in the Trace Event Format that Chrome and Perfetto read: complete events ("X") in
/// microseconds, a thread for each worker. JSON in ASCII.
std::string traceEvents(const FrameTimeline& timeline);

/// Computes a frame with settings.threads workers, at least 1, and notes what each did. Whichever the
/// schedule is, the pixels are the same. Blocks: not for the GUI thread. Empty when cancelled; throws
/// std::runtime_error when a tile failed.
std::optional<FrameTimeline> recordFrame(WorkerPool& pool, const RenderRequest& request,
    const RenderSettings& settings, Schedule schedule, Frame& frame);

} // namespace escapade
