#pragma once

#include "core/timing/MachineText.h"
#include "core/workloads/LessonMeasurement.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace escapade {

/// What was measured of one way of a lesson.
struct LessonExportRow
{
    std::string way; ///< its id
    int threads = 1; ///< 1 for a way that uses none
    SimdLevel simd = SimdLevel::Scalar; ///< scalar for a way that uses no vectors
    Summary wallSeconds;
    double cpuPerWall = 0;
    double ratePerSecond = 0; ///< of the lesson's units, by the median
    std::optional<double> factor; ///< times as fast as the lesson's plain way, where that was measured
    bool isRight = true; ///< every repeat gave the bits that the right ways gave
    std::string result; ///< of the last repeat, for people
    std::optional<std::int64_t> peakBytes;
};

/// The figures of a lesson, and under what circumstances: what a user takes home.
struct LessonExport
{
    std::string version; ///< of the program
    std::string takenAt; ///< see utcNow()
    MachineInfo machine;
    /// Processes that wanted to run over the last 1, 5, 15 minutes.
    std::optional<std::array<double, 3>> load;
    std::string lesson; ///< its id
    std::string unit;
    double work = 0; ///< units in one run
    std::vector<LessonExportRow> rows;
};

/// The rows of these figures, which were measured with so many threads and this SIMD level.
std::vector<LessonExportRow> exportRows(
    const Lesson& lesson, const std::vector<LessonFigures>& figures, int threads, SimdLevel simd);

/// A header, and a line for each way; columns that bench's table has, too, have their names from there.
std::string toCsv(const LessonExport& figures);
/// The machine, and an object for each way.
std::string toJson(const LessonExport& figures);
/// A report for people: the machine, and a table.
std::string toMarkdown(const LessonExport& figures);

} // namespace escapade
