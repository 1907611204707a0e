#include "core/workloads/Lesson.h"

#include "core/workloads/Lessons.h"

namespace escapade {

std::vector<Lesson> allLessons(WorkerPool& pool)
{
    return {
        makePiLesson(pool),
        makeSumLesson(pool),
        makeConditionalSumLesson(pool),
        makeArrayLesson(pool),
        makeWaitLoopLesson(pool),
        makeCounterLesson(pool),
        makeGrainLesson(pool),
    };
}

} // namespace escapade
