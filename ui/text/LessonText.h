#pragma once

#include "core/workloads/LessonMeasurement.h"
#include "core/workloads/TaskGraph.h"

#include <QString>

#include <optional>

namespace escapade {

/// What a lesson is called, and what it teaches, in two or three sentences.
QString lessonTitle(const Lesson& lesson);
QString lessonAbout(const Lesson& lesson);

/// What a way of doing its work is called: a few words; and what it does, where there is more to say.
QString wayTitle(const Lesson& lesson, const LessonWay& way);
QString wayAbout(const Lesson& lesson, const LessonWay& way);

/// How many units of work a task of this way has, where that is what the way is about ("task-100").
std::optional<std::uint64_t> grainOf(const LessonWay& way);

/// What a measurement says of the ways' results: whether they are the same, and which are not.
QString agreementText(const Lesson& lesson, const std::vector<LessonFigures>& figures);

/// The result of a way among these figures; where it is not that of the right ways, a word that says so, and
/// one of the results that differ.
QString resultText(const Lesson& lesson, const std::vector<LessonFigures>& figures, const LessonFigures& one);

/// How many times as fast, in three digits: "0.0123×", "1.95×", "1,234×".
QString factorText(double factor);

/// Memory: "12 MiB", "0.3 MiB".
QString memoryText(std::int64_t bytes);

/// What a task of the lesson's graph is called: "Steps 1/4".
QString taskTitle(const TaskNode& node);

/// A run of the graph in words: how many computations for how many tasks, and how often the shared one.
QString taskRunText(const TaskGraph& graph, const TaskGraphRun& run);

} // namespace escapade
