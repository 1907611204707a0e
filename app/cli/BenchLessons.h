#pragma once

#include "core/timing/Benchmark.h"
#include "core/workloads/Lesson.h"

namespace escapade::cli {

/// A lesson as a case: each of its ways is a contestant, but for plain loops that give another result, which
/// are shown beside them. The case keeps the lesson, which refers to its pool.
BenchCase makeLessonCase(Lesson lesson);

} // namespace escapade::cli
