// The lessons: all ways of one find the same, by any number of threads and instruction set, and what they
// find is right; they tell their progress, and end when they are told to.

#include "core/base/Fnv1a.h"
#include "core/timing/SpareMemory.h"
#include "core/workloads/ArrayPasses.h"
#include "core/workloads/LessonRunner.h"
#include "core/workloads/Lessons.h"
#include "core/workloads/PageArray.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <set>
#include <span>
#include <stdexcept>
#include <thread>

namespace escapade {
namespace {

constexpr std::int64_t mebi = 1 << 20;
constexpr std::array threadCounts { 1, 2, 3, 7 };

/// Every lesson, small.
std::vector<Lesson> smallLessons(WorkerPool& pool)
{
    return { makePiLesson(pool, 1'000'000), makeSumLesson(pool, 5'000'003),
        makeConditionalSumLesson(pool, 5'000'003), makeArrayLesson(pool, 1'200'007),
        makeWaitLoopLesson(pool, { 9, 24, std::chrono::milliseconds(1) }), makeCounterLesson(pool, 50'001),
        makeGrainLesson(pool, 30'001) };
}

const LessonWay& wayOf(const Lesson& lesson, const std::string& id)
{
    const auto found = std::find_if(
        lesson.ways.begin(), lesson.ways.end(), [&](const LessonWay& way) { return way.id == id; });
    if (found == lesson.ways.end())
        qFatal("no way %s in lesson %s", id.c_str(), lesson.id.c_str());
    return *found;
}

LessonRun runOf(const LessonWay& way, int threads = 1, SimdLevel simd = SimdLevel::Scalar)
{
    const auto run = way.run({ threads, simd, {}, nullptr });
    if (!run)
        qFatal("way %s gave nothing", way.id.c_str());
    return *run;
}

/// The settings that make a difference to a way.
std::vector<LessonSettings> settingsFor(const LessonWay& way)
{
    std::vector<LessonSettings> all;
    for (const int threads : threadCounts) {
        for (const SimdLevel level : allSimdLevels) {
            const bool isNew
                = (way.usesThreads || threads == 1) && (way.usesSimd || level == SimdLevel::Scalar);
            if (isNew && isAvailable(level))
                all.push_back({ threads, level, {}, nullptr });
        }
    }
    return all;
}

constexpr std::int64_t wholeElements = 100'000'000; // 763 MiB an array

/// A lesson of a size that takes this way many seconds, if not hours.
Lesson largeLesson(WorkerPool& pool, const std::string& id, const std::string& way)
{
    if (id == "pi")
        return makePiLesson(pool, 20'000'000'000);
    if (id == "sum")
        return makeSumLesson(pool, 2'000'000'000'000);
    if (id == "conditional-sum")
        return makeConditionalSumLesson(pool, 2'000'000'000'000);
    if (id == "array")
        return makeArrayLesson(pool, (way.ends_with("chunks") ? 20 : 1) * wholeElements);
    if (id == "wait-loop")
        return makeWaitLoopLesson(pool, { 3000, 200, std::chrono::milliseconds(20) });
    if (id == "counter")
        return makeCounterLesson(pool, 100'000'000'000);
    const std::string task = "task-"; // of the grain lesson: some million tasks
    const std::uint64_t size = way.starts_with(task) ? std::stoull(way.substr(task.size())) : 10'000;
    return makeGrainLesson(pool, 3'000'000 * size);
}

} // namespace

class tst_lessons : public QObject
{
    Q_OBJECT

private slots:
    void namesAndForms();
    void allWaysFindTheSame();
    void publishedHits();
    void sumsAreRight();
    void waitLoopIsRight();
    void arrayIsRight();
    void checksumSeesEveryBit();
    void counterNeverCountsTooMuch();
    void chunksNeedLittleMemory();
    void waitingTakesNoProcessorTime();
    void processorTimeIsOfAllThreads();
    void progressReachesItsEnd();
    void cancelledBeforehand();
    void cancelledMeanwhile_data();
    void cancelledMeanwhile();
    void failuresAreThrown();
    void hugeArraysAreRefused();

private:
    WorkerPool m_pool { 8 };
};

void tst_lessons::namesAndForms()
{
    std::set<std::string> lessons;
    for (const Lesson& lesson : allLessons(m_pool)) {
        QVERIFY2(lessons.insert(lesson.id).second, lesson.id.c_str());
        QVERIFY(!lesson.unit.empty());
        QVERIFY(lesson.work > 0);
        const LessonWay& plain = lesson.ways.front();
        QVERIFY(plain.form == LessonForm::Naive && !plain.mayBeWrong && !plain.usesSimd);
        std::set<std::string> ways;
        for (const LessonWay& way : lesson.ways) {
            QVERIFY2(ways.insert(way.id).second, way.id.c_str());
            QVERIFY(way.run);
        }
    }
}

void tst_lessons::allWaysFindTheSame()
{
    for (const Lesson& lesson : smallLessons(m_pool)) {
        const LessonRun plain = runOf(lesson.ways.front());
        for (const LessonWay& way : lesson.ways) {
            if (way.mayBeWrong)
                continue;
            for (const LessonSettings& settings : settingsFor(way)) {
                const auto run = way.run(settings);
                const std::string name = lesson.id + " " + way.id + ", " + std::to_string(settings.threads)
                    + " threads, " + std::string(simdName(settings.simd));
                QVERIFY2(run, name.c_str());
                QVERIFY2(run->fingerprint == plain.fingerprint, name.c_str());
                QVERIFY2(run->result == plain.result, name.c_str());
                QVERIFY(run->wall.count() > 0);
            }
        }
    }
}

void tst_lessons::publishedHits()
{
    const Lesson million = makePiLesson(m_pool, 1'000'000);
    for (const LessonWay& way : million.ways) {
        const std::string result = runOf(way, 2, bestSimdLevel()).result;
        QCOMPARE(result.starts_with("785620 hits, pi about 3.1424800,"), !way.mayBeWrong);
    }
    const Lesson tenMillion = makePiLesson(m_pool, 10'000'000);
    for (const char* way : { "vectorised", "threads-vectorised" }) {
        for (const SimdLevel level : allSimdLevels) {
            if (isAvailable(level))
                QVERIFY(runOf(wayOf(tenMillion, way), 3, level).result.starts_with("7853647 hits"));
        }
    }
    const Lesson grain = makeGrainLesson(m_pool, 1'000'000);
    QCOMPARE(runOf(wayOf(grain, "task-1000"), 2).result, std::string("785620 hits"));
}

void tst_lessons::sumsAreRight()
{
    constexpr std::uint64_t piece = 1U << 20;
    for (const std::uint64_t count : { std::uint64_t { 1 }, std::uint64_t { 2 }, std::uint64_t { 3 },
             std::uint64_t { 4 }, std::uint64_t { 1000 }, piece - 1, piece, piece + 1, 2 * piece + 5 }) {
        std::uint64_t all = 0;
        std::uint64_t thirds = 0;
        for (std::uint64_t number = 0; number < count; ++number) {
            all += number;
            thirds += number % 3 == 0 ? number : 0;
        }
        for (const LessonWay& way : makeSumLesson(m_pool, count).ways)
            QCOMPARE(runOf(way, 2, bestSimdLevel()).result, "sum " + std::to_string(all));
        for (const LessonWay& way : makeConditionalSumLesson(m_pool, count).ways)
            QCOMPARE(runOf(way, 2, bestSimdLevel()).result, "sum " + std::to_string(thirds));
    }
    // Far more than a loop could add up.
    QCOMPARE(runOf(wayOf(makeSumLesson(m_pool, 6'000'000'000), "closed-form")).result,
        std::string("sum 17999999997000000000"));
}

void tst_lessons::waitLoopIsRight()
{
    // By a separate program in Python, with its rounded square roots.
    const Lesson lesson = makeWaitLoopLesson(m_pool, { 2, 40, std::chrono::milliseconds(0) });
    QCOMPARE(lesson.work, 2 * 91'390.0);
    for (const LessonWay& way : lesson.ways)
        QCOMPARE(runOf(way, 2, bestSimdLevel()).result, std::string("68186 exact roots"));
    const Lesson full = makeWaitLoopLesson(m_pool);
    QCOMPARE(full.work, 32 * 3'921'225.0);
    QCOMPARE(runOf(wayOf(full, "once-each")).result, std::string("54536448 exact roots"));
}

void tst_lessons::arrayIsRight()
{
    constexpr std::int64_t count = 3 * arrayChunk / 2; // the second chunk is shorter
    std::vector<std::uint64_t> checksums;
    for (std::int64_t first = 0; first < count; first += arrayChunk) {
        std::vector<double> result;
        for (std::int64_t i = first; i < std::min(count, first + arrayChunk); ++i) {
            const double a = 0.1 * static_cast<double>(i);
            const double b = 0.3 * static_cast<double>((i ^ (i / 8)) % 1'048'576);
            const double squares = a * a + b * b;
            const double product = 2 * a * b;
            result.push_back(squares + product);
        }
        checksums.push_back(checksumOf(result));
    }
    const std::uint64_t wanted = fnv1a64Of(std::span<const std::uint64_t>(checksums));
    for (const LessonWay& way : makeArrayLesson(m_pool, count).ways)
        QVERIFY2(runOf(way, 2, bestSimdLevel()).fingerprint == wanted, way.id.c_str());
}

void tst_lessons::checksumSeesEveryBit()
{
    std::vector<double> numbers(19);
    for (std::size_t k = 0; k < numbers.size(); ++k)
        numbers[k] = std::sqrt(static_cast<double>(k) + 2);
    const std::uint64_t before = checksumOf(numbers);
    for (std::size_t k = 0; k < numbers.size(); ++k) {
        for (int bit = 0; bit < 64; ++bit) {
            std::vector<double> changed = numbers;
            changed[k] = std::bit_cast<double>(
                std::bit_cast<std::uint64_t>(numbers[k]) ^ std::uint64_t { 1 } << bit);
            QVERIFY(checksumOf(changed) != before);
        }
        for (std::size_t other = 0; other < k; ++other) {
            std::vector<double> swapped = numbers;
            std::swap(swapped[k], swapped[other]);
            QVERIFY(checksumOf(swapped) != before);
        }
    }
}

/// Whether updates are really lost depends on the machine and its mood; but none can come from nowhere, and
/// what is said to be lost must be what is missing.
void tst_lessons::counterNeverCountsTooMuch()
{
    constexpr int increments = 300'000;
    const Lesson lesson = makeCounterLesson(m_pool, increments);
    const QRegularExpression lost("^([0-9]+) of 300000 counted, ([0-9]+) lost$");
    for (const int threads : threadCounts) {
        const QString racy = QString::fromStdString(runOf(wayOf(lesson, "no-lock"), threads).result);
        if (racy == "300000 counted, none lost")
            continue;
        const auto match = lost.match(racy);
        QVERIFY2(match.hasMatch(), qPrintable(racy));
        const int counted = match.captured(1).toInt();
        QVERIFY2(counted > 0 && counted < increments, qPrintable(racy));
        QCOMPARE(match.captured(2).toInt(), increments - counted);
        QVERIFY(threads > 1);
    }
}

void tst_lessons::chunksNeedLittleMemory()
{
    constexpr std::int64_t elements = 4'000'000; // 30.5 MiB an array
    const Lesson lesson = makeArrayLesson(m_pool, elements);
    if (!runOf(wayOf(lesson, "chunks")).peakBytes)
        QSKIP("this system does not tell the peak of memory");
    constexpr auto arrayBytes = static_cast<std::int64_t>(elements * sizeof(double));
    for (const LessonWay& way : lesson.ways) {
        const bool inChunks = way.id.ends_with("chunks");
        const auto peak = runOf(way, 2, bestSimdLevel()).peakBytes;
        QVERIFY(peak);
        const QString said = QString::fromStdString(way.id) + ": " + QString::number(*peak);
        const int arrays = way.id == "temporaries" ? 5 : 3;
        if (inChunks)
            QVERIFY2(*peak <= 64 * mebi, qPrintable(said));
        else
            QVERIFY2(*peak >= arrays * arrayBytes - 2 * mebi && *peak > 64 * mebi, qPrintable(said));
    }
}

/// Not a matter of the machine's speed: who sleeps uses next to no processor time.
void tst_lessons::waitingTakesNoProcessorTime()
{
    const Lesson lesson = makeWaitLoopLesson(m_pool, { 6, 24, std::chrono::milliseconds(20) });
    const LessonRun alone = runOf(wayOf(lesson, "waiting"));
    QVERIFY(alone.wall >= std::chrono::milliseconds(120));
    QVERIFY(alone.cpu < alone.wall / 8);
    const LessonRun together = runOf(wayOf(lesson, "waiting-threads"), 6);
    QVERIFY(together.wall >= std::chrono::milliseconds(20));
    QVERIFY(together.cpu < std::chrono::milliseconds(30));
}

void tst_lessons::processorTimeIsOfAllThreads()
{
    // One thread's work is counted, whichever thread it is that does it.
    const Lesson lesson = makeWaitLoopLesson(m_pool, { 8, 60, std::chrono::milliseconds(0) });
    const LessonRun alone = runOf(wayOf(lesson, "loop"));
    const LessonRun together = runOf(wayOf(lesson, "threads"), 2);
    QVERIFY(alone.cpu.count() > 0);
    QVERIFY(together.cpu > alone.cpu / 4);
}

void tst_lessons::progressReachesItsEnd()
{
    for (const Lesson& lesson : smallLessons(m_pool)) {
        for (const LessonWay& way : lesson.ways) {
            std::atomic<double> progress { -1 };
            QVERIFY(way.run({ 3, bestSimdLevel(), {}, &progress }));
            QCOMPARE(progress.load(), 1.0);
        }
    }
}

void tst_lessons::cancelledBeforehand()
{
    for (const Lesson& lesson : smallLessons(m_pool)) {
        for (const LessonWay& way : lesson.ways) {
            std::atomic<double> progress { -1 };
            LessonSettings settings { 2, bestSimdLevel(), {}, &progress };
            settings.cancel.cancel();
            QVERIFY2(!way.run(settings), way.id.c_str());
            QVERIFY2(progress.load() < 1, way.id.c_str());
        }
    }
}

/// Each way that cannot be done at once, in a lesson of a size that takes it many seconds.
void tst_lessons::cancelledMeanwhile_data()
{
    QTest::addColumn<QString>("lesson");
    QTest::addColumn<QString>("way");
    for (const Lesson& lesson : smallLessons(m_pool)) {
        for (const LessonWay& way : lesson.ways) {
            if (way.id != "closed-form" && way.id != "once-each")
                QTest::addRow("%s %s", lesson.id.c_str(), way.id.c_str())
                    << QString::fromStdString(lesson.id) << QString::fromStdString(way.id);
        }
    }
}

/// Had the token no effect, the progress would come to its end.
void tst_lessons::cancelledMeanwhile()
{
    QFETCH(const QString, lesson);
    QFETCH(const QString, way);
    const bool isWhole = lesson == "array" && !way.endsWith("chunks");
    if (isWhole && spareMemoryBytes() < 5 * wholeElements * sizeof(double))
        QSKIP("there is too little memory to begin with");
    const Lesson large = largeLesson(m_pool, lesson.toStdString(), way.toStdString());
    std::atomic<double> progress { -1 };
    const LessonSettings settings { 2, SimdLevel::Scalar, {}, &progress };
    std::jthread canceller([cancel = settings.cancel] {
        std::this_thread::sleep_for(std::chrono::milliseconds(15));
        cancel.cancel();
    });
    QVERIFY(!wayOf(large, way.toStdString()).run(settings));
    QVERIFY2(progress.load() >= 0 && progress.load() < 0.9, qPrintable(QString::number(progress.load())));
}

void tst_lessons::failuresAreThrown()
{
    const auto failing = [](LessonContext& context) -> std::optional<LessonAnswer> {
        context.inTiles(3, [](int tile) {
            if (tile == 1)
                throw std::runtime_error("tile 1 is broken");
        });
        return LessonAnswer {};
    };
    const LessonWay way = makeWay(m_pool, { .id = "failing" }, failing);
    try {
        static_cast<void>(way.run({ 2, SimdLevel::Scalar, {}, nullptr }));
        QFAIL("nothing was thrown");
    } catch (const std::runtime_error& problem) {
        QCOMPARE(problem.what(), "tile 1 is broken");
    }
}

void tst_lessons::hugeArraysAreRefused()
{
    constexpr std::int64_t most = 2'147'483'647;
    if (spareMemoryBytes() > 5 * most * sizeof(double))
        QSKIP("this machine has memory enough");
    try {
        runOf(wayOf(makeArrayLesson(m_pool, most), "temporaries"));
        QFAIL("80 GiB were there");
    } catch (const std::runtime_error& problem) {
        const QByteArray said(problem.what());
        QVERIFY2(said.contains("5 arrays of 2147483647 numbers need 81919 MiB at once"), said);
    }
    try {
        const PageArray array(std::size_t { 1 } << 57);
        QFAIL("nobody has an exabyte");
    } catch (const std::runtime_error& problem) {
        QVERIFY2(QByteArray(problem.what()).contains("1099511627776 MiB"), problem.what());
    }
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_lessons)
#include "tst_lessons.moc"
