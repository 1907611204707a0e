#include "core/workloads/LessonExport.h"

#include "core/timing/MachineJson.h"

#include <algorithm>
#include <cstdio>

namespace escapade {
namespace {

using Json = nlohmann::ordered_json;

template <typename... Values> std::string formatted(const char* format, Values... values)
{
    std::array<char, 160> buffer {};
    const int length = std::snprintf(buffer.data(), buffer.size(), format, values...);
    return { buffer.data(), std::min(static_cast<std::size_t>(length), buffer.size() - 1) };
}

template <typename T> Json orNull(const std::optional<T>& value)
{
    return value ? Json(*value) : Json(nullptr);
}

/// In quotes, so that commas are no separators.
std::string quoted(const std::string& text)
{
    std::string result = "\"";
    for (const char character : text)
        result += character == '"' ? std::string("\"\"") : std::string(1, character);
    return result + "\"";
}

/// A cell of a Markdown table.
std::string cellOf(std::string text)
{
    std::ranges::replace(text, '|', '/');
    std::ranges::replace(text, '\n', ' ');
    return text;
}

std::string csvLine(const LessonExport& figures, const LessonExportRow& row)
{
    const Summary& wall = row.wallSeconds;
    return figures.lesson + "," + row.way + "," + std::to_string(row.threads) + ","
        + std::string(simdName(row.simd)) + "," + std::to_string(wall.count)
        + formatted(",%.9g,%.9g,%.9g,%.9g,", wall.median, wall.min, wall.max, row.cpuPerWall)
        + formatted("%.17g,", figures.work) + figures.unit + formatted(",%.9g,", row.ratePerSecond)
        + (row.factor ? formatted("%.9g", *row.factor) : "") + (row.isRight ? ",yes," : ",no,")
        + (row.peakBytes ? std::to_string(*row.peakBytes) : "") + "," + quoted(row.result) + "\n";
}

Json jsonOf(const LessonExportRow& row)
{
    const Summary& wall = row.wallSeconds;
    return { { "way", row.way }, { "threads", row.threads }, { "simd", simdName(row.simd) },
        { "repeats", wall.count }, { "wall_median_s", wall.median }, { "wall_min_s", wall.min },
        { "wall_max_s", wall.max }, { "cpu_per_wall", row.cpuPerWall }, { "rate_per_s", row.ratePerSecond },
        { "factor_over_naive", orNull(row.factor) }, { "identical", row.isRight },
        { "peak_bytes", orNull(row.peakBytes) }, { "result", row.result } };
}

std::string markdownRow(const LessonExportRow& row)
{
    constexpr double toMs = 1e3;
    constexpr double toMiB = 1.0 / (1 << 20);
    const Summary& wall = row.wallSeconds;
    std::string line = "| " + row.way + " | " + std::to_string(row.threads) + " | "
        + std::string(simdName(row.simd)) + " | " + std::to_string(wall.count) + " | ";
    line += formatted("%.3g [%.3g, %.3g] | %.2f | %.3g | ", toMs * wall.median, toMs * wall.min,
        toMs * wall.max, row.cpuPerWall, row.ratePerSecond);
    line += (row.factor ? formatted("%.3g", *row.factor) : "-") + " | ";
    line += (row.peakBytes ? formatted("%.1f", toMiB * static_cast<double>(*row.peakBytes)) : "-") + " | ";
    return line + (row.isRight ? "yes" : "no") + " | " + cellOf(row.result) + " |\n";
}

} // namespace

std::vector<LessonExportRow> exportRows(
    const Lesson& lesson, const std::vector<LessonFigures>& figures, int threads, SimdLevel simd)
{
    const auto plain = std::ranges::find(figures, std::size_t { 0 }, &LessonFigures::way);
    std::vector<LessonExportRow> rows;
    rows.reserve(figures.size());
    for (const LessonFigures& one : figures) {
        const LessonWay& way = lesson.ways.at(one.way);
        const double median = one.wallSeconds.median;
        LessonExportRow row { way.id, way.usesThreads ? threads : 1, way.usesSimd ? simd : SimdLevel::Scalar,
            one.wallSeconds, one.cpuPerWall, median > 0 ? lesson.work / median : 0, std::nullopt,
            differingRepeats(lesson, figures, one).empty(), one.results.empty() ? "" : one.results.back(),
            one.peakBytes };
        if (plain != figures.end() && median > 0)
            row.factor = plain->wallSeconds.median / median;
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string toCsv(const LessonExport& figures)
{
    std::string text
        = "workload,way,threads,simd,repeats,wall_median_s,wall_min_s,wall_max_s,cpu_per_wall,work,"
          "unit,rate_per_s,factor_over_naive,identical,peak_bytes,result\n";
    for (const LessonExportRow& row : figures.rows)
        text += csvLine(figures, row);
    return text;
}

std::string toJson(const LessonExport& figures)
{
    Json rows = Json::array();
    for (const LessonExportRow& row : figures.rows)
        rows.push_back(jsonOf(row));
    const Json all { { "program", "escapade" }, { "version", figures.version }, { "source", "lesson" },
        { "taken_at", figures.takenAt }, { "machine", toJson(figures.machine) },
        { "load", orNull(figures.load) }, { "workload", figures.lesson }, { "work", figures.work },
        { "unit", figures.unit }, { "ways", rows } };
    return all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string toMarkdown(const LessonExport& figures)
{
    std::string text = "# Lesson \"" + figures.lesson + "\" in Escapade " + figures.version + "\n\nTaken "
        + figures.takenAt + "; " + formatted("%.9g ", figures.work) + figures.unit + " in each run.\n\n"
        + machineLines(figures.machine, figures.load);
    text += "\n| way | threads | simd | repeats | wall ms, median [min, max] | CPU/wall | " + figures.unit
        + " per s | times as fast | peak MiB | identical | result "
          "|\n|---|---|---|---|---|---|---|---|---|---|---|\n";
    for (const LessonExportRow& row : figures.rows)
        text += markdownRow(row);
    return text;
}

} // namespace escapade
