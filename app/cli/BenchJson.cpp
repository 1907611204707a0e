#include "app/cli/BenchNames.h"
#include "app/cli/BenchReport.h"
#include "core/timing/MachineJson.h"

namespace escapade::cli {
namespace {

using Json = nlohmann::ordered_json;

template <typename T> Json orNull(const std::optional<T>& value)
{
    return value ? Json(*value) : Json(nullptr);
}

Json toJson(const BenchRow& row)
{
    return { { "threads", row.setting.threads }, { "simd", simdName(row.setting.simd) },
        { "arithmetic", arithmeticName(row.setting.arithmetic) },
        { "kernel", methodName(row.setting.method) }, { "shortcuts", shortcutsName(row.setting.shortcuts) },
        { "tile", row.setting.tileSize == 0 ? Json(nullptr) : Json(row.setting.tileSize) },
        { "wall_s", row.wallSeconds }, { "cpu_s", row.cpuSeconds }, { "wall_median_s", row.wall.median },
        { "wall_min_s", row.wall.min }, { "wall_max_s", row.wall.max }, { "cpu_median_s", row.cpuMedian },
        { "cpu_per_wall", row.cpuPerWall }, { "rate_per_s", row.rate }, { "speed_up", orNull(row.speedUp) },
        { "efficiency", orNull(row.efficiency) }, { "factor_over_naive", row.factorOverNaive },
        { "identical", row.identical }, { "plan", row.plan.empty() ? Json(nullptr) : Json(row.plan) },
        { "bytes_per_unit", row.bytesPerUnit > 0 ? Json(row.bytesPerUnit) : Json(nullptr) },
        { "bandwidth_bytes_per_s", row.bandwidths }, { "roofline", orNull(row.roofline) },
        { "way", row.setting.way.empty() ? Json(nullptr) : Json(row.setting.way) },
        { "peak_bytes", orNull(row.peakBytes) } };
}

Json toJson(const BenchLoopResult& loop, double work)
{
    return { { "name", loop.name }, { "wall_s", loop.seconds }, { "wall_median_s", loop.wall.median },
        { "wall_min_s", loop.wall.min }, { "wall_max_s", loop.wall.max },
        { "rate_per_s", work / loop.wall.median }, { "identical", loop.identical } };
}

Json toJson(const BenchResult& result)
{
    Json rows = Json::array();
    for (const BenchRow& row : result.rows)
        rows.push_back(toJson(row));
    Json others = Json::array();
    for (const BenchLoopResult& loop : result.otherLoops)
        others.push_back(toJson(loop, result.work));
    return { { "workload", result.name }, { "description", result.description }, { "work", result.work },
        { "unit", result.unit },
        { "naive",
            toJson({ result.naiveName, result.naiveSeconds, result.naive, result.naiveIdentical },
                result.work) },
        { "other_loops", others }, { "rows", rows } };
}

} // namespace

std::string toJson(const BenchReport& report)
{
    Json results = Json::array();
    for (const BenchResult& result : report.results)
        results.push_back(toJson(result));
    const Json all { { "program", "escapade-cli bench" }, { "version", ESCAPADE_VERSION },
        { "started_at", report.startedAt }, { "machine", escapade::toJson(report.machine) },
        { "load_before", orNull(report.loadBefore) }, { "load_after", orNull(report.loadAfter) },
        { "repeats", report.repeats }, { "results", results } };
    // File names in a description may be no UTF-8.
    return all.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

} // namespace escapade::cli
