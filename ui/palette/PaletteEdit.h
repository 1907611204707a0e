#pragma once

#include "core/color/Palette.h"

#include <cstddef>
#include <string>
#include <vector>

namespace escapade {

/// The least distance that editing leaves between two stops.
inline constexpr double leastStopDistance = 0.001;

// Changes of a palette that keep its rules: the first stop at 0, the last of one that does not repeat at 1,
// positions rising, two stops at least. Values in, values out.

/// Ends that have their place by the rules cannot be moved.
bool canMoveStop(const Palette& palette, std::size_t stop);
/// As near to the position as the neighbours leave room.
Palette withStopMoved(Palette palette, std::size_t stop, double position);

struct AddedStop
{
    Palette palette;
    std::size_t stop = 0; ///< of the new stop, or of the one that was there already
};

/// Adds a stop of the colour that is there.
AddedStop withStopAdded(Palette palette, double position);

bool canRemoveStop(const Palette& palette);
/// Where an end is removed, its neighbour takes its place.
Palette withStopRemoved(Palette palette, std::size_t stop);
Palette withStopColor(Palette palette, std::size_t stop, const Rgb& color);
/// Repeating or going back and forth, with the colours where they were as far as possible.
Palette withCyclic(Palette palette, bool cyclic);

/// The states of a palette that is being edited, for undo and redo. The steps of one gesture, such as a drag,
/// become one entry.
class PaletteHistory
{
public:
    static constexpr std::size_t maxEntries = 200;

    explicit PaletteHistory(Palette start);

    /// gesture names what is going on, such as "move 3"; the same as the last one goes on with its entry,
    /// until endGesture(). Empty: an entry of its own.
    void record(const Palette& palette, const std::string& gesture = {});
    void endGesture() { m_gesture.clear(); }

    const Palette& current() const { return m_entries[m_current]; }
    bool canUndo() const { return m_current > 0; }
    bool canRedo() const { return m_current + 1 < m_entries.size(); }
    void undo();
    void redo();

private:
    std::vector<Palette> m_entries; // never empty
    std::size_t m_current = 0;
    std::string m_gesture;
};

} // namespace escapade
