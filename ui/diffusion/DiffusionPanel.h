#pragma once

#include "core/diffusion/LiveDiffusion.h"
#include "ui/bridge/GuiCalls.h"
#include "ui/diffusion/DiffusionTool.h"

#include <QVariantMap>
#include <QWidget>

#include <functional>
#include <memory>

class QAction;
class QBoxLayout;

namespace escapade {

class DiffusionControls;
class DiffusionTimeBar;
class DiffusionView;
class ExampleBar;
class ProblemDialog;

/// A problem, at first the seeds' four peaks, diffusing live: picture, colour bar, clock, and what can be
/// done to them. While it is hidden, nothing is computed.
class DiffusionPanel : public QWidget
{
    Q_OBJECT

public:
    /// The pool must outlive the panel.
    explicit DiffusionPanel(WorkerPool& pool, QWidget* parent = nullptr);
    ~DiffusionPanel() override;

    DiffusionView& view() { return *m_view; }

    /// What is shown; null before the first picture.
    const std::shared_ptr<const DiffusionSnapshot>& snapshot() const { return m_snapshot; }

    /// Changes no value of the field.
    void setSimd(SimdLevel simd);

    bool isPlaying() const;
    QAction* playAction() const { return m_playAction; }
    QAction* stepAction() const { return m_stepAction; }
    QAction* resetAction() const { return m_resetAction; }
    QAction* exactAction() const { return m_exactAction; }
    QAction* errorAction() const { return m_errorAction; }
    QAction* problemAction() const { return m_problemAction; }
    QAction* undoAction() const { return m_undoAction; }
    QAction* redoAction() const { return m_redoAction; }

    void setLook(const DensityLook& look);
    const DensityLook& look() const { return m_look; }
    /// Simulated time per second, as near as whole steps allow.
    void setSpeed(double timePerSecond);
    /// Pauses while something is measured, unless it runs to an end that was asked for, and plays on when the
    /// last measurement has ended, unless play was touched in between. Each beginning has its end.
    void beginMeasurement();
    void endMeasurement();
    void runSteps(qint64 steps);
    void runTo(double simtime);
    /// Goes on, paused, from what was saved.
    void load(const LiveState& loaded);
    /// Calls then, later and on this thread, with all that there is to save at that moment.
    void fetch(const std::function<void(const LiveState&)>& then);

    /// What the user has chosen; not the field itself.
    QVariantMap saveState() const;
    /// Takes what is there and makes sense.
    void restoreState(const QVariantMap& state);

    QSize minimumSizeHint() const override;

signals:
    /// A frame was computed under one setting; on the GUI thread.
    void frameTimed(const escapade::FrameSample& sample);
    /// There is a new picture.
    void updated();
    /// The look was changed, by whatever.
    void lookChanged(const escapade::DensityLook& look);
    /// The picture has the tool of an earlier session in hand.
    void toolRestored(const escapade::DiffusionToolChoice& tool);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void setUpActions();
    void setUpHistory();
    void beginRun();
    void followRun();
    void setUpEngine(WorkerPool& pool);
    void setUpLayout();
    void arrange();
    void showPlaying(bool playing);
    void takeSnapshot();
    void showCursor();
    LiveSettings chosenSettings() const;
    void sendSettings();
    void sendExample();
    void restoreMethod(const QVariantMap& state);
    void restoreProblem(const QVariantMap& state);

    DiffusionView* m_view;
    QAction* m_playAction;
    QAction* m_stepAction;
    QAction* m_resetAction;
    QAction* m_exactAction;
    QAction* m_errorAction;
    QAction* m_undoAction;
    QAction* m_redoAction;
    QAction* m_problemAction;
    DensityLook m_look;
    int m_framesPerStep = 1;
    bool m_exactByExample = false; // the example, and not the user, chose the exact method
    bool m_quiet = false; // the controls are being set, and mean nothing
    qint64 m_runsEnded = 0;
    int m_measurements = 0; // under way
    bool m_playsAfterMeasurement = false;
    ExampleBar* m_exampleBar;
    ProblemDialog* m_problemDialog;
    DiffusionTimeBar* m_timeBar;
    DiffusionControls* m_controls;
    QBoxLayout* m_layout = nullptr;
    std::shared_ptr<const DiffusionSnapshot> m_snapshot;
    GuiCalls m_calls;
    std::unique_ptr<LiveDiffusion> m_live; // last: its callbacks post to m_calls
};

} // namespace escapade
