#include "ui/lessons/TaskGraphPage.h"

#include "ui/lessons/TaskGraphPicture.h"
#include "ui/lessons/TaskTimesStrip.h"

#include <QVBoxLayout>

namespace escapade {

TaskGraphPage::TaskGraphPage(TaskGraph graph, QWidget* parent)
    : QWidget(parent)
    , m_graph(std::move(graph))
    , m_picture(new TaskGraphPicture(this))
    , m_strip(new TaskTimesStrip(this))
{
    m_picture->setGraph(m_graph);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_picture, 1);
    column->addWidget(m_strip);
    arrange();
}

void TaskGraphPage::setRun(const QString& way, const std::optional<TaskGraphRun>& run)
{
    m_picture->setRun(way, run);
    m_strip->setRun(m_graph, run);
    arrange();
}

void TaskGraphPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void TaskGraphPage::arrange()
{
    m_strip->setVisible(height() - m_strip->sizeHint().height() >= m_picture->comfortableHeight());
}

} // namespace escapade
