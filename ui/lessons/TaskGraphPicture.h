#pragma once

#include "core/workloads/TaskGraph.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace escapade {

/// Draws a graph of tasks, from those without inputs at the left to the result at the right: how often each
/// was computed, and how long that took.
class TaskGraphPicture : public QWidget
{
    Q_OBJECT

public:
    explicit TaskGraphPicture(QWidget* parent = nullptr);

    void setGraph(TaskGraph graph);
    /// What is drawn of a run; empty: the graph alone. `way` says how it was made.
    void setRun(const QString& way, std::optional<TaskGraphRun> run);

    /// Where a node is drawn.
    QRectF boxOf(int node) const;

    /// From which on everything in the boxes can be read.
    int comfortableHeight() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    /// What a run says of a node.
    struct Seen
    {
        int times = 0;
        double seconds = 0;
        int worker = 0; ///< of the last time
    };

    QRectF plot() const;
    void paintEdges(QPainter& painter) const;
    void paintNode(QPainter& painter, int node) const;
    QString figuresOf(int node) const;
    QString captionText() const;
    QString toolTipOf(int node) const;

    TaskGraph m_graph;
    std::vector<int> m_layers;
    std::vector<int> m_users;
    QString m_way;
    std::optional<TaskGraphRun> m_run;
    std::vector<Seen> m_seen; // of the run
};

} // namespace escapade
