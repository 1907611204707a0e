#include "core/render/FrameRenderer.h"
#include "core/render/Reflection.h"
#include "core/render/ViewEngine.h"

#include <QTest>

#include <algorithm>
#include <semaphore>

using namespace escapade;
using namespace std::chrono_literals;

namespace {

Decimal decimal(const char* text)
{
    return *Decimal::parse(text);
}

RenderRequest requestFor(Formula formula, const char* re, const char* im, const char* extent, Size size,
    std::int32_t maxIterations)
{
    RenderRequest request;
    request.formula = formula;
    request.juliaRe = decimal("-0.7436");
    request.juliaIm = decimal("0.1318");
    request.viewport = Viewport::fit({ decimal(re), decimal(im), decimal(extent), decimal(extent) }, size);
    request.maxIterations = maxIterations;
    return request;
}

std::optional<Reflection> reflectionFor(const RenderRequest& request)
{
    return SampleLattice(request).reflection();
}

/// Each result is the pixel's place in the picture.
TileResult numberedTile(const Rect& area, const Pass& pass, int pictureWidth)
{
    TileResult tile;
    tile.area = area;
    tile.rows = sampleRows(area, pass);
    forEachSample(tile, [&](Point pixel, std::size_t) {
        tile.counts.push_back(pixel.y * pictureWidth + pixel.x);
        tile.fractions.push_back(static_cast<float>(tile.counts.back()));
        tile.labels.push_back(pixel.x % 2 == 0 ? Label::Escaped : Label::Interior);
    });
    return tile;
}

} // namespace

Q_DECLARE_METATYPE(escapade::Reflection)

class ReflectionTest : public QObject
{
    Q_OBJECT

private:
    WorkerPool m_pool { 3 };

    Frame rendered(const RenderRequest& request, const RenderSettings& settings = {})
    {
        Frame frame;
        if (!renderFrame(m_pool, request, settings, frame).completed)
            qFatal("a frame that nobody cancelled is not complete");
        return frame;
    }

    static void compare(const Frame& actual, const Frame& expected)
    {
        QVERIFY(actual.counts == expected.counts);
        QVERIFY(actual.fractions == expected.fractions);
        QVERIFY(actual.labels == expected.labels);
    }

private slots:
    void imagesAreWhatWouldBeComputed_data()
    {
        QTest::addColumn<RenderRequest>("request");
        const auto mandelbrot = [](const char* im, const char* extent, Size size, std::int32_t limit) {
            return requestFor(Formula::Mandelbrot, "-0.8", im, extent, size, limit);
        };
        QTest::newRow("home") << mandelbrot("0", "3", { 160, 100 }, 300);
        QTest::newRow("home, odd height, with discs") << mandelbrot("0", "3", { 131, 97 }, 2100);
        QTest::newRow("the axis lies between two rows") << mandelbrot("0.015625", "3.125", { 100, 100 }, 500);
        QTest::newRow("the axis is near the top") << mandelbrot("-1.25", "3.125", { 100, 100 }, 500);
        QTest::newRow("the axis is near the bottom") << mandelbrot("1.25", "3.125", { 100, 100 }, 500);
        QTest::newRow("cells of discs begin at samples") << mandelbrot("0", "2", { 128, 128 }, 4000);
        QTest::newRow("Julia home") << requestFor(Formula::Julia, "0", "0", "3.5", { 96, 64 }, 400);
        QTest::newRow("Julia home, odd size") << requestFor(Formula::Julia, "0", "0", "3.5", { 97, 61 }, 400);
        QTest::newRow("Julia, the origin is not the middle")
            << requestFor(Formula::Julia, "0.5", "-0.25", "3.125", { 100, 100 }, 400);
        QTest::newRow("Julia, the origin lies between samples")
            << requestFor(Formula::Julia, "-0.515625", "0.015625", "3.125", { 100, 100 }, 400);
        RenderRequest beyond2 = requestFor(Formula::Julia, "0", "0", "5", { 96, 64 }, 400);
        beyond2.juliaRe = decimal("-2.5");
        QTest::newRow("Julia beyond 2") << beyond2;
    }
    void imagesAreWhatWouldBeComputed()
    {
        QFETCH(RenderRequest, request);
        QVERIFY(reflectionFor(request).has_value());
        for (const Arithmetic arithmetic : { Arithmetic::Strict, Arithmetic::Fused }) {
            request.arithmetic = arithmetic;
            constexpr Shortcuts onlyDiscs { false, false, true, false };
            for (const Shortcuts& others : { Shortcuts {}, onlyDiscs, Shortcuts::none() }) {
                request.shortcuts = others;
                request.shortcuts.symmetry = false;
                const Frame expected = rendered(request);
                request.shortcuts.symmetry = true;
                for (const SimdLevel simd : allSimdLevels) {
                    for (const int tileSize : { 5, 64 }) {
                        RenderSettings settings;
                        settings.simd = simd;
                        settings.tileSize = tileSize;
                        if (isAvailable(simd) && supports(simd, arithmetic))
                            compare(rendered(request, settings), expected);
                        settings.method = EscapeMethod::Block;
                        if (isAvailable(simd) && supports(simd, arithmetic))
                            compare(rendered(request, settings), expected);
                    }
                }
            }
        }
    }

    void halfOfThePictureIsComputed()
    {
        const RenderRequest request = requestFor(Formula::Mandelbrot, "-0.8", "0", "3", { 128, 128 }, 300);
        const std::vector<Rect> parts = partsWithoutImages(reflectionFor(request).value());
        int pixels = 0;
        for (const Rect& part : parts)
            pixels += part.width * part.height;
        QCOMPARE(pixels, 65 * 128); // the axis is a row, and the lowest row has no image
    }

    void nothingIsReflectedThatIsNoImage_data()
    {
        QTest::addColumn<RenderRequest>("request");
        const RenderRequest home = requestFor(Formula::Mandelbrot, "-0.8", "0", "3", { 160, 100 }, 300);
        QTest::newRow("off the axis") << requestFor(Formula::Mandelbrot, "-0.8", "2", "3", { 100, 100 }, 300);
        QTest::newRow("samples are no opposites")
            << requestFor(Formula::Mandelbrot, "-0.8", "0.01", "3", { 100, 100 }, 300);
        QTest::newRow("opposites but for rounding")
            << requestFor(Formula::Mandelbrot, "-0.8", "0.3", "1", { 10, 10 }, 300);
        QTest::newRow("the axis is the lowest row")
            << requestFor(Formula::Mandelbrot, "-0.8", "1.5625", "3.125", { 100, 100 }, 300);
        QTest::newRow("Julia beside the origin")
            << requestFor(Formula::Julia, "0.01", "0", "3", { 100, 100 }, 300);
        QTest::newRow("Julia left of the origin")
            << requestFor(Formula::Julia, "-4", "0", "3.125", { 100, 100 }, 300);
        QTest::newRow("one pixel") << requestFor(Formula::Mandelbrot, "-0.8", "0", "3", { 1, 1 }, 300);
        QTest::newRow("too deep for doubles")
            << requestFor(Formula::Mandelbrot, "0", "0", "1e-400", { 20, 20 }, 300);
        RenderRequest request = home;
        request.shortcuts.symmetry = false;
        QTest::newRow("not wanted") << request;
        request = home;
        request.orbitValues.insert(OrbitValue::LogDistance);
        QTest::newRow("orbit values") << request;
    }
    void nothingIsReflectedThatIsNoImage()
    {
        QFETCH(RenderRequest, request);
        QVERIFY(!reflectionFor(request).has_value());
    }

    void partsAndTheirImagesAreThePicture_data()
    {
        QTest::addColumn<Reflection>("reflection");
        const Size size { 23, 17 };
        for (const int rowSum : { 1, 2, 7, 15, 16, 17, 25, 31 }) {
            QTest::addRow("mirrored about %d/2", rowSum) << Reflection { size, rowSum, std::nullopt };
            for (const int columnSum : { 1, 2, 21, 22, 23, 24, 40, 43 })
                QTest::addRow("turned about %d/2, %d/2", columnSum, rowSum)
                    << Reflection { size, rowSum, columnSum };
        }
    }
    void partsAndTheirImagesAreThePicture()
    {
        QFETCH(Reflection, reflection);
        const int width = reflection.size.width;
        const int height = reflection.size.height;
        for (const Pass& pass : { Pass {}, Pass { 1, 2 } }) {
            if (!reflection.suits(pass))
                continue;
            Array2D<int> times(reflection.size);
            const auto visit = [&](const TileResult& tile) {
                forEachSample(tile, [&](Point pixel, std::size_t n) {
                    QVERIFY(pixel.x >= tile.area.x && pixel.x < tile.area.x + tile.area.width);
                    QVERIFY(pixel.y >= tile.area.y && pixel.y < tile.area.y + tile.area.height);
                    ++times.at(pixel.x, pixel.y);
                    const Point original = reflection.originalOf(pixel);
                    QCOMPARE(tile.counts[n], original.y * width + original.x);
                    QCOMPARE(tile.fractions[n], static_cast<float>(tile.counts[n]));
                    QCOMPARE(tile.labels[n], original.x % 2 == 0 ? Label::Escaped : Label::Interior);
                });
            };
            for (const Rect& area : planTiles(partsWithoutImages(reflection), pass, 4)) {
                TileResult tile = numberedTile(area, pass, width);
                visit(tile);
                if (reflect(reflection, tile))
                    visit(tile);
            }
            for (int y = 0; y < height; ++y) {
                for (int x = 0; x < width; ++x) {
                    const bool isSample = pass.skip == 0 || x % pass.skip != 0 || y % pass.skip != 0;
                    QCOMPARE(times.at(x, y), isSample ? 1 : 0);
                }
            }
        }
    }

    void liveAndDeadPicturesAreTheSame_data() { imagesAreWhatWouldBeComputed_data(); }
    void liveAndDeadPicturesAreTheSame()
    {
        QFETCH(RenderRequest, request);
        std::counting_semaphore<> announced { 0 };
        ViewEngine engine(m_pool, Workload::Mandelbrot, { [&announced] { announced.release(); }, nullptr });
        Array2D<std::uint32_t> shown;
        engine.request(request, { 5, request.viewport.size.height - 5 });
        while (!engine.isComplete()) {
            QVERIFY(announced.try_acquire_for(60s));
            while (!engine.copyChanges(shown))
                std::this_thread::yield();
        }
        request.shortcuts.symmetry = false;
        compare(*engine.completeFrame(), rendered(request));
        QCOMPARE(engine.totals().computed, std::int64_t { shown.width() } * shown.height()); // none twice
    }
};

QTEST_APPLESS_MAIN(ReflectionTest)
#include "tst_reflection.moc"
