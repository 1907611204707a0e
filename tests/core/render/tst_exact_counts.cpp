// Counts against the plain loop, and labels against brute force, on many random views.

#include "core/fractal/NaiveEscape.h"
#include "core/render/FrameRenderer.h"
#include "tests/core/FusedCount.h"

#include <QTest>

#include <array>
#include <cmath>
#include <random>
#include <string>

using namespace escapade;

namespace {

Decimal decimal(double value)
{
    std::array<char, 64> text {};
    std::snprintf(text.data(), text.size(), "%.17g", value);
    return *Decimal::parse(text.data());
}

Frame rendered(WorkerPool& pool, const RenderRequest& request, const RenderSettings& settings)
{
    Frame frame;
    if (!renderFrame(pool, request, settings, frame).completed)
        qFatal("a frame that nobody cancelled is not complete");
    return frame;
}

/// Where the interesting views are: points that take long to leave, found by walking randomly towards higher
/// counts.
struct Place
{
    double re = 0;
    double im = 0;
};

Place slowPlace(std::mt19937_64& random, double extent)
{
    std::uniform_real_distribution<double> unit(-1, 1);
    Place place { -0.75 + 1.25 * unit(random), 1.1 * unit(random) };
    std::int32_t best = 0;
    double step = 0.5;
    while (step > extent / 4) {
        for (int attempt = 0; attempt < 6; ++attempt) {
            const Place next { place.re + step * unit(random), place.im + step * unit(random) };
            const std::int32_t count = naiveEscapeCount(0, 0, next.re, next.im, 3000);
            if (count > best && count < 3000) {
                best = count;
                place = next;
            }
        }
        step *= 0.8;
    }
    return place;
}

RenderRequest randomView(std::mt19937_64& random, bool julia)
{
    std::uniform_real_distribution<double> unit(0, 1);
    std::uniform_int_distribution<int> side(1, 47);
    const double extent = 3 * std::pow(10, -12.5 * unit(random)); // 3 to 1e-12
    const Place place = slowPlace(random, extent);
    RenderRequest request;
    request.maxIterations = std::uniform_int_distribution<int>(1, 2000)(random);
    PlaneView view { decimal(place.re), decimal(place.im), decimal(extent), decimal(extent) };
    if (julia) {
        request.formula = Formula::Julia;
        request.juliaRe = decimal(place.re * (unit(random) < 0.2 ? 1.6 : 1)); // some beyond radius 2
        request.juliaIm = decimal(place.im);
        view.centreRe = decimal(3 * unit(random) - 1.5);
        view.centreIm = decimal(3 * unit(random) - 1.5);
    }
    request.viewport = Viewport::fit(view, { 2 * side(random) + 1, side(random) });
    return request;
}

Array2D<std::int32_t> plainCounts(const RenderRequest& request)
{
    const Viewport& viewport = request.viewport;
    Array2D<std::int32_t> counts(viewport.size);
    for (int y = 0; y < viewport.size.height; ++y) {
        for (int x = 0; x < viewport.size.width; ++x) {
            const bool julia = request.formula == Formula::Julia;
            const double re = viewport.re(x);
            const double im = viewport.im(y);
            const double cRe = julia ? request.juliaRe.toDouble() : re;
            const double cIm = julia ? request.juliaIm.toDouble() : im;
            const auto count = request.arithmetic == Arithmetic::Strict
                ? naiveEscapeCount(julia ? re : 0, julia ? im : 0, cRe, cIm, request.maxIterations)
                : fusedCount(julia ? re : 0, julia ? im : 0, cRe, cIm, request.maxIterations);
            counts.at(x, y) = count;
        }
    }
    return counts;
}

} // namespace

class ExactCountsTest : public QObject
{
    Q_OBJECT

private slots:
    void twoHundredRandomViews_data()
    {
        QTest::addColumn<bool>("julia");
        QTest::addColumn<Arithmetic>("arithmetic");
        QTest::newRow("Mandelbrot, strict") << false << Arithmetic::Strict;
        QTest::newRow("Julia, strict") << true << Arithmetic::Strict;
        QTest::newRow("Mandelbrot, fused") << false << Arithmetic::Fused;
        QTest::newRow("Julia, fused") << true << Arithmetic::Fused;
    }
    void twoHundredRandomViews()
    {
        QFETCH(bool, julia);
        QFETCH(Arithmetic, arithmetic);
        std::mt19937_64 random(julia ? 77 : 78);
        WorkerPool pool(3);
        std::int64_t undecided = 0;
        for (int n = 0; n < 100; ++n) { // of each formula
            RenderRequest request = randomView(random, julia);
            request.arithmetic = arithmetic;
            const Array2D<std::int32_t> expected = plainCounts(request);
            for (const SimdLevel simd : allSimdLevels) {
                if (!isAvailable(simd) || !supports(simd, arithmetic))
                    continue;
                RenderSettings settings;
                settings.simd = simd;
                for (const bool smooth : { true, false }) { // without, squares may be known whole
                    request.smoothCounts = smooth;
                    const Frame frame = rendered(pool, request, settings);
                    QVERIFY2(frame.counts == expected, simdName(simd).data());
                    undecided += pixelsByLabel(frame)[static_cast<std::size_t>(Label::Undecided)];
                }
            }
        }
        QVERIFY(undecided > 0);
    }

    void discsChangeNoCountOfAThousandTiles()
    {
        std::mt19937_64 random(20);
        std::uniform_real_distribution<double> unit(-1, 1);
        WorkerPool pool(3);
        RenderSettings settings;
        settings.simd = bestSimdLevel();
        int tiles = 0;
        std::int64_t proved = 0;
        while (tiles < 1000) {
            // Beside a point of the boundary, at a scale at which components are seen.
            const double extent = 0.5 * std::pow(10, -3.5 + 3.5 * unit(random));
            const Place place = slowPlace(random, extent);
            RenderRequest request;
            request.viewport = Viewport::fit(
                { decimal(place.re + extent / 3 * unit(random)),
                    decimal(place.im + extent / 3 * unit(random)), decimal(extent), decimal(extent) },
                { 24, 24 });
            request.maxIterations = 2100;
            request.shortcuts = { false, false, true };
            const Frame frame = rendered(pool, request, settings);
            const std::int64_t here = pixelsByLabel(frame)[static_cast<std::size_t>(Label::Interior)];
            if (here == 0 && tiles % 4 != 0)
                continue; // most tiles should have something to prove
            ++tiles;
            proved += here;
            const Array2D<std::int32_t> expected = naiveMandelbrot(request.viewport, request.maxIterations);
            QVERIFY(frame.counts == expected);
            request.shortcuts = {};
            QVERIFY(rendered(pool, request, settings).counts == expected);
        }
        QVERIFY2(proved > 20'000, qPrintable(QString::number(proved)));
    }

    void labelsDoNotDependOnWhereThePictureBegins()
    {
        WorkerPool pool(3);
        RenderRequest request;
        request.maxIterations = 2001; // few enough for points that only a disc proves
        request.viewport
            = Viewport::fit({ decimal(-0.125), decimal(0.75), decimal(0.25), decimal(0.25) }, { 128, 128 });
        RenderRequest moved = request;
        moved.viewport.centreRe = decimal(-0.125 + 37 * 0.25 / 128);
        moved.viewport.centreIm = decimal(0.75 - 21 * 0.25 / 128);
        const Frame here = rendered(pool, request, {});
        const Frame there = rendered(pool, moved, {});
        RenderRequest without = request;
        without.shortcuts.discs = false;
        const auto interior = static_cast<std::size_t>(Label::Interior);
        QVERIFY(pixelsByLabel(here)[interior] > pixelsByLabel(rendered(pool, without, {}))[interior]);
        for (int y = 0; y < 128 - 21; ++y) {
            for (int x = 0; x < 128 - 37; ++x) {
                QCOMPARE(there.labels.at(x, y), here.labels.at(x + 37, y + 21));
                QCOMPARE(there.counts.at(x, y), here.counts.at(x + 37, y + 21));
            }
        }
    }

    void theLargestLimitDoesNotOverflow()
    {
        WorkerPool pool(2);
        RenderRequest request;
        // Off the real axis, where chaotic orbits would really take all these iterations.
        request.viewport
            = Viewport::fit({ decimal(-0.8), decimal(0.037), decimal(3), decimal(3) }, { 30, 20 });
        request.maxIterations = 2147483647;
        for (const SimdLevel simd : allSimdLevels) {
            if (!isAvailable(simd))
                continue;
            for (const EscapeMethod method : { EscapeMethod::Compaction, EscapeMethod::Block }) {
                RenderSettings settings;
                settings.simd = simd;
                settings.method = method;
                const Frame frame = rendered(pool, request, settings);
                for (int y = 0; y < 20; ++y) {
                    for (int x = 0; x < 30; ++x) {
                        const bool interior = frame.labels.at(x, y) == Label::Interior;
                        QCOMPARE(frame.counts.at(x, y) == 2147483647, interior);
                        if (!interior)
                            QCOMPARE(frame.counts.at(x, y),
                                naiveEscapeCount(
                                    0, 0, request.viewport.re(x), request.viewport.im(y), 1'000'000));
                    }
                }
            }
        }
    }

    void smoothCountsHaveNoBandsAtMillionsOfIterations()
    {
        // Real points just beyond the cusp take about pi / sqrt(c - 1/4) iterations: 3 million here.
        WorkerPool pool(2);
        RenderRequest request;
        request.viewport.centreRe = decimal(0.25 + 1e-12);
        request.viewport.spacing = ScaledDouble::fromDecimal(*Decimal::parse("1e-15"));
        request.viewport.size = { 101, 1 };
        request.maxIterations = 10'000'000;
        const Frame frame = rendered(pool, request, {});
        double last = 0;
        int distinct = 0;
        for (int x = 0; x < 101; ++x) {
            QCOMPARE(frame.labels.at(x, 0), Label::Escaped);
            const double epsilon = request.viewport.re(x) - 0.25;
            const double smooth = frame.counts.at(x, 0) + static_cast<double>(frame.fractions.at(x, 0));
            // The rounded orbit drifts by a few parts in a thousand; bands would be jumps.
            QVERIFY(std::abs(smooth * std::sqrt(epsilon) / 3.14159265 - 1) < 0.02);
            distinct += smooth != last ? 1 : 0;
            last = smooth;
        }
        QVERIFY(distinct > 90);
    }
};

QTEST_APPLESS_MAIN(ExactCountsTest)
#include "tst_exact_counts.moc"
