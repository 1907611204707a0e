#pragma once

#include "core/timing/ScalingCurve.h"

#include <QStackedWidget>

#include <vector>

class QChartView;

namespace escapade {

class RunTimesChart;
class TimingsChart;

/// What the chart page shows: a curve against threads, or the run times of one cell.
struct TimingsDrawing
{
    Workload workload = Workload::Mandelbrot;
    ScalingCurve curve;
    bool isHistogram = false;
    std::vector<double> runTimes; ///< seconds of each frame of a cell
    QString cell; ///< which
};

/// The charts of the timings panel, one at a time.
class TimingsCharts : public QStackedWidget
{
    Q_OBJECT

public:
    explicit TimingsCharts(int logicalCores, QWidget* parent = nullptr);

    void draw(const TimingsDrawing& drawing);

    /// The chart that was drawn last.
    QChartView& drawn() const;

private:
    TimingsChart* m_curve;
    RunTimesChart* m_runTimes;
};

} // namespace escapade
