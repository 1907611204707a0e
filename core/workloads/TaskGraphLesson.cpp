#include "core/workloads/TaskGraphLesson.h"

#include "core/workloads/LessonGraph.h"
#include "core/workloads/LessonRunner.h"

#include <string>

namespace escapade {
namespace {

struct Way
{
    const char* id;
    LessonForm form;
    TaskEvaluation evaluation;
};

constexpr Way ways[] = {
    { "naive", LessonForm::Naive, TaskEvaluation::Naive },
    { "cached", LessonForm::Naive, TaskEvaluation::Cached },
    { "threads", LessonForm::Parallel, TaskEvaluation::Parallel },
};

LessonAnswer graphAnswer(const TaskGraphRun& run)
{
    return answerOf(run.result.front(),
        "total " + std::to_string(run.result.front()) + ", " + std::to_string(run.events.size())
            + " computations");
}

} // namespace

Lesson makeTaskGraphLesson(WorkerPool& pool, const TaskGraphListener& listener, std::uint64_t most)
{
    const TaskGraph graph = makeLessonGraph(most);
    Lesson lesson { "task-graph", "numbers", static_cast<double>(most), {} };
    for (const Way& way : ways) {
        const bool isParallel = way.evaluation == TaskEvaluation::Parallel;
        lesson.ways.push_back(makeWay(pool, { .id = way.id, .form = way.form, .usesThreads = isParallel },
            [graph, way, listener](LessonContext& context) -> std::optional<LessonAnswer> {
                const auto run = evaluateGraph(context, graph, way.evaluation);
                if (!run)
                    return std::nullopt;
                if (listener)
                    listener(way.id, *run);
                return graphAnswer(*run);
            }));
    }
    return lesson;
}

} // namespace escapade
