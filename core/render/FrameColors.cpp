#include "core/render/FrameColors.h"

#include "core/color/Coloring.h"

#include <algorithm>
#include <vector>

namespace escapade {
namespace {

CountHistogram histogramOf(const Frame& frame, int top, int bottom)
{
    CountHistogram histogram;
    for (int y = top; y < bottom; ++y)
        histogram.add(resultsOf(frame, { 0, y }, frame.labels.width()));
    return histogram;
}

} // namespace

std::shared_ptr<const Equalization> equalizationOf(const Frame& frame, WorkerPool& pool, Priority priority)
{
    constexpr int bands = 16;
    const int height = frame.labels.height();
    std::vector<CountHistogram> parts(bands);
    Job job;
    job.tileCount = bands;
    job.priority = priority;
    job.compute = [&](int band) {
        parts[static_cast<std::size_t>(band)]
            = histogramOf(frame, height * band / bands, height * (band + 1) / bands);
    };
    pool.run(job);
    CountHistogram all;
    for (const CountHistogram& part : parts)
        all.add(part);
    return std::make_shared<const Equalization>(all);
}

ColorTable colorTableFor(const Frame& frame, const Palette& palette, const ColorMapping& mapping)
{
    ColorTable table(palette, mapping);
    if (mapping.outside == Outside::Histogram)
        table.setEqualization(
            std::make_shared<const Equalization>(histogramOf(frame, 0, frame.labels.height())));
    return table;
}

Array2D<std::uint32_t> colorFrame(const Frame& frame, const ColorTable& table)
{
    Array2D<std::uint32_t> pixels(frame.counts.size());
    colorPixels(resultsOf(frame), table, pixels.values());
    return pixels;
}

} // namespace escapade
