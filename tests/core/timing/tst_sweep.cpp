// Sweeps: what they measure in which order, when they have enough, what is left; cancelling and failing; and
// a real one on the pool.

#include "core/render/FrameTiming.h"
#include "core/timing/Sweep.h"

#include <QTest>

#include <atomic>
#include <latch>
#include <mutex>
#include <stdexcept>
#include <vector>

namespace escapade {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// What a sweep reported, and a way to wait for its end.
struct Record
{
    std::mutex mutex;
    std::vector<int> threads;
    std::vector<SweepProgress> progress;
    SweepOutcome outcome;
    std::latch ended { 1 };

    Sweep::Callbacks callbacks()
    {
        return { [this](const FrameSample& sample, const SweepProgress& now) {
                    const std::scoped_lock lock(mutex);
                    threads.push_back(sample.threads);
                    progress.push_back(now);
                },
            [this](const SweepOutcome& how) {
                outcome = how;
                ended.count_down();
            } };
    }
};

FrameSample fakeSample(const SweepSetting& setting, milliseconds wall = milliseconds(1))
{
    FrameSample sample;
    sample.threads = setting.threads;
    sample.wall = wall;
    sample.work = 1;
    return sample;
}

SweepPlan planFor(const std::vector<int>& threads, int repeats)
{
    SweepPlan plan;
    plan.settings = settingsOf({ threads, { SimdLevel::Scalar }, { Arithmetic::Strict } });
    plan.leastRepeats = repeats;
    plan.mostRepeats = repeats;
    return plan;
}

/// A plan that ends when medians are known.
SweepPlan untilKnown(const std::vector<int>& threads)
{
    SweepPlan plan = planFor(threads, 6);
    plan.mostRepeats = 100;
    return plan;
}

} // namespace

class tst_sweep : public QObject
{
    Q_OBJECT

private slots:
    void settingsAreAllThatTheMachineHas();
    void order();
    void threadCounts();
    void enoughWhenEveryMedianIsKnown();
    void enoughAfterTheLastRepeat();
    void progressSaysWhatIsLeft();
    void measuresAll();
    void stopsWhenKnown();
    void stopsWhenTimeIsUp();
    void cancels();
    void cancelledMeasurementEndsIt();
    void destructionCancels();
    void failureIsReported();
    void measuresTheRealView();
};

void tst_sweep::settingsAreAllThatTheMachineHas()
{
    const SweepAxes axes { { 1, 2 }, { SimdLevel::Scalar, SimdLevel::Sse2 }, { Arithmetic::Strict },
        { Schedule::Dynamic, Schedule::Static }, { 32, 64 } };
    const std::vector<SweepSetting> settings = settingsOf(axes);
    const std::size_t levels = isAvailable(SimdLevel::Sse2) ? 2 : 1;
    QCOMPARE(settings.size(), levels * 8);
    QCOMPARE(settings[0], (SweepSetting { 1, SimdLevel::Scalar, Arithmetic::Strict, Schedule::Dynamic, 32 }));
    QCOMPARE(settings[1], (SweepSetting { 2, SimdLevel::Scalar, Arithmetic::Strict, Schedule::Dynamic, 32 }));
    QCOMPARE(settings[7], (SweepSetting { 2, SimdLevel::Scalar, Arithmetic::Strict, Schedule::Static, 64 }));
    // SSE2 has no fused multiply-add: not a setting, and no error.
    QVERIFY(settingsOf({ { 1 }, { SimdLevel::Sse2 }, { Arithmetic::Fused } }).empty());
    for (const SweepSetting& setting : settingsOf({ { 1 }, { allSimdLevels.begin(), allSimdLevels.end() },
             { Arithmetic::Strict, Arithmetic::Fused } }))
        QVERIFY(isAvailable(setting.simd) && supports(setting.simd, setting.arithmetic));
}

void tst_sweep::order()
{
    const SweepPlan plan = planFor({ 1, 2, 3 }, 3);
    QCOMPARE(orderOfRepeat(plan, 0), (std::vector<std::size_t> { 0, 1, 2 }));
    QCOMPARE(orderOfRepeat(plan, 1), (std::vector<std::size_t> { 2, 1, 0 }));
    QCOMPARE(orderOfRepeat(plan, 2), (std::vector<std::size_t> { 0, 1, 2 }));
}

void tst_sweep::threadCounts()
{
    QCOMPARE(threadCountsUpTo(1), (std::vector { 1 }));
    QCOMPARE(threadCountsUpTo(4), (std::vector { 1, 2, 3, 4 }));
    QCOMPARE(threadCountsUpTo(8), (std::vector { 1, 2, 3, 4, 5, 6, 7, 8 }));
    QCOMPARE(threadCountsUpTo(9), (std::vector { 1, 2, 3, 4, 5, 6, 7, 8, 9 }));
    QCOMPARE(threadCountsUpTo(24), (std::vector { 1, 2, 3, 4, 5, 6, 7, 8, 16, 24 }));
    QCOMPARE(threadCountsUpTo(32), (std::vector { 1, 2, 3, 4, 5, 6, 7, 8, 16, 32 }));
}

void tst_sweep::enoughWhenEveryMedianIsKnown()
{
    SweepTally tally(untilKnown({ 1, 2 }));
    for (int repeat = 0; repeat < 6; ++repeat) {
        QVERIFY(!tally.isEnough());
        tally.add(0, milliseconds(100)); // all alike: known
        tally.add(1, milliseconds(repeat == 0 ? 110 : 100)); // the interval of six reaches to the extremes
    }
    QVERIFY(!tally.isEnough()); // 10 % for the second
    QCOMPARE(tally.progress(seconds(1)).precise, 1);
    QCOMPARE(*tally.progress(seconds(1)).worst, 0.1);
    for (int repeat = 6; repeat < 9; ++repeat) {
        tally.add(0, milliseconds(100));
        tally.add(1, milliseconds(100));
    }
    QVERIFY(tally.isEnough()); // of nine it leaves one at each side
    QCOMPARE(tally.progress(seconds(1)).precise, 2);
}

void tst_sweep::enoughAfterTheLastRepeat()
{
    SweepTally tally(planFor({ 1, 2 }, 2));
    for (int repeat = 0; repeat < 2; ++repeat) {
        tally.add(0, milliseconds(1 + 9 * repeat));
        QVERIFY(!tally.isEnough());
        tally.add(1, milliseconds(5));
    }
    QVERIFY(tally.isEnough());
}

void tst_sweep::progressSaysWhatIsLeft()
{
    SweepPlan plan = untilKnown({ 1 });
    plan.budget = seconds(60);
    SweepTally tally(plan);
    QCOMPARE(tally.progress({}).left, std::chrono::nanoseconds(seconds(60)));
    QVERIFY(!tally.progress({}).worst);
    for (int n = 0; n < 3; ++n)
        tally.add(0, milliseconds(100));
    // Three of six repeats took 3 s.
    QCOMPARE(tally.progress(seconds(3)).left, std::chrono::nanoseconds(seconds(3)));
    for (int n = 0; n < 2; ++n)
        tally.add(0, milliseconds(100));
    tally.add(0, milliseconds(104));
    // 4 % after six repeats: 2 % take four times as many, 18 more at 1 s each.
    QCOMPARE(*tally.progress(seconds(6)).worst, 0.04);
    QCOMPARE(tally.progress(seconds(6)).left, std::chrono::nanoseconds(seconds(18)));
    // Never more than the budget leaves.
    QCOMPARE(tally.progress(seconds(50)).left, std::chrono::nanoseconds(seconds(10)));
    QCOMPARE(tally.progress(seconds(70)).left, std::chrono::nanoseconds(0));
}

void tst_sweep::measuresAll()
{
    Record record;
    std::atomic<int> calls { 0 };
    const Sweep sweep(
        planFor({ 1, 2, 4 }, 2),
        [&calls](const SweepSetting& setting, const CancelToken&) {
            ++calls;
            return std::optional(fakeSample(setting));
        },
        record.callbacks());
    record.ended.wait();
    QVERIFY(record.outcome.completed && !record.outcome.outOfTime);
    QVERIFY(record.outcome.failure.empty());
    QCOMPARE(record.threads, (std::vector { 1, 2, 4, 4, 2, 1 }));
    for (std::size_t n = 0; n < record.progress.size(); ++n)
        QCOMPARE(record.progress[n].measurements, static_cast<int>(n) + 1);
    QCOMPARE(record.progress.back().settings, 3);
    QCOMPARE(record.outcome.progress.repeats, 2);
    QCOMPARE(calls.load(), 7); // one to warm up
}

void tst_sweep::stopsWhenKnown()
{
    Record record;
    int calls = 0;
    const Sweep sweep(
        untilKnown({ 1, 2 }),
        [&calls](const SweepSetting& setting, const CancelToken&) {
            // 10 % more in one of the first twelve.
            return std::optional(fakeSample(setting, milliseconds(++calls == 5 ? 110 : 100)));
        },
        record.callbacks());
    record.ended.wait();
    QVERIFY(record.outcome.completed);
    QCOMPARE(record.outcome.progress.repeats, 9);
    QCOMPARE(record.threads.size(), std::size_t { 18 }); // as many of each
}

void tst_sweep::stopsWhenTimeIsUp()
{
    Record record;
    SweepPlan plan = planFor({ 1 }, 1000);
    plan.budget = milliseconds(20);
    const Sweep sweep(
        plan,
        [](const SweepSetting& setting, const CancelToken&) {
            std::this_thread::sleep_for(milliseconds(5));
            return std::optional(fakeSample(setting));
        },
        record.callbacks());
    record.ended.wait();
    QVERIFY(!record.outcome.completed && record.outcome.outOfTime);
    QVERIFY(record.outcome.failure.empty());
    QVERIFY(record.threads.size() <= 4);
}

void tst_sweep::cancels()
{
    Record record;
    std::latch third { 3 };
    Sweep sweep(
        planFor({ 1 }, 1'000'000),
        [&third](const SweepSetting& setting, const CancelToken&) {
            if (!third.try_wait())
                third.count_down();
            return std::optional(fakeSample(setting));
        },
        record.callbacks());
    third.wait();
    sweep.cancel();
    record.ended.wait();
    QVERIFY(!record.outcome.completed && !record.outcome.outOfTime);
    QVERIFY(record.outcome.failure.empty());
    QVERIFY(record.threads.size() < 1'000'000);
}

void tst_sweep::cancelledMeasurementEndsIt()
{
    Record record;
    int calls = 0;
    const Sweep sweep(
        planFor({ 1, 2 }, 5),
        [&calls](const SweepSetting& setting, const CancelToken&) {
            return ++calls < 4 ? std::optional(fakeSample(setting)) : std::nullopt;
        },
        record.callbacks());
    record.ended.wait();
    QVERIFY(!record.outcome.completed);
    QCOMPARE(record.threads, (std::vector { 1, 2 }));
    QCOMPARE(record.outcome.progress.measurements, 2);
}

void tst_sweep::destructionCancels()
{
    Record record;
    {
        const Sweep sweep(
            planFor({ 1 }, 1'000'000),
            [](const SweepSetting& setting, const CancelToken&) {
                return std::optional(fakeSample(setting));
            },
            record.callbacks());
    }
    QVERIFY(record.ended.try_wait());
    QVERIFY(!record.outcome.completed);
}

void tst_sweep::failureIsReported()
{
    Record record;
    const Sweep sweep(
        planFor({ 1 }, 3),
        [](const SweepSetting&, const CancelToken&) -> std::optional<FrameSample> {
            throw std::runtime_error("no memory");
        },
        record.callbacks());
    record.ended.wait();
    QVERIFY(!record.outcome.completed);
    QCOMPARE(record.outcome.failure, std::string("no memory"));
}

void tst_sweep::measuresTheRealView()
{
    WorkerPool pool(4);
    pool.setActive(2);
    RenderRequest request;
    request.viewport = Viewport::fit(mandelbrotHome(), { 120, 90 });
    const auto frame = std::make_shared<Frame>();
    SweepPlan plan;
    plan.settings = settingsOf({ { 1, 3 }, { bestSimdLevel() }, { Arithmetic::Strict },
        { Schedule::Dynamic, Schedule::Static }, { 16 } });
    plan.leastRepeats = 2;
    plan.mostRepeats = 2;
    std::mutex mutex;
    std::vector<FrameSample> samples;
    std::latch ended { 1 };
    const Sweep sweep(plan,
        [&](const SweepSetting& setting, const CancelToken& cancel) {
            RenderSettings settings;
            settings.threads = setting.threads;
            settings.simd = setting.simd;
            settings.tileSize = setting.tileSize;
            settings.priority = Priority::Laboratory;
            settings.cancel = cancel;
            return measureFrame(pool, request, settings, *frame, setting.schedule);
        },
        { [&](const FrameSample& sample, const SweepProgress&) {
             const std::scoped_lock lock(mutex);
             samples.push_back(sample);
         },
            [&](const SweepOutcome&) { ended.count_down(); } });
    ended.wait();
    QCOMPARE(samples.size(), std::size_t { 8 });
    for (const FrameSample& sample : samples) {
        QCOMPARE(sample.workload, Workload::Mandelbrot);
        QCOMPARE(sample.simd, bestSimdLevel());
        QCOMPARE(sample.tileSize, 16);
        QCOMPARE(sample.work, static_cast<double>(pixelIterations(*frame)));
        QVERIFY(sample.wall.count() > 0 && sample.cpu.count() > 0);
    }
    QCOMPARE(samples[1].threads, 3);
    QCOMPARE(samples[1].schedule, Schedule::Dynamic);
    QCOMPARE(samples[2].schedule, Schedule::Static);
    QCOMPARE(pool.active(), 2); // a sweep leaves the user's setting alone
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_sweep)
#include "tst_sweep.moc"
