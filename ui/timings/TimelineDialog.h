#pragma once

#include "ui/bridge/BackgroundWork.h"
#include "ui/canvas/TileLayer.h"

#include <QDialog>

#include <functional>

class QAction;
class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace escapade {

class FractalCanvas;
class TimelineView;

/// Computes the picture of a canvas once more, in the background, and shows which worker computed which tile
/// when: with any number of threads, tile size and schedule.
class TimelineDialog : public QDialog
{
    Q_OBJECT

public:
    /// Pool and canvas must outlive the dialog; simd is asked when a recording starts.
    TimelineDialog(
        WorkerPool& pool, FractalCanvas& canvas, std::function<SimdLevel()> simd, QWidget* parent = nullptr);
    /// Cancels and waits for the row that is being computed.
    ~TimelineDialog() override;

    /// Opens the dialog and records: for a menu.
    QAction* action() const { return m_action; }

    void record();
    void cancel();
    bool isRunning() const { return m_running; }
    /// Writes the last recording for Chrome's or Perfetto's viewer, in the background.
    void saveTrace(const QString& path);

signals:
    /// Writing a trace has ended.
    void traceSaved(bool done);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    using Outcome = Result<std::optional<FrameTimeline>>;

    void setUpControls();
    void setUpLayout();
    void connectAll();
    void showRunning(bool running);
    void showOutcome(const Outcome& outcome);
    void showTile(int tile);
    void showOnPicture();
    void chooseTraceFile();

    WorkerPool& m_pool;
    FractalCanvas& m_canvas;
    const std::function<SimdLevel()> m_simd;
    TileLayer m_layer;
    bool m_running = false;
    CancelToken m_cancel;
    QAction* m_action;
    QSpinBox* m_threads;
    QComboBox* m_schedule;
    QComboBox* m_tileSize;
    QPushButton* m_record;
    QPushButton* m_stop;
    QPushButton* m_save;
    QCheckBox* m_cost;
    TimelineView* m_view;
    QLabel* m_summary;
    QLabel* m_tile;
    BackgroundWork m_work; // last: its thread uses the above
};

} // namespace escapade
