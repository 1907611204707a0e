#include "core/workloads/TaskGraphLesson.h"

#include "core/base/Fnv1a.h"
#include "core/workloads/LessonClock.h"
#include "core/workloads/LessonGraph.h"

#include <span>

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

std::optional<LessonRun> runWay(WorkerPool& pool, const TaskGraph& graph, const Way& way,
    const TaskGraphListener& listener, const LessonSettings& settings)
{
    const LessonClock clock;
    const std::optional<TaskGraphRun> evaluated = evaluateGraph(pool, graph,
        { way.evaluation, settings.threads, Priority::Laboratory, settings.cancel, settings.progress });
    if (!evaluated)
        return std::nullopt;
    LessonRun run = clock.stop(evaluated->memberTime);
    run.fingerprint = fnv1a64Of(std::span<const std::uint64_t>(evaluated->result));
    run.result = "total " + std::to_string(evaluated->result.front()) + ", "
        + std::to_string(evaluated->events.size()) + " computations";
    if (listener)
        listener(way.id, *evaluated);
    return run;
}

} // namespace

Lesson makeTaskGraphLesson(WorkerPool& pool, TaskGraphListener listener, std::uint64_t most)
{
    const TaskGraph graph = makeLessonGraph(most);
    Lesson lesson { "task-graph", "numbers", static_cast<double>(most), {} };
    for (const Way& way : ways) {
        lesson.ways.push_back({ way.id, way.form, way.evaluation == TaskEvaluation::Parallel, false, false,
            [&pool, graph, way, listener](
                const LessonSettings& settings) { return runWay(pool, graph, way, listener, settings); } });
    }
    return lesson;
}

} // namespace escapade
