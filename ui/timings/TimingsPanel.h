#pragma once

#include "core/parallel/WorkerPool.h"
#include "core/render/RenderRequest.h"
#include "core/timing/TimingTable.h"
#include "ui/bridge/SweepRun.h"
#include "ui/text/TimingsHints.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

class QAction;
class QLabel;
class QStackedWidget;

namespace escapade {

class HeatMapProbe;
class HeatMapView;
class SweepControls;
class TimingsCharts;
class TimingsHeader;
class TimingsTable;
class VerifyDialog;
struct HeatMapContent;
struct TimingsDrawing;
struct TimingsShown;

/// Shows what threads and vectors are good for: the times of recent complete frames by number of threads as a
/// table and a chart, of a sweep that measures the current view in many ways, and a heat map of the view by
/// threads and instruction set.
///
/// Frames may come in at any rate: they are only noted, and shown at most four times a second.
class TimingsPanel : public QWidget
{
    Q_OBJECT

public:
    /// The pool must outlive the panel.
    explicit TimingsPanel(WorkerPool& pool, QWidget* parent = nullptr);
    /// Ends a sweep that runs.
    ~TimingsPanel() override;

    /// Takes the time of a complete frame. GUI thread.
    void addSample(const escapade::FrameSample& sample);

    /// What is swept and verified, Mandelbrot or Julia as the panel's box says: the request of a fractal
    /// picture, and the instruction set, at the time of the call.
    void setMeasuredPicture(
        std::function<RenderRequest(Workload)> currentRequest, std::function<SimdLevel()> simd);

    /// Threads or instruction set were changed.
    void noteSetting();
    /// The large picture is this one now: it is swept and verified, unless the box has the
    /// diffusion or a lesson.
    void chooseFractal(Workload large);
    /// A picture shows another view: the heat map of the old one is of no use.
    void forgetPicture(Workload workload);

    /// The frames that are shown: of the last sweep, or live ones.
    const TimingTable& shownTable() const { return table(); }
    bool showsSweep() const;
    /// How the sweep that is shown scaled, and what is to be said against it; strong and empty for live
    /// frames.
    Scaling shownScaling() const;
    QString shownRemark() const { return showsSweep() ? m_sweepNote : QString(); }

    /// A copy of the chart or heat map that is shown, or would be, with a heading: to be drawn into a file.
    std::unique_ptr<QWidget> pictureForFile() const;

    /// For a menu: starts a sweep, or cancels the one that runs; verifies the picture.
    QList<QAction*> menuActions() const;

signals:
    /// The user wants pictures to be computed in this way.
    void settingChosen(int threads, escapade::SimdLevel simd);
    /// A sweep begins: what is computed from here to its end disturbs it.
    void sweepBegan();
    void sweepEnded();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void setUpLayout();
    void connectAll();
    void startSweep();
    void noteSweepSample(const FrameSample& sample, const SweepProgress& progress);
    void endSweep(const SweepOutcome& outcome);
    void clearShown();
    void scheduleRefresh();
    void refresh();
    void arrange();
    Workload workload() const;
    Workload fractalWorkload() const;
    bool hasRequest() const { return m_currentRequest && m_currentSimd; }
    SweepPlan sweepPlan(Workload swept) const;
    void comeToFront();
    Measurement measurement(Workload swept, const SweepPlan& plan) const;
    const TimingTable& table() const { return showsSweep() ? m_swept : m_live; }
    TimingsShown shown() const;
    TimingCell kernel(const std::vector<TimingRow>& rows) const;
    TimingsState state(const TimingsShown& shown) const;
    TimingsDrawing drawing(const TimingsShown& shown) const;
    HeatMapContent heatMap(const TimingsShown& shown) const;
    void selectCell(const TimingCell& cell);

    WorkerPool& m_pool;
    const int m_logicalCores;
    std::function<RenderRequest(Workload)> m_currentRequest;
    std::function<SimdLevel()> m_currentSimd;
    TimingTable m_live;
    TimingTable m_swept;
    std::map<Workload, TimingCell> m_newestCell; // whose kernel is shown, by workload
    TimingCell m_sweptCell;
    std::optional<TimingCell> m_selected; // whose run times are shown
    QString m_sweepNote;

    TimingsHeader* m_header;
    SweepControls* m_sweepControls;
    VerifyDialog* m_verify;
    QStackedWidget* m_contents; // why there is nothing, table and chart, heat map
    QWidget* m_overview; // table and chart
    TimingsTable* m_tableView;
    TimingsCharts* m_charts;
    HeatMapView* m_heatMap;
    QLabel* m_empty;
    QLabel* m_hint;
    QTimer m_refreshTimer;
    SweepRun m_sweep;
    HeatMapProbe* m_probe;
};

} // namespace escapade
