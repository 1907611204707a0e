#pragma once

#include "ui/bridge/GuiCalls.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

namespace escapade {

/// Runs slow work (files, compression) on a thread of its own, and brings its result back to the GUI thread.
/// All work that was asked for is finished before this is destroyed, so that no file is left half written;
/// its result is then dropped.
class BackgroundWork : public QObject
{
public:
    explicit BackgroundWork(QObject* parent = nullptr);
    ~BackgroundWork() override;

    /// Calls work() on the other thread, then done(result) on this object's thread. Neither may throw, both
    /// must be copyable. Jobs run one after the other.
    template <typename Work, typename Done> void run(Work work, Done done)
    {
        enqueue([work = std::move(work), done = std::move(done)]() mutable -> Delivery {
            auto result = std::make_shared<decltype(work())>(work());
            return [result, done = std::move(done)] { done(std::move(*result)); };
        });
    }

    /// Whether a result is still to come.
    bool isBusy() const { return m_pending > 0; }

private:
    using Delivery = std::function<void()>; // hands a result over, on the GUI thread
    using Job = std::function<Delivery()>;

    void enqueue(Job job);
    void threadMain();

    int m_pending = 0; // GUI thread's own
    GuiCalls m_calls;
    std::mutex m_mutex; // guards what follows
    std::condition_variable m_wake;
    std::deque<Job> m_jobs;
    bool m_quit = false;
    std::thread m_thread; // last: it uses all of the above; started by the first job
};

} // namespace escapade
