#include "ui/lessons/LessonsDialog.h"

#include "core/workloads/LessonExport.h"
#include "core/workloads/Lessons.h"
#include "ui/lessons/LessonPages.h"
#include "ui/lessons/LessonWaysModel.h"
#include "ui/text/LessonText.h"
#include "ui/text/Wording.h"
#include "ui/timings/FigureFiles.h"
#include "ui/timings/TimingsText.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QStringList>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <exception>

namespace escapade {
namespace {

constexpr std::chrono::milliseconds lookEvery { 100 };
constexpr int usualRepeats = 3;
constexpr int mostRepeats = 99;
constexpr int progressSteps = 1000;
constexpr QSize usualSize(860, 570); // fits a window of 900x600

/// More than usual: the threads of a busy machine, too, shall be counting at the same time for a while.
constexpr std::uint64_t windowIncrements = 10'000'000;

constexpr const char* counterId = "counter";
constexpr const char* graphId = "task-graph";

} // namespace

std::vector<Lesson> windowLessons(WorkerPool& pool, const TaskGraphListener& listener)
{
    std::vector<Lesson> lessons = allLessons(pool);
    for (Lesson& lesson : lessons) {
        if (lesson.id == graphId)
            lesson = makeTaskGraphLesson(pool, listener);
        if (lesson.id == counterId)
            lesson = makeCounterLesson(pool, windowIncrements);
    }
    return lessons;
}

LessonsDialog::LessonsDialog(
    WorkerPool& pool, SimdLevel simd, QWidget* parent, const MakeLessons& makeLessons)
    : QDialog(parent)
    , m_pool(pool)
    , m_lessons(makeLessons(pool,
          [this](const std::string& way, const TaskGraphRun& run) {
              m_graphCalls.post([this, way, run] { noteGraphRun(way, run); });
          }))
    , m_kept(m_lessons.size())
    , m_list(new QListWidget(this))
    , m_title(new QLabel(this))
    , m_about(new QLabel(this))
    , m_table(new QTableView(this))
    , m_ways(new LessonWaysModel(this))
    , m_threads(new QSpinBox(this))
    , m_simd(new QComboBox(this))
    , m_repeats(new QSpinBox(this))
    , m_run(new QPushButton(tr("&Run"), this))
    , m_stop(new QPushButton(tr("C&ancel"), this))
    , m_save(new QPushButton(tr("&Save…"), this))
    , m_progress(new QProgressBar(this))
    , m_pages(new LessonPages(
          pool,
          [this] {
              PiSettings settings;
              settings.simd = plan().settings.simd;
              settings.threads = m_threads->value();
              return settings;
          },
          this))
    , m_verdict(new QLabel(this))
{
    setWindowTitle(tr("Lessons"));
    setObjectName(QStringLiteral("lessonsDialog"));
    setUpList();
    setUpTable();
    setUpChoices(simd);
    setUpTexts();
    setUpLayout();
    connectAll();
    m_list->setCurrentRow(0);
}

LessonsDialog::~LessonsDialog()
{
    m_cancel.cancel();
    hide(); // while the slots still have what they use: the focus moves from child to child meanwhile
}

void LessonsDialog::showLesson(const std::string& id)
{
    for (std::size_t n = 0; n < m_lessons.size(); ++n) {
        if (m_lessons[n].id == id)
            m_list->setCurrentRow(static_cast<int>(n));
    }
}

void LessonsDialog::run()
{
    const LessonPlan measured = plan();
    if (m_running || measured.ways.empty())
        return;
    m_cancel = measured.settings.cancel;
    m_running = std::make_shared<Running>();
    m_running->lesson = current();
    m_running->runs = lessonRuns(measured);
    const bool hadFocus = m_run->hasFocus();
    showState();
    if (hadFocus)
        m_stop->setFocus(); // rather than wherever a button without a use sends it
    showProgress();
    m_look.start(lookEvery);
    emit measurementBegan();
    m_work.run(
        [&lesson = m_lessons[current()], measured, running = m_running]() -> Outcome {
            try {
                return measureLesson(lesson, measured, running->progress);
            } catch (const std::exception& problem) {
                return Error { problem.what() };
            }
        },
        [this, measured](const Outcome& outcome) { showOutcome(measured, outcome); });
}

void LessonsDialog::cancel()
{
    m_cancel.cancel();
}

void LessonsDialog::save(const QString& path)
{
    const Kept& kept = m_kept[current()];
    const std::optional<FigureFormat> format = figureFormatOf(path);
    if (!format || kept.figures.empty()) {
        m_verdict->setText(kept.figures.empty()
                ? tr("Nothing was saved: this lesson has not been measured yet.")
                : tr("Nothing was saved: the name \"%1\" must end in .csv, .json or .md")
                      .arg(QFileInfo(path).fileName()));
        emit saved(false);
        return;
    }
    LessonExport figures { QCoreApplication::applicationVersion().toStdString(), kept.takenAt, {},
        loadAverage(), lesson().id, lesson().unit, lesson().work,
        exportRows(lesson(), kept.figures, kept.threads, kept.simd) };
    m_writing.run(
        [figures = std::move(figures), path, format = *format]() mutable {
            figures.machine = describeMachine();
            return writeFigures(figures, format, path);
        },
        [this, path](const Result<void>& written) { showSaved(path, written); });
}

void LessonsDialog::chooseFile()
{
    askForFigureFile(*this, tr("Save the figures of the lesson"),
        QStringLiteral("escapade-%1.csv").arg(QString::fromStdString(lesson().id)), figureFilters(),
        [this](const QString& path) { save(path); });
}

void LessonsDialog::showSaved(const QString& path, const Result<void>& written)
{
    m_verdict->setText(written ? tr("Saved %1").arg(QFileInfo(path).fileName())
                               : QString::fromStdString(written.error().message));
    emit saved(written.has_value());
}

void LessonsDialog::setUpList()
{
    m_list->setObjectName(QStringLiteral("lessonsList"));
    m_list->setAccessibleName(tr("Lessons"));
    for (const Lesson& lesson : m_lessons)
        m_list->addItem(lessonTitle(lesson));
    m_list->setFixedWidth(m_list->sizeHintForColumn(0) + 2 * m_list->frameWidth() + 12);
    for (std::size_t n = 0; n < m_lessons.size(); ++n) {
        for (std::size_t way = 0; way < m_lessons[n].ways.size(); ++way)
            m_kept[n].chosen.push_back(way);
    }
}

void LessonsDialog::setUpTable()
{
    m_table->setObjectName(QStringLiteral("lessonWays"));
    m_table->setAccessibleName(tr("Ways of doing the lesson's work"));
    m_table->setModel(m_ways);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 5);
    m_table->verticalHeader()->setMinimumSectionSize(fontMetrics().height() + 2);
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(LessonWaysModel::Result, QHeaderView::Stretch);
    header->setMinimumSectionSize(40);
}

void LessonsDialog::setUpChoices(SimdLevel simd)
{
    m_threads->setObjectName(QStringLiteral("lessonThreads"));
    m_threads->setRange(1, m_pool.members());
    m_threads->setValue(m_pool.active());
    m_threads->setAccessibleName(tr("Threads of the lesson"));
    m_threads->setToolTip(
        tr("For the ways that use threads; this machine has %1").arg(coresText(WorkerPool::logicalCores())));
    m_simd->setObjectName(QStringLiteral("lessonSimd"));
    m_simd->setAccessibleName(tr("SIMD level of the lesson"));
    m_simd->setToolTip(tr("For the ways that use vectors"));
    for (const SimdLevel level : allSimdLevels) {
        if (isAvailable(level))
            m_simd->addItem(simdShortText(level), static_cast<int>(level));
    }
    m_simd->setCurrentIndex(m_simd->findData(static_cast<int>(simd)));
    m_repeats->setObjectName(QStringLiteral("lessonRepeats"));
    m_repeats->setRange(1, mostRepeats);
    m_repeats->setValue(usualRepeats);
    m_repeats->setAccessibleName(tr("Repeats of each way"));
    m_repeats->setToolTip(tr("The ways take turns, so that what drifts meets all alike; one run of each "
                             "before that is thrown away"));
    m_run->setObjectName(QStringLiteral("lessonRun"));
    m_run->setDefault(true);
    m_run->setToolTip(tr("Measure the ways that are ticked, in the background"));
    m_stop->setObjectName(QStringLiteral("lessonCancel"));
    m_stop->setAutoDefault(false);
    m_save->setObjectName(QStringLiteral("lessonSave"));
    m_save->setAutoDefault(false);
    m_save->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_S));
    m_save->setToolTip(tr("The figures of this lesson, as table (CSV, JSON) or report (Markdown) (%1)")
                           .arg(m_save->shortcut().toString(QKeySequence::NativeText)));
    m_progress->setObjectName(QStringLiteral("lessonProgress"));
    m_progress->setAccessibleName(tr("Runs of the lesson that are done"));
    m_progress->setRange(0, progressSteps);
    m_look.setInterval(lookEvery);
}

void LessonsDialog::setUpTexts()
{
    m_verdict->setObjectName(QStringLiteral("lessonVerdict"));
    m_verdict->setAccessibleName(tr("What the measurement showed"));
    QFont bold; // but for its weight as all others
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setObjectName(QStringLiteral("lessonTitle"));
    m_about->setObjectName(QStringLiteral("lessonAbout"));
    m_about->setAccessibleName(tr("What the lesson teaches"));
    for (QLabel* label : { m_about, m_verdict }) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
}

void LessonsDialog::setUpLayout()
{
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (QAbstractButton* button : buttons->buttons())
        qobject_cast<QPushButton*>(button)->setAutoDefault(false);
    auto* below = new QHBoxLayout;
    below->addWidget(m_verdict, 1);
    below->addWidget(m_save, 0, Qt::AlignBottom);
    below->addWidget(buttons, 0, Qt::AlignBottom);
    auto* middle = new QHBoxLayout;
    middle->addWidget(m_list);
    middle->addWidget(makeLessonPage(), 1);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(middle, 1);
    layout->addLayout(below);
    resize(usualSize);
}

QWidget* LessonsDialog::makeLessonPage()
{
    auto* page = new QWidget(this);
    const auto labelFor = [page](const QString& text, QWidget* buddy) {
        auto* label = new QLabel(text, page);
        label->setBuddy(buddy);
        return label;
    };
    auto* choices = new QHBoxLayout;
    choices->addWidget(labelFor(tr("T&hreads"), m_threads));
    choices->addWidget(m_threads);
    choices->addWidget(labelFor(tr("SIM&D"), m_simd));
    choices->addWidget(m_simd);
    choices->addWidget(labelFor(tr("Re&peats"), m_repeats));
    choices->addWidget(m_repeats);
    choices->addWidget(m_progress, 1);
    choices->addWidget(m_run);
    choices->addWidget(m_stop);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_title);
    column->addWidget(m_about);
    column->addWidget(m_table, 4);
    column->addLayout(choices);
    column->addWidget(m_pages, 5);
    return page;
}

void LessonsDialog::connectAll()
{
    connect(m_list, &QListWidget::currentRowChanged, this, &LessonsDialog::showCurrent);
    connect(m_ways, &LessonWaysModel::choiceChanged, this, [this] {
        m_kept[current()].chosen = m_ways->chosenWays();
        showState();
    });
    connect(m_run, &QPushButton::clicked, this, &LessonsDialog::run);
    connect(m_stop, &QPushButton::clicked, this, &LessonsDialog::cancel);
    connect(m_save, &QPushButton::clicked, this, &LessonsDialog::chooseFile);
    connect(&m_look, &QTimer::timeout, this, &LessonsDialog::showProgress);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &LessonsDialog::showGraphRun);
}

std::size_t LessonsDialog::current() const
{
    return static_cast<std::size_t>(std::max(0, m_list->currentRow()));
}

void LessonsDialog::showCurrent()
{
    const Kept kept = m_kept[current()]; // a copy: the model's signals write to it
    m_title->setText(lessonTitle(lesson()));
    m_about->setText(lessonAbout(lesson()));
    m_ways->setLesson(lesson());
    m_ways->setChosenWays(kept.chosen);
    m_ways->setFigures(kept.figures);
    fitTable();
    m_pages->setLesson(lesson());
    m_pages->setFigures(lesson(), kept.figures);
    showGraphRun();
    showState();
}

void LessonsDialog::fitTable()
{
    const int lines = m_table->horizontalHeader()->sizeHint().height()
        + m_ways->rowCount() * m_table->verticalHeader()->defaultSectionSize();
    m_table->setMaximumHeight(lines + 2 * m_table->frameWidth());
}

void LessonsDialog::showGraphRun()
{
    if (lesson().id != graphId)
        return;
    const int row = std::max(0, m_table->currentIndex().row());
    const LessonWay& way = lesson().ways.at(static_cast<std::size_t>(row));
    const auto run = m_graphRuns.find(way.id);
    m_pages->setGraphRun(
        wayTitle(lesson(), way), run == m_graphRuns.end() ? std::nullopt : std::optional(run->second));
}

void LessonsDialog::noteGraphRun(const std::string& way, const TaskGraphRun& run)
{
    m_graphRuns[way] = run;
    showGraphRun();
}

void LessonsDialog::showState()
{
    const bool running = isRunning();
    const bool ticked = !m_ways->chosenWays().empty();
    m_run->setEnabled(!running && ticked);
    m_stop->setEnabled(running);
    m_save->setEnabled(!m_kept[current()].figures.empty());
    m_progress->setEnabled(running);
    m_pages->setMeasuring(running);
    const QString& verdict = m_kept[current()].verdict;
    if (running)
        m_verdict->setText(tr("Measuring \"%1\" in the background; using the window meanwhile disturbs it.")
                               .arg(lessonTitle(m_lessons[m_running->lesson])));
    else if (!verdict.isEmpty())
        m_verdict->setText(verdict);
    else
        m_verdict->setText(ticked ? tr("Nothing is measured yet. Tick ways above and run them.")
                                  : tr("Tick at least one way above to run it."));
}

void LessonsDialog::showProgress()
{
    if (!isRunning()) {
        m_progress->reset();
        return;
    }
    const double done = m_running->progress.runsDone + m_running->progress.ofRun;
    m_progress->setValue(static_cast<int>(progressSteps * std::min(1.0, done / m_running->runs)));
    m_progress->setFormat(tr("%1 of %2 runs").arg(m_running->progress.runsDone.load()).arg(m_running->runs));
}

void LessonsDialog::showOutcome(const LessonPlan& plan, const Outcome& outcome)
{
    Kept& kept = m_kept[m_running->lesson];
    if (outcome && *outcome) {
        kept.figures = **outcome;
        kept.threads = plan.settings.threads;
        kept.simd = plan.settings.simd;
        kept.takenAt = utcNow();
    }
    kept.verdict = verdictOf(m_running->lesson, plan, outcome);
    m_running.reset();
    emit measurementEnded();
    m_look.stop();
    const bool hadFocus = m_stop->hasFocus();
    showProgress();
    m_ways->setFigures(m_kept[current()].figures);
    m_pages->setFigures(lesson(), m_kept[current()].figures);
    showGraphRun();
    showState();
    if (hadFocus)
        m_run->setFocus();
}

QString LessonsDialog::verdictOf(std::size_t lesson, const LessonPlan& plan, const Outcome& outcome) const
{
    if (!outcome)
        return tr("Nothing was measured: %1").arg(QString::fromStdString(outcome.error().message));
    if (!*outcome)
        return tr("Cancelled; what was measured before stays.");
    const int threads = plan.settings.threads;
    QStringList sentences { agreementText(m_lessons[lesson], **outcome),
        tr("Computed with %1, %2.")
            .arg(threads == 1 ? tr("1 thread") : tr("%1 threads").arg(threads),
                simdShortText(plan.settings.simd)) };
    if (threads > WorkerPool::logicalCores())
        sentences += tr("These are more threads than there are cores: %1.")
                         .arg(coresText(WorkerPool::logicalCores()));
    return sentences.join(QLatin1Char(' '));
}

LessonPlan LessonsDialog::plan() const
{
    LessonPlan plan;
    plan.ways = m_ways->chosenWays();
    plan.repeats = m_repeats->value();
    plan.settings.threads = m_threads->value();
    plan.settings.simd = static_cast<SimdLevel>(m_simd->currentData().toInt());
    return plan;
}

} // namespace escapade
