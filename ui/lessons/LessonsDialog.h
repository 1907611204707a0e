#pragma once

#include "core/base/Result.h"
#include "core/workloads/LessonMeasurement.h"
#include "core/workloads/TaskGraphLesson.h"
#include "ui/bridge/BackgroundWork.h"
#include "ui/bridge/GuiCalls.h"

#include <QDialog>
#include <QTimer>

#include <functional>
#include <map>
#include <memory>

class QComboBox;
class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QTableView;

namespace escapade {

class LessonPages;
class LessonWaysModel;

/// The lessons of the pool, in the sizes that the window runs; the listener hears of the task graph's runs.
std::vector<Lesson> windowLessons(WorkerPool& pool, const TaskGraphListener& listener);

/// Small pieces of work to learn parallel computing from, each done in several ways that can be measured one
/// against the other, in the background.
class LessonsDialog : public QDialog
{
    Q_OBJECT

public:
    using MakeLessons
        = std::function<std::vector<Lesson>(WorkerPool& pool, const TaskGraphListener& listener)>;

    /// The pool must outlive the dialog; simd is what a lesson computes with at first, and must be available.
    LessonsDialog(WorkerPool& pool, SimdLevel simd, QWidget* parent = nullptr,
        const MakeLessons& makeLessons = windowLessons);
    /// Cancels and waits for the run that is being made to notice: some ten milliseconds.
    ~LessonsDialog() override;

    /// Shows the lesson of this id, if there is one.
    void showLesson(const std::string& id);
    /// Measures the ways that are ticked.
    void run();
    void cancel();
    bool isRunning() const { return m_running != nullptr; }
    /// Writes the figures of the lesson that is shown, in the background: as CSV, JSON or Markdown by the
    /// file's ending.
    void save(const QString& path);

signals:
    /// What is computed from the beginning of a measurement to its end disturbs it.
    void measurementBegan();
    void measurementEnded();
    /// Writing has ended.
    void saved(bool done);

private:
    using Outcome = Result<std::optional<std::vector<LessonFigures>>>;

    /// A measurement that is being made.
    struct Running
    {
        std::size_t lesson = 0;
        int runs = 0;
        LessonProgress progress;
    };
    /// What is kept of a lesson while others are shown.
    struct Kept
    {
        std::vector<std::size_t> chosen;
        std::vector<LessonFigures> figures;
        QString verdict;
        int threads = 1; // that the figures were measured with
        SimdLevel simd = SimdLevel::Scalar;
        std::string takenAt;
    };

    void setUpList();
    void setUpTable();
    void setUpChoices(SimdLevel simd);
    void setUpTexts();
    void setUpLayout();
    QWidget* makeLessonPage();
    void connectAll();
    std::size_t current() const;
    const Lesson& lesson() const { return m_lessons.at(current()); }
    void showCurrent();
    void fitTable();
    void chooseFile();
    void showSaved(const QString& path, const Result<void>& written);
    void showGraphRun();
    void noteGraphRun(const std::string& way, const TaskGraphRun& run);
    void showState();
    void showProgress();
    void showOutcome(const LessonPlan& plan, const Outcome& outcome);
    QString verdictOf(std::size_t lesson, const LessonPlan& plan, const Outcome& outcome) const;
    LessonPlan plan() const;

    WorkerPool& m_pool;
    GuiCalls m_graphCalls; // before the lessons, whose runs post to it
    std::vector<Lesson> m_lessons;
    std::vector<Kept> m_kept; // for each lesson
    std::map<std::string, TaskGraphRun> m_graphRuns; // the last of each way
    std::shared_ptr<Running> m_running; // null: nothing is measured
    CancelToken m_cancel;
    QTimer m_look; // at the progress
    QListWidget* m_list;
    QLabel* m_title;
    QLabel* m_about;
    QTableView* m_table;
    LessonWaysModel* m_ways;
    QSpinBox* m_threads;
    QComboBox* m_simd;
    QSpinBox* m_repeats;
    QPushButton* m_run;
    QPushButton* m_stop;
    QPushButton* m_save;
    QProgressBar* m_progress;
    LessonPages* m_pages;
    QLabel* m_verdict;
    BackgroundWork m_writing; // of files, which need not wait for a lesson
    BackgroundWork m_work; // last: its thread uses the above
};

} // namespace escapade
