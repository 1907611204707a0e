#include "ui/bridge/GuiCalls.h"

#include <QCoreApplication>
#include <QEvent>

#include <utility>

namespace escapade {
namespace {

constexpr QEvent::Type callEvent = QEvent::User;

} // namespace

void GuiCalls::post(std::function<void()> call)
{
    const std::scoped_lock lock(m_mutex);
    m_calls.push_back(std::move(call));
    if (m_calls.size() == 1)
        QCoreApplication::postEvent(this, new QEvent(callEvent));
}

bool GuiCalls::event(QEvent* event)
{
    if (event->type() != callEvent)
        return QObject::event(event);
    std::vector<std::function<void()>> calls;
    {
        const std::scoped_lock lock(m_mutex);
        calls.swap(m_calls);
    }
    for (const auto& call : calls)
        call();
    return true;
}

} // namespace escapade
