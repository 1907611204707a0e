#include "ui/history/ViewHistory.h"

#include "core/base/Check.h"

#include <utility>

namespace escapade {

ChangeKind changeBetween(const ViewState& one, const ViewState& other)
{
    ChangeKind kind = ChangeKind::Nothing;
    const auto note = [&kind](bool same, ChangeKind changed) {
        if (!same)
            kind = kind == ChangeKind::Nothing ? changed : ChangeKind::Several;
    };
    note(one.view == other.view, ChangeKind::View);
    note(one.maxIterations == other.maxIterations, ChangeKind::Iterations);
    note(one.palette == other.palette, ChangeKind::Palette);
    note(one.colorMapping == other.colorMapping, ChangeKind::ColorMapping);
    note(one.arithmetic == other.arithmetic, ChangeKind::Arithmetic);
    note(one.juliaRe == other.juliaRe && one.juliaIm == other.juliaIm, ChangeKind::JuliaParameter);
    note(one.juliaView == other.juliaView, ChangeKind::JuliaView);
    return kind;
}

ViewHistory::ViewHistory(ViewState start)
{
    m_entries.push_back({ 0, std::move(start) });
}

void ViewHistory::record(const ViewState& state, ViewChange change, Clock::time_point now)
{
    if (state == current())
        return;
    const bool merge = mergesWithLast(state, change, now);
    m_entries.resize(m_current + 1);
    if (merge) {
        m_entries.back().state = state;
    } else {
        m_entries.push_back({ m_nextId++, state });
        if (m_entries.size() > maxEntries)
            m_entries.pop_front();
    }
    m_current = m_entries.size() - 1;
    m_lastStep = change == ViewChange::Jump ? std::nullopt : std::optional(now);
}

ChangeKind ViewHistory::backChange() const
{
    return canGoBack() ? changeBetween(current(), m_entries[m_current - 1].state) : ChangeKind::Nothing;
}

ChangeKind ViewHistory::forwardChange() const
{
    return canGoForward() ? changeBetween(current(), m_entries[m_current + 1].state) : ChangeKind::Nothing;
}

const ViewState& ViewHistory::back()
{
    ESCAPADE_CHECK(canGoBack());
    return goTo(m_current - 1);
}

const ViewState& ViewHistory::forward()
{
    ESCAPADE_CHECK(canGoForward());
    return goTo(m_current + 1);
}

const ViewState& ViewHistory::goTo(std::size_t index)
{
    ESCAPADE_CHECK(index < m_entries.size());
    m_lastStep.reset();
    m_current = index;
    return current();
}

/// Steps of another kind start an entry of their own, so that each can be taken back alone.
bool ViewHistory::mergesWithLast(const ViewState& state, ViewChange change, Clock::time_point now) const
{
    if (change == ViewChange::Jump || !m_lastStep || m_current == 0)
        return false;
    const ChangeKind last = changeBetween(m_entries[m_current - 1].state, current());
    const bool sameKind = last == ChangeKind::Nothing || changeBetween(current(), state) == last;
    return sameKind && (change == ViewChange::HeldStep || now - *m_lastStep <= mergeWithin);
}

} // namespace escapade
