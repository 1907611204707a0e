#include "core/workloads/Lesson.h"

#include "core/workloads/ChamferLesson.h"
#include "core/workloads/Lessons.h"
#include "core/workloads/TaskGraphLesson.h"

namespace escapade {

std::vector<Lesson> allLessons(WorkerPool& pool)
{
    return {
        makePiLesson(pool),
        makeSumLesson(pool),
        makeConditionalSumLesson(pool),
        makeArrayLesson(pool),
        makeWaitLoopLesson(pool),
        makeChamferLesson(pool),
        makeCounterLesson(pool),
        makeTaskGraphLesson(pool),
        makeGrainLesson(pool),
    };
}

} // namespace escapade
