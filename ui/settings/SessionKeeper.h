#pragma once

#include "ui/bridge/BackgroundWork.h"
#include "ui/settings/Session.h"

#include <QElapsedTimer>
#include <QTimer>

#include <functional>
#include <optional>

namespace escapade {

/// Keeps the session while the program runs, so that a crash costs some seconds and not all of it: some
/// seconds after the user's last input, or half a minute after the first of many, what has changed is written
/// by a thread of its own. Without input nothing wakes up.
class SessionKeeper : public QObject
{
public:
    struct Work
    {
        std::function<Session()> current; ///< cheap; on this object's thread
        std::function<bool(const Session&)> write; ///< whether it was written; on another thread
    };

    /// What of the application's events is input is watched. What the functions use must outlive this.
    explicit SessionKeeper(Work work, QObject* parent = nullptr);
    /// A session that is being written is finished first.
    ~SessionKeeper() override = default;

    /// For tests: other waiting times than the usual ones.
    void setDelays(std::chrono::milliseconds quiet, std::chrono::milliseconds most);
    /// Whether something is to be written, or is being written.
    bool isBusy() const { return m_timer.isActive() || m_work.isBusy(); }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void noteInput();
    void keep();

    Work m_functions;
    std::optional<Session> m_kept; // empty: what is in the file is not known
    std::chrono::milliseconds m_quiet { 5'000 };
    std::chrono::milliseconds m_most { 30'000 };
    QTimer m_timer;
    QElapsedTimer m_sinceFirst; // input that is not kept yet
    BackgroundWork m_work; // last: its results come to this object
};

/// saveSession() into a file of its own format and the user's settings otherwise, on disk when it returns;
/// whole or not at all. Any thread. False where that is impossible.
bool writeSession(const Session& session, const QString& iniFile);

} // namespace escapade
