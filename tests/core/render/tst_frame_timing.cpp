// Measured frames: the same pixels whoever computes which tile, and pictures that grow with the threads.

#include "core/render/FrameTiming.h"
#include "core/render/TileShares.h"

#include <QTest>

#include <cmath>

namespace escapade {
namespace {

RenderRequest someRequest(Size size)
{
    RenderRequest request;
    request.viewport = Viewport::fit(mandelbrotHome(), size);
    request.maxIterations = 300;
    return request;
}

} // namespace

class tst_FrameTiming : public QObject
{
    Q_OBJECT

private slots:
    void shares();
    void staticSharesGiveTheSamePicture_data();
    void staticSharesGiveTheSamePicture();
    void cancelled();
    void picturesGrowWithTheThreads();
};

void tst_FrameTiming::shares()
{
    using Shares = std::vector<TileShare>;
    QCOMPARE(sharesOf(3, Schedule::Dynamic, 2), (Shares { { 0, 1 }, { 1, 2 }, { 2, 3 } }));
    QCOMPARE(sharesOf(5, Schedule::Static, 2), (Shares { { 0, 2 }, { 2, 5 } }));
    QCOMPARE(sharesOf(1, Schedule::Static, 3), (Shares { { 0, 0 }, { 0, 0 }, { 0, 1 } }));
}

void tst_FrameTiming::staticSharesGiveTheSamePicture_data()
{
    QTest::addColumn<int>("threads");
    QTest::addColumn<int>("tileSize");
    for (const int threads : { 1, 2, 3, 4 }) {
        for (const int tileSize : { 16, 33, 256 })
            QTest::addRow("%d threads, tiles of %d", threads, tileSize) << threads << tileSize;
    }
}

void tst_FrameTiming::staticSharesGiveTheSamePicture()
{
    QFETCH(const int, threads);
    QFETCH(const int, tileSize);
    WorkerPool pool(4);
    RenderSettings settings;
    settings.simd = bestSimdLevel();
    settings.threads = threads;
    settings.tileSize = tileSize;
    const RenderRequest request = someRequest({ 130, 75 });
    Frame dynamicFrame;
    Frame staticFrame;
    const auto dynamicSample = measureFrame(pool, request, settings, dynamicFrame);
    const auto staticSample = measureFrame(pool, request, settings, staticFrame, Schedule::Static);
    QVERIFY(dynamicSample && staticSample);
    QVERIFY(staticFrame.counts == dynamicFrame.counts && staticFrame.labels == dynamicFrame.labels
        && staticFrame.fractions == dynamicFrame.fractions);
    QCOMPARE(staticSample->work, dynamicSample->work);
    QCOMPARE(staticSample->schedule, Schedule::Static);
    QCOMPARE(dynamicSample->schedule, Schedule::Dynamic);
    QCOMPARE(staticSample->tileSize, tileSize);
    QVERIFY(staticSample->wall.count() > 0 && staticSample->cpu.count() > 0);
}

void tst_FrameTiming::cancelled()
{
    WorkerPool pool(2);
    RenderSettings settings;
    settings.threads = 2;
    settings.cancel.cancel();
    Frame frame;
    for (const Schedule schedule : { Schedule::Dynamic, Schedule::Static })
        QVERIFY(!measureFrame(pool, someRequest({ 40, 30 }), settings, frame, schedule));
}

void tst_FrameTiming::picturesGrowWithTheThreads()
{
    const RenderRequest whole = someRequest({ 400, 200 });
    QVERIFY(shareOfPicture(whole, 4, 4) == whole);
    const RenderRequest quarter = shareOfPicture(whole, 1, 4);
    QCOMPARE(quarter.viewport.size, (Size { 200, 100 }));
    // The same view: as wide, with half the pixels.
    QCOMPARE(quarter.viewport.spacing.toDouble() * 200, whole.viewport.spacing.toDouble() * 400);
    QVERIFY(quarter.viewport.centreRe == whole.viewport.centreRe);
    for (const int threads : { 1, 2, 3, 4, 5, 7 }) {
        const Size size = shareOfPicture(whole, threads, 7).viewport.size;
        QVERIFY(std::abs(size.width * size.height * 7.0 / (400 * 200 * threads) - 1) < 0.02);
    }
    QCOMPARE(shareOfPicture(someRequest({ 1, 1 }), 1, 64).viewport.size, (Size { 1, 1 }));
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_FrameTiming)
#include "tst_frame_timing.moc"
