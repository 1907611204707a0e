#pragma once

#include "core/base/Array2D.h"
#include "core/diffusion/problem/Walls.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>

namespace escapade {

struct ProblemMaps;

/// What the exact solution of a live field began with.
struct FieldBegin
{
    Array2D<double> values; ///< shape (points, points), boundary included
    double time = 0;
    double D = 1;
    Walls walls;
    bool operator==(const FieldBegin&) const = default;
};

/// All that makes up a live field at one moment, so that it can be gone back to: exactly, to the bit.
struct FieldMoment
{
    Array2D<double> values; ///< shape (points, points), boundary included
    double simtime = 0;
    std::int64_t step = 0;
    bool painted = false;
    bool jumped = false;
    Array2D<double> second; ///< of another substance that is not shown; empty: there is none
    std::shared_ptr<const FieldBegin> begin; ///< null: this moment is its own beginning
    std::shared_ptr<const ProblemMaps> maps; ///< what was painted of D and obstacles; null: nothing
    Walls walls;
    std::size_t bytes() const;
};

/// Moments to go back to and forth again. Holds a bounded amount of memory: beyond it the oldest are
/// forgotten, but never the newest.
class MomentHistory
{
public:
    explicit MomentHistory(std::size_t mostBytes)
        : m_mostBytes(mostBytes)
    { }

    /// To be called before something is changed. What was undone before can no longer be redone.
    void keep(FieldMoment moment);

    /// The moment before the last change, in exchange for the present one; empty when there is none.
    std::optional<FieldMoment> undo(FieldMoment present);
    std::optional<FieldMoment> redo(FieldMoment present);

    void clear();
    int undoable() const { return static_cast<int>(m_past.size()); }
    int redoable() const { return static_cast<int>(m_future.size()); }
    std::size_t bytes() const;

private:
    void forgetOldest();

    std::size_t m_mostBytes;
    std::deque<FieldMoment> m_past; // the newest last
    std::deque<FieldMoment> m_future; // the next last
};

} // namespace escapade
