#include "app/cli/BenchReport.h"

#include "app/cli/BenchNames.h"

#include <algorithm>
#include <cstdio>

namespace escapade::cli {
namespace {

template <typename... Values> std::string format(const char* pattern, Values... values)
{
    std::array<char, 256> buffer {};
    const int length = std::snprintf(buffer.data(), buffer.size(), pattern, values...);
    return { buffer.data(), std::min(static_cast<std::size_t>(std::max(length, 0)), buffer.size() - 1) };
}

/// "1.23 G", "75.3 M".
std::string withPrefix(double value)
{
    constexpr std::array prefixes { " ", " k", " M", " G", " T" };
    std::size_t prefix = 0;
    for (; value >= 999.5 && prefix + 1 < prefixes.size(); ++prefix)
        value /= 1000;
    const char* pattern = value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f";
    return format(pattern, value) + prefixes[prefix];
}

std::string milliseconds(const Summary& seconds)
{
    return format("%.2f [%.2f, %.2f]", seconds.median * 1e3, seconds.min * 1e3, seconds.max * 1e3);
}

std::string orDash(const std::optional<double>& value, const char* pattern)
{
    return value ? format(pattern, *value) : "-";
}

using TableRow = std::vector<std::string>;

TableRow headings()
{
    return { "workload", "threads", "simd", "arithmetic", "wall ms [min, max]", "CPU ms", "CPU/wall", "rate",
        "speed-up", "efficiency", "x naive", "identical", "kernel", "shortcuts", "tile", "plan", "roofline",
        "peak memory" };
}

/// How pictures are computed; of no meaning to the ways of a lesson.
std::string ofPictures(const BenchRow& row, const std::string& text)
{
    return row.setting.way.empty() ? text : "-";
}

TableRow tableRow(const BenchResult& result, const BenchRow& row)
{
    const std::string name = row.setting.way.empty() ? result.name : result.name + " " + row.setting.way;
    return { name, std::to_string(row.setting.threads), std::string(simdName(row.setting.simd)),
        arithmeticName(row.setting.arithmetic), milliseconds(row.wall), format("%.2f", row.cpuMedian * 1e3),
        format("%.2f", row.cpuPerWall), withPrefix(row.rate) + "/s", orDash(row.speedUp, "%.2f"),
        row.efficiency ? format("%.0f %%", *row.efficiency * 100) : "-", format("%.2f", row.factorOverNaive),
        row.identical ? "yes" : "no", ofPictures(row, methodName(row.setting.method)),
        ofPictures(row, shortcutsName(row.setting.shortcuts)),
        ofPictures(row, tileName(row.setting.tileSize)), row.plan.empty() ? "-" : row.plan,
        row.roofline ? format("%.0f %%", *row.roofline * 100) : "-",
        row.peakBytes ? binarySize(*row.peakBytes) : "-" };
}

/// Columns padded to their widest cell: names to the left, numbers to the right.
std::string align(const std::vector<TableRow>& rows)
{
    std::vector<std::size_t> widths(rows.front().size());
    for (const TableRow& row : rows) {
        for (std::size_t column = 0; column < row.size(); ++column)
            widths[column] = std::max(widths[column], row[column].size());
    }
    std::string text;
    for (const TableRow& row : rows) {
        std::string line;
        for (std::size_t column = 0; column < row.size(); ++column) {
            const std::string padding(widths[column] - row[column].size(), ' ');
            const bool isName = column == 0 || column == 2 || column == 3 || column >= 12;
            line += isName ? row[column] + padding : padding + row[column];
            line += "  ";
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text;
}

std::string machineLine(const BenchReport& report)
{
    std::string text = report.machine.cpuName + ", " + std::to_string(report.machine.logicalCores)
        + (report.machine.logicalCores == 1 ? " logical core, " : " logical cores, ")
        + report.machine.compiler;
    if (report.machine.buildType != "optimised")
        text += ", " + report.machine.buildType;
    if (report.loadBefore)
        text += format(", load %.2f", report.loadBefore->front());
    return text + ", " + std::to_string(report.repeats) + (report.repeats == 1 ? " repeat" : " repeats")
        + "\n";
}

/// What the last two columns of the table are held against.
std::string memoryLine(const BenchResult& result)
{
    std::string text;
    std::vector<int> said;
    for (const BenchRow& row : result.rows) {
        const int threads = row.setting.threads;
        if (row.bandwidths.empty() || std::find(said.begin(), said.end(), threads) != said.end())
            continue;
        text += (said.empty() ? "  memory " : ", ") + withPrefix(summarize(row.bandwidths).median)
            + "B/s with " + std::to_string(threads) + (threads == 1 ? " thread" : " threads");
        said.push_back(threads);
    }
    return text.empty() ? text
                        : text
            + "; roofline: the part of it that the plan needs, at 24 bytes an update in one pass and 24/k "
              "with "
              "k steps a pass\n";
}

std::string loopText(const std::string& name, double work, const Summary& seconds, bool identical)
{
    return "; " + name + " " + milliseconds(seconds) + " ms, " + withPrefix(work / seconds.median) + "/s"
        + (identical ? "" : ", NOT identical");
}

std::string caseLine(const BenchResult& result)
{
    std::string text = result.name + ": " + result.description + ": " + withPrefix(result.work) + " "
        + result.unit + loopText(result.naiveName, result.work, result.naive, result.naiveIdentical);
    for (const BenchLoopResult& loop : result.otherLoops)
        text += loopText(loop.name, result.work, loop.wall, loop.identical);
    return text + "\n" + memoryLine(result);
}

/// A busy machine makes figures worth less; say so rather than let people wonder.
std::string warnings(const BenchReport& report)
{
    const double busy = 0.5 * report.machine.logicalCores;
    std::string text;
    if (report.loadBefore && report.loadBefore->front() > busy)
        text += format("The machine was busy (load %.2f): times are too long and scatter.\n",
            report.loadBefore->front());
    const bool crowded
        = std::any_of(report.results.begin(), report.results.end(), [&](const BenchResult& result) {
              return std::any_of(result.rows.begin(), result.rows.end(),
                  [&](const BenchRow& row) { return row.setting.threads > report.machine.logicalCores; });
          });
    if (crowded)
        text += "More threads than logical cores cannot help what computes: those rows show what sharing a "
                "core "
                "costs.\n";
    return text;
}

std::string csvText(const std::string& text)
{
    std::string quoted = "\"";
    for (const char character : text)
        quoted += character == '"' ? std::string("\"\"") : std::string(1, character);
    return quoted + "\"";
}

} // namespace

std::string toTable(const BenchReport& report)
{
    std::string text = machineLine(report);
    std::vector<TableRow> rows { headings() };
    for (const BenchResult& result : report.results) {
        text += caseLine(result);
        for (const BenchRow& row : result.rows)
            rows.push_back(tableRow(result, row));
    }
    return text + "\n" + align(rows) + warnings(report);
}

std::string toCsv(const BenchReport& report)
{
    std::string text
        = "workload,threads,simd,arithmetic,repeats,wall_median_s,wall_min_s,wall_max_s,cpu_median_s,"
          "cpu_per_wall,work,unit,rate_per_s,speed_up,efficiency,factor_over_naive,identical,kernel,"
          "shortcuts,tile,plan,bytes_per_unit,bandwidth_bytes_per_s,roofline,way,peak_bytes\n";
    for (const BenchResult& result : report.results) {
        for (const BenchRow& row : result.rows) {
            text += csvText(result.name) + "," + std::to_string(row.setting.threads) + ","
                + std::string(simdName(row.setting.simd)) + "," + arithmeticName(row.setting.arithmetic) + ","
                + std::to_string(row.wallSeconds.size())
                + format(",%.9g,%.9g,%.9g,%.9g,%.9g", row.wall.median, row.wall.min, row.wall.max,
                    row.cpuMedian, row.cpuPerWall)
                + format(",%.17g,", result.work) + result.unit + format(",%.9g,", row.rate)
                + (row.speedUp ? format("%.9g", *row.speedUp) : "") + ","
                + (row.efficiency ? format("%.9g", *row.efficiency) : "")
                + format(",%.9g,", row.factorOverNaive) + (row.identical ? "yes" : "no") + ","
                + methodName(row.setting.method) + "," + shortcutsName(row.setting.shortcuts) + ","
                + tileName(row.setting.tileSize) + "," + (row.plan.empty() ? "" : csvText(row.plan)) + ","
                + (row.bytesPerUnit > 0 ? format("%.9g", row.bytesPerUnit) : "") + ","
                + (row.bandwidths.empty() ? "" : format("%.9g", summarize(row.bandwidths).median)) + ","
                + (row.roofline ? format("%.9g", *row.roofline) : "") + "," + row.setting.way + ","
                + (row.peakBytes ? std::to_string(*row.peakBytes) : "") + "\n";
        }
    }
    return text;
}

} // namespace escapade::cli
