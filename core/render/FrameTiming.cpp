#include "core/render/FrameTiming.h"

#include "core/base/Check.h"
#include "core/render/EscapeTile.h"
#include "core/render/TileShares.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace escapade {
namespace {

/// As renderFrame(), but each worker has its tiles from the start.
JobReport renderStatically(
    WorkerPool& pool, const RenderRequest& request, const RenderSettings& settings, Frame& frame)
{
    ESCAPADE_CHECK(supports(settings.simd, request.arithmetic));
    frame.reset(request);
    const SampleLattice lattice(request);
    const Pass whole;
    const std::vector<Rect> tiles = planTiles(request.viewport.size, whole, settings.tileSize);
    const std::vector<TileShare> shares = sharesOf(tiles.size(), Schedule::Static, settings.threads);
    const auto computeOne = [&](std::size_t index) {
        thread_local TileResult result; // a worker's own, kept from tile to tile
        result.index = static_cast<int>(index);
        result.area = tiles[index];
        result.divider = whole.divider;
        result.rows = sampleRows(result.area, whole);
        if (computeTile(request, lattice, settings.simd, settings.method, settings.cancel, result))
            storeTile(result, frame);
    };
    Job job;
    job.tileCount = static_cast<int>(shares.size());
    job.priority = settings.priority;
    job.cancel = settings.cancel;
    job.threads = settings.threads;
    job.compute = [&](int share) {
        const auto [first, last] = shares[static_cast<std::size_t>(share)];
        for (std::size_t index = first; index < last && !settings.cancel.isCancelled(); ++index)
            computeOne(index);
    };
    return pool.run(job);
}

} // namespace

std::optional<FrameSample> measureFrame(WorkerPool& pool, const RenderRequest& request,
    const RenderSettings& settings, Frame& frame, Schedule schedule)
{
    ESCAPADE_CHECK(settings.threads >= 1);
    const JobReport report = schedule == Schedule::Static ? renderStatically(pool, request, settings, frame)
                                                          : renderFrame(pool, request, settings, frame);
    if (!report.failure.empty())
        throw std::runtime_error(report.failure);
    if (!report.completed)
        return std::nullopt;
    FrameSample sample;
    sample.workload = request.formula == Formula::Mandelbrot ? Workload::Mandelbrot : Workload::Julia;
    sample.threads = settings.threads;
    sample.simd = settings.simd;
    sample.arithmetic = request.arithmetic;
    sample.wall = report.wallTime();
    sample.cpu = report.cpuTime();
    sample.work = static_cast<double>(pixelIterations(frame));
    sample.schedule = schedule;
    sample.tileSize = settings.tileSize;
    return sample;
}

RenderRequest shareOfPicture(const RenderRequest& request, int threads, int mostThreads)
{
    ESCAPADE_CHECK(threads >= 1 && threads <= mostThreads);
    const double factor = std::sqrt(static_cast<double>(threads) / mostThreads);
    const auto scaled
        = [factor](int length) { return std::max(1, static_cast<int>(std::lround(length * factor))); };
    RenderRequest part = request;
    part.viewport.size = { scaled(request.viewport.size.width), scaled(request.viewport.size.height) };
    part.viewport.spacing = request.viewport.spacing / factor;
    return part;
}

} // namespace escapade
