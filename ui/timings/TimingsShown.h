#pragma once

#include "ui/timings/HeatMapModel.h"
#include "ui/timings/TimingsCharts.h"

#include <memory>
#include <optional>
#include <vector>

namespace escapade {

/// What the timings panel shows, as values: everything that is drawn follows from this.
struct TimingsShown
{
    Workload workload = Workload::Mandelbrot;
    bool isSweep = false; ///< otherwise live frames
    Scaling scaling = Scaling::Strong;
    bool sameWork = true; ///< times of frames compare
    std::vector<TimingRow> rows;
    TimingCell kernel; ///< of the chart and the heat map; its threads do not matter there
    std::optional<TimingMetric> metric; ///< empty: a histogram
    int logicalCores = 1;
};

/// The kernels among rows that are sorted by them, with one thread.
std::vector<TimingCell> kernelsOf(const std::vector<TimingRow>& rows);

/// The chart; runTimes are those of `cell`, for the histogram.
TimingsDrawing drawingOf(
    const TimingsShown& shown, const TimingCell& cell, const std::vector<FrameSample>& runTimes);

/// The thread counts of a heat map's columns: as many as a sweep has by itself, those in use, and those of
/// the rows.
std::vector<int> heatMapThreads(int most, int inUse, const std::vector<TimingRow>& rows);

/// What a picture in a file shows, and what it says.
QString headingOf(const TimingsShown& shown);

/// Widgets to be drawn into files, with a heading.
std::unique_ptr<QWidget> chartForFile(const TimingsDrawing& drawing, const TimingsShown& shown);
std::unique_ptr<QWidget> heatMapForFile(const HeatMapContent& content, const TimingsShown& shown);

} // namespace escapade
