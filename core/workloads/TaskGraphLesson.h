#pragma once

#include "core/workloads/Lesson.h"
#include "core/workloads/TaskGraph.h"

namespace escapade {

/// Told of each run of a way, from the thread that ran it.
using TaskGraphListener = std::function<void(const std::string& wayId, const TaskGraphRun& run)>;

inline constexpr std::uint64_t usualGraphNumbers = 600'000;

/// The lesson about tasks that depend on each other, with makeLessonGraph(most): naive, cached and parallel
/// evaluation. The listener may be empty.
Lesson makeTaskGraphLesson(
    WorkerPool& pool, const TaskGraphListener& listener = {}, std::uint64_t most = usualGraphNumbers);

} // namespace escapade
