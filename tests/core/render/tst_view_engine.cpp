#include "core/render/FrameColors.h"
#include "core/render/FrameRenderer.h"
#include "core/render/ViewEngine.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <semaphore>

using namespace escapade;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 60s; // for slow builds under sanitizers; a test that passes never waits for long

RenderRequest viewOf(double magnification, Size size, std::int32_t maxIterations = 300)
{
    const PlaneView view = zoomed(mandelbrotHome(), { 100, 100 }, 12, 47, magnification);
    RenderRequest request;
    request.viewport = Viewport::fit(view, size);
    request.maxIterations = maxIterations;
    return request;
}

/// A view whose limit the engine has to choose.
RenderRequest automaticView(const char* re, const char* im, const char* extent, Size size)
{
    const PlaneView view { *Decimal::parse(re), *Decimal::parse(im), *Decimal::parse(extent),
        *Decimal::parse(extent) };
    RenderRequest request;
    request.viewport = Viewport::fit(view, size);
    request.maxIterations = startingIterationLimit(request.formula, view);
    request.automaticIterations = true;
    return request;
}

/// Its limit is many times the one that the search starts from.
RenderRequest seahorses(Size size)
{
    RenderRequest request = automaticView("-0.743643887037151", "0.131825904205330", "0.05", size);
    request.maxIterations = 100;
    return request;
}

/// The first pass takes a moment, the choice of the limit many seconds: near the tip of the elephant valley.
RenderRequest slowToChoose(Size size)
{
    return automaticView("0.2500000001", "0", "1e-13", size);
}

/// An engine with a stand-in for the window: takes the changes whenever they are announced.
struct Viewer
{
    explicit Viewer(WorkerPool& pool)
        : engine(pool, Workload::Mandelbrot,
            { [this] { announced.release(); },
                [this](const FrameSample& sample) {
                    lastSample = sample;
                    ++samples;
                } })
    { }

    /// Takes changes until the newest picture is complete.
    bool waitForCompletion()
    {
        while (announced.try_acquire_for(patience)) {
            const DisplayUpdate update = take();
            limit = update.limit;
            if (update.isFirst)
                generations.push_back(update.generation);
            newest = update.generation;
            if (update.complete && engine.isComplete())
                return true;
        }
        return false;
    }

    DisplayUpdate take()
    {
        while (true) {
            if (auto update = engine.copyChanges(shown))
                return *update;
            std::this_thread::yield();
        }
    }

    Array2D<std::uint32_t> shown;
    std::vector<std::uint64_t> generations;
    std::uint64_t newest = 0;
    std::optional<IterationLimit> limit; // of the update taken last
    FrameSample lastSample;
    std::atomic<int> samples = 0;
    std::counting_semaphore<> announced { 0 };
    ViewEngine engine;
};

Array2D<std::uint32_t> expectedPixels(WorkerPool& pool, const RenderRequest& request, const Palette& palette)
{
    Frame frame;
    RenderSettings settings;
    settings.threads = 1;
    renderFrame(pool, request, settings, frame);
    return colorFrame(frame, ColorTable(palette));
}

} // namespace

class ViewEngineTest : public QObject
{
    Q_OBJECT

private slots:
    void thePictureShownIsTheFrame()
    {
        WorkerPool pool(4);
        Viewer viewer(pool);
        const RenderRequest request = viewOf(3, { 131, 77 });
        viewer.engine.request(request, { 20, 20 });
        QVERIFY(viewer.waitForCompletion());
        QVERIFY(viewer.shown == expectedPixels(pool, request, builtinPalettes().front()));
        const auto frame = viewer.engine.completeFrame();
        QVERIFY(frame != nullptr);
        QCOMPARE(frame->request, request);
        const PixelInfo info = viewer.engine.infoAt({ 7, 9 }).value();
        QCOMPARE(info.count, frame->counts.at(7, 9));
        QCOMPARE(info.label, frame->labels.at(7, 9));
        QCOMPARE(viewer.engine.infoAt({ -1, 0 })->label, Label::NotComputed);
        QCOMPARE(viewer.engine.infoAt({ 131, 0 })->label, Label::NotComputed);
        QTRY_COMPARE(viewer.samples.load(), 1);
        QCOMPARE(viewer.lastSample.threads, pool.active());
        QCOMPARE(viewer.lastSample.work, static_cast<double>(pixelIterations(*frame)));
    }

    void aStormOfRequestsEndsInTheNewest()
    {
        WorkerPool pool(4);
        Viewer viewer(pool);
        std::uint64_t last = 0;
        RenderRequest request;
        for (int step = 0; step < 60; ++step) {
            request = viewOf(std::exp2(step / 4.0), { 200, 150 });
            request.automaticIterations = step % 2 == 0; // some are abandoned while their limit is chosen
            pool.setActive(1 + step % 4);
            viewer.engine.request(request, { step, step });
            if (step % 7 == 0)
                viewer.take();
            std::this_thread::sleep_for(1ms);
            last = static_cast<std::uint64_t>(step) + 1;
        }
        QVERIFY(viewer.waitForCompletion());
        QCOMPARE(viewer.newest, last);
        QVERIFY(viewer.shown == expectedPixels(pool, request, builtinPalettes().front()));
    }

    void aSecondSizeReplacesThePicture()
    {
        WorkerPool pool(2);
        Viewer viewer(pool);
        viewer.engine.request(viewOf(1, { 50, 40 }), {});
        QVERIFY(viewer.waitForCompletion());
        const RenderRequest request = viewOf(1, { 90, 30 });
        viewer.engine.request(request, {});
        QVERIFY(viewer.waitForCompletion());
        QVERIFY(viewer.shown == expectedPixels(pool, request, builtinPalettes().front()));
    }

    void aPaletteRecoloursWithoutComputing()
    {
        WorkerPool pool(4);
        Viewer viewer(pool);
        const RenderRequest request = viewOf(5, { 100, 100 });
        viewer.engine.request(request, {});
        QVERIFY(viewer.waitForCompletion());
        const auto frame = viewer.engine.completeFrame();
        const Palette& other = builtinPalettes().back();
        viewer.engine.setPalette(other);
        const auto expected = expectedPixels(pool, request, other);
        QTRY_VERIFY_WITH_TIMEOUT((viewer.take(), viewer.shown == expected), 60000);
        QCOMPARE(viewer.engine.completeFrame(), frame); // the very same
    }

    void aMappingRecoloursWithoutComputing()
    {
        WorkerPool pool(4);
        Viewer viewer(pool);
        const RenderRequest request = viewOf(5, { 100, 100 });
        viewer.engine.request(request, {});
        QVERIFY(viewer.waitForCompletion());
        const auto frame = viewer.engine.completeFrame();
        const ColorMapping mapping { Transfer::CubeRoot, 3, 0.4 };
        viewer.engine.setColorMapping(mapping);
        const auto coloredBy
            = [&](const Palette& palette) { return colorFrame(*frame, ColorTable(palette, mapping)); };
        const auto first = coloredBy(builtinPalettes().front());
        QTRY_VERIFY_WITH_TIMEOUT((viewer.take(), viewer.shown == first), 60000);
        viewer.engine.setPalette(builtinPalettes()[2]); // the mapping stays
        const auto second = coloredBy(builtinPalettes()[2]);
        QTRY_VERIFY_WITH_TIMEOUT((viewer.take(), viewer.shown == second), 60000);
        QCOMPARE(viewer.engine.completeFrame(), frame); // the very same
    }

    void settingsThatChangeInMidFrameChangeNoPixel()
    {
        WorkerPool pool(4);
        Viewer viewer(pool);
        const RenderRequest request = viewOf(2, { 320, 200 }, 3000);
        viewer.engine.request(request, {});
        for (int change = 0; change < 12; ++change) {
            const SimdLevel level = allSimdLevels[static_cast<std::size_t>(change) % allSimdLevels.size()];
            if (isAvailable(level))
                viewer.engine.setSimd(level);
            pool.setActive(1 + change % 4);
            viewer.engine.setPalette(builtinPalettes()[static_cast<std::size_t>(change) % 3]);
            std::this_thread::sleep_for(2ms);
        }
        QVERIFY(viewer.waitForCompletion());
        const auto expected = expectedPixels(pool, request, builtinPalettes()[11 % 3]);
        QTRY_VERIFY_WITH_TIMEOUT((viewer.take(), viewer.shown == expected), 60000);
        const auto frame = viewer.engine.completeFrame();
        Frame fresh;
        renderFrame(pool, request, {}, fresh);
        QVERIFY(frame->counts == fresh.counts);
        QVERIFY(frame->fractions == fresh.fractions);
        QVERIFY(frame->labels == fresh.labels);
    }

    void destroyingInMidRenderReturns()
    {
        WorkerPool pool(4);
        for (int round = 0; round < 30; ++round) {
            Viewer viewer(pool);
            RenderRequest request = viewOf(1, { 300, 200 }, 2147483647);
            request.shortcuts = Shortcuts::none(); // never ends by itself
            viewer.engine.request(request, {});
            std::this_thread::sleep_for(std::chrono::milliseconds(round % 5));
        }
    }

    void anAutomaticLimitIsChosen()
    {
        WorkerPool pool(4);
        for (const Size size : { Size { 131, 77 }, Size { 320, 200 } }) {
            Viewer viewer(pool);
            RenderRequest request = seahorses(size);
            const Result<IterationLimit> expected = chooseIterationLimit(pool, request, {});
            QVERIFY(expected.has_value());
            QVERIFY(expected->limit >= 8 * request.maxIterations);
            viewer.engine.request(request, {});
            QVERIFY(viewer.waitForCompletion());
            QCOMPARE(viewer.limit, std::optional(*expected));
            request.maxIterations = expected->limit;
            QVERIFY(viewer.shown == expectedPixels(pool, request, builtinPalettes().front()));
            const auto frame = viewer.engine.completeFrame();
            QCOMPARE(frame->request, request);
            Frame fresh;
            renderFrame(pool, request, {}, fresh);
            QVERIFY(frame->counts == fresh.counts);
            QVERIFY(frame->labels == fresh.labels);
            QTRY_COMPARE(viewer.samples.load(), 1);
            QCOMPARE(viewer.lastSample.work, static_cast<double>(pixelIterations(fresh)));

            // The next picture knows nothing of it.
            viewer.engine.request(viewOf(3, size), {});
            QVERIFY(viewer.waitForCompletion());
            QVERIFY(!viewer.limit);
            QCOMPARE(viewer.engine.completeFrame()->request.maxIterations, 300);
        }
    }

    void aLimitThatIsBeingChosenGivesWay()
    {
        WorkerPool pool(2);
        Viewer viewer(pool);
        viewer.engine.request(slowToChoose({ 320, 200 }), {});
        // There is a picture before there is a limit.
        std::optional<IterationLimit> limit;
        QTRY_VERIFY_WITH_TIMEOUT((limit = viewer.take().limit,
                                     viewer.shown.size() == Size({ 320, 200 })
                                         && std::ranges::count(viewer.shown.values(), 0U) == 0),
            60000);
        std::this_thread::sleep_for(100ms);
        QVERIFY(!limit && !viewer.take().limit);
        QVERIFY(!viewer.engine.isComplete());
        // Colours change, and it begins again.
        const Palette& other = builtinPalettes().back();
        viewer.engine.setPalette(other);
        const std::uint32_t black = ColorTable(other).interior();
        // Much sooner than a limit is found.
        QTRY_VERIFY_WITH_TIMEOUT((viewer.take(), viewer.shown.at(0, 0) == black), 8000);
        viewer.engine.setSimd(SimdLevel::Scalar);
        const RenderRequest request = viewOf(3, { 60, 60 });
        viewer.engine.request(request, {});
        QVERIFY(viewer.waitForCompletion());
        QVERIFY(viewer.shown == expectedPixels(pool, request, other));
    }

    void destroyingWhileALimitIsChosenReturns()
    {
        WorkerPool pool(2);
        for (int round = 0; round < 5; ++round) {
            Viewer viewer(pool);
            viewer.engine.request(slowToChoose({ 100, 80 }), {});
            std::this_thread::sleep_for(std::chrono::milliseconds(20 * round));
        }
    }

    void anEndlessPictureGivesWayToTheNext()
    {
        WorkerPool pool(2);
        Viewer viewer(pool);
        RenderRequest endless = viewOf(1, { 300, 200 }, 2147483647);
        endless.shortcuts = Shortcuts::none();
        viewer.engine.request(endless, {});
        std::this_thread::sleep_for(80ms); // beyond the coarsest pass's time of grace
        const RenderRequest request = viewOf(3, { 60, 60 });
        viewer.engine.request(request, {});
        QVERIFY(viewer.waitForCompletion());
        QVERIFY(viewer.shown == expectedPixels(pool, request, builtinPalettes().front()));
    }
};

QTEST_GUILESS_MAIN(ViewEngineTest)
#include "tst_view_engine.moc"
