#pragma once

#include "core/parallel/CancelToken.h"

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace escapade {

/// Who goes first when several jobs wait: the view under the user's hand, then the rest.
enum class Priority { Interactive, Julia, Diffusion, Laboratory };

using Clock = std::chrono::steady_clock;

/// Which member of the pool computed a tile, and when.
struct TileRecord
{
    int tile = 0;
    int member = 0;
    Clock::time_point begin; ///< of one that follows another without a pause: the end of that
    Clock::time_point end;
    /// The member's own processor time. Short tiles that a member computed one after another have the time
    /// of all of them, up to about a millisecond, in proportion to how long each took: see CpuStreak.
    std::chrono::nanoseconds cpu {};
};

/// What happened to a job.
struct JobReport
{
    bool completed = false; ///< every tile was computed; false when cancelled or failed
    std::string failure; ///< what a tile threw, empty if none did
    Clock::time_point begin; ///< when it was submitted
    Clock::time_point end; ///< when its last tile ended
    std::vector<TileRecord> tiles; ///< those that were begun, by their number
    /// What the members used in all: exact, since only its parts are shared out.
    std::chrono::nanoseconds cpuTime() const;
    std::chrono::nanoseconds wallTime() const { return end - begin; }
};

/// A list of tiles and what to do for each.
struct Job
{
    int tileCount = 0;
    /// Called once for each tile 0..tileCount-1, from any member, several at a time, tiles handed out in
    /// order. It should poll cancel at least once a row; a tile that stops early because of it counts as not
    /// computed.
    std::function<void(int tile)> compute;
    Priority priority = Priority::Interactive;
    CancelToken cancel;
    /// How many members may work on it at once; 0 follows the pool's active count, live.
    int threads = 0;
    /// Where it follows the pool: no more members than this at once, for work that cannot use more; 0 sets no
    /// limit.
    int mostMembers = 0;
    /// Whether the report lists the tiles. Without, it knows no processor time either: only for measuring
    /// what the recording costs.
    bool recordTiles = true;
};

} // namespace escapade
