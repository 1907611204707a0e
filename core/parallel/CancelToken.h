#pragma once

#include <atomic>
#include <memory>

namespace escapade {

/// A flag that one thread raises and others poll; copies share it. Any thread.
class CancelToken
{
public:
    CancelToken()
        : m_cancelled(std::make_shared<std::atomic<bool>>(false))
    { }

    void cancel() const { m_cancelled->store(true, std::memory_order_relaxed); }
    bool isCancelled() const { return m_cancelled->load(std::memory_order_relaxed); }

private:
    std::shared_ptr<std::atomic<bool>> m_cancelled;
};

} // namespace escapade
