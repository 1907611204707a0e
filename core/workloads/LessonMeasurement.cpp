#include "core/workloads/LessonMeasurement.h"

#include "core/base/Check.h"

#include <algorithm>

namespace escapade {
namespace {

double seconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double>(time).count();
}

/// A way and its runs so far.
struct Contestant
{
    std::size_t way = 0;
    std::vector<LessonRun> runs;
};

LessonFigures figuresOf(const Contestant& contestant)
{
    LessonFigures figures;
    figures.way = contestant.way;
    std::vector<double> walls;
    std::vector<double> ratios;
    for (const LessonRun& run : contestant.runs) {
        walls.push_back(seconds(run.wall));
        ratios.push_back(run.wall.count() > 0 ? seconds(run.cpu) / seconds(run.wall) : 0);
        figures.fingerprints.push_back(run.fingerprint);
        figures.results.push_back(run.result);
        if (run.peakBytes)
            figures.peakBytes = std::max(figures.peakBytes.value_or(0), *run.peakBytes);
    }
    figures.wallSeconds = summarize(std::move(walls));
    figures.cpuPerWall = summarize(std::move(ratios)).median;
    return figures;
}

/// The bits that are right, as far as these figures know them.
std::optional<std::uint64_t> rightBits(const Lesson& lesson, const std::vector<LessonFigures>& figures)
{
    for (const LessonFigures& one : figures) {
        if (!lesson.ways.at(one.way).mayBeWrong && !one.fingerprints.empty())
            return one.fingerprints.front();
    }
    return std::nullopt;
}

} // namespace

int lessonRuns(const LessonPlan& plan)
{
    return static_cast<int>(plan.ways.size()) * (plan.repeats + 1);
}

std::optional<std::vector<LessonFigures>> measureLesson(
    const Lesson& lesson, const LessonPlan& plan, LessonProgress& progress)
{
    ESCAPADE_CHECK(!plan.ways.empty() && plan.repeats >= 1);
    std::vector<Contestant> contestants;
    for (const std::size_t way : plan.ways)
        contestants.push_back({ way, {} });
    LessonSettings settings = plan.settings;
    settings.progress = &progress.ofRun;
    for (int repeat = 0; repeat <= plan.repeats; ++repeat) { // the first warms up
        for (Contestant& contestant : contestants) {
            progress.ofRun = 0;
            const auto run = lesson.ways.at(contestant.way).run(settings);
            if (!run || settings.cancel.isCancelled())
                return std::nullopt;
            ++progress.runsDone;
            if (repeat > 0)
                contestant.runs.push_back(*run);
        }
        std::reverse(contestants.begin(), contestants.end());
    }
    std::sort(contestants.begin(), contestants.end(),
        [](const Contestant& a, const Contestant& b) { return a.way < b.way; });
    std::vector<LessonFigures> figures;
    figures.reserve(contestants.size());
    for (const Contestant& contestant : contestants)
        figures.push_back(figuresOf(contestant));
    return figures;
}

Agreement agreementOf(const Lesson& lesson, const std::vector<LessonFigures>& figures)
{
    Agreement agreement = Agreement::Same;
    for (const LessonFigures& one : figures) {
        if (differingRepeats(lesson, figures, one).empty())
            continue;
        if (!lesson.ways.at(one.way).mayBeWrong)
            return Agreement::Different;
        agreement = Agreement::WrongOnPurpose;
    }
    return agreement;
}

std::vector<std::size_t> differingRepeats(
    const Lesson& lesson, const std::vector<LessonFigures>& figures, const LessonFigures& one)
{
    std::vector<std::size_t> differing;
    for (std::size_t repeat = 0; repeat < one.fingerprints.size(); ++repeat) {
        if (one.fingerprints[repeat] != rightBits(lesson, figures).value_or(one.fingerprints.front()))
            differing.push_back(repeat);
    }
    return differing;
}

} // namespace escapade
