#pragma once

#include "core/color/Palette.h"
#include "core/document/Location.h"
#include "core/fractal/Viewport.h"
#include "core/simd/KernelTable.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

namespace escapade {

/// Everything of the pictures that the user can change and take back.
struct ViewState
{
    PlaneView view = mandelbrotHome();
    std::optional<std::int32_t> maxIterations = std::nullopt; ///< empty: automatic
    Palette palette = {};
    ColorMapping colorMapping = {};
    Arithmetic arithmetic = Arithmetic::Strict;
    Decimal juliaRe = seedsJuliaRe();
    Decimal juliaIm = seedsJuliaIm();
    PlaneView juliaView = juliaHome();
    bool operator==(const ViewState&) const = default;
};

/// What differs between two states.
enum class ChangeKind {
    Nothing,
    View,
    Iterations,
    Palette,
    ColorMapping,
    Arithmetic,
    JuliaParameter,
    JuliaView,
    Several
};

ChangeKind changeBetween(const ViewState& one, const ViewState& other);

/// How a new state came about: the many small steps of one gesture become one entry, a jump is always an
/// entry of its own. A held step was made while a mouse button has been down since the step before, however
/// long the hand rested in between.
enum class ViewChange { Step, HeldStep, Jump };

/// The states that were looked at, like a browser's history: going somewhere new forgets what lay ahead. A
/// pure value; the caller brings the time.
class ViewHistory
{
public:
    using Clock = std::chrono::steady_clock;
    static constexpr std::size_t maxEntries = 500;
    /// A step this soon after the last one of its kind belongs to the same gesture.
    static constexpr std::chrono::milliseconds mergeWithin { 400 };

    struct Entry
    {
        std::uint64_t id = 0; ///< never used twice in a history
        ViewState state;
    };

    explicit ViewHistory(ViewState start);

    /// Notes the state that is shown now; the same state again changes nothing.
    void record(const ViewState& state, ViewChange change, Clock::time_point now);

    bool canGoBack() const { return m_current > 0; }
    bool canGoForward() const { return m_current + 1 < m_entries.size(); }
    /// What back() and forward() would change; Nothing where they are not possible.
    ChangeKind backChange() const;
    ChangeKind forwardChange() const;
    /// Move and return the state to show; the move must be possible.
    const ViewState& back();
    const ViewState& forward();
    /// Moves to an entry, an index below size().
    const ViewState& goTo(std::size_t index);

    const ViewState& current() const { return m_entries[m_current].state; }
    std::size_t currentIndex() const { return m_current; }
    const std::deque<Entry>& entries() const { return m_entries; }
    std::size_t size() const { return m_entries.size(); }

private:
    bool mergesWithLast(const ViewState& state, ViewChange change, Clock::time_point now) const;

    std::deque<Entry> m_entries; // never empty
    std::size_t m_current = 0;
    std::uint64_t m_nextId = 1;
    std::optional<Clock::time_point> m_lastStep; // empty when the current entry must not be merged into
};

} // namespace escapade
