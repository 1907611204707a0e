#include "core/render/IterationLimit.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace escapade;

namespace {

Decimal decimal(const char* text)
{
    return *Decimal::parse(text);
}

PlaneView viewAt(const char* re, const char* im, const char* extent)
{
    return { decimal(re), decimal(im), decimal(extent), decimal(extent) };
}

RenderRequest automatic(const PlaneView& view, Size size, Formula formula = Formula::Mandelbrot)
{
    RenderRequest request;
    request.formula = formula;
    request.juliaRe = decimal("-1.1193");
    request.juliaIm = decimal("0.2718");
    request.viewport = Viewport::fit(view, size);
    request.maxIterations = startingIterationLimit(formula, view);
    request.automaticIterations = true;
    return request;
}

/// So near to the tip of the elephant valley that a sample takes about 31,400 iterations to escape, all of
/// them.
RenderRequest throughTheTip(Size size)
{
    return automatic(viewAt("0.25000001", "0", "1e-13"), size);
}

/// Nearer to it and beside the real axis: no sample escapes within 20 million iterations.
RenderRequest endless(std::int32_t start)
{
    RenderRequest request = automatic(viewAt("0.2500000001", "5e-14", "1e-14"), { 4, 4 });
    request.maxIterations = start;
    return request;
}

IterationLimit chosen(WorkerPool& pool, const RenderRequest& request, const RenderSettings& settings = {})
{
    const Result<IterationLimit> limit = chooseIterationLimit(pool, request, settings);
    if (!limit)
        qFatal("a choice that nobody cancelled failed");
    return *limit;
}

RenderSettings fastest()
{
    RenderSettings settings;
    settings.simd = bestSimdLevel();
    return settings;
}

Frame rendered(WorkerPool& pool, RenderRequest request, std::int32_t limit)
{
    request.maxIterations = limit;
    Frame frame;
    if (!renderFrame(pool, request, fastest(), frame).completed)
        qFatal("a frame that nobody cancelled is not complete");
    return frame;
}

double shareOf(const Frame& frame, Label label)
{
    return static_cast<double>(pixelsByLabel(frame)[static_cast<std::size_t>(label)])
        / static_cast<double>(frame.labels.values().size());
}

/// The pixels that escape at the one limit but not at half of it: what the doubling changed in the picture.
double changedShare(const Frame& before, const Frame& after)
{
    std::int64_t changed = 0;
    for (std::size_t n = 0; n < before.labels.values().size(); ++n) {
        const bool escapedBefore = before.labels.values()[n] == Label::Escaped;
        const bool escapedAfter = after.labels.values()[n] == Label::Escaped;
        changed += escapedBefore != escapedAfter ? 1 : 0;
    }
    return static_cast<double>(changed) / static_cast<double>(before.labels.values().size());
}

void addViews()
{
    QTest::addColumn<RenderRequest>("request");
    const char* const seahorseRe = "-0.743643887037151";
    const char* const seahorseIm = "0.131825904205330";
    for (const Size size : { Size { 160, 120 }, Size { 320, 200 } }) {
        const auto add
            = [size](const char* name, const PlaneView& view, Formula formula = Formula::Mandelbrot) {
                  QTest::addRow("%s, %d", name, size.width) << automatic(view, size, formula);
              };
        add("home", mandelbrotHome());
        add("seahorses", viewAt(seahorseRe, seahorseIm, "0.05"));
        add("closer", viewAt(seahorseRe, seahorseIm, "5e-5"));
        add("very close", viewAt(seahorseRe, seahorseIm, "5e-9"));
        add("above the seam", viewAt("-0.75", "0.01", "0.02"));
        add("cusp", viewAt("0.25", "0", "0.01"));
        add("all interior", viewAt("-0.1", "0", "0.1"));
        add("island", viewAt("-1.7685", "0", "0.02"));
        add("Feigenbaum's point", viewAt("-1.401155189", "0", "0.001"));
        add("all exterior", viewAt("1", "1", "0.5"));
        add("Julia", juliaHome(), Formula::Julia);
    }
}

} // namespace

class IterationLimitTest : public QObject
{
    Q_OBJECT

private slots:
    void theStartGrowsWithDepth()
    {
        const PlaneView home = mandelbrotHome();
        QCOMPARE(startingIterationLimit(Formula::Mandelbrot, home), 500);
        PlaneView view = home;
        std::int32_t last = 0;
        for (int level = 0; level < 60; ++level) {
            const std::int32_t now = startingIterationLimit(Formula::Mandelbrot, view);
            QVERIFY(now >= last);
            QCOMPARE(now % 100, 0);
            last = now;
            view = zoomed(view, { 100, 100 }, 50, 50, 2);
        }
        QVERIFY(last > 10000);
        view.extentHeight = view.extentWidth = decimal("1e-900000");
        QVERIFY(startingIterationLimit(Formula::Mandelbrot, view) <= 10'000'000);
    }

    void noLimitDecidesBeyondPrecision()
    {
        WorkerPool pool(2);
        const IterationLimit home = chosen(pool, automatic(mandelbrotHome(), { 64, 40 }));
        QCOMPARE(home.beyondPrecisionShare, 0.0);
        const IterationLimit deep = chosen(pool, automatic(viewAt("-0.75", "0.1", "1e-20"), { 64, 40 }));
        QCOMPARE(deep.beyondPrecisionShare, 1.0);
        QCOMPARE(deep.undecidedShare, 0.0);
    }

    void theWholePictureKeepsWhatIsPromised_data() { addViews(); }
    void theWholePictureKeepsWhatIsPromised()
    {
        QFETCH(RenderRequest, request);
        WorkerPool pool(2);
        const IterationLimit found = chosen(pool, request, fastest());
        QVERIFY(found.limit >= request.maxIterations);
        const Frame whole = rendered(pool, request, found.limit);
        const Frame half = rendered(pool, request, found.limit / 2);
        const double undecided = shareOf(whole, Label::Undecided);
        const double changed = changedShare(half, whole);
        switch (found.reason) {
        case LimitReason::FewUndecided:
            QVERIFY2(undecided < mostUndecided, qPrintable(QString::number(undecided)));
            break;
        case LimitReason::Settled:
            QVERIFY2(changed < mostChanged, qPrintable(QString::number(changed)));
            break;
        default:
            QFAIL("none of these views is beyond reach");
        }
        // What it says of the view is near to what is so.
        QVERIFY(std::abs(found.undecidedShare - undecided) < 0.004);
        QVERIFY(std::abs(found.lastDoublingChanged - changed) < 0.002);
    }

    void theLimitIsNotLargerThanItMustBe_data() { addViews(); }
    void theLimitIsNotLargerThanItMustBe()
    {
        QFETCH(RenderRequest, request);
        WorkerPool pool(2);
        const IterationLimit found = chosen(pool, request, fastest());
        if (found.limit == request.maxIterations)
            return;
        const Frame half = rendered(pool, request, found.limit / 2);
        const Frame quarter = rendered(pool, request, found.limit / 4);
        QVERIFY(shareOf(half, Label::Undecided) > mostUndecided / 2);
        QVERIFY(changedShare(quarter, half) > mostChanged / 2);
    }

    void someViewsNeedMoreThanTheStart()
    {
        WorkerPool pool(2);
        const auto factor = [&pool](const RenderRequest& request) {
            return chosen(pool, request, fastest()).limit / request.maxIterations;
        };
        const Size size { 160, 120 };
        RenderRequest seahorses = automatic(viewAt("-0.743643887037151", "0.131825904205330", "0.05"), size);
        QVERIFY(factor(seahorses) >= 2);
        seahorses.maxIterations = 40;
        QVERIFY(factor(seahorses) >= 32);
        QCOMPARE(factor(automatic(viewAt("-0.1", "0", "0.1"), size)), 1);
        QCOMPARE(factor(automatic(viewAt("1", "1", "0.5"), size)), 1);
        QVERIFY(factor(automatic(mandelbrotHome(), { 1200, 800 })) <= 2);
    }

    void itDoesNotMatterHowItIsComputed_data()
    {
        QTest::addColumn<RenderRequest>("request");
        const PlaneView seahorses = viewAt("-0.743643887037151", "0.131825904205330", "0.05");
        QTest::newRow("home") << automatic(mandelbrotHome(), { 320, 200 });
        QTest::newRow("seahorses, odd size") << automatic(seahorses, { 231, 177 });
        QTest::newRow("line") << automatic(seahorses, { 1000, 3 });
        QTest::newRow("one pixel") << automatic(seahorses, { 1, 1 });
        QTest::newRow("Julia") << automatic(juliaHome(), { 200, 200 }, Formula::Julia);
        QTest::newRow("beyond precision") << automatic(viewAt("-0.75", "0.1", "1e-15"), { 60, 40 });
        QTest::newRow("the tip") << throughTheTip({ 8, 6 });
        RenderRequest fused = automatic(seahorses, { 160, 100 });
        fused.arithmetic = Arithmetic::Fused;
        QTest::newRow("fused") << fused;
    }
    void itDoesNotMatterHowItIsComputed()
    {
        QFETCH(RenderRequest, request);
        WorkerPool pool(4);
        RenderSettings plain;
        plain.threads = 1;
        const IterationLimit expected = chosen(pool, request, plain);
        for (const SimdLevel simd : allSimdLevels) {
            if (!isAvailable(simd) || !supports(simd, request.arithmetic))
                continue;
            for (const int threads : { 1, 2, 3 }) {
                for (const int tileSize : { 5, 32, 64 }) {
                    RenderSettings settings;
                    settings.simd = simd;
                    settings.tileSize = tileSize;
                    settings.threads = threads;
                    settings.priority = Priority::Laboratory;
                    QCOMPARE(chosen(pool, request, settings), expected);
                }
            }
        }
    }

    void shortcutsChangeNoLimit()
    {
        WorkerPool pool(2);
        RenderRequest request = automatic(mandelbrotHome(), { 160, 100 });
        const IterationLimit with = chosen(pool, request);
        request.shortcuts = Shortcuts::none();
        QCOMPARE(chosen(pool, request), with);
    }

    void samplesAreFewOfALargePicture()
    {
        WorkerPool pool(2);
        RenderSettings settings = fastest();
        std::atomic<std::int64_t> samples = 0;
        settings.samplesDone = &samples;
        // All of it escapes at once, so that it is looked at once.
        const PlaneView outside = viewAt("3", "3", "0.5");
        QVERIFY(chooseIterationLimit(pool, automatic(outside, { 4000, 3000 }), settings).has_value());
        QVERIFY(samples > 20'000);
        QVERIFY(samples <= 32'768);
    }

    void whereNothingEscapesItLooksFurther()
    {
        WorkerPool pool(2);
        const RenderRequest request = throughTheTip({ 8, 6 });
        const Frame start = rendered(pool, request, request.maxIterations);
        QCOMPARE(shareOf(start, Label::Undecided), 1.0); // the case in question
        const IterationLimit found = chosen(pool, request, fastest());
        QCOMPARE(found.reason, LimitReason::FewUndecided);
        QCOMPARE(found.limit, 2 * request.maxIterations);
        QCOMPARE(shareOf(rendered(pool, request, found.limit), Label::Escaped), 1.0);

        // Several doublings away.
        RenderRequest lower = request;
        lower.maxIterations = 600;
        QCOMPARE(chosen(pool, lower, fastest()).limit, 600 * 64);
    }

    void whereNothingEverEscapesItGivesUp()
    {
        WorkerPool pool(2);
        const IterationLimit found = chosen(pool, endless(20'000), fastest());
        QCOMPARE(found.reason, LimitReason::NothingEscapes);
        QCOMPARE(found.limit, 20'000);
        QCOMPARE(found.triedUpTo, 20'000 * 64); // the first doubling beyond a million
        QCOMPARE(found.undecidedShare, 1.0);
    }

    void thereIsALargestLimit()
    {
        WorkerPool pool(2);
        const std::int32_t start = largestAutomaticLimit / 2 + 2;
        const IterationLimit found = chosen(pool, endless(start), fastest());
        QCOMPARE(found.reason, LimitReason::Largest);
        QCOMPARE(found.limit, start);
    }

    void theSmallestStart()
    {
        WorkerPool pool(1);
        RenderRequest request = automatic(viewAt("3", "3", "0.5"), { 20, 20 });
        request.maxIterations = 1;
        QCOMPARE(chosen(pool, request).limit, 1);
        request.viewport = Viewport::fit(viewAt("0.4", "0.4", "0.1"), { 20, 20 });
        QVERIFY(chosen(pool, request).limit > 4);
    }

    void cancellingEndsIt()
    {
        WorkerPool pool(2);
        RenderSettings settings;
        std::thread canceller([token = settings.cancel] {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            token.cancel();
        });
        const Result<IterationLimit> found = chooseIterationLimit(pool, endless(2147483647), settings);
        canceller.join();
        QVERIFY(!found);
        QVERIFY(!found.error().message.empty());
    }
};

QTEST_APPLESS_MAIN(IterationLimitTest)
#include "tst_iteration_limit.moc"
