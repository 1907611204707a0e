#pragma once

#include "core/render/Verification.h"
#include "ui/bridge/BackgroundWork.h"
#include "ui/bridge/GuiCalls.h"

#include <QDialog>

#include <functional>

class QAction;
class QLabel;
class QProgressBar;
class QPushButton;

namespace escapade {

/// Computes the picture that is shown in every way that must not change it, in the background, and says
/// whether all pixels are the same, bit for bit.
class VerifyDialog : public QDialog
{
    Q_OBJECT

public:
    /// The pool must outlive the dialog; currentRequest is called when a verification starts.
    VerifyDialog(WorkerPool& pool, std::function<RenderRequest()> currentRequest, QWidget* parent = nullptr);
    /// Cancels and waits for the row that is being computed.
    ~VerifyDialog() override;

    /// Opens the dialog and verifies: for a menu.
    QAction* action() const { return m_action; }

    void start();
    void cancel();
    bool isRunning() const { return m_running; }

private:
    using Outcome = Result<std::optional<Verification>>;

    void setUpLayout();
    void showRunning(bool running);
    void showOutcome(const RenderRequest& request, const Outcome& outcome);

    WorkerPool& m_pool;
    const std::function<RenderRequest()> m_currentRequest;
    bool m_running = false;
    CancelToken m_cancel;
    QAction* m_action;
    QLabel* m_result;
    QProgressBar* m_progress;
    QPushButton* m_start;
    QPushButton* m_stop;
    GuiCalls m_calls;
    BackgroundWork m_work; // last: its thread uses the above
};

} // namespace escapade
