// The window of the lessons: what it shows before, while and after a lesson is measured, that it can be
// stopped at any moment and lives meanwhile, and its pictures.

#include "core/workloads/LessonGraph.h"
#include "ui/lessons/GrainChart.h"
#include "ui/lessons/LessonTimesChart.h"
#include "ui/lessons/LessonWaysModel.h"
#include "ui/lessons/LessonsDialog.h"
#include "ui/lessons/PiPicture.h"
#include "ui/lessons/TaskGraphPicture.h"
#include "ui/lessons/TaskTimesStrip.h"
#include "ui/text/LessonText.h"

#include <QBarCategoryAxis>
#include <QChart>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QLogValueAxis>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QValueAxis>

#include <memory>
#include <stdexcept>
#include <thread>

using namespace escapade;

namespace {

using std::chrono::milliseconds;

/// A way that takes no time and says what it is told to.
LessonWay readyWay(const char* id, milliseconds wall, std::uint64_t fingerprint, bool mayBeWrong = false)
{
    return { .id = id,
        .mayBeWrong = mayBeWrong,
        .run = [=](const LessonSettings& settings) -> std::optional<LessonRun> {
            if (settings.cancel.isCancelled())
                return std::nullopt;
            return LessonRun { wall, 2 * wall, fingerprint, "counted " + std::to_string(fingerprint),
                3 << 20 };
        } };
}

/// A way that goes on until it is stopped.
LessonWay endlessWay()
{
    return { .id = "endless", .run = [](const LessonSettings& settings) -> std::optional<LessonRun> {
                while (!settings.cancel.isCancelled()) {
                    settings.progress->store(0.25);
                    std::this_thread::sleep_for(milliseconds(1));
                }
                return std::nullopt;
            } };
}

LessonWay failingWay()
{
    return { .id = "failing", .run = [](const LessonSettings& /*settings*/) -> std::optional<LessonRun> {
                throw std::runtime_error("no memory for a, b and c");
            } };
}

std::vector<Lesson> smallLessons(WorkerPool& pool, const TaskGraphListener& listener)
{
    return {
        { "counter", "counts", 7,
            { readyWay("loop", milliseconds(20), 7), readyWay("no-lock", milliseconds(10), 5, true),
                readyWay("atomic", milliseconds(40), 7) } },
        makeTaskGraphLesson(pool, listener, 2000),
        { "grain", "elements", 100,
            { readyWay("loop", milliseconds(5), 1), readyWay("task-1", milliseconds(80), 1),
                readyWay("task-100", milliseconds(4), 1) } },
        { "pi", "samples", 1, { readyWay("loop", milliseconds(1), 1) } },
        { "sum", "numbers", 1, { endlessWay() } },
        { "array", "elements", 1, { failingWay() } },
    };
}

struct Shown
{
    WorkerPool pool { 3 };
    std::unique_ptr<LessonsDialog> dialog
        = std::make_unique<LessonsDialog>(pool, SimdLevel::Scalar, nullptr, smallLessons);
    QListWidget* list = dialog->findChild<QListWidget*>(QStringLiteral("lessonsList"));
    QTableView* table = dialog->findChild<QTableView*>(QStringLiteral("lessonWays"));
    QPushButton* run = dialog->findChild<QPushButton*>(QStringLiteral("lessonRun"));
    QPushButton* stop = dialog->findChild<QPushButton*>(QStringLiteral("lessonCancel"));
    QLabel* verdict = dialog->findChild<QLabel*>(QStringLiteral("lessonVerdict"));
    QTabWidget* pages = dialog->findChild<QTabWidget*>(QStringLiteral("lessonPages"));

    Shown() { dialog->show(); }

    QString cell(int row, int column) const { return table->model()->index(row, column).data().toString(); }
    QAbstractItemModel& ways() const { return *table->model(); }

    bool runToTheEnd() const
    {
        run->click();
        return dialog->isRunning() && QTest::qWaitFor([this] { return !dialog->isRunning(); });
    }
};

} // namespace

class TestLessonsDialog : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void saysThatNothingIsMeasured()
    {
        const Shown shown;
        QCOMPARE(shown.list->count(), 6);
        QCOMPARE(shown.list->item(0)->text(), QStringLiteral("Shared counter"));
        QCOMPARE(shown.ways().rowCount(), 3);
        QCOMPARE(shown.cell(0, LessonWaysModel::Wall), QStringLiteral("–"));
        QVERIFY(shown.verdict->text().startsWith(QStringLiteral("Nothing is measured yet")));
        QVERIFY(shown.run->isEnabled() && !shown.stop->isEnabled());
    }

    void everyLessonSaysWhatItTeaches()
    {
        WorkerPool pool(2);
        for (const Lesson& lesson : windowLessons(pool, {})) {
            QVERIFY2(!lessonAbout(lesson).isEmpty(), lesson.id.c_str());
            QSet<QString> titles;
            for (const LessonWay& way : lesson.ways) {
                QVERIFY2(grainOf(way) || !wayAbout(lesson, way).isEmpty(), way.id.c_str());
                titles.insert(wayTitle(lesson, way));
            }
            QCOMPARE(static_cast<std::size_t>(titles.size()), lesson.ways.size());
        }
    }

    void measuresAndCompares()
    {
        const Shown shown;
        QVERIFY(shown.runToTheEnd());
        QCOMPARE(shown.cell(0, LessonWaysModel::Result), QStringLiteral("counted 7"));
        QCOMPARE(shown.cell(0, LessonWaysModel::Wall), QStringLiteral("20.0 [20.0, 20.0] ms"));
        QCOMPARE(shown.cell(0, LessonWaysModel::CpuPerWall), QStringLiteral("2.00"));
        QCOMPARE(shown.cell(0, LessonWaysModel::Factor), QStringLiteral("1.00×"));
        QCOMPARE(shown.cell(0, LessonWaysModel::Memory), QStringLiteral("3.0 MiB"));
        QCOMPARE(shown.cell(2, LessonWaysModel::Factor), QStringLiteral("0.500×"));
        // what is wrong is said in words, in the line and below
        QCOMPARE(shown.cell(1, LessonWaysModel::Result), QStringLiteral("DIFFERS: counted 5"));
        QVERIFY2(shown.verdict->text().startsWith(
                     QStringLiteral("Differs, as was to be shown: No lock (counted 5).")),
            qPrintable(shown.verdict->text()));
        const auto* chart = shown.dialog->findChild<LessonTimesChart*>();
        QVERIFY(chart->accessibleDescription().startsWith(QStringLiteral("One thread: 20.0 ms; No lock")));
        // and stays while other lessons are looked at
        shown.list->setCurrentRow(1);
        QCOMPARE(shown.cell(0, LessonWaysModel::Wall), QStringLiteral("–"));
        shown.list->setCurrentRow(0);
        QCOMPARE(shown.cell(2, LessonWaysModel::Wall), QStringLiteral("40.0 [40.0, 40.0] ms"));
    }

    void savesWhatWasMeasured()
    {
        const QTemporaryDir folder;
        const Shown shown;
        const auto* save = shown.dialog->findChild<QPushButton*>(QStringLiteral("lessonSave"));
        QVERIFY(!save->isEnabled());
        QVERIFY(shown.runToTheEnd());
        QVERIFY(save->isEnabled());
        shown.list->setCurrentRow(1); // which is not measured
        QVERIFY(!save->isEnabled());
        shown.list->setCurrentRow(0);
        const auto saved = [&](const QString& name) {
            QSignalSpy spy(shown.dialog.get(), &LessonsDialog::saved);
            shown.dialog->save(folder.filePath(name));
            return (!spy.isEmpty() || spy.wait()) && spy.front().front().toBool();
        };
        for (const char* name : { "a.json", "a.md", "a.CSV" })
            QVERIFY(saved(QString::fromLatin1(name)));
        QCOMPARE(shown.verdict->text(), QStringLiteral("Saved a.CSV"));
        QFile file(folder.filePath(QStringLiteral("a.CSV")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = file.readAll().split('\n');
        QCOMPARE(lines.size(), 5); // a header, three ways, and nothing after the last line
        QVERIFY2(lines[2].startsWith("counter,no-lock,1,scalar,3,0.01,0.01,0.01,2,"), lines[2].constData());
        QVERIFY(!saved(QStringLiteral("a.txt")));
        QVERIFY2(shown.verdict->text().contains(QStringLiteral("\"a.txt\" must end in .csv, .json or .md")),
            qPrintable(shown.verdict->text()));
        QVERIFY(!saved(QStringLiteral("no such folder/a.csv")));
        QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("a.txt"))));
    }

    void saysHowManyRunsDiffer()
    {
        const Lesson lesson { "counter", "counts", 7,
            { readyWay("loop", milliseconds(1), 7), readyWay("no-lock", milliseconds(1), 5, true) } };
        LessonFigures right;
        right.fingerprints = { 7, 7, 7 };
        right.results = { "7", "7", "7" };
        LessonFigures racy;
        racy.way = 1;
        racy.fingerprints = { 7, 5, 7 };
        racy.results = { "7 counted", "5 of 7 counted", "7 counted" };
        const std::vector figures { right, racy };
        QCOMPARE(resultText(lesson, figures, racy), QStringLiteral("1 of 3 DIFFER: 5 of 7 counted"));
        QCOMPARE(resultText(lesson, figures, right), QStringLiteral("7"));
    }

    void figuresHaveThreeDigits_data()
    {
        QTest::addColumn<double>("factor");
        QTest::addColumn<QString>("expected");
        QTest::newRow("one") << 1.0 << QStringLiteral("1.00×");
        QTest::newRow("tens") << 19.451 << QStringLiteral("19.5×");
        QTest::newRow("thousands") << 519'582.25 << QStringLiteral("519,582×");
        QTest::newRow("slower") << 0.1234 << QStringLiteral("0.123×");
        QTest::newRow("much slower") << 0.01234 << QStringLiteral("0.0123×");
        QTest::newRow("nothing") << 0.0 << QStringLiteral("0.00×");
    }

    void figuresHaveThreeDigits()
    {
        QFETCH(const double, factor);
        QFETCH(const QString, expected);
        QCOMPARE(factorText(factor), expected);
    }

    void runsOnlyWhatIsTicked()
    {
        const Shown shown;
        const QModelIndex last = shown.ways().index(2, LessonWaysModel::Way);
        QVERIFY(shown.ways().setData(last, Qt::Unchecked, Qt::CheckStateRole));
        shown.list->setCurrentRow(1); // the choice is kept
        shown.list->setCurrentRow(0);
        QCOMPARE(last.data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Unchecked));
        QVERIFY(shown.runToTheEnd());
        QCOMPARE(shown.cell(2, LessonWaysModel::Wall), QStringLiteral("–"));
        QVERIFY(shown.cell(0, LessonWaysModel::Wall).contains(QStringLiteral("ms")));
        for (const int row : { 0, 1 })
            shown.ways().setData(
                shown.ways().index(row, LessonWaysModel::Way), Qt::Unchecked, Qt::CheckStateRole);
        QVERIFY(!shown.run->isEnabled());
        shown.dialog->run();
        QVERIFY(!shown.dialog->isRunning());
    }

    void stopsAtOnceAndTheWindowLives()
    {
        const Shown shown;
        shown.dialog->showLesson("sum");
        shown.run->setFocus();
        shown.run->click();
        QVERIFY(shown.dialog->isRunning() && shown.stop->isEnabled() && !shown.run->isEnabled());
        int turns = 0;
        QTimer heartbeat;
        connect(&heartbeat, &QTimer::timeout, this, [&turns] { ++turns; });
        heartbeat.start(5);
        QTRY_VERIFY(turns > 10);
        const auto* bar = shown.dialog->findChild<QProgressBar*>();
        QTRY_COMPARE(bar->value(), 62); // a quarter of one of four runs
        QCOMPARE(bar->text(), QStringLiteral("0 of 4 runs"));
        QVERIFY(shown.verdict->text().contains(QStringLiteral("Sum of a range")));
        shown.list->setCurrentRow(0); // other lessons can be looked at
        QVERIFY(shown.dialog->isRunning());
        shown.stop->click();
        QTRY_VERIFY(!shown.dialog->isRunning());
        shown.dialog->showLesson("sum");
        QVERIFY(shown.verdict->text().startsWith(QStringLiteral("Cancelled")));
        QVERIFY(shown.run->isEnabled());
    }

    void saysWhatFailed()
    {
        const Shown shown;
        shown.dialog->showLesson("array");
        QVERIFY(shown.runToTheEnd());
        QCOMPARE(shown.verdict->text(), QStringLiteral("Nothing was measured: no memory for a, b and c"));
    }

    void goesInTheMiddleOfItsWork()
    {
        for (int n = 0; n < 5; ++n) {
            Shown shown;
            shown.dialog->showLesson(n % 2 == 0 ? "sum" : "task-graph");
            shown.dialog->run();
            QTest::qWait(5 * n);
            shown.dialog.reset();
        }
    }

    void drawsTheGraph()
    {
        const Shown shown;
        shown.dialog->showLesson("task-graph");
        auto* graph = shown.dialog->findChild<TaskGraphPicture*>();
        QVERIFY(shown.pages->currentWidget()->isAncestorOf(graph));
        QVERIFY(graph->accessibleDescription().startsWith(QStringLiteral("Not computed yet")));
        QVERIFY(shown.runToTheEnd());
        QTRY_VERIFY(graph->accessibleDescription().startsWith(
            QStringLiteral("Plain calls: 34 computations of 13 tasks")));
        QVERIFY(graph->accessibleDescription().contains(
            QStringLiteral("What several need: Numbers 12×, Gather 3×.")));
        shown.table->selectRow(2);
        QVERIFY2(graph->accessibleDescription().startsWith(
                     QStringLiteral("Each once, threads: 13 computations of 13 tasks")),
            qPrintable(graph->accessibleDescription()));
        // Boxes do not lie over each other, and inside of the picture.
        for (int node = 0; node < 13; ++node) {
            QVERIFY(QRectF(graph->rect()).contains(graph->boxOf(node)));
            for (int other = 0; other < node; ++other)
                QVERIFY(!graph->boxOf(node).intersects(graph->boxOf(other)));
        }
        QVERIFY(!graph->grab().isNull());
        // Who did what when is shown where there is room.
        const auto* strip = shown.dialog->findChild<TaskTimesStrip*>();
        shown.dialog->resize(1000, 1000);
        QTRY_VERIFY(strip->isVisible());
        shown.dialog->resize(shown.dialog->minimumSize());
        QTRY_VERIFY(!strip->isVisible());
    }

    void drawsGrain()
    {
        const Shown shown;
        shown.dialog->showLesson("grain");
        QVERIFY(shown.runToTheEnd());
        const auto* chart = shown.dialog->findChild<GrainChart*>();
        QCOMPARE(shown.pages->currentWidget(), chart);
        const auto axes = chart->chart()->axes(Qt::Horizontal);
        QCOMPARE(axes.size(), 1);
        const auto* grain = qobject_cast<const QLogValueAxis*>(axes.front());
        QCOMPARE(grain->min(), 1.0);
        QCOMPARE(grain->max(), 100.0);
        QVERIFY(!grain->titleText().isEmpty());
        const auto* time = qobject_cast<const QLogValueAxis*>(chart->chart()->axes(Qt::Vertical).front());
        QCOMPARE(time->titleText(), QStringLiteral("Wall time (ms)"));
        QCOMPARE(time->min(), 1.0); // 4 to 80 ms
        QCOMPARE(time->max(), 100.0);
    }

    void throwsPoints()
    {
        const Shown shown;
        shown.dialog->showLesson("pi");
        auto* picture = shown.dialog->findChild<PiPicture*>();
        QCOMPARE(shown.pages->currentWidget(), picture);
        picture->start(1'000'000);
        QVERIFY(picture->isRunning());
        QTRY_VERIFY_WITH_TIMEOUT(!picture->isRunning(), 60'000);
        QCOMPARE(picture->estimate(), (PiEstimate { 1'000'000, 785'620 })); // published
        const QString text = picture->findChild<QLabel*>(QStringLiteral("piFigures"))->text();
        QVERIFY2(text.contains(QStringLiteral("1,000,000 points, 785,620 in the quarter circle")),
            qPrintable(text));
        QVERIFY(text.contains(QStringLiteral("3.1425")));
        QVERIFY(text.contains(QStringLiteral("Standard error 0.0016")));
        QCOMPARE(picture->findChild<PiTarget*>()->shown(), 20'000U);
        picture->start();
        QTest::qWait(60);
        picture->stop();
        QTRY_VERIFY(!picture->isRunning());
        QVERIFY(picture->estimate().samples < PiPicture::usualMost);
    }

    void measuringStopsTheThrow()
    {
        const Shown shown;
        shown.dialog->showLesson("pi");
        auto* picture = shown.dialog->findChild<PiPicture*>();
        picture->start();
        shown.run->click();
        QTRY_VERIFY(!picture->isRunning() && !shown.dialog->isRunning());
        QVERIFY(picture->isEnabled());
    }

    void showsOnlyThePicturesOfTheLesson()
    {
        const Shown shown;
        const auto visiblePages = [&shown] {
            QStringList titles;
            for (int page = 0; page < shown.pages->count(); ++page) {
                if (shown.pages->isTabVisible(page))
                    titles += QString(shown.pages->tabText(page)).remove(QLatin1Char('&'));
            }
            return titles;
        };
        QCOMPARE(visiblePages(), QStringList { QStringLiteral("Times") });
        shown.dialog->showLesson("pi");
        QCOMPARE(visiblePages(), (QStringList { QStringLiteral("Times"), QStringLiteral("Points") }));
        shown.dialog->showLesson("grain");
        QCOMPARE(visiblePages(), (QStringList { QStringLiteral("Times"), QStringLiteral("Size of tasks") }));
    }

    void everythingHasAName()
    {
        const Shown shown;
        QList<QWidget*> widgets { shown.list, shown.table, shown.verdict };
        for (auto* box : shown.dialog->findChildren<QSpinBox*>())
            widgets += box;
        for (auto* box : shown.dialog->findChildren<QComboBox*>())
            widgets += box;
        for (auto* bar : shown.dialog->findChildren<QProgressBar*>())
            widgets += bar;
        for (auto* chart : shown.dialog->findChildren<LessonChart*>())
            widgets += chart;
        widgets += shown.dialog->findChild<TaskGraphPicture*>();
        widgets += shown.dialog->findChild<TaskTimesStrip*>();
        widgets += shown.dialog->findChild<PiTarget*>();
        QCOMPARE(widgets.size(), 12);
        for (const QWidget* widget : widgets)
            QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
        QVERIFY(shown.cell(0, 0).size() > 0);
        QCOMPARE(shown.ways().index(0, LessonWaysModel::Wall).data(Qt::AccessibleTextRole).toString(),
            QStringLiteral("Wall time: median, smallest, largest: –"));
    }

    void fitsASmallScreen()
    {
        const Shown shown;
        QVERIFY(shown.dialog->minimumSizeHint().width() <= 880);
        QVERIFY(shown.dialog->minimumSizeHint().height() <= 570);
        QVERIFY(!shown.dialog->isModal());
    }
};

QTEST_MAIN(TestLessonsDialog)
#include "tst_lessons_dialog.moc"
