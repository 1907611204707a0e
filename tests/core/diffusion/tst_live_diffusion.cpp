#include "core/diffusion/ExactSolution.h"
#include "core/diffusion/TextbookLoop.h"
#include "tests/core/diffusion/LiveFields.h"

#include <QTest>

#include <atomic>
#include <cmath>
#include <limits>
#include <thread>

namespace escapade {

using namespace test;

/// The live field, its brush, its clock, and the engine that keeps it going.
class LiveDiffusionTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void slicesFollowTheMeasurement();
    void clockIsStable_data();
    void clockIsStable();
    void settingsStayWithinLimits();
    void brushTouchesItsDiscOnly();
    void brushIgnoresNonsense();
    void paintedFieldsDoNotFlicker();
    void runsTheSeedsProblem();
    void restsWhenPaused();
    void playsToTheSameBits();
    void survivesAStormOfCommands();
    void announcesOnce();
    void timesFramesOfOneSetting();
    void endsInMidFrame();
    void jumpsToTheNewestTime();
    void advancesByExactModes();
    void showsTheErrorOfTheSteps();
    void exactBeginsAgainAfterPainting();

private:
    std::unique_ptr<WorkerPool> m_pool;
};

namespace {

/// The four peaks after so many of the seeds' steps.
Array2D<double> textbookAfter(int rows, std::int64_t steps)
{
    Result<LiveField> field = LiveField::create({ .rows = rows });
    TextbookLoop loop(field->field().toArray(), { field->clock().coefficient, Boundary::Dirichlet });
    loop.advance(steps);
    return loop.density();
}

} // namespace

void LiveDiffusionTest::init()
{
    m_pool = std::make_unique<WorkerPool>(4);
}

void LiveDiffusionTest::cleanup()
{
    m_pool.reset();
}

void LiveDiffusionTest::slicesFollowTheMeasurement()
{
    using namespace std::chrono_literals;
    SliceSize size(4ms);
    const std::int64_t first = size.steps();
    size.record(first, 4ms);
    QCOMPARE(size.steps(), first);
    size.record(first, 1ns); // one wild measurement moves it by a factor of 4 only
    QCOMPARE(size.steps(), 4 * first);
    for (int i = 0; i < 20; ++i)
        size.record(size.steps(), std::chrono::microseconds(100) * size.steps());
    QCOMPARE(size.steps(), 40);
    for (int i = 0; i < 20; ++i)
        size.record(size.steps(), 1s * size.steps());
    QCOMPARE(size.steps(), 1);
    size.record(1, 0ns);
    QVERIFY(size.steps() >= 1);
}

void LiveDiffusionTest::clockIsStable_data()
{
    QTest::addColumn<double>("D");
    for (const double D : { 0.01, 0.3, 1.0, 1.0000001, 1.5, 2.0, 3.3, 16.0 })
        QTest::addRow("D = %g", D) << D;
}

void LiveDiffusionTest::clockIsStable()
{
    QFETCH(double, D);
    constexpr double dx = 0.075187969924812026;
    for (const double r : { maxStableR, paintedR }) {
        const LiveClock clock = liveClock(dx, D, r);
        QVERIFY(clock.coefficient <= r * (1 + 1e-15));
        QVERIFY(std::abs(clock.coefficient * dx * dx / (D * clock.dt) - 1) < 1e-14);
        // A step is the same stretch of time whatever D is.
        QVERIFY(std::abs(clock.dt * clock.parts / (r * dx * dx) - 1) < 1e-14);
    }
    const LiveClock seeds = liveClock(dx, 1, maxStableR);
    QVERIFY((seeds == LiveClock { 0.0014133077053536094, 1, 0.25 }));
}

void LiveDiffusionTest::settingsStayWithinLimits()
{
    QCOMPARE(withinLimits({ 0, -1, 0 }), (LiveSettings { minLiveRows, minLiveD, 1 }));
    QCOMPARE(
        withinLimits({ 1 << 20, 1e9, 1 << 30 }), (LiveSettings { maxLiveRows, maxLiveD, maxStepsPerFrame }));
    QCOMPARE(withinLimits({ 266, std::numeric_limits<double>::quiet_NaN(), LiveSettings().stepsPerFrame }),
        LiveSettings());
    QCOMPARE(LiveField::create({ -5, -5, -5 })->grid().rows, minLiveRows);
    for (const int rows : { 8, 9, 65, 100, 333, 2047 })
        QCOMPARE(LiveField::create({ .rows = rows })->grid().rows, rows);
}

void LiveDiffusionTest::brushTouchesItsDiscOnly()
{
    Result<DiffusionField> field = DiffusionField::create(42);
    paint(
        *field, { .from = { 20, 10 }, .to = { 20, 10 }, .radius = 3, .strength = 0.5 }, Boundary::Dirichlet);
    QCOMPARE(field->row(20)[10], 0.5);
    QVERIFY(field->row(21)[10] > 0 && field->row(21)[10] < 0.5);
    QCOMPARE(field->row(23)[10], 0.0);
    QCOMPARE(field->row(10)[20], 0.0);
    // Half over the wall: nothing beyond, and the wall stays at zero.
    paint(*field, { .from = { 1, 41 }, .to = { 1, 41 }, .radius = 5, .strength = 1 }, Boundary::Dirichlet);
    QVERIFY(field->row(1)[40] > 0);
    QCOMPARE(field->row(1)[41], 0.0);
    QCOMPARE(field->row(0)[40], 0.0);
    // A stroke leaves no gaps.
    paint(*field, { .from = { 30, 5 }, .to = { 30, 35 }, .radius = 2, .strength = 1 }, Boundary::Dirichlet);
    for (int j = 6; j <= 35; ++j)
        QVERIFY(field->row(30)[j] > 0.4);
}

void LiveDiffusionTest::brushIgnoresNonsense()
{
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    constexpr double inf = std::numeric_limits<double>::infinity();
    Result<DiffusionField> field = DiffusionField::create(20);
    const Array2D<double> before = field->toArray();
    for (const BrushStroke& stroke : {
             BrushStroke { { nan, 1 }, { 1, 1 }, 2, 1 },
             BrushStroke { { 1, 1 }, { 1, inf }, 2, 1 },
             BrushStroke { { 1, 1 }, { 1, 1 }, 0, 1 },
             BrushStroke { { 1, 1 }, { 1, 1 }, nan, 1 },
             BrushStroke { { 1, 1 }, { 1, 1 }, 1e30, 1 },
             BrushStroke { { 1, 1 }, { 1, 1 }, 2, inf },
             BrushStroke { { -1e12, 1 }, { -1e12, 1 }, 2, 1 },
             BrushStroke { { -1e300, 1e300 }, { 1e300, 1e300 }, 2, 1 },
         })
        paint(*field, stroke, Boundary::Dirichlet);
    QVERIFY(sameBits(field->toArray(), before));
    for (int i = 0; i < 5; ++i)
        paint(*field, { { 9, 9 }, { 9, 9 }, 4, 1e300 }, Boundary::Dirichlet);
    QCOMPARE(field->row(9)[9], largestPainted);
}

/// At r = 1/4 a painted cell would be seen to change its sign about the mean of its surroundings at every
/// step.
void LiveDiffusionTest::paintedFieldsDoNotFlicker()
{
    DiffusionStepper stepper(*m_pool);
    Result<LiveField> field = LiveField::create({ .rows = 64 });
    QVERIFY(field->paint({ { 20, 20 }, { 20, 20 }, 0.9, 1 }));
    QVERIFY(field->clock().coefficient < 0.2 * (1 + 1e-12));
    QVERIFY(field->advance(stepper, 100, {}).completed);
    const auto roughness = [&] {
        const double* row = field->field().row(20);
        return std::abs(
            row[20] - (row[19] + row[21] + field->field().row(19)[20] + field->field().row(21)[20]) / 4);
    };
    const double before = roughness();
    QVERIFY(field->advance(stepper, 1, {}).completed);
    QVERIFY(std::abs(roughness() - before) < 0.05 * before);
    field->reset();
    QVERIFY(field->clock().coefficient == 0.25);
}

void LiveDiffusionTest::runsTheSeedsProblem()
{
    LiveDiffusion live(*m_pool, { .rows = 266, .stepsPerFrame = 25 }, {});
    auto now = await(live, [](const DiffusionSnapshot&) { return true; });
    QCOMPARE(now->step, 0);
    QVERIFY(now->totals.max == 0.9850189383232516);
    live.setPlaying(true);
    now = await(live, [](const DiffusionSnapshot& it) { return it.step >= 100; });
    QVERIFY(sameBits(now->values, textbookAfter(266, now->step)));
    const ColorTable table(densityPalette());
    QCOMPARE(now->colors.at(67, 70), table.at(now->values.at(67, 70)));
    double time = 0;
    for (std::int64_t step = 0; step < now->step; ++step)
        time += 0.0014133077053536094;
    QVERIFY(now->simtime == time);
}

void LiveDiffusionTest::restsWhenPaused()
{
    std::atomic<int> announced = 0;
    LiveDiffusion live(*m_pool, { .rows = 32 }, { [&] { ++announced; }, {} });
    live.setPlaying(true);
    await(live, [](const DiffusionSnapshot& now) { return now.step > 0; });
    live.setPlaying(false);
    const auto paused = await(live, [](const DiffusionSnapshot& now) { return !now.playing; });
    const int before = announced;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    QCOMPARE(announced.load(), before);
    QCOMPARE(live.snapshot(), paused);
    live.setSuspended(true);
    live.setPlaying(true);
    const auto suspended = await(live, [](const DiffusionSnapshot& now) { return now.playing; });
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    QCOMPARE(live.snapshot()->step, suspended->step);
    live.setSuspended(false);
    await(live, [&](const DiffusionSnapshot& now) { return now.step > suspended->step; });
}

/// Pausing, stepping, other thread counts and instruction sets on the way make no difference.
void LiveDiffusionTest::playsToTheSameBits()
{
    LiveDiffusion live(*m_pool, { .rows = 150, .stepsPerFrame = 7 }, {});
    for (int round = 0; round < 6; ++round) {
        m_pool->setActive(1 + round % 4);
        live.setSimd(round % 2 == 0 ? SimdLevel::Scalar : bestSimdLevel());
        live.setPlaying(true);
        const auto before = await(live, [](const DiffusionSnapshot& now) { return now.playing; })->step;
        await(live, [&](const DiffusionSnapshot& now) { return now.step > before + 30; });
        live.setPlaying(false);
        const auto paused = await(live, [](const DiffusionSnapshot& now) { return !now.playing; });
        live.stepOnce();
        live.stepOnce();
        const auto stepped
            = await(live, [&](const DiffusionSnapshot& now) { return now.step == paused->step + 2; });
        QVERIFY(sameBits(stepped->values, textbookAfter(150, stepped->step)));
    }
    live.reset();
    const auto reset = await(live, [](const DiffusionSnapshot& now) { return now.step == 0; });
    QVERIFY(sameBits(reset->values, textbookAfter(150, 0)));
    QCOMPARE(reset->simtime, 0.0);
}

void LiveDiffusionTest::survivesAStormOfCommands()
{
    LiveDiffusion live(*m_pool, { .rows = 64 }, {});
    live.setPlaying(true);
    for (int i = 0; i < 400; ++i) {
        m_pool->setActive(1 + i % 4);
        live.setSimd(i % 3 == 0 ? SimdLevel::Sse2 : bestSimdLevel());
        live.paint({ { i % 70 - 3.0, 20 }, { i % 50 + 0.5, 40 }, 3, 0.1 });
        if (i % 20 == 0)
            live.setSettings({ 16 + i, 0.1 + i % 7, 1 + i % 50 });
        if (i % 31 == 0)
            live.reset();
        if (i % 17 == 0)
            live.setPlaying(i % 2 == 0);
        if (i % 40 == 0)
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    live.setPlaying(true);
    live.setSettings({ 80, 2, 3 });
    const auto now = await(live, [](const DiffusionSnapshot& it) {
        return it.settings == LiveSettings { 80, 2, 3 } && it.step > 100;
    });
    QCOMPARE(now->values.size(), (Size { 82, 82 }));
    QVERIFY(now->problem.empty());
    for (const double value : now->values.values())
        QVERIFY(std::isfinite(value));
}

void LiveDiffusionTest::announcesOnce()
{
    std::atomic<int> announced = 0;
    LiveDiffusion live(*m_pool, { .rows = 32 }, { [&] { ++announced; }, {} });
    live.setPlaying(true);
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    QCOMPARE(announced.load(), 1); // nobody has fetched the first
    QVERIFY(live.snapshot() != nullptr);
    QTRY_VERIFY(announced.load() == 2);
}

void LiveDiffusionTest::timesFramesOfOneSetting()
{
    std::mutex mutex;
    std::vector<FrameSample> samples;
    m_pool->setActive(3);
    {
        LiveDiffusion live(
            *m_pool, { .rows = 100, .D = 2.5, .stepsPerFrame = 10 }, { {}, [&](const FrameSample& sample) {
                                                                          const std::scoped_lock lock(mutex);
                                                                          samples.push_back(sample);
                                                                      } });
        live.setSimd(SimdLevel::Sse2);
        live.stepOnce(); // no frame: it is not timed
        live.setPlaying(true);
        await(live, [](const DiffusionSnapshot& now) { return now.step > 200; });
    }
    QVERIFY(samples.size() >= 5);
    for (const FrameSample& sample : samples) {
        QCOMPARE(sample.workload, Workload::Diffusion);
        QCOMPARE(sample.threads, 3);
        QCOMPARE(sample.simd, SimdLevel::Sse2);
        QVERIFY(sample.wall.count() > 0 && sample.cpu.count() > 0);
        QVERIFY(sample.work <= 30.0 * 100 * 100);
    }
    QCOMPARE(samples.back().work, 30.0 * 100 * 100);
}

void LiveDiffusionTest::endsInMidFrame()
{
    for (int round = 0; round < 20; ++round) {
        LiveDiffusion live(*m_pool, { .rows = 500, .stepsPerFrame = 5000 }, {});
        live.setPlaying(true);
        std::this_thread::sleep_for(std::chrono::milliseconds(round));
    }
}

/// Whatever was wanted in between, and from wherever: the bits of a time are the same.
void LiveDiffusionTest::jumpsToTheNewestTime()
{
    LiveDiffusion live(*m_pool, { .rows = 66 }, {});
    live.seek(3);
    const auto first = await(live, [](const DiffusionSnapshot& now) { return now.simtime == 3; });
    QVERIFY(first->jumped);
    m_pool->setActive(3);
    live.setSimd(SimdLevel::Scalar);
    for (int i = 0; i < 50; ++i)
        live.seek(i * 0.1);
    live.seek(std::numeric_limits<double>::quiet_NaN());
    live.seek(3);
    live.seek(-7); // there is nothing before the beginning
    const auto begin = await(live, [](const DiffusionSnapshot& now) { return now.simtime == 0; });
    const Array2D<double> peaks = textbookAfter(66, 0);
    for (int i = 0; i < 68; ++i) {
        for (int j = 0; j < 68; ++j)
            QVERIFY(std::abs(begin->values.at(j, i) - peaks.at(j, i)) < 1e-14);
    }
    live.seek(3);
    const auto again = await(live, [](const DiffusionSnapshot& now) { return now.simtime == 3; });
    QVERIFY(sameBits(again->values, first->values));
    live.stepOnce(); // goes on from there
    const auto next = await(live, [](const DiffusionSnapshot& now) { return now.simtime > 3; });
    QCOMPARE(next->step, 1);
    QVERIFY(next->totals.max < again->totals.max);
    live.reset();
    const auto reset = await(live, [](const DiffusionSnapshot& now) { return !now.jumped; });
    QVERIFY(sameBits(reset->values, peaks));
}

void LiveDiffusionTest::advancesByExactModes()
{
    LiveDiffusion live(*m_pool, { .rows = 50, .stepsPerFrame = 4, .method = LiveMethod::Exact }, {});
    live.setPlaying(true);
    const auto late = await(live, [](const DiffusionSnapshot& now) { return now.simtime > 1; });
    QCOMPARE(late->step, 0);
    live.setPlaying(false);
    const auto paused = await(live, [](const DiffusionSnapshot& now) { return !now.playing; });
    live.seek(paused->simtime + 1);
    live.seek(late->simtime);
    const auto back = await(live, [&](const DiffusionSnapshot& now) { return now.simtime == late->simtime; });
    QVERIFY(sameBits(back->values, late->values));
    live.stepOnce();
    const auto next = await(live, [&](const DiffusionSnapshot& now) { return now.simtime > late->simtime; });
    QVERIFY(next->simtime == late->simtime + next->clock.dt);
}

void LiveDiffusionTest::showsTheErrorOfTheSteps()
{
    LiveDiffusion live(*m_pool, { .rows = 50 }, {});
    for (int i = 0; i < 3; ++i)
        live.stepOnce();
    const auto plain = await(live, [](const DiffusionSnapshot& now) {
        return now.step == 3 && now.error.has_value() && now.errorTime == now.simtime;
    });
    QCOMPARE(plain->limits, ColorLimits());
    live.setSettings({ .rows = 50, .view = LiveView::Error });
    const auto shown
        = await(live, [](const DiffusionSnapshot& now) { return now.settings.view == LiveView::Error; });
    QCOMPARE(shown->errorTime, shown->simtime);
    QVERIFY(shown->error == plain->error);
    QVERIFY(sameBits(shown->values, plain->values));
    // The same by hand.
    WorkerPool pool(1);
    ExactSolution exact(pool);
    Result<LiveField> beginning = LiveField::create({ .rows = 50 });
    exact.begin(beginning->field(), { .dx = shown->grid.dx, .D = 1 }, 0);
    Result<DiffusionField> expected = DiffusionField::create(52);
    QVERIFY(exact.evaluate(shown->simtime, expected->row(0, 1) + 1, expected->stride(), {}));
    double largest = 0;
    const ColorTable table(differencePalette());
    for (int i = 0; i < 52; ++i) {
        for (int j = 0; j < 52; ++j) {
            const double difference = shown->values.at(j, i) - expected->row(i)[j];
            largest = std::max(largest, std::abs(difference));
            const double place
                = (difference - shown->limits.low) * (1 / (shown->limits.high - shown->limits.low));
            QCOMPARE(shown->colors.at(j, i), table.at(place));
        }
    }
    QVERIFY(largest > 1e-6);
    QVERIFY(shown->error == largest);
    QVERIFY(shown->limits.high >= largest && shown->limits.high < 2.6 * largest);
    QVERIFY(shown->limits.low == -shown->limits.high);
    // Where the exact solution was jumped to, the steps have not erred yet.
    live.seek(2);
    const auto jumped = await(live, [](const DiffusionSnapshot& now) { return now.simtime == 2; });
    QVERIFY(jumped->error == 0.0);
}

void LiveDiffusionTest::exactBeginsAgainAfterPainting()
{
    LiveDiffusion live(*m_pool, { .rows = 40 }, {});
    live.seek(1);
    live.paint({ { 20, 20 }, { 20, 20 }, 5, 1 });
    const auto painted = await(live, [](const DiffusionSnapshot& now) { return now.painted; });
    const double time = painted->simtime;
    QCOMPARE(time, 1.0); // the jump came before
    QCOMPARE(painted->beginTime, time);
    live.seek(time + 2);
    const auto later = await(live, [&](const DiffusionSnapshot& now) { return now.simtime == time + 2; });
    QCOMPARE(later->beginTime, time);
    live.seek(0);
    const auto back = await(live, [&](const DiffusionSnapshot& now) { return now.simtime == time; });
    for (int i = 0; i < 42; ++i) {
        for (int j = 0; j < 42; ++j)
            QVERIFY(std::abs(back->values.at(j, i) - painted->values.at(j, i)) < 1e-13);
    }
}

} // namespace escapade

using escapade::LiveDiffusionTest;
QTEST_GUILESS_MAIN(LiveDiffusionTest)
#include "tst_live_diffusion.moc"
