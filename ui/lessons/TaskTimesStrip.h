#pragma once

#include "core/workloads/TaskGraph.h"

#include <QWidget>

#include <optional>

namespace escapade {

/// Draws which worker computed which task of a graph when: a row for each worker, time to the right.
class TaskTimesStrip : public QWidget
{
    Q_OBJECT

public:
    explicit TaskTimesStrip(QWidget* parent = nullptr);

    /// The run is of this graph; empty: nothing is drawn.
    void setRun(const TaskGraph& graph, const std::optional<TaskGraphRun>& run);

    /// What it needs for the workers of its run.
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return { 0, 0 }; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Bar
    {
        QString title;
        TaskEvent event;
    };

    QRectF plot() const;
    void paintBars(QPainter& painter) const;

    std::vector<Bar> m_bars;
    double m_seconds = 0; // of the whole run
    int m_workers = 0;
};

} // namespace escapade
