#include "core/workloads/LessonTiming.h"

#include "core/base/Check.h"
#include "core/workloads/Lessons.h"

#include <algorithm>

namespace escapade {
namespace {

Lesson makeLesson(WorkerPool& pool, const TimedLesson& lesson)
{
    switch (lesson.workload) {
    case Workload::Pi:
        return makePiLesson(pool, lesson.elements);
    case Workload::Sum:
        return makeSumLesson(pool, lesson.elements);
    case Workload::ConditionalSum:
        return makeConditionalSumLesson(pool, lesson.elements);
    case Workload::ArrayExpression:
        return makeArrayLesson(pool, static_cast<std::int64_t>(lesson.elements));
    case Workload::Mandelbrot:
    case Workload::Julia:
    case Workload::Diffusion:
        break;
    }
    ESCAPADE_CHECK(isLesson(lesson.workload));
    return {};
}

/// The last one that uses all there is: lessons end with what is best.
LessonWay fastestWay(const Lesson& lesson)
{
    const auto uses = [](const LessonWay& way) { return way.usesThreads && way.usesSimd && !way.mayBeWrong; };
    const auto found = std::find_if(lesson.ways.rbegin(), lesson.ways.rend(), uses);
    ESCAPADE_CHECK(found != lesson.ways.rend());
    return *found;
}

} // namespace

TimedLesson usualLesson(Workload workload)
{
    switch (workload) {
    case Workload::Sum:
    case Workload::ConditionalSum:
        return { workload, usualNumbers };
    case Workload::ArrayExpression:
        return { workload, usualArrayElements };
    default:
        return { workload, usualPiSamples };
    }
}

TimedLesson shareOfLesson(const TimedLesson& lesson, int threads, int mostThreads)
{
    ESCAPADE_CHECK(threads >= 1 && threads <= mostThreads);
    const std::uint64_t elements
        = lesson.elements * static_cast<std::uint64_t>(threads) / static_cast<std::uint64_t>(mostThreads);
    return { lesson.workload, std::max<std::uint64_t>(1, elements) };
}

LessonTiming::LessonTiming(WorkerPool& pool)
    : m_pool(pool)
{ }

std::optional<FrameSample> LessonTiming::measure(
    const TimedLesson& lesson, const SweepSetting& setting, const CancelToken& cancel)
{
    if (m_workload != lesson.workload)
        m_ways.clear();
    m_workload = lesson.workload;
    auto known = m_ways.find(lesson.elements);
    if (known == m_ways.end())
        known = m_ways.emplace(lesson.elements, fastestWay(makeLesson(m_pool, lesson))).first;
    const std::optional<LessonRun> run
        = known->second.run({ setting.threads, setting.simd, cancel, nullptr });
    if (!run)
        return std::nullopt;
    FrameSample sample { .workload = lesson.workload };
    sample.threads = setting.threads;
    sample.simd = setting.simd;
    sample.wall = run->wall;
    sample.cpu = run->cpu;
    sample.work = static_cast<double>(lesson.elements);
    return sample;
}

} // namespace escapade
