#include "core/render/FrameTimeline.h"

#include "core/base/Check.h"
#include "core/render/ScheduledFrame.h"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace escapade {
namespace {

std::int64_t iterationsIn(const Frame& frame, const Rect& area)
{
    const std::int64_t limit = frame.request.maxIterations;
    std::int64_t sum = 0;
    for (int y = area.y; y < area.y + area.height; ++y) {
        const std::int32_t* const counts = frame.counts.row(y) + area.x;
        for (int x = 0; x < area.width; ++x)
            sum += std::min<std::int64_t>(counts[x] + std::int64_t { 1 }, limit);
    }
    return sum;
}

/// Sorts the tiles and turns the pool's members into workers 0 to threads - 1: a member that takes another's
/// place becomes the same worker.
void arrange(std::vector<TimelineTile>& tiles, int threads)
{
    std::ranges::stable_sort(tiles, {}, &TimelineTile::begin);
    std::vector<std::chrono::nanoseconds> freeFrom(static_cast<std::size_t>(threads));
    std::map<int, std::size_t> workers; // by member
    for (TimelineTile& tile : tiles) {
        const auto known = workers.find(tile.worker);
        auto free = known == workers.end() ? freeFrom.end()
                                           : freeFrom.begin() + static_cast<std::ptrdiff_t>(known->second);
        if (free == freeFrom.end() || *free > tile.begin)
            free = std::ranges::find_if(freeFrom, [&](auto from) { return from <= tile.begin; });
        if (free == freeFrom.end())
            free = std::ranges::min_element(freeFrom);
        const auto worker = static_cast<std::size_t>(free - freeFrom.begin());
        workers[tile.worker] = worker;
        tile.worker = static_cast<int>(worker);
        *free = tile.end;
    }
}

double seconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double>(time).count();
}

/// A time in microseconds with all its digits.
std::string microseconds(std::chrono::nanoseconds time)
{
    const auto count = time.count();
    const std::string rest = std::to_string(count % 1000);
    return std::to_string(count / 1000) + "." + std::string(3 - rest.size(), '0') + rest;
}

std::string threadName(int worker)
{
    return R"({"name":"thread_name","ph":"M","pid":1,"tid":)" + std::to_string(worker + 1)
        + R"(,"args":{"name":"Worker )" + std::to_string(worker + 1) + "\"}}";
}

std::string tileEvent(const TimelineTile& tile)
{
    return R"({"name":"tile )" + std::to_string(tile.area.x) + "," + std::to_string(tile.area.y)
        + R"(","cat":"tile","ph":"X","pid":1,"tid":)" + std::to_string(tile.worker + 1) + R"(,"ts":)"
        + microseconds(tile.begin) + R"(,"dur":)" + microseconds(tile.end - tile.begin) + R"(,"tdur":)"
        + microseconds(tile.cpu) + R"(,"args":{"width":)" + std::to_string(tile.area.width) + R"(,"height":)"
        + std::to_string(tile.area.height) + R"(,"iterations":)" + std::to_string(tile.iterations) + "}}";
}

} // namespace

std::vector<WorkerLoad> workerLoads(const FrameTimeline& timeline)
{
    std::vector<WorkerLoad> loads(static_cast<std::size_t>(timeline.threads));
    for (const TimelineTile& tile : timeline.tiles) {
        WorkerLoad& load = loads.at(static_cast<std::size_t>(tile.worker));
        ++load.tiles;
        load.busy += tile.end - tile.begin;
        load.cpu += tile.cpu;
        load.iterations += tile.iterations;
    }
    return loads;
}

double loadImbalance(const FrameTimeline& timeline)
{
    double sum = 0;
    double most = 0;
    for (const WorkerLoad& load : workerLoads(timeline)) {
        sum += seconds(load.busy);
        most = std::max(most, seconds(load.busy));
    }
    return sum > 0 ? most * timeline.threads / sum - 1 : 0;
}

double idleShare(const FrameTimeline& timeline)
{
    double busy = 0;
    for (const WorkerLoad& load : workerLoads(timeline))
        busy += seconds(load.busy);
    const double all = seconds(timeline.wall) * timeline.threads;
    return all > 0 ? std::clamp(1 - busy / all, 0.0, 1.0) : 0;
}

std::string traceEvents(const FrameTimeline& timeline)
{
    std::string text = R"({"displayTimeUnit":"ms","traceEvents":[)";
    for (int worker = 0; worker < timeline.threads; ++worker)
        text += (worker > 0 ? ",\n" : "\n") + threadName(worker);
    for (const TimelineTile& tile : timeline.tiles)
        text += ",\n" + tileEvent(tile);
    return text + "\n]}\n";
}

std::optional<FrameTimeline> recordFrame(WorkerPool& pool, const RenderRequest& request,
    const RenderSettings& settings, Schedule schedule, Frame& frame)
{
    ESCAPADE_CHECK(settings.threads >= 1);
    RenderRequest whole = request;
    whole.shortcuts.symmetry = false; // every tile is to be seen, and what it costs
    const JobReport report = renderScheduled(pool, whole, settings, schedule, frame);
    if (!report.failure.empty())
        throw std::runtime_error(report.failure);
    if (!report.completed)
        return std::nullopt;
    const std::vector<Rect> areas = planTiles(request.viewport.size, {}, settings.tileSize);
    FrameTimeline timeline { request.viewport, schedule, settings.threads, report.wallTime(), {} };
    timeline.tiles.reserve(report.tiles.size());
    for (const TileRecord& record : report.tiles) {
        const Rect& area = areas.at(static_cast<std::size_t>(record.tile));
        timeline.tiles.push_back({ area, record.member, record.begin - report.begin,
            record.end - report.begin, record.cpu, iterationsIn(frame, area) });
    }
    arrange(timeline.tiles, settings.threads);
    return timeline;
}

} // namespace escapade
