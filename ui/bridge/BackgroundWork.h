#pragma once

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <utility>

namespace escapade {

/// Runs slow work (files, compression) on a thread of its own, and brings its result back to the GUI thread.
/// Work that has begun is finished before this is destroyed, so that no file is left half written; its result
/// is then dropped.
class BackgroundWork : public QObject
{
public:
    explicit BackgroundWork(QObject* parent = nullptr);
    ~BackgroundWork() override;

    /// Calls work() on the other thread, then done(result) on this object's thread. Neither may throw. Jobs
    /// run one after the other.
    template <typename Work, typename Done> void run(Work work, Done done)
    {
        ++m_running;
        m_thread.start([this, work = std::move(work), done = std::move(done)]() mutable {
            // Shared, because a queued call must be copyable and the result need not be.
            auto result = std::make_shared<decltype(work())>(work());
            QMetaObject::invokeMethod(
                this,
                [this, result, done = std::move(done)] {
                    --m_running;
                    done(std::move(*result));
                },
                Qt::QueuedConnection);
        });
    }

    /// Whether a result is still to come.
    bool isBusy() const { return m_running > 0; }

private:
    int m_running = 0; // touched by this object's thread only
    QThreadPool m_thread;
};

} // namespace escapade
