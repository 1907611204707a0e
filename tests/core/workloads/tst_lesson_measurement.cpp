// Measuring a lesson: who runs when, what follows from the runs, and what is said of results that differ;
// and the points that the picture of pi shows.

#include "core/workloads/LessonMeasurement.h"
#include "core/workloads/PiPoints.h"

#include <QTest>

#include <stdexcept>

namespace escapade {
namespace {

using std::chrono::milliseconds;

/// A lesson whose ways do nothing but say what they took, and who ran.
struct Script
{
    std::string order;
    Lesson lesson { "script", "lines", 1, {} };

    void addWay(char id, std::vector<LessonRun> runs, bool mayBeWrong = false)
    {
        LessonWay way;
        way.id = std::string(1, id);
        way.mayBeWrong = mayBeWrong;
        way.run = [this, id, runs = std::move(runs), n = std::make_shared<std::size_t>(0)](
                      const LessonSettings& settings) -> std::optional<LessonRun> {
            order += id;
            settings.progress->store(0.5);
            return runs.at((*n)++ % runs.size());
        };
        lesson.ways.push_back(way);
    }

    std::vector<LessonFigures> measured(std::vector<std::size_t> ways, int repeats) const
    {
        LessonProgress progress;
        const LessonPlan plan { std::move(ways), repeats, {} };
        const auto figures = measureLesson(lesson, plan, progress);
        return figures && progress.runsDone == lessonRuns(plan) ? *figures : std::vector<LessonFigures>();
    }
};

LessonRun runOf(int wall, int cpu, std::uint64_t fingerprint, std::optional<std::int64_t> peak = {})
{
    return { milliseconds(wall), milliseconds(cpu), fingerprint, std::to_string(fingerprint), peak };
}

} // namespace

class tst_lesson_measurement : public QObject
{
    Q_OBJECT

private slots:
    void takesTurns();
    void figures();
    void agreement_data();
    void agreement();
    void cancelsAndFails();
    void pointsOfPi();
    void hitsOfRanges();
};

void tst_lesson_measurement::takesTurns()
{
    Script script;
    for (const char id : { 'a', 'b', 'c' })
        script.addWay(id, { runOf(1, 1, 7) });
    QCOMPARE(script.measured({ 0, 2 }, 3).size(), 2U);
    QCOMPARE(script.order, std::string("accaacca")); // the first pair warms up
    QCOMPARE(lessonRuns({ { 0, 2 }, 3, {} }), 8);
}

void tst_lesson_measurement::figures()
{
    Script script;
    script.addWay(
        'a', { runOf(1000, 1, 1, 900), runOf(10, 20, 7, 5), runOf(30, 30, 7), runOf(20, 30, 7, 8) });
    const auto figures = script.measured({ 0 }, 3);
    QCOMPARE(figures.size(), 1U);
    QCOMPARE(figures.front().wallSeconds, (Summary { 3, 0.02, 0.01, 0.03 }));
    QCOMPARE(figures.front().cpuPerWall, 1.5);
    QCOMPARE(figures.front().fingerprints, (std::vector<std::uint64_t> { 7, 7, 7 }));
    QCOMPARE(figures.front().results, (std::vector<std::string> { "7", "7", "7" }));
    QCOMPARE(figures.front().peakBytes, std::optional<std::int64_t>(8)); // without the first run's
}

void tst_lesson_measurement::agreement_data()
{
    QTest::addColumn<int>("ofA");
    QTest::addColumn<int>("ofB");
    QTest::addColumn<int>("ofWrong");
    QTest::addColumn<int>("expected");
    QTest::newRow("same") << 7 << 7 << 7 << static_cast<int>(Agreement::Same);
    QTest::newRow("wrong on purpose") << 7 << 7 << 8 << static_cast<int>(Agreement::WrongOnPurpose);
    QTest::newRow("a fault") << 7 << 8 << 7 << static_cast<int>(Agreement::Different);
    QTest::newRow("a fault beside it") << 7 << 8 << 9 << static_cast<int>(Agreement::Different);
}

void tst_lesson_measurement::agreement()
{
    QFETCH(const int, ofA);
    QFETCH(const int, ofB);
    QFETCH(const int, ofWrong);
    QFETCH(const int, expected);
    Script script;
    const auto good = runOf(1, 1, 7);
    // The first run of each is thrown away; one bad run among good ones is found.
    script.addWay('w', { good, runOf(1, 1, static_cast<std::uint64_t>(ofWrong)), good }, true);
    script.addWay('a', { runOf(1, 1, static_cast<std::uint64_t>(ofA)) });
    script.addWay('b', { good, good, runOf(1, 1, static_cast<std::uint64_t>(ofB)) });
    const auto figures = script.measured({ 0, 1, 2 }, 2);
    QCOMPARE(static_cast<int>(agreementOf(script.lesson, figures)), expected);
    QCOMPARE(differingRepeats(script.lesson, figures, figures.at(0)),
        ofWrong == 7 ? std::vector<std::size_t>() : std::vector<std::size_t> { 0 });
    QCOMPARE(differingRepeats(script.lesson, figures, figures.at(2)),
        ofB == 7 ? std::vector<std::size_t>() : std::vector<std::size_t> { 1 });
}

void tst_lesson_measurement::cancelsAndFails()
{
    Script script;
    script.addWay('a', { runOf(1, 1, 7) });
    LessonPlan plan { { 0 }, 3, {} };
    plan.settings.cancel.cancel();
    LessonProgress progress;
    QVERIFY(!measureLesson(script.lesson, plan, progress));
    script.lesson.ways.front().run = [](const LessonSettings& /*settings*/) -> std::optional<LessonRun> {
        throw std::runtime_error("out of numbers");
    };
    QVERIFY_EXCEPTION_THROWN(script.measured({ 0 }, 1), std::runtime_error);
}

void tst_lesson_measurement::pointsOfPi()
{
    const auto points = firstPiPoints(10'000, PiRequest::publishedSeed);
    QCOMPARE(points.size(), 10'000U);
    std::uint64_t hits = 0;
    for (const PiPoint& point : points) {
        QVERIFY(point.x >= 0 && point.x < 1 && point.y >= 0 && point.y < 1);
        if (std::abs(point.x * point.x + point.y * point.y - 1) > 1e-9)
            QCOMPARE(point.hit, point.x * point.x + point.y * point.y < 1);
        hits += point.hit ? 1 : 0;
    }
    QCOMPARE(hits, estimatePiNaively({ 10'000 }).hits); // the same stream
    QCOMPARE(firstPiPoints(3, 9).size(), 4U);
}

void tst_lesson_measurement::hitsOfRanges()
{
    WorkerPool pool(4);
    PiSettings settings;
    settings.threads = 3;
    std::uint64_t hits = 0;
    std::uint64_t done = 0;
    for (const std::uint64_t end : { 100U, 122U, 5000U, 600'000U, 1'000'000U }) {
        hits += countPiHits(pool, done, end - done, PiRequest::publishedSeed, settings).value_or(0);
        done = end;
    }
    QCOMPARE(hits, 785'620U); // the published number at 10^6
    settings.cancel.cancel();
    QVERIFY(!countPiHits(pool, 0, 1000, PiRequest::publishedSeed, settings));
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_lesson_measurement)
#include "tst_lesson_measurement.moc"
