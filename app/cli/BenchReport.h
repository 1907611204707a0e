#pragma once

#include "core/timing/Benchmark.h"
#include "core/timing/MachineInfo.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace escapade::cli {

/// All that a benchmark found out, and under what circumstances.
struct BenchReport
{
    MachineInfo machine;
    std::string startedAt; ///< UTC, "2026-01-31T12:00:00Z"
    int repeats = 0;
    std::optional<std::array<double, 3>> loadBefore;
    std::optional<std::array<double, 3>> loadAfter;
    std::vector<BenchResult> results;
};

/// For people: the machine, each case with its naive loop, and a table of all contestants.
std::string toTable(const BenchReport& report);

/// Everything, each repeat included.
std::string toJson(const BenchReport& report);

/// The table's rows, numbers in seconds and units.
std::string toCsv(const BenchReport& report);

} // namespace escapade::cli
