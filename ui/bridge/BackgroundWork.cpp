#include "ui/bridge/BackgroundWork.h"

namespace escapade {

BackgroundWork::BackgroundWork(QObject* parent)
    : QObject(parent)
{ }

BackgroundWork::~BackgroundWork()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_quit = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void BackgroundWork::enqueue(Job job)
{
    ++m_pending;
    {
        const std::scoped_lock lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_one();
    if (!m_thread.joinable())
        m_thread = std::thread([this] { threadMain(); });
}

void BackgroundWork::threadMain()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_wake.wait(lock, [this] { return m_quit || !m_jobs.empty(); });
        if (m_jobs.empty())
            return; // it quits, and all that was asked for is done
        Job job = std::move(m_jobs.front());
        m_jobs.pop_front();
        lock.unlock();
        m_calls.post([this, delivery = job()] {
            --m_pending;
            delivery();
        });
        lock.lock();
    }
}

} // namespace escapade
