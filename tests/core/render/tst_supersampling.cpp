#include "core/color/LinearLight.h"
#include "core/render/FrameColors.h"
#include "core/render/FrameRenderer.h"
#include "core/render/Supersampling.h"
#include "core/render/ViewEngine.h"

#include <QTest>

#include <array>
#include <cmath>

using namespace escapade;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 60s; // for slow builds under sanitizers; a test that passes never waits for long

RenderRequest requestOf(const char* re, const char* im, const char* extent, Size size)
{
    RenderRequest request;
    request.viewport = Viewport::fit(
        { *Decimal::parse(re), *Decimal::parse(im), *Decimal::parse(extent), *Decimal::parse(extent) }, size);
    request.maxIterations = 500;
    return request;
}

std::shared_ptr<const Frame> frameOf(WorkerPool& pool, const RenderRequest& request)
{
    auto frame = std::make_shared<Frame>();
    RenderSettings settings;
    settings.simd = bestSimdLevel();
    renderFrame(pool, request, settings, *frame);
    return frame;
}

std::shared_ptr<const ColorTable> someColors()
{
    return std::make_shared<const ColorTable>(builtinPalettes().front());
}

Array2D<std::uint32_t> smoothed(const Supersampling& work, Size size, int tileSize, SimdLevel simd)
{
    Array2D<std::uint32_t> picture(size);
    for (const Rect& tile : planTiles(size, {}, tileSize, { 0, 0 })) {
        Array2D<std::uint32_t> colors;
        if (!work.smooth(tile, simd, {}, colors))
            qFatal("a tile that nobody cancelled is not smooth");
        for (int y = 0; y < tile.height; ++y)
            std::copy_n(colors.row(y), tile.width, picture.row(tile.y + y) + tile.x);
    }
    return picture;
}

// The two ways of sRGB's transfer function, as the standard has them.
double decoded(double value)
{
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}
double encoded(double light)
{
    return light <= 0.0031308 ? 12.92 * light : 1.055 * std::pow(light, 1 / 2.4) - 0.055;
}

int largestDifference(std::uint32_t one, std::uint32_t other)
{
    int most = 0;
    for (const unsigned shift : { 0U, 8U, 16U })
        most = std::max(most,
            std::abs(static_cast<int>((one >> shift) & 255U) - static_cast<int>((other >> shift) & 255U)));
    return most;
}

/// One pixel's colour, point by point, at places that are a multiple of the spacing away from its middle.
class PointByPoint
{
public:
    PointByPoint(WorkerPool& pool, RenderRequest request, std::shared_ptr<const ColorTable> table)
        : m_pool(pool)
        , m_request(std::move(request))
        , m_table(std::move(table))
    { }

    std::uint32_t colorAt(double x, double y) const
    {
        RenderRequest one = m_request;
        one.viewport.size = { 1, 1 };
        // As the lattice is defined, with fractions of pixels.
        const Viewport& viewport = m_request.viewport;
        const auto [width, height] = viewport.size;
        const double spacing = viewport.spacing.toDouble();
        one.viewport.centreRe = exactly(viewport.centreRe.toDouble() + (x - width / 2) * spacing);
        one.viewport.centreIm
            = exactly(viewport.centreIm.toDouble() + (height - 1 - height / 2 - y) * spacing);
        return colorFrame(*frameOf(m_pool, one), *m_table).at(0, 0);
    }

    std::vector<std::uint32_t> samples(int x, int y, std::initializer_list<double> offsets) const
    {
        std::vector<std::uint32_t> colors;
        for (const double dy : offsets) {
            for (const double dx : offsets)
                colors.push_back(colorAt(x + dx, y + dy));
        }
        return colors;
    }

    static std::uint32_t mean(const std::vector<std::uint32_t>& colors)
    {
        std::uint32_t result = 0xff;
        for (const unsigned shift : { 16U, 8U, 0U }) {
            double light = 0;
            for (const std::uint32_t color : colors)
                light += decoded(static_cast<double>((color >> shift) & 255U) / 255);
            light /= static_cast<double>(colors.size());
            result = (result << 8U) | static_cast<std::uint32_t>(std::lround(255 * encoded(light)));
        }
        return result;
    }

private:
    static Decimal exactly(double value) { return Decimal::fromDouble(value); }

    WorkerPool& m_pool;
    RenderRequest m_request;
    std::shared_ptr<const ColorTable> m_table;
};

} // namespace

class SupersamplingTest : public QObject
{
    Q_OBJECT

private slots:
    void lightIsThatOfTheStandard()
    {
        for (int byte = 0; byte < 256; ++byte) {
            const double light = decoded(byte / 255.0);
            QVERIFY(std::abs(lightOf(static_cast<std::uint8_t>(byte)) - light) < 1e-14);
            QCOMPARE(int { byteOf(light) }, byte);
        }
        QCOMPARE(int { byteOf(-1) }, 0);
        QCOMPARE(int { byteOf(2) }, 255);
    }

    void theResultDoesNotDependOnTilesAndInstructions()
    {
        WorkerPool pool(2);
        const Size size { 93, 61 };
        const auto frame = frameOf(pool, requestOf("-0.7436", "0.1318", "0.01", size));
        const Supersampling work(frame, someColors());
        const Array2D<std::uint32_t> expected = smoothed(work, size, 256, SimdLevel::Scalar);
        QVERIFY(!(expected == colorFrame(*frame, *someColors())));
        for (const SimdLevel simd : allSimdLevels) {
            if (!isAvailable(simd))
                continue;
            for (const int tileSize : { 7, 64 })
                QVERIFY(smoothed(work, size, tileSize, simd) == expected);
        }
    }

    void aPixelIsTheMeanOfItsSamples()
    {
        WorkerPool pool(2);
        const Size size { 24, 18 };
        const RenderRequest request = requestOf("-0.7436", "0.1318", "0.01", size);
        const auto frame = frameOf(pool, request);
        const auto table = someColors();
        const Array2D<std::uint32_t> plain = colorFrame(*frame, *table);
        const Array2D<std::uint32_t> smooth
            = smoothed(Supersampling(frame, table), size, 64, bestSimdLevel());
        const PointByPoint points(pool, request, table);
        int edges = 0;
        for (int y = 0; y < size.height; ++y) {
            for (int x = 0; x < size.width; ++x) {
                if (smooth.at(x, y) == plain.at(x, y))
                    continue;
                ++edges;
                const std::uint32_t four = PointByPoint::mean(points.samples(x, y, { -0.25, 0.25 }));
                const std::uint32_t sixteen
                    = PointByPoint::mean(points.samples(x, y, { -0.375, -0.125, 0.125, 0.375 }));
                const std::uint32_t found = smooth.at(x, y);
                // The test's own light is of libm, and so is not the same bit by bit.
                QVERIFY(largestDifference(found, four) <= 1 || largestDifference(found, sixteen) <= 1);
            }
        }
        QVERIFY(edges > 100);
    }

    void whatIsEvenStaysAsItIs()
    {
        WorkerPool pool(2);
        const Size size { 40, 30 };
        const auto frame = frameOf(pool, requestOf("-0.1", "0", "0.01", size));
        const auto table = someColors();
        QVERIFY(
            smoothed(Supersampling(frame, table), size, 64, bestSimdLevel()) == colorFrame(*frame, *table));
    }

    void whereDoublesEndThereIsNothingBetweenPixels()
    {
        WorkerPool pool(2);
        const auto frame = frameOf(pool, requestOf("-0.7436", "0.1318", "2e-14", { 40, 30 }));
        QVERIFY(!Supersampling(frame, someColors()).isPossible());
    }

    void theEngineSmoothsWhenThereIsNothingElseToDo()
    {
        WorkerPool pool(3);
        std::atomic<bool> announced = false;
        ViewEngine engine(pool, Workload::Mandelbrot, { [&announced] { announced = true; }, {} });
        engine.setSmoothing(true);
        const Size size { 93, 61 };
        const RenderRequest request = requestOf("-0.7436", "0.1318", "0.01", size);
        engine.request(request, { 0, 0 });
        Array2D<std::uint32_t> shown;
        const auto waitUntilSmooth = [&] {
            const auto until = Clock::now() + patience;
            while (Clock::now() < until) {
                const auto update = engine.copyChanges(shown);
                if (update && update->smoothedShare == 1)
                    return true;
                std::this_thread::sleep_for(1ms);
            }
            return false;
        };
        QVERIFY(waitUntilSmooth());
        const auto frame = engine.completeFrame();
        QVERIFY(shown == smoothed(Supersampling(frame, someColors()), size, 64, bestSimdLevel()));
        QCOMPARE(countsHash(*frame), countsHash(*frameOf(pool, request)));

        // Other colours are smooth after a while, too.
        engine.setPalette(builtinPalettes()[1]);
        const auto other = std::make_shared<const ColorTable>(builtinPalettes()[1]);
        const Array2D<std::uint32_t> expected
            = smoothed(Supersampling(frame, other), size, 64, bestSimdLevel());
        const auto until = Clock::now() + patience;
        while (!(shown == expected) && Clock::now() < until) {
            engine.copyChanges(shown);
            std::this_thread::sleep_for(1ms);
        }
        QVERIFY(shown == expected);

        engine.setSmoothing(false);
        while (!(shown == colorFrame(*frame, *other)) && Clock::now() < until) {
            engine.copyChanges(shown);
            std::this_thread::sleep_for(1ms);
        }
        QVERIFY(shown == colorFrame(*frame, *other));
    }
};

QTEST_APPLESS_MAIN(SupersamplingTest)
#include "tst_supersampling.moc"
