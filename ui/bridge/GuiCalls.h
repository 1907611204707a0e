#pragma once

#include <QObject>

#include <functional>
#include <mutex>
#include <vector>

namespace escapade {

/// Brings calls from other threads to the GUI thread, in order. It must outlive the threads that post:
/// declare it before what owns them. Calls that have not been made when it is destroyed never are.
///
/// Why not QMetaObject::invokeMethod: that hands its arguments over under a lock inside of Qt, which a race
/// detector cannot see into; this one's lock is our own.
class GuiCalls : public QObject
{
public:
    using QObject::QObject;

    /// Any thread; returns at once. The call must not throw.
    void post(std::function<void()> call);

protected:
    bool event(QEvent* event) override;

private:
    std::mutex m_mutex;
    std::vector<std::function<void()>> m_calls; // guarded; an event is on its way while it is not empty
};

} // namespace escapade
