#include "ui/timings/TimingsCharts.h"

#include "ui/timings/RunTimesChart.h"
#include "ui/timings/TimingsChart.h"

namespace escapade {

TimingsCharts::TimingsCharts(int logicalCores, QWidget* parent)
    : QStackedWidget(parent)
    , m_curve(new TimingsChart(logicalCores, this))
    , m_runTimes(new RunTimesChart(this))
{
    addWidget(m_curve);
    addWidget(m_runTimes);
}

void TimingsCharts::draw(const TimingsDrawing& drawing)
{
    if (drawing.isHistogram)
        m_runTimes->setTimes(drawing.runTimes, drawing.cell);
    else
        m_curve->setCurve(drawing.workload, drawing.curve);
    setCurrentIndex(drawing.isHistogram ? 1 : 0);
}

QChartView& TimingsCharts::drawn() const
{
    return *static_cast<QChartView*>(currentWidget());
}

} // namespace escapade
