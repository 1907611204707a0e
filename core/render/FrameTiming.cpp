#include "core/render/FrameTiming.h"

#include "core/base/Check.h"

#include <stdexcept>

namespace escapade {

std::optional<FrameSample> measureFrame(
    WorkerPool& pool, const RenderRequest& request, const RenderSettings& settings, Frame& frame)
{
    ESCAPADE_CHECK(settings.threads >= 1);
    const JobReport report = renderFrame(pool, request, settings, frame);
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
    return sample;
}

} // namespace escapade
