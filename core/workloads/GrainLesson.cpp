#include "core/workloads/LessonRunner.h"
#include "core/workloads/Lessons.h"
#include "core/workloads/MonteCarloPi.h"

namespace escapade {
namespace {

/// Elements between two looks at the cancel token where there are no tasks.
constexpr std::uint64_t pieceElements = 1U << 16;

LessonAnswer grainAnswer(std::uint64_t hits)
{
    return answerOf(hits, std::to_string(hits) + " hits");
}

/// An element is a point of Monte-Carlo pi: some ten nanoseconds, the same for all, and the hits tell whether
/// all were counted.
LessonWay makeTaskWay(WorkerPool& pool, LessonWay traits, const LessonCut& cut)
{
    const auto place = traits.usesThreads ? LessonPlace::Pool : LessonPlace::CallingThread;
    return makeWay(
        pool, std::move(traits), [cut, place](LessonContext& context) -> std::optional<LessonAnswer> {
            const auto hits = context.addUp(cut, place, [&](const LessonPiece& task) {
                std::uint64_t sum = 0;
                for (std::uint64_t first = task.first; first < task.last && !context.isCancelled();
                     first += pieceElements)
                    sum += countPiHitsNaively(
                        { cut.total }, first, std::min(task.last, first + pieceElements));
                return sum;
            });
            return hits ? std::optional(grainAnswer(*hits)) : std::nullopt;
        });
}

LessonWay makeVectorWay(WorkerPool& pool, std::uint64_t elements)
{
    return makeWay(pool, { .id = "vectorised", .form = LessonForm::Vectorised, .usesSimd = true },
        [elements](LessonContext& context) -> std::optional<LessonAnswer> {
            const LessonSettings& settings = context.settings();
            const PiRun run = estimatePi(context.pool(), { elements },
                { settings.simd, 1, Priority::Laboratory, settings.cancel, nullptr, settings.progress });
            return context.accept(run.report) ? std::optional(grainAnswer(run.estimate.hits)) : std::nullopt;
        });
}

} // namespace

Lesson makeGrainLesson(WorkerPool& pool, std::uint64_t elements)
{
    Lesson lesson { "grain", "elements", static_cast<double>(elements), {} };
    lesson.ways.push_back(makeTaskWay(pool, { .id = "loop" }, { elements, pieceElements }));
    lesson.ways.push_back(makeVectorWay(pool, elements));
    for (const std::uint64_t size : { 1U, 10U, 100U, 1000U, 10'000U, 100'000U, 1'000'000U })
        lesson.ways.push_back(makeTaskWay(pool,
            { .id = "task-" + std::to_string(size), .form = LessonForm::Parallel, .usesThreads = true },
            { elements, size }));
    return lesson;
}

} // namespace escapade
