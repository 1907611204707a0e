#pragma once

#include "core/parallel/WorkerPool.h"
#include "core/render/RenderRequest.h"
#include "core/timing/Sweep.h"
#include "core/timing/TimingTable.h"
#include "ui/bridge/GuiCalls.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <map>
#include <memory>
#include <vector>

class QAction;
class QComboBox;
class QLabel;
class QStackedWidget;
class QTabBar;
class QTableView;

namespace escapade {

class SweepControls;
class TimingsChart;
class TimingsTableModel;
class VerifyDialog;

/// Shows what threads are good for: the times of recent complete frames by number of threads as a table and a
/// chart, and of a sweep that measures the current view with every number of threads.
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

    /// What is swept and verified: the request of the view, and the instruction set, at the time of the call.
    void setMeasuredPicture(std::function<RenderRequest()> currentRequest, std::function<SimdLevel()> simd);

    /// The frames that are shown: of the last sweep, or live ones.
    const TimingTable& shownTable() const { return table(); }
    bool showsSweep() const { return source() == LastSweep; }

    /// For a menu: starts a sweep, or cancels the one that runs; verifies the picture.
    QList<QAction*> menuActions() const;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    enum Source { LiveFrames, LastSweep };

    void setUpChoices();
    void setUpTable();
    void setUpLayout();
    QWidget* makeHeader();
    void startSweep();
    void cancelSweep();
    void noteSweepSample(const FrameSample& sample, int done, int total);
    void endSweep(const SweepOutcome& outcome);
    void scheduleRefresh();
    void refresh();
    void arrange();
    void fitColumns();
    std::vector<int> columnWidths(const QFont& font) const;
    Workload workload() const;
    Source source() const;
    const TimingTable& table() const { return source() == LastSweep ? m_swept : m_live; }
    QString emptyText() const;
    QString hintText(const std::vector<TimingRow>& rows, const TimingCell& kernel, bool perWork) const;

    WorkerPool& m_pool;
    const int m_logicalCores;
    std::function<RenderRequest()> m_currentRequest;
    std::function<SimdLevel()> m_currentSimd;
    TimingTable m_live;
    TimingTable m_swept;
    std::map<Workload, TimingCell> m_newestCell; // whose kernel the chart shows, by workload
    TimingCell m_sweptCell;
    QString m_sweepFailure;

    QComboBox* m_workload;
    QComboBox* m_source;
    SweepControls* m_sweepControls;
    VerifyDialog* m_verify;
    QTabBar* m_pages; // table or chart, where both have no room
    QStackedWidget* m_contents; // what there is, or why there is nothing
    QTableView* m_tableView;
    TimingsTableModel* m_model;
    TimingsChart* m_chart;
    QLabel* m_empty;
    QLabel* m_hint;
    QTimer m_refreshTimer;
    GuiCalls m_calls;
    std::unique_ptr<Sweep> m_sweep; // last: it calls back into the above
};

} // namespace escapade
