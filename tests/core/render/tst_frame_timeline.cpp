// Timelines of frames: what is noted is what happened, the figures follow from it, and the trace is one that
// Chrome's and Perfetto's format describes.

#include "core/render/FrameTimeline.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cmath>
#include <ctime>

namespace escapade {
namespace {

using std::chrono::milliseconds;

/// Interior at the right only: the tiles there take much longer than the others.
RenderRequest unbalanced()
{
    RenderRequest request;
    const Decimal width = *Decimal::parse("2");
    request.viewport = Viewport::fit({ *Decimal::parse("-1.2"), Decimal(), width, width }, { 192, 192 });
    request.maxIterations = 2000;
    request.shortcuts = Shortcuts::none();
    return request;
}

RenderSettings settingsFor(int threads)
{
    RenderSettings settings;
    settings.simd = bestSimdLevel();
    settings.threads = threads;
    settings.tileSize = 32;
    return settings;
}

TimelineTile tileOf(int worker, int begin, int end)
{
    TimelineTile tile;
    tile.area = { 32 * begin, 0, 32, 16 };
    tile.worker = worker;
    tile.begin = milliseconds(begin);
    tile.end = milliseconds(end);
    tile.cpu = milliseconds(end - begin);
    tile.iterations = 10;
    return tile;
}

/// Worker 0 is busy for 6 of 8 ms, worker 1 for 2.
FrameTimeline twoWorkers()
{
    FrameTimeline timeline;
    timeline.threads = 2;
    timeline.wall = milliseconds(8);
    timeline.tiles = { tileOf(0, 0, 4), tileOf(1, 0, 2), tileOf(0, 4, 6) };
    return timeline;
}

double processorSeconds()
{
    timespec now {};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

} // namespace

class tst_FrameTimeline : public QObject
{
    Q_OBJECT

private slots:
    void figuresFollow();
    void nothingGivesNoFigures();
    void tilesAreWholeAndWorkersNeverOverlap_data();
    void tilesAreWholeAndWorkersNeverOverlap();
    void staticSharesAreNeighboursAndFixed();
    void dynamicMendsTheImbalance();
    void traceIsInTheTraceEventFormat();
    void traceAddsUpToTheProcessorTime();
    void cancelled();

private:
    WorkerPool m_pool { 4 };
};

void tst_FrameTimeline::figuresFollow()
{
    const FrameTimeline timeline = twoWorkers();
    const std::vector<WorkerLoad> loads = workerLoads(timeline);
    QCOMPARE(loads.size(), std::size_t { 2 });
    QVERIFY(loads[0] == (WorkerLoad { 2, milliseconds(6), milliseconds(6), 20 }));
    QVERIFY(loads[1] == (WorkerLoad { 1, milliseconds(2), milliseconds(2), 10 }));
    QCOMPARE(loadImbalance(timeline), 0.5); // 6 ms against 4 on average
    QCOMPARE(idleShare(timeline), 0.5); // 8 of 16 ms
}

void tst_FrameTimeline::nothingGivesNoFigures()
{
    FrameTimeline timeline;
    timeline.threads = 3;
    QCOMPARE(workerLoads(timeline).size(), std::size_t { 3 });
    QCOMPARE(loadImbalance(timeline), 0.0);
    QCOMPARE(idleShare(timeline), 0.0);
}

void tst_FrameTimeline::tilesAreWholeAndWorkersNeverOverlap_data()
{
    QTest::addColumn<int>("threads");
    QTest::addColumn<bool>("isStatic");
    for (const int threads : { 1, 2, 3, 4 }) {
        for (const bool isStatic : { false, true })
            QTest::addRow("%d%s", threads, isStatic ? " static" : "") << threads << isStatic;
    }
}

void tst_FrameTimeline::tilesAreWholeAndWorkersNeverOverlap()
{
    QFETCH(const int, threads);
    QFETCH(const bool, isStatic);
    const RenderRequest request = unbalanced();
    Frame frame;
    const auto timeline = recordFrame(
        m_pool, request, settingsFor(threads), isStatic ? Schedule::Static : Schedule::Dynamic, frame);
    QVERIFY(timeline);
    QCOMPARE(timeline->tiles.size(), std::size_t { 36 });
    std::vector<std::chrono::nanoseconds> freeFrom(static_cast<std::size_t>(threads));
    std::int64_t pixels = 0;
    std::int64_t iterations = 0;
    for (const TimelineTile& tile : timeline->tiles) {
        QVERIFY(tile.worker >= 0 && tile.worker < threads);
        auto& free = freeFrom[static_cast<std::size_t>(tile.worker)];
        QVERIFY(tile.begin >= free && tile.end >= tile.begin && tile.end <= timeline->wall);
        free = tile.end;
        pixels += std::int64_t { tile.area.width } * tile.area.height;
        iterations += tile.iterations;
    }
    QCOMPARE(pixels, std::int64_t { 192 } * 192);
    QCOMPARE(iterations, pixelIterations(frame));
    Frame expected;
    renderFrame(m_pool, request, settingsFor(1), expected);
    QVERIFY(frame.counts == expected.counts && frame.labels == expected.labels);
}

void tst_FrameTimeline::staticSharesAreNeighboursAndFixed()
{
    Frame frame;
    const auto timeline = recordFrame(m_pool, unbalanced(), settingsFor(2), Schedule::Static, frame);
    QVERIFY(timeline);
    for (int worker = 0; worker < 2; ++worker) {
        std::vector<int> indices; // in reading order
        for (const TimelineTile& tile : timeline->tiles) {
            if (tile.worker == worker)
                indices.push_back(tile.area.y / 32 * 6 + tile.area.x / 32);
        }
        for (std::size_t n = 1; n < indices.size(); ++n)
            QVERIFY(indices[n] == indices[n - 1] + 1 || indices[n] % 18 == 0);
    }
}

/// By work, which does not depend on how busy the machine is: the upper half has what the lower one has, so
/// a view of the upper part only is made unbalanced by its place.
void tst_FrameTimeline::dynamicMendsTheImbalance()
{
    RenderRequest request = unbalanced();
    // Above: outside, a few iterations a pixel. Below: inside, all 20,000.
    request.viewport = Viewport::fit(
        { *Decimal::parse("-0.1"), *Decimal::parse("1.1"), *Decimal::parse("1.9"), *Decimal::parse("1.9") },
        { 192, 192 });
    request.maxIterations = 20'000;
    const auto largestShare = [&](Schedule schedule) {
        Frame frame;
        const auto timeline = recordFrame(m_pool, request, settingsFor(2), schedule, frame);
        if (!timeline)
            return -1.0;
        const std::vector<WorkerLoad> loads = workerLoads(*timeline);
        const std::int64_t most = std::max(loads[0].iterations, loads[1].iterations);
        return static_cast<double>(most) / static_cast<double>(loads[0].iterations + loads[1].iterations);
    };
    const double fixed = largestShare(Schedule::Static);
    QVERIFY2(fixed > 0.9, qPrintable(QString::number(fixed)));
    // On a busy machine one worker may get less of it than the other, or come when all is done, but not each
    // time; fixed shares never depend on it.
    constexpr int tries = 20;
    double shared = 1;
    for (int attempt = 0; attempt < tries && shared >= 0.85; ++attempt)
        shared = largestShare(Schedule::Dynamic);
    QVERIFY2(shared >= 0.5 && shared < 0.85, qPrintable(QString::number(shared)));
}

void tst_FrameTimeline::traceIsInTheTraceEventFormat()
{
    const QByteArray text = QByteArray::fromStdString(traceEvents(twoWorkers()));
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(text, &problem);
    QCOMPARE(problem.error, QJsonParseError::NoError);
    const QJsonArray events = document.object().value(QStringLiteral("traceEvents")).toArray();
    QCOMPARE(events.size(), 2 + 3);
    int complete = 0;
    for (const auto& value : events) {
        const QJsonObject event = value.toObject();
        QVERIFY(event.value(QStringLiteral("name")).isString());
        QVERIFY(
            event.value(QStringLiteral("pid")).isDouble() && event.value(QStringLiteral("tid")).isDouble());
        const QString phase = event.value(QStringLiteral("ph")).toString();
        QVERIFY(phase == QStringLiteral("M") || phase == QStringLiteral("X"));
        if (phase == QStringLiteral("M")) {
            QCOMPARE(event.value(QStringLiteral("name")).toString(), QStringLiteral("thread_name"));
            QVERIFY(event.value(QStringLiteral("args")).toObject().value(QStringLiteral("name")).isString());
            continue;
        }
        ++complete;
        QVERIFY(
            event.value(QStringLiteral("ts")).isDouble() && event.value(QStringLiteral("dur")).isDouble());
    }
    QCOMPARE(complete, 3);
    const QJsonObject last = events.last().toObject();
    QCOMPARE(last.value(QStringLiteral("ts")).toDouble(), 4000.0);
    QCOMPARE(last.value(QStringLiteral("dur")).toDouble(), 2000.0);
    QCOMPARE(last.value(QStringLiteral("tid")).toInt(), 1);
    QCOMPARE(last.value(QStringLiteral("args")).toObject().value(QStringLiteral("iterations")).toInt(), 10);
}

/// What the operating system counts for the whole process has the tiles' part in it, and little else.
void tst_FrameTimeline::traceAddsUpToTheProcessorTime()
{
    RenderRequest request = unbalanced();
    request.maxIterations = 2'000'000; // so long that what is not a tile has no weight, sanitizers or not
    Frame frame;
    const double before = processorSeconds();
    const auto timeline = recordFrame(m_pool, request, settingsFor(2), Schedule::Dynamic, frame);
    const double used = processorSeconds() - before;
    QVERIFY(timeline);
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(traceEvents(*timeline)));
    double sum = 0;
    for (const auto& event : document.object().value(QStringLiteral("traceEvents")).toArray())
        sum += 1e-6 * event.toObject().value(QStringLiteral("tdur")).toDouble();
    QVERIFY2(
        std::abs(sum - used) < 0.02 * used, qPrintable(QStringLiteral("%1 s of %2 s").arg(sum).arg(used)));
}

void tst_FrameTimeline::cancelled()
{
    RenderSettings settings = settingsFor(2);
    settings.cancel.cancel();
    Frame frame;
    for (const Schedule schedule : { Schedule::Dynamic, Schedule::Static })
        QVERIFY(!recordFrame(m_pool, unbalanced(), settings, schedule, frame));
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_FrameTimeline)
#include "tst_frame_timeline.moc"
