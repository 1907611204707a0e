#pragma once

#include "core/parallel/Job.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <span>

namespace escapade {

/// The processor time of tiles that one thread computes one after another. Asking the system for a thread's
/// processor time costs more than half a microsecond, twice a tile 4 % of a fast frame; hence it is asked
/// once for a streak of tiles, about a millisecond of them, and their sum, which is exact, is shared out by
/// how long each took. A tile that takes a millisecond or more is measured on its own.
class CpuStreak
{
public:
    /// Starts measuring, from the thread whose tiles follow.
    void begin();
    /// A tile that was computed since begin(), its begin and end noted already; its record must outlive the
    /// streak. Not when isFull().
    void add(TileRecord& record);
    bool isEmpty() const { return m_count == 0; }
    /// Of the tile that was added last: the next one begins there, which saves reading a clock.
    Clock::time_point lastEnd() const { return m_records.at(m_count - 1)->end; }
    /// Whether it is time to call end().
    bool isFull() const;
    /// Writes the processor time of every tile that was added, and is empty again.
    void end();

private:
    // So few that end() takes less than a microsecond.
    std::array<TileRecord*, 64> m_records {};
    std::size_t m_count = 0;
    std::chrono::nanoseconds m_cpuBegin {};
    std::chrono::nanoseconds m_wall {};
};

/// Shares processor time out in proportion to how long each tile took, at least one; their sum is cpu to the
/// nanosecond.
void shareOut(std::chrono::nanoseconds cpu, std::span<TileRecord* const> records);

} // namespace escapade
