#pragma once

#include "core/timing/Statistics.h"
#include "ui/lessons/LessonChart.h"

#include <vector>

class QBarCategoryAxis;
class QBarSet;
class QHorizontalBarSeries;
class QLineSeries;
class QValueAxis;

namespace escapade {

/// A bar of the chart.
struct LessonBar
{
    QString name;
    Summary seconds;
};

/// The ways of a lesson as bars, the first on top: median wall times, with whiskers from the shortest to the
/// longest.
class LessonTimesChart : public LessonChart
{
    Q_OBJECT

public:
    explicit LessonTimesChart(QWidget* parent = nullptr);

    void setBars(const std::vector<LessonBar>& bars);
    /// What stands there without bars.
    void setEmptyText(const QString& text);

protected:
    void applyPalette() override;

private:
    void showEmptyText();
    void showWhiskers(const std::vector<LessonBar>& bars, double unit);

    QString m_emptyText;
    QBarCategoryAxis* m_wayAxis;
    QValueAxis* m_timeAxis;
    QHorizontalBarSeries* m_series;
    QBarSet* m_medians;
    std::vector<QLineSeries*> m_whiskers; // made as needed and kept
};

} // namespace escapade
