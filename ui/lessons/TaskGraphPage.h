#pragma once

#include "core/workloads/TaskGraph.h"

#include <QWidget>

#include <optional>

namespace escapade {

class TaskGraphPicture;
class TaskTimesStrip;

/// A graph of tasks and, below it where there is room, who computed what when.
class TaskGraphPage : public QWidget
{
    Q_OBJECT

public:
    explicit TaskGraphPage(TaskGraph graph, QWidget* parent = nullptr);

    /// What is drawn of a run; empty: the graph alone. `way` says how it was made.
    void setRun(const QString& way, const std::optional<TaskGraphRun>& run);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();

    TaskGraph m_graph;
    TaskGraphPicture* m_picture;
    TaskTimesStrip* m_strip;
};

} // namespace escapade
