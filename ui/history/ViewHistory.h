#pragma once

#include "core/fractal/Viewport.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

namespace escapade {

/// What Back and Forward walk through.
struct ViewState
{
    PlaneView view;
    std::optional<std::int32_t> maxIterations; ///< empty: automatic
    bool operator==(const ViewState&) const = default;
};

/// How a new state came about: the many small steps of one gesture become one entry, a jump is always an
/// entry of its own.
enum class ViewChange { Step, Jump };

/// The views that were looked at, like a browser's history: going somewhere new forgets what lay ahead. A
/// pure value; the caller brings the time.
class ViewHistory
{
public:
    using Clock = std::chrono::steady_clock;
    static constexpr std::size_t maxEntries = 500;
    /// A step this soon after the last one belongs to the same gesture.
    static constexpr std::chrono::milliseconds mergeWithin { 400 };

    explicit ViewHistory(ViewState start);

    /// Notes the state that is shown now; the same state again changes nothing.
    void record(const ViewState& state, ViewChange change, Clock::time_point now);

    bool canGoBack() const { return m_current > 0; }
    bool canGoForward() const { return m_current + 1 < m_entries.size(); }
    /// Move and return the state to show; the move must be possible.
    const ViewState& back();
    const ViewState& forward();

    const ViewState& current() const { return m_entries[m_current]; }
    std::size_t size() const { return m_entries.size(); }

private:
    bool mergesWithLast(ViewChange change, Clock::time_point now) const;

    std::deque<ViewState> m_entries; // never empty
    std::size_t m_current = 0;
    std::optional<Clock::time_point> m_lastStep; // empty when the current entry must not be merged into
};

} // namespace escapade
