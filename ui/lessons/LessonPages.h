#pragma once

#include "core/workloads/LessonMeasurement.h"
#include "core/workloads/TaskGraph.h"
#include "ui/lessons/PiPicture.h"

#include <QTabWidget>

#include <optional>

namespace escapade {

class GrainChart;
class LessonTimesChart;
class TaskGraphPage;

/// The pictures of a lesson: the times of its ways as bars, and for some lessons a picture of their own.
class LessonPages : public QTabWidget
{
    Q_OBJECT

public:
    /// The pool must outlive this; piSettings says how points are thrown.
    LessonPages(WorkerPool& pool, PiPicture::SettingsNow piSettings, QWidget* parent = nullptr);

    /// Shows the pages of another lesson, its own picture in front, if it has one.
    void setLesson(const Lesson& lesson);
    /// What was measured of the lesson.
    void setFigures(const Lesson& lesson, const std::vector<LessonFigures>& figures);
    /// The last run of a way of the task graph, if there was one.
    void setGraphRun(const QString& way, const std::optional<TaskGraphRun>& run);

    /// Nothing else is computed while something is measured.
    void setMeasuring(bool measuring);

private:
    LessonTimesChart* m_times;
    PiPicture* m_pi;
    TaskGraphPage* m_graph;
    GrainChart* m_grain;
};

} // namespace escapade
