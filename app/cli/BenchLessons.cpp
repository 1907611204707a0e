#include "app/cli/BenchLessons.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>
#include <utility>

namespace escapade::cli {
namespace {

using Times = std::optional<BenchTime>;

struct LessonText
{
    std::string_view id;
    std::string_view text;
};

constexpr std::array lessonTexts {
    LessonText { "pi", "Philox points in the quarter circle, key (42, 7)" },
    LessonText { "sum", "0 + 1 + 2 + ..." },
    LessonText { "conditional-sum", "0 + 3 + 6 + ..., if (i % 3 == 0)" },
    LessonText { "array", "a^2 + b^2 + 2ab of arrays of doubles" },
    LessonText { "wait-loop", "the seeds' four nested loops, 32 jobs, or waiting for 32 answers" },
    LessonText { "chamfer", "four clusters of points matched with four others, by Chamfer distance" },
    LessonText { "counter", "threads that count together" },
    LessonText { "task-graph", "map, filter and reduce with a shared node" },
    LessonText { "grain", "points of Monte-Carlo pi in tasks of so many" },
};

std::string textOf(const std::string& id)
{
    const auto found = std::ranges::find(lessonTexts, id, &LessonText::id);
    return std::string(found == lessonTexts.end() ? "a lesson" : found->text);
}

/// Factors are over the first way; a plain loop with a result of its own is no contestant.
bool isContestant(const LessonWay& way)
{
    return way.form != LessonForm::Naive || !way.mayBeWrong;
}

Times runWay(const LessonWay& way, const BenchSetting& setting, const CancelToken& cancel)
{
    const auto run = way.run({ setting.threads, setting.simd, cancel, nullptr });
    if (!run)
        return std::nullopt;
    return BenchTime { run->wall, run->cpu, run->fingerprint, {}, 0, run->peakBytes };
}

} // namespace

BenchCase makeLessonCase(Lesson lesson)
{
    const auto shared = std::make_shared<const Lesson>(std::move(lesson));
    BenchCase made;
    made.name = shared->id;
    made.description = textOf(shared->id);
    made.unit = shared->unit;
    made.isPicture = false;
    made.naiveName = shared->ways.front().id == "loop" ? "naive loop" : shared->ways.front().id;
    for (const LessonWay& way : shared->ways) {
        if (isContestant(way))
            made.ways.push_back({ way.id, way.usesThreads, way.usesSimd });
        else
            made.otherLoops.push_back({ way.id + " on one thread",
                [shared, &way](const CancelToken& cancel) { return runWay(way, {}, cancel); } });
    }
    made.run = [shared](const BenchSetting& setting, const CancelToken& cancel) {
        return runWay(*std::ranges::find(shared->ways, setting.way, &LessonWay::id), setting, cancel);
    };
    made.workDone = [shared] { return shared->work; };
    return made;
}

} // namespace escapade::cli
