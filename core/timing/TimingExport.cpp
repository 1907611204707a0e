#include "core/timing/TimingExport.h"

#include "core/timing/MachineJson.h"
#include "core/timing/ScalingLaws.h"

#include <array>
#include <cstdio>
#include <string_view>

namespace escapade {
namespace {

using Json = nlohmann::ordered_json;

std::string_view nameOf(Workload workload)
{
    switch (workload) {
    case Workload::Mandelbrot:
        return "mandelbrot";
    case Workload::Julia:
        return "julia";
    case Workload::Diffusion:
        return "diffusion";
    case Workload::Pi:
        return "pi";
    case Workload::Sum:
        return "sum";
    case Workload::ConditionalSum:
        return "conditional-sum";
    case Workload::ArrayExpression:
        return "array";
    }
    return {};
}

std::string_view nameOf(Arithmetic arithmetic)
{
    return arithmetic == Arithmetic::Fused ? "fused" : "strict";
}

std::string_view nameOf(Schedule schedule)
{
    return schedule == Schedule::Static ? "static" : "dynamic";
}

double seconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double>(time).count();
}

template <typename... Values> std::string formatted(const char* format, Values... values)
{
    std::array<char, 128> buffer {};
    const int length = std::snprintf(buffer.data(), buffer.size(), format, values...);
    return { buffer.data(), static_cast<std::size_t>(length) };
}

std::string exact(double number)
{
    return formatted("%.9g", number);
}

Json toJson(const FrameSample& sample)
{
    return { { "workload", nameOf(sample.workload) }, { "threads", sample.threads },
        { "simd", simdName(sample.simd) }, { "arithmetic", nameOf(sample.arithmetic) },
        { "wall_s", seconds(sample.wall) }, { "cpu_s", seconds(sample.cpu) }, { "work", sample.work },
        { "schedule", nameOf(sample.schedule) }, { "tile_px", sample.tileSize },
        { "memory_limit_per_s", sample.memoryLimit > 0 ? Json(sample.memoryLimit) : Json(nullptr) } };
}

template <typename T> Json orNull(const std::optional<T>& value)
{
    return value ? Json(*value) : Json(nullptr);
}

std::optional<double> serialFraction(const TimingRow& row, Scaling scaling)
{
    return row.speedUp && scaling == Scaling::Strong ? karpFlatt({ row.cell.threads, *row.speedUp })
                                                     : std::nullopt;
}

Json endOf(const Summary& summary, double Interval::*end)
{
    return summary.interval ? Json((*summary.interval).*end) : Json(nullptr);
}

Json toJson(const TimingRow& row, Scaling scaling)
{
    return { { "workload", nameOf(row.cell.workload) }, { "threads", row.cell.threads },
        { "simd", simdName(row.cell.simd) }, { "arithmetic", nameOf(row.cell.arithmetic) },
        { "schedule", nameOf(row.cell.schedule) }, { "tile_px", row.cell.tileSize },
        { "frames", row.wallSeconds.count }, { "wall_median_s", row.wallSeconds.median },
        { "wall_min_s", row.wallSeconds.min }, { "wall_max_s", row.wallSeconds.max },
        { "wall_median_low_s", endOf(row.wallSeconds, &Interval::low) },
        { "wall_median_high_s", endOf(row.wallSeconds, &Interval::high) }, { "cpu_median_s", row.cpuSeconds },
        { "cpu_per_wall", row.cpuPerWall }, { "rate_per_s", row.rate }, { "speed_up", orNull(row.speedUp) },
        { "efficiency", orNull(row.efficiency) }, { "memory_limit_per_s", orNull(row.memoryLimit) },
        { "serial_fraction", orNull(serialFraction(row, scaling)) } };
}

std::string orDash(const char* format, const std::optional<double>& value, double factor = 1)
{
    return value ? formatted(format, factor * *value) : "-";
}

std::string tilesOf(const TimingCell& cell)
{
    return cell.tileSize == 0 ? "live"
                              : std::string(nameOf(cell.schedule)) + " " + std::to_string(cell.tileSize);
}

std::string markdownRow(const TimingRow& row, Scaling scaling)
{
    constexpr double toMs = 1e3;
    const Summary& wall = row.wallSeconds;
    std::string line = "| " + std::to_string(row.cell.threads) + " | " + std::string(simdName(row.cell.simd))
        + " | " + std::string(nameOf(row.cell.arithmetic)) + " | " + std::to_string(wall.count) + " | ";
    line += formatted("%.3g [%.3g, %.3g] | %.2f | %.3g | ", toMs * wall.median, toMs * wall.min,
        toMs * wall.max, row.cpuPerWall, row.rate);
    return line + orDash("%.2f", row.speedUp) + " | " + orDash("%.0f %%", row.efficiency, 100) + " | "
        + orDash("%.1f %%", serialFraction(row, scaling), 100) + " | "
        + orDash("%.1f %%", relativeUncertainty(wall), 100) + " | " + tilesOf(row.cell) + " |\n";
}

} // namespace

std::string toCsv(const TimingExport& timings)
{
    std::string text = "workload,threads,simd,arithmetic,wall_s,cpu_s,work,schedule,tile_px\n";
    for (const FrameSample& sample : timings.table.samples()) {
        text.append(nameOf(sample.workload)).append(",").append(std::to_string(sample.threads));
        text.append(",").append(simdName(sample.simd)).append(",").append(nameOf(sample.arithmetic));
        text.append(",").append(exact(seconds(sample.wall))).append(",").append(exact(seconds(sample.cpu)));
        text.append(",").append(formatted("%.17g", sample.work));
        text.append(",").append(nameOf(sample.schedule)).append(",");
        text.append(std::to_string(sample.tileSize)).append("\n");
    }
    return text;
}

std::string toJson(const TimingExport& timings)
{
    Json samples = Json::array();
    for (const FrameSample& sample : timings.table.samples())
        samples.push_back(toJson(sample));
    Json cells = Json::array();
    for (const Workload workload : allWorkloads) {
        for (const TimingRow& row : timings.table.rows(workload))
            cells.push_back(toJson(row, timings.scaling));
    }
    const Json all { { "program", "escapade" }, { "version", timings.version }, { "source", timings.source },
        { "taken_at", timings.takenAt }, { "machine", toJson(timings.machine) },
        { "load", orNull(timings.load) },
        { "remark", timings.remark.empty() ? Json(nullptr) : Json(timings.remark) }, { "cells", cells },
        { "samples", samples } };
    return all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string toMarkdown(const TimingExport& timings)
{
    std::string text = "# Timings of Escapade " + timings.version + "\n\nTaken " + timings.takenAt + ", "
        + timings.source + ".\n\n" + machineLines(timings.machine, timings.load);
    if (!timings.remark.empty())
        text += "- Note: " + timings.remark + "\n";
    for (const Workload workload : allWorkloads) {
        const std::vector<TimingRow> rows = timings.table.rows(workload);
        if (rows.empty())
            continue;
        text.append("\n## ").append(nameOf(workload));
        text += "\n\n| threads | simd | arithmetic | frames | wall ms, median [min, max] | CPU/wall | rate "
                "per s | speed-up | efficiency | serial (Karp-Flatt) | median ± (95 %) | tiles |\n"
                "|---|---|---|---|---|---|---|---|---|---|---|---|\n";
        for (const TimingRow& row : rows)
            text += markdownRow(row, timings.scaling);
    }
    return text;
}

} // namespace escapade
