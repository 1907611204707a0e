#include "core/render/FrameTiming.h"

#include "core/base/Check.h"
#include "core/render/ScheduledFrame.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace escapade {
std::optional<FrameSample> measureFrame(WorkerPool& pool, const RenderRequest& request,
    const RenderSettings& settings, Frame& frame, Schedule schedule)
{
    ESCAPADE_CHECK(settings.threads >= 1);
    const auto begin = Clock::now();
    const JobReport report = renderScheduled(pool, request, settings, schedule, frame);
    const auto wall = Clock::now() - begin;
    if (!report.failure.empty())
        throw std::runtime_error(report.failure);
    if (!report.completed)
        return std::nullopt;
    FrameSample sample;
    sample.workload = request.formula == Formula::Mandelbrot ? Workload::Mandelbrot : Workload::Julia;
    sample.threads = settings.threads;
    sample.simd = settings.simd;
    sample.arithmetic = request.arithmetic;
    sample.wall = wall;
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
