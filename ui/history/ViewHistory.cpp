#include "ui/history/ViewHistory.h"

#include "core/base/Check.h"

#include <utility>

namespace escapade {

ViewHistory::ViewHistory(ViewState start)
{
    m_entries.push_back(std::move(start));
}

void ViewHistory::record(const ViewState& state, ViewChange change, Clock::time_point now)
{
    if (state == current())
        return;
    const bool merge = mergesWithLast(change, now);
    m_entries.resize(m_current + 1);
    if (merge) {
        m_entries.back() = state;
    } else {
        m_entries.push_back(state);
        if (m_entries.size() > maxEntries)
            m_entries.pop_front();
    }
    m_current = m_entries.size() - 1;
    m_lastStep = change == ViewChange::Step ? std::optional(now) : std::nullopt;
}

const ViewState& ViewHistory::back()
{
    ESCAPADE_CHECK(canGoBack());
    m_lastStep.reset();
    return m_entries[--m_current];
}

const ViewState& ViewHistory::forward()
{
    ESCAPADE_CHECK(canGoForward());
    m_lastStep.reset();
    return m_entries[++m_current];
}

bool ViewHistory::mergesWithLast(ViewChange change, Clock::time_point now) const
{
    return change == ViewChange::Step && m_lastStep && now - *m_lastStep <= mergeWithin;
}

} // namespace escapade
