#pragma once

#include "core/timing/Statistics.h"
#include "core/workloads/Lesson.h"

namespace escapade {

/// What repeated runs of one way say.
struct LessonFigures
{
    std::size_t way = 0; ///< index in the lesson
    Summary wallSeconds;
    double cpuPerWall = 0; ///< median of the repeats' ratios: cores busy on average
    std::vector<std::uint64_t> fingerprints; ///< of the repeats, in their order
    std::vector<std::string> results; ///< for people, of the repeats
    std::optional<std::int64_t> peakBytes; ///< the most of all repeats
    bool operator==(const LessonFigures&) const = default;
};

/// What is to be measured, and how.
struct LessonPlan
{
    std::vector<std::size_t> ways; ///< indices in the lesson, at least one, each once
    int repeats = 3; ///< at least 1
    LessonSettings settings; ///< its progress is set for each run
};

/// What a lesson's measurement is doing, for another thread. The total stays the same.
struct LessonProgress
{
    std::atomic<int> runsDone { 0 };
    std::atomic<double> ofRun { 0 }; ///< of the run that is being made, 0 to 1
};

/// How many runs measureLesson() makes: one of each way to warm up and be thrown away, then the repeats.
int lessonRuns(const LessonPlan& plan);

/// Runs the ways in turns, every other repeat backwards, so that whatever drifts (clock, temperature, other
/// programs) meets all alike. Blocks; never in the GUI thread. Empty when cancelled. Throws what a way
/// throws.
std::optional<std::vector<LessonFigures>> measureLesson(
    const Lesson& lesson, const LessonPlan& plan, LessonProgress& progress);

/// How the results of ways compare.
enum class Agreement {
    Same, ///< all runs of all ways gave the same bits
    WrongOnPurpose, ///< all but of ways that may be wrong
    Different, ///< a fault of the program
};
Agreement agreementOf(const Lesson& lesson, const std::vector<LessonFigures>& figures);

/// Which of a way's repeats did not give the bits that the lesson's right ways gave in these figures, or,
/// where no right way was measured, that its own first repeat gave.
std::vector<std::size_t> differingRepeats(
    const Lesson& lesson, const std::vector<LessonFigures>& figures, const LessonFigures& one);

} // namespace escapade
