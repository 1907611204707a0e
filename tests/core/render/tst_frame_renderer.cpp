#include "core/render/FrameRenderer.h"
#include "core/render/ScheduledFrame.h"

#include <QTest>

using namespace escapade;

namespace {

Decimal decimal(const char* text)
{
    return *Decimal::parse(text);
}

RenderRequest mandelbrot(
    const char* re, const char* im, const char* extent, Size size, std::int32_t maxIterations)
{
    RenderRequest request;
    request.viewport = Viewport::fit({ decimal(re), decimal(im), decimal(extent), decimal(extent) }, size);
    request.maxIterations = maxIterations;
    return request;
}

Frame rendered(WorkerPool& pool, const RenderRequest& request, const RenderSettings& settings)
{
    Frame frame;
    if (!renderFrame(pool, request, settings, frame).completed)
        qFatal("a frame that nobody cancelled is not complete");
    return frame;
}

void compare(const Frame& actual, const Frame& expected)
{
    QVERIFY(actual.counts == expected.counts);
    QVERIFY(actual.fractions == expected.fractions);
    QVERIFY(actual.labels == expected.labels);
}

} // namespace

class FrameRendererTest : public QObject
{
    Q_OBJECT

private slots:
    void thePictureDoesNotDependOnHowItWasComputed_data()
    {
        QTest::addColumn<RenderRequest>("request");
        QTest::newRow("home") << mandelbrot("-0.8", "0", "3", { 160, 100 }, 300);
        QTest::newRow("seahorses, odd size")
            << mandelbrot("-0.743643887037151", "0.131825904205330", "5e-5", { 97, 61 }, 2000);
        QTest::newRow("one pixel") << mandelbrot("-0.1", "0.9", "1e-9", { 1, 1 }, 1000);
        QTest::newRow("line") << mandelbrot("-1.25", "0.02", "0.1", { 257, 3 }, 500);
        QTest::newRow("bulbs, with discs") << mandelbrot("-0.12", "0.8", "0.3", { 131, 97 }, 2100);
        RenderRequest julia = mandelbrot("0", "0", "3", { 101, 77 }, 400);
        julia.formula = Formula::Julia;
        julia.juliaRe = decimal("-1.1193");
        julia.juliaIm = decimal("0.2718");
        QTest::newRow("Julia") << julia;
        julia.juliaRe = decimal("-2.5");
        QTest::newRow("Julia beyond 2") << julia;
    }
    void thePictureDoesNotDependOnHowItWasComputed()
    {
        QFETCH(RenderRequest, request);
        WorkerPool pool(8);
        for (const Arithmetic arithmetic : { Arithmetic::Strict, Arithmetic::Fused }) {
            request.arithmetic = arithmetic;
            RenderSettings plain;
            plain.threads = 1;
            const Frame expected = rendered(pool, request, plain);
            for (const SimdLevel simd : allSimdLevels) {
                if (!isAvailable(simd) || !supports(simd, arithmetic))
                    continue;
                for (const int threads : { 1, 2, 3, 7 }) {
                    for (const int tileSize : { 5, 32, 64, 200 }) {
                        RenderSettings settings;
                        settings.simd = simd;
                        settings.tileSize = tileSize;
                        settings.threads = threads;
                        settings.priority = Priority::Laboratory;
                        compare(rendered(pool, request, settings), expected);
                        settings.method = EscapeMethod::Block;
                        compare(rendered(pool, request, settings), expected);
                    }
                }
            }
        }
    }

    void passesTogetherAreTheWholeFrame()
    {
        WorkerPool pool(4);
        const RenderRequest request = mandelbrot("-0.12", "0.8", "0.3", { 83, 59 }, 2100);
        const Frame whole = rendered(pool, request, {});
        const SampleLattice lattice(request);
        for (const int tileSize : { 3, 32 }) {
            Frame frame;
            frame.resize(request);
            std::atomic<int> stored = 0;
            for (const Pass& pass : planPasses(16)) {
                const auto tiles = planTiles(request.viewport.size, pass, tileSize, { 0, 0 });
                renderPass(pool, request, lattice, pass, tiles, {}, [&](const TileResult& tile) {
                    storeTile(tile, frame);
                    stored += tile.sampleCount();
                });
            }
            QCOMPARE(stored.load(), 83 * 59); // nothing twice
            compare(frame, whole);
        }
    }

    void shortcutsChangeNoCount()
    {
        WorkerPool pool(4);
        RenderRequest request = mandelbrot("-0.75", "0", "2.5", { 120, 90 }, 2000);
        const Frame with = rendered(pool, request, {});
        request.shortcuts = Shortcuts::none();
        const Frame without = rendered(pool, request, {});
        QVERIFY(with.counts == without.counts);
        QVERIFY(pixelsByLabel(with)[static_cast<std::size_t>(Label::Interior)] > 1000);
        QCOMPARE(pixelsByLabel(without)[static_cast<std::size_t>(Label::Interior)], 0);
        QCOMPARE(pixelsByLabel(with)[static_cast<std::size_t>(Label::NotComputed)], 0);
    }

    void pixelsThatDoublesCannotTellApartSaySo()
    {
        WorkerPool pool(2);
        const auto share = [&](const char* extent) {
            const Frame frame = rendered(pool, mandelbrot("-0.75", "0.1", extent, { 20, 20 }, 100), {});
            return pixelsByLabel(frame)[static_cast<std::size_t>(Label::BeyondPrecision)];
        };
        QCOMPARE(share("1e-13"), 0); // spacing 5e-15, doubles near 0.75 lie 1.1e-16 apart
        QCOMPARE(share("4e-15"), 400); // spacing 2e-16
        QCOMPARE(share("1e-30"), 400);
        QCOMPARE(share("1e-400"), 400);
    }

    void cancellingLeavesNothing_data()
    {
        QTest::addColumn<Schedule>("schedule");
        QTest::newRow("dynamic") << Schedule::Dynamic;
        QTest::newRow("static") << Schedule::Static;
    }
    void cancellingLeavesNothing()
    {
        QFETCH(Schedule, schedule);
        WorkerPool pool(2);
        RenderRequest request = mandelbrot("-0.1", "0.1", "0.001", { 64, 64 }, 2147483647);
        request.shortcuts = Shortcuts::none(); // would take weeks
        RenderSettings settings;
        settings.threads = 2;
        std::thread canceller([token = settings.cancel] {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            token.cancel();
        });
        // The frame holds an older picture of the same size, of which nothing may be left.
        Frame frame = rendered(pool, mandelbrot("-0.5", "0", "3", { 64, 64 }, 100), {});
        const JobReport report = renderScheduled(pool, request, settings, schedule, frame);
        canceller.join();
        QVERIFY(!report.completed);
        QCOMPARE(pixelsByLabel(frame)[static_cast<std::size_t>(Label::NotComputed)], 64 * 64);
    }
};

QTEST_APPLESS_MAIN(FrameRendererTest)
#include "tst_frame_renderer.moc"
