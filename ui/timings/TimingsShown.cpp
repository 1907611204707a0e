#include "ui/timings/TimingsShown.h"

#include "ui/text/ScalingText.h"
#include "ui/timings/HeatMapView.h"
#include "ui/timings/TimingsText.h"

#include <QChart>
#include <QChartView>
#include <QCoreApplication>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace escapade {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("escapade::Timings", text);
}

} // namespace

std::vector<TimingCell> kernelsOf(const std::vector<TimingRow>& rows)
{
    std::vector<TimingCell> kernels;
    for (const TimingRow& row : rows) {
        if (kernels.empty() || !haveSameKernel(kernels.back(), row.cell))
            kernels.push_back(row.cell);
    }
    for (TimingCell& kernel : kernels)
        kernel.threads = 1;
    return kernels;
}

TimingsDrawing drawingOf(
    const TimingsShown& shown, const TimingCell& cell, const std::vector<FrameSample>& runTimes)
{
    TimingsDrawing drawing;
    drawing.workload = shown.workload;
    drawing.isHistogram = !shown.metric;
    drawing.curve = curveOf(shown.rows,
        { shown.kernel, shown.metric.value_or(TimingMetric::Time), shown.scaling, shown.sameWork,
            shown.logicalCores });
    for (const FrameSample& sample : runTimes)
        drawing.runTimes.push_back(std::chrono::duration<double>(sample.wall).count());
    drawing.cell = (cell.threads == 1 ? tr("1 thread, %2") : tr("%1 threads, %2").arg(cell.threads))
                       .arg(kernelText(cell));
    return drawing;
}

std::vector<int> heatMapThreads(int most, int inUse, const std::vector<TimingRow>& rows)
{
    std::vector<int> threads = threadCountsUpTo(most);
    threads.push_back(inUse);
    for (const TimingRow& row : rows)
        threads.push_back(row.cell.threads);
    std::ranges::sort(threads);
    threads.erase(std::unique(threads.begin(), threads.end()), threads.end());
    return threads;
}

QString headingOf(const TimingsShown& shown)
{
    QString text = QStringLiteral("%1: %2").arg(workloadText(shown.workload), kernelText(shown.kernel));
    if (shown.isSweep)
        text += shown.scaling == Scaling::Weak ? tr("; sweep, weak scaling") : tr("; sweep");
    if (!shown.metric)
        return text;
    QString laws;
    if (shown.sameWork)
        laws = scalingText(speedUpsOf(shown.rows, shown.kernel), shown.logicalCores, shown.scaling);
    return laws.isEmpty() ? text : QStringLiteral("%1<br><small>%2</small>").arg(text, laws);
}

std::unique_ptr<QWidget> chartForFile(const TimingsDrawing& drawing, const TimingsShown& shown)
{
    auto charts = std::make_unique<TimingsCharts>(shown.logicalCores);
    charts->draw(drawing);
    const QString cell
        = drawing.isHistogram ? QStringLiteral("<br><small>%1</small>").arg(drawing.cell) : QString();
    charts->drawn().chart()->setTitle(headingOf(shown) + cell);
    return charts;
}

std::unique_ptr<QWidget> heatMapForFile(const HeatMapContent& content, const TimingsShown& shown)
{
    auto page = std::make_unique<QWidget>();
    page->setAutoFillBackground(true);
    auto* map = new HeatMapView(shown.logicalCores, page.get());
    map->setContent(content);
    const QString what = QStringLiteral("%1: %2, %3")
                             .arg(workloadText(shown.workload), metricText(content.metric),
                                 tr("threads across, SIMD levels down"));
    auto* column = new QVBoxLayout(page.get());
    column->addWidget(new QLabel(what, page.get()));
    column->addWidget(map, 1);
    return page;
}

} // namespace escapade
