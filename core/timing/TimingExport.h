#pragma once

#include "core/timing/MachineText.h"
#include "core/timing/SweepPlan.h"
#include "core/timing/TimingTable.h"

#include <array>
#include <optional>
#include <string>

namespace escapade {

/// Timed frames, and under what circumstances: what a user takes home.
struct TimingExport
{
    std::string version; ///< of the program
    std::string source; ///< "live frames", "sweep" or "sweep, weak scaling"
    std::string takenAt; ///< see utcNow()
    MachineInfo machine;
    std::optional<std::array<double, 3>>
        load; ///< processes that wanted to run over the last 1, 5, 15 minutes
    TimingTable table;
    Scaling scaling = Scaling::Strong; ///< weak: no serial fractions, which are for one picture
    std::string remark {}; ///< what disturbed the measurement, for people; empty: nothing known
};

/// A header, and a line for each frame: workload,threads,simd,arithmetic,wall_s,cpu_s,work,schedule,tile_px;
/// the last is 0 where a live picture chose.
std::string toCsv(const TimingExport& timings);

/// The machine, every frame, and the figures of every cell. wall_median_low_s and wall_median_high_s are the
/// ends of medianInterval().
std::string toJson(const TimingExport& timings);

/// A report for people: the machine, and a table for each workload with the serial fraction of each cell.
std::string toMarkdown(const TimingExport& timings);

} // namespace escapade
