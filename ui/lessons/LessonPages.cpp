#include "ui/lessons/LessonPages.h"

#include "core/workloads/LessonGraph.h"
#include "core/workloads/TaskGraphLesson.h"
#include "ui/lessons/GrainChart.h"
#include "ui/lessons/LessonTimesChart.h"
#include "ui/lessons/TaskGraphPage.h"
#include "ui/text/LessonText.h"

namespace escapade {

LessonPages::LessonPages(WorkerPool& pool, PiPicture::SettingsNow piSettings, QWidget* parent)
    : QTabWidget(parent)
    , m_times(new LessonTimesChart(this))
    , m_pi(new PiPicture(pool, std::move(piSettings), this))
    , m_graph(new TaskGraphPage(makeLessonGraph(usualGraphNumbers), this))
    , m_grain(new GrainChart(this))
{
    setObjectName(QStringLiteral("lessonPages"));
    setDocumentMode(true);
    addTab(m_times, tr("Ti&mes"));
    addTab(m_pi, tr("Poi&nts"));
    addTab(m_graph, tr("&Graph"));
    addTab(m_grain, tr("S&ize of tasks"));
}

void LessonPages::setLesson(const Lesson& lesson)
{
    setCurrentWidget(m_times);
    const auto showPage = [&](QWidget* page, const char* id) {
        const bool isIts = lesson.id == id;
        setTabVisible(indexOf(page), isIts);
        if (isIts)
            setCurrentWidget(page);
    };
    showPage(m_pi, "pi");
    showPage(m_graph, "task-graph");
    showPage(m_grain, "grain");
}

void LessonPages::setFigures(const Lesson& lesson, const std::vector<LessonFigures>& figures)
{
    std::vector<LessonBar> bars;
    std::vector<GrainPoint> points;
    double withoutTasks = 0;
    for (const LessonFigures& one : figures) {
        const LessonWay& way = lesson.ways.at(one.way);
        bars.push_back({ wayTitle(lesson, way), one.wallSeconds });
        if (const auto grain = grainOf(way))
            points.push_back({ static_cast<double>(*grain), one.wallSeconds });
        else if (one.way == 0)
            withoutTasks = one.wallSeconds.median;
    }
    m_times->setBars(bars);
    m_grain->setPoints(points, withoutTasks);
}

void LessonPages::setGraphRun(const QString& way, const std::optional<TaskGraphRun>& run)
{
    m_graph->setRun(way, run);
}

void LessonPages::setMeasuring(bool measuring)
{
    if (measuring && currentWidget() == m_pi)
        setCurrentWidget(m_times); // which ends the throwing of points
    if (measuring)
        m_pi->stop();
    m_pi->setEnabled(!measuring);
    m_times->setEmptyText(measuring ? tr("Measuring…") : tr("Nothing is measured yet"));
}

} // namespace escapade
