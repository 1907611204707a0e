#pragma once

#include "core/timing/Statistics.h"
#include "ui/lessons/LessonChart.h"

#include <vector>

class QLineSeries;
class QLogValueAxis;
class QScatterSeries;
class QValueAxis;

namespace escapade {

/// The time of the same work, cut into tasks of so many units each.
struct GrainPoint
{
    double grain = 1; ///< units of work in a task, 1 or more
    Summary seconds;
};

/// Time against the size of tasks, on a logarithmic axis, with whiskers from the shortest to the longest, and
/// the time without any tasks as a line across.
class GrainChart : public LessonChart
{
    Q_OBJECT

public:
    explicit GrainChart(QWidget* parent = nullptr);

    /// Points by size; withoutTasks is the plain way's median in seconds, 0 if not measured.
    void setPoints(const std::vector<GrainPoint>& points, double withoutTasks);

protected:
    void applyPalette() override;

private:
    QLineSeries* makeLine(const QString& name);
    void showWhiskers(const std::vector<GrainPoint>& points, double unit);

    QLogValueAxis* m_grainAxis;
    QLogValueAxis* m_timeAxis;
    QLineSeries* m_plain;
    QLineSeries* m_line;
    QScatterSeries* m_medians;
    std::vector<QLineSeries*> m_whiskers; // made as needed and kept
};

} // namespace escapade
