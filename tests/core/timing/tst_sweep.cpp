// Sweeps: the order of the measurements, progress, cancelling and failing; and a real one on the pool.

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

/// What a sweep reported, and a way to wait for its end.
struct Record
{
    std::mutex mutex;
    std::vector<int> threads;
    std::vector<int> done;
    int total = 0;
    SweepOutcome outcome;
    std::latch ended { 1 };

    Sweep::Callbacks callbacks()
    {
        return { [this](const FrameSample& sample, int doneNow, int all) {
                    const std::scoped_lock lock(mutex);
                    threads.push_back(sample.threads);
                    done.push_back(doneNow);
                    total = all;
                },
            [this](const SweepOutcome& how) {
                outcome = how;
                ended.count_down();
            } };
    }
};

FrameSample fakeSample(int threads)
{
    FrameSample sample;
    sample.threads = threads;
    sample.wall = std::chrono::milliseconds(1);
    sample.work = 1;
    return sample;
}

} // namespace

class tst_sweep : public QObject
{
    Q_OBJECT

private slots:
    void order();
    void threadCounts();
    void measuresAll();
    void cancels();
    void cancelledMeasurementEndsIt();
    void destructionCancels();
    void failureIsReported();
    void measuresTheRealView();
};

void tst_sweep::order()
{
    QCOMPARE(sweepOrder({ { 1, 2, 3 }, 3 }), (std::vector { 1, 2, 3, 3, 2, 1, 1, 2, 3 }));
    QCOMPARE(sweepOrder({ { 4 }, 2 }), (std::vector { 4, 4 }));
    QVERIFY(sweepOrder({ {}, 5 }).empty());
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

void tst_sweep::measuresAll()
{
    Record record;
    std::atomic<int> calls { 0 };
    const Sweep sweep(
        { { 1, 2, 4 }, 2 },
        [&calls](int threads, const CancelToken&) {
            ++calls;
            return std::optional(fakeSample(threads));
        },
        record.callbacks());
    record.ended.wait();
    QVERIFY(record.outcome.completed);
    QVERIFY(record.outcome.failure.empty());
    QCOMPARE(record.threads, (std::vector { 1, 2, 4, 4, 2, 1 }));
    QCOMPARE(record.done, (std::vector { 1, 2, 3, 4, 5, 6 }));
    QCOMPARE(record.total, 6);
    QCOMPARE(calls.load(), 7); // one to warm up
}

void tst_sweep::cancels()
{
    Record record;
    std::latch third { 3 };
    Sweep sweep(
        { { 1 }, 1'000'000 },
        [&third](int threads, const CancelToken&) {
            if (!third.try_wait())
                third.count_down();
            return std::optional(fakeSample(threads));
        },
        record.callbacks());
    third.wait();
    sweep.cancel();
    record.ended.wait();
    QVERIFY(!record.outcome.completed);
    QVERIFY(record.outcome.failure.empty());
    QVERIFY(record.threads.size() < 1'000'000);
}

void tst_sweep::cancelledMeasurementEndsIt()
{
    Record record;
    int calls = 0;
    const Sweep sweep(
        { { 1, 2 }, 5 },
        [&calls](int threads, const CancelToken&) {
            return ++calls < 4 ? std::optional(fakeSample(threads)) : std::nullopt;
        },
        record.callbacks());
    record.ended.wait();
    QVERIFY(!record.outcome.completed);
    QCOMPARE(record.threads, (std::vector { 1, 2 }));
}

void tst_sweep::destructionCancels()
{
    Record record;
    {
        const Sweep sweep(
            { { 1 }, 1'000'000 },
            [](int threads, const CancelToken&) { return std::optional(fakeSample(threads)); },
            record.callbacks());
    }
    QVERIFY(record.ended.try_wait());
    QVERIFY(!record.outcome.completed);
}

void tst_sweep::failureIsReported()
{
    Record record;
    const Sweep sweep(
        { { 1 }, 3 },
        [](int, const CancelToken&) -> std::optional<FrameSample> { throw std::runtime_error("no memory"); },
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
    std::mutex mutex;
    std::vector<FrameSample> samples;
    std::latch ended { 1 };
    const Sweep sweep({ { 1, 3 }, 2 },
        [&](int threads, const CancelToken& cancel) {
            RenderSettings settings;
            settings.threads = threads;
            settings.simd = bestSimdLevel();
            settings.priority = Priority::Laboratory;
            settings.cancel = cancel;
            return measureFrame(pool, request, settings, *frame);
        },
        { [&](const FrameSample& sample, int, int) {
             const std::scoped_lock lock(mutex);
             samples.push_back(sample);
         },
            [&](const SweepOutcome&) { ended.count_down(); } });
    ended.wait();
    QCOMPARE(samples.size(), std::size_t { 4 });
    for (const FrameSample& sample : samples) {
        QCOMPARE(sample.workload, Workload::Mandelbrot);
        QCOMPARE(sample.simd, bestSimdLevel());
        QCOMPARE(sample.work, static_cast<double>(pixelIterations(*frame)));
        QVERIFY(sample.wall.count() > 0 && sample.cpu.count() > 0);
    }
    QCOMPARE(samples[1].threads, 3);
    QCOMPARE(pool.active(), 2); // a sweep leaves the user's setting alone
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_sweep)
#include "tst_sweep.moc"
