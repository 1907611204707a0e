#include "core/render/ViewEngine.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <random>

using namespace escapade;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 60s; // for slow builds under sanitizers; a test that passes never waits for long
constexpr Size pictureSize { 97, 71 };

/// Places whose neighbourhoods have points of every kind at every depth.
PlaneView somewhere(std::mt19937& random)
{
    struct Place
    {
        const char* re;
        const char* im;
    };
    constexpr Place places[] = { { "-0.8", "0" }, { "-0.743643887037151", "0.131825904205330" },
        { "-1.7685", "0.002" }, { "0.2501", "0.0001" }, { "-0.1225", "0.745" } };
    const Place place = places[random() % std::size(places)];
    const int exponent = -static_cast<int>(random() % 12);
    const Decimal extent = *Decimal::parse("3e" + std::to_string(exponent));
    return snapped({ *Decimal::parse(place.re), *Decimal::parse(place.im), extent, extent }, pictureSize);
}

/// What a hand does next.
PlaneView gesture(const PlaneView& view, std::mt19937& random)
{
    const auto x = static_cast<double>(random() % pictureSize.width);
    const auto y = static_cast<double>(random() % pictureSize.height);
    const auto pixels = [&random] { return static_cast<double>(random() % 61) - 30; };
    switch (random() % 6) {
    case 0:
        return snapped(zoomed(view, pictureSize, x, y, std::exp2(1.0 / 3)), pictureSize);
    case 1:
        return snapped(zoomed(view, pictureSize, x, y, std::exp2(-1.0 / 3)), pictureSize);
    case 2:
        return snapped(zoomed(view, pictureSize, x, y, 2), pictureSize);
    case 3:
        return snapped(zoomed(view, pictureSize, x, y, 0.5), pictureSize);
    default: {
        const double dx = pixels();
        return snapped(panned(view, pictureSize, dx, pixels()), pictureSize);
    }
    }
}

RenderRequest requestFor(const PlaneView& view, std::mt19937& random)
{
    RenderRequest request;
    request.viewport = Viewport::fit(view, pictureSize);
    request.automaticIterations = random() % 4 == 0;
    request.maxIterations = request.automaticIterations ? startingIterationLimit(request.formula, view)
                                                        : static_cast<std::int32_t>(200 << (random() % 5));
    // Now and then another colouring, whose values the pictures before may have or not.
    constexpr OrbitValue some[]
        = { OrbitValue::LogDistance, OrbitValue::Stripes, OrbitValue::TrapCross, OrbitValue::Period };
    for (int n = static_cast<int>(random() % 3); n > 0; --n)
        request.orbitValues.insert(some[random() % std::size(some)]);
    return request;
}

/// An engine whose pictures nobody looks at.
struct Watched
{
    explicit Watched(WorkerPool& pool)
        : engine(pool, Workload::Mandelbrot, {})
    { }

    bool waitForCompletion() const
    {
        const auto until = Clock::now() + patience;
        while (!engine.isComplete()) {
            if (Clock::now() > until)
                return false;
            std::this_thread::sleep_for(200us);
        }
        return true;
    }

    ViewEngine engine;
};

Frame fresh(WorkerPool& pool, const RenderRequest& request)
{
    Frame frame;
    RenderSettings settings;
    settings.simd = bestSimdLevel();
    renderFrame(pool, request, settings, frame);
    return frame;
}

bool areEqual(const Frame& one, const Frame& other)
{
    return one.counts == other.counts && one.labels == other.labels && one.fractions == other.fractions
        && one.values == other.values;
}

std::shared_ptr<Frame> filled(WorkerPool& pool, const RenderRequest& request)
{
    return std::make_shared<Frame>(fresh(pool, request));
}

RenderRequest seahorses(const PlaneView& view, Size size, std::int32_t maxIterations)
{
    RenderRequest request;
    request.viewport = Viewport::fit(view, size);
    request.maxIterations = maxIterations;
    return request;
}

PlaneView seahorseView(Size size)
{
    return snapped({ *Decimal::parse("-0.7436"), *Decimal::parse("0.1318"), *Decimal::parse("0.01"),
                       *Decimal::parse("0.01") },
        size);
}

} // namespace

class FrameReuseTest : public QObject
{
    Q_OBJECT

private slots:
    void whateverTheHandDoesThePictureIsThatOfAFreshStart_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 0; seed < 20; ++seed)
            QTest::addRow("25 sequences from seed %d", seed) << seed;
    }

    void whateverTheHandDoesThePictureIsThatOfAFreshStart()
    {
        QFETCH(const int, seed);
        std::mt19937 random(static_cast<unsigned>(seed));
        WorkerPool pool(3);
        for (int sequence = 0; sequence < 25; ++sequence) {
            Watched watched(pool);
            PlaneView view = somewhere(random);
            RenderRequest request = requestFor(view, random);
            const auto steps = 2 + random() % 12;
            for (unsigned step = 0; step < steps; ++step) {
                if (random() % 3 == 0)
                    request = requestFor(view, random);
                request.viewport = Viewport::fit(view, pictureSize);
                watched.engine.request(request, { 10, 10 });
                if (random() % 3 == 0)
                    QVERIFY(watched.waitForCompletion());
                else if (random() % 2 == 0)
                    std::this_thread::sleep_for(std::chrono::microseconds(random() % 2000));
                view = gesture(view, random);
            }
            QVERIFY(watched.waitForCompletion());
            const std::shared_ptr<const Frame> shown = watched.engine.completeFrame();
            QVERIFY(asksForTheSame(request, shown->request));
            QVERIFY(areEqual(*shown, fresh(pool, shown->request)));
        }
    }

    void aPanComputesTheNewStripsOnly()
    {
        WorkerPool pool(2);
        Watched watched(pool);
        const PlaneView view = seahorseView(pictureSize);
        watched.engine.request(seahorses(view, pictureSize, 1000), { 0, 0 });
        QVERIFY(watched.waitForCompletion());
        const ViewEngine::Totals before = watched.engine.totals();
        QCOMPARE(before.computed, std::int64_t { 97 } * 71);
        const PlaneView moved = snapped(panned(view, pictureSize, 10, -4), pictureSize);
        watched.engine.request(seahorses(moved, pictureSize, 1000), { 0, 0 });
        QVERIFY(watched.waitForCompletion());
        const ViewEngine::Totals after = watched.engine.totals();
        QCOMPARE(after.takenOver, std::int64_t { 87 } * 67);
        QCOMPARE(after.computed - before.computed, std::int64_t { 97 * 71 - 87 * 67 });
        QCOMPARE(after.thrownAway, std::int64_t { 0 });
    }

    void aWayBackComputesNothing()
    {
        WorkerPool pool(2);
        Watched watched(pool);
        std::vector<PlaneView> views { seahorseView(pictureSize) };
        for (int step = 0; step < 20; ++step)
            views.push_back(
                snapped(zoomed(views.back(), pictureSize, 30, 40, std::exp2(1.0 / 3)), pictureSize));
        for (const PlaneView& view : views) {
            watched.engine.request(seahorses(view, pictureSize, 1000), { 0, 0 });
            QVERIFY(watched.waitForCompletion());
        }
        const std::int64_t computed = watched.engine.totals().computed;
        std::ranges::reverse(views);
        for (const PlaneView& view : views) {
            watched.engine.request(seahorses(view, pictureSize, 1000), { 0, 0 });
            QVERIFY(watched.waitForCompletion());
            QVERIFY(watched.engine.completeFrame()->request.viewport == Viewport::fit(view, pictureSize));
        }
        QCOMPARE(watched.engine.totals().computed, computed);
    }

    void aMagnificationByTwoHasAQuarterAlready()
    {
        WorkerPool pool(2);
        const Size size { 128, 96 };
        const PlaneView view = seahorseView(size);
        const auto source = filled(pool, seahorses(view, size, 500));
        const RenderRequest closer = seahorses(snapped(zoomed(view, size, 64, 47, 2), size), size, 500);
        Frame frame;
        frame.reset(closer);
        const FrameReuse reuse(closer, SampleLattice(closer), source);
        const int copied = reuse.copyRows(frame, 0, size.height);
        const auto escaped = std::ranges::count(frame.labels.values(), Label::Escaped);
        QCOMPARE(copied, static_cast<int>(escaped)); // points that stay are proved anew
        QVERIFY(copied > 128 * 96 / 5);
        const Frame expected = fresh(pool, closer);
        for (std::size_t n = 0; n < expected.labels.values().size(); ++n) {
            if (frame.labels.values()[n] == Label::NotComputed)
                continue;
            QCOMPARE(frame.counts.values()[n], expected.counts.values()[n]);
            QCOMPARE(frame.fractions.values()[n], expected.fractions.values()[n]);
        }
    }

    void nothingIsTakenFromOtherPictures_data()
    {
        QTest::addColumn<RenderRequest>("other");
        const Size size { 64, 48 };
        const RenderRequest request = seahorses(seahorseView(size), size, 500);
        RenderRequest other = request;
        other.formula = Formula::Julia;
        QTest::addRow("another formula") << other;
        other = request;
        other.arithmetic = Arithmetic::Fused;
        QTest::addRow("another rounding") << other;
        other = request;
        other.viewport.centreRe = other.viewport.centreRe + *Decimal::parse("1e-12");
        other.viewport.centreIm = other.viewport.centreIm + *Decimal::parse("1e-12");
        QTest::addRow("between the samples") << other;
    }

    void nothingIsTakenFromOtherPictures()
    {
        QFETCH(const RenderRequest, other);
        const Size size { 64, 48 };
        const RenderRequest request = seahorses(seahorseView(size), size, 500);
        WorkerPool pool(2);
        Frame frame;
        frame.reset(request);
        const FrameReuse reuse(request, SampleLattice(request), filled(pool, other));
        QCOMPARE(reuse.copyRows(frame, 0, size.height), 0);
    }

    void theCacheKeepsToItsBound()
    {
        FrameCache cache(100'000);
        const Size size { 64, 48 };
        std::mt19937 random(1);
        for (int n = 0; n < 300; ++n) {
            auto frame = std::make_shared<Frame>();
            frame->reset(seahorses(somewhere(random), size, 100));
            cache.insert(frame);
            QVERIFY(cache.bytes() <= 100'000);
        }
        QVERIFY(cache.bytes() > 50'000);
        cache.setMostBytes(0);
        QCOMPARE(cache.bytes(), std::size_t { 0 });
    }

    void aDragLeavesOneFrameOfItsPlace()
    {
        FrameCache cache(100'000'000);
        const Size size { 64, 48 };
        PlaneView view = seahorseView(size);
        for (int n = 0; n < 100; ++n) {
            auto frame = std::make_shared<Frame>();
            frame->reset(seahorses(view, size, 100));
            cache.insert(frame);
            view = snapped(panned(view, size, 1, 0), size);
        }
        QVERIFY(cache.bytes() < std::size_t { 20 } * 64 * 48 * 9);
        QVERIFY(!cache.relatedTo(seahorses(view, size, 100)).empty());
        QVERIFY(cache.relatedTo(seahorses(mandelbrotHome(), size, 100)).empty());
    }
};

QTEST_APPLESS_MAIN(FrameReuseTest)
#include "tst_frame_reuse.moc"
