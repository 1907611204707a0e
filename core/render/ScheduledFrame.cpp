#include "core/render/ScheduledFrame.h"

#include "core/base/Check.h"
#include "core/parallel/CpuStreak.h"
#include "core/render/TileShares.h"

#include <utility>

namespace escapade {
namespace {

JobReport renderStatically(
    WorkerPool& pool, const RenderRequest& request, const RenderSettings& settings, Frame& frame)
{
    ESCAPADE_CHECK(supports(settings.simd, request.arithmetic));
    const SampleLattice lattice(request);
    const std::vector<Rect> areas = wholeTiles(lattice, request.viewport.size, settings.tileSize);
    const std::vector<TileShare> shares = sharesOf(areas.size(), Schedule::Static, settings.threads);
    frame.resize(request);
    std::vector<TileRecord> records(areas.size(), TileRecord { -1, 0, {}, {}, {} });
    Job job;
    job.tileCount = static_cast<int>(shares.size());
    job.priority = settings.priority;
    job.cancel = settings.cancel;
    job.threads = settings.threads;
    job.compute = [&](int share) {
        CpuStreak streak;
        const auto [first, last] = shares[static_cast<std::size_t>(share)];
        for (std::size_t index = first; index < last && !settings.cancel.isCancelled(); ++index) {
            if (streak.isEmpty())
                streak.begin();
            const auto begin = Clock::now();
            renderTile(request, lattice, settings, areas[index], frame);
            records[index] = { static_cast<int>(index), 0, begin, Clock::now(), {} };
            streak.add(records[index]);
            if (streak.isFull())
                streak.end();
        }
        if (!streak.isEmpty())
            streak.end();
    };
    JobReport report = pool.run(job);
    if (!report.completed)
        frame.forget();
    // The pool knows of shares only, and who computed them.
    for (const TileRecord& record : report.tiles) {
        const auto [first, last] = shares[static_cast<std::size_t>(record.tile)];
        for (std::size_t index = first; index < last; ++index)
            records[index].member = record.member;
    }
    std::erase_if(records, [](const TileRecord& record) { return record.tile < 0; });
    report.tiles = std::move(records);
    return report;
}

} // namespace

JobReport renderScheduled(WorkerPool& pool, const RenderRequest& request, const RenderSettings& settings,
    Schedule schedule, Frame& frame)
{
    ESCAPADE_CHECK(settings.threads >= 1);
    return schedule == Schedule::Static ? renderStatically(pool, request, settings, frame)
                                        : renderFrame(pool, request, settings, frame);
}

} // namespace escapade
