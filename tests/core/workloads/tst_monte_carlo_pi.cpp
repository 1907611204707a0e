// Monte-Carlo pi: the published numbers of hits, whatever the threads and the instruction set.

#include "core/simd/KernelTable.h"
#include "core/workloads/MonteCarloPi.h"

#include <QTest>

#include <cmath>
#include <thread>

namespace escapade {
namespace {

PiSettings settingsFor(SimdLevel level, int threads)
{
    PiSettings settings;
    settings.simd = level;
    settings.threads = threads;
    return settings;
}

} // namespace

class tst_monte_carlo_pi : public QObject
{
    Q_OBJECT

private slots:
    void publishedHits_data();
    void publishedHits();
    void kernelsEqualReference();
    void kernelsCountBlocksBeyond32Bits();
    void everyPrefixAddsUp();
    void seedsDiffer();
    void estimateAndError();
    void cancels();
    void countsProgress();
};

void tst_monte_carlo_pi::publishedHits_data()
{
    QTest::addColumn<int>("threads");
    QTest::addColumn<int>("level");
    for (const int threads : { 1, 2, 3, 7 }) {
        for (const SimdLevel level : allSimdLevels) {
            if (isAvailable(level))
                QTest::addRow("%s, %d threads", simdName(level).data(), threads)
                    << threads << static_cast<int>(level);
        }
    }
}

void tst_monte_carlo_pi::publishedHits()
{
    QFETCH(const int, threads);
    QFETCH(const int, level);
    WorkerPool pool(8);
    const PiSettings settings = settingsFor(static_cast<SimdLevel>(level), threads);
    for (const auto& [samples, hits] : { std::pair { 1'000'000U, 785'620U }, { 10'000'000U, 7'853'647U } }) {
        const PiRun run = estimatePi(pool, { samples }, settings);
        QVERIFY(run.report.completed);
        QCOMPARE(run.estimate, (PiEstimate { samples, hits }));
    }
}

void tst_monte_carlo_pi::kernelsEqualReference()
{
    WorkerPool pool(2);
    for (const SimdLevel level : allSimdLevels) {
        if (!isAvailable(level))
            continue;
        for (const std::uint64_t samples :
            { 1U, 2U, 3U, 7U, 8U, 9U, 63U, 64U, 65U, 127U, 129U, 1001U, 262'145U }) {
            const PiRequest request { samples, 123'456'789'012'345 };
            QCOMPARE(estimatePi(pool, request, settingsFor(level, 2)).estimate, estimatePiNaively(request));
        }
    }
}

void tst_monte_carlo_pi::kernelsCountBlocksBeyond32Bits()
{
    // Block numbers whose upper word is not zero, and a run across the border.
    for (const std::uint64_t first : { std::uint64_t { 0xffffffe0 }, std::uint64_t { 0x123456789abcdef } }) {
        simd::PiJob reference { 42, 7, first, 77, 0 };
        simd::kernels(SimdLevel::Scalar).countPiHits(reference);
        QVERIFY(reference.hits > 90 && reference.hits < 150); // about 154 * pi / 4 = 121
        for (const SimdLevel level : allSimdLevels) {
            if (!isAvailable(level))
                continue;
            simd::PiJob job { 42, 7, first, 77, 0 };
            simd::kernels(level).countPiHits(job);
            QCOMPARE(job.hits, reference.hits);
        }
    }
}

void tst_monte_carlo_pi::everyPrefixAddsUp()
{
    WorkerPool pool(3);
    std::uint64_t before = 0;
    for (std::uint64_t samples = 1; samples <= 300; ++samples) {
        const std::uint64_t hits
            = estimatePi(pool, { samples }, settingsFor(bestSimdLevel(), 3)).estimate.hits;
        QVERIFY(hits == before || hits == before + 1);
        before = hits;
    }
}

void tst_monte_carlo_pi::seedsDiffer()
{
    const std::uint64_t high = std::uint64_t { 1 } << 32;
    const auto hits = [](std::uint64_t seed) { return estimatePiNaively({ 100'000, seed }).hits; };
    QVERIFY(hits(42) != hits(43));
    QVERIFY(hits(42) != hits(42 + high)); // the upper word counts, too
    QCOMPARE(hits(42), hits(PiRequest::publishedSeed));
}

void tst_monte_carlo_pi::estimateAndError()
{
    const PiEstimate estimate { 1'000'000, 785'620 };
    QCOMPARE(estimate.value(), 3.14248);
    // 4 sqrt(0.78562 * 0.21438 / 1e6), by hand.
    QVERIFY(std::abs(estimate.standardError() - 1.6415662e-3) < 1e-9);
    QCOMPARE((PiEstimate { 1, 1 }.standardError()), 0.0);
}

void tst_monte_carlo_pi::cancels()
{
    WorkerPool pool(2);
    PiSettings settings = settingsFor(SimdLevel::Scalar, 2);
    std::jthread canceller([cancel = settings.cancel] {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        cancel.cancel();
    });
    // Days of work: only the token can end it.
    QVERIFY(!estimatePi(pool, { PiRequest::maxSamples }, settings).report.completed);
}

void tst_monte_carlo_pi::countsProgress()
{
    WorkerPool pool(2);
    std::atomic<std::uint64_t> done { 0 };
    PiSettings settings = settingsFor(bestSimdLevel(), 2);
    settings.samplesDone = &done;
    const PiRun run = estimatePi(pool, { 3'000'000 }, settings);
    QVERIFY(run.report.completed);
    QCOMPARE(done.load(), std::uint64_t { 3'000'000 });
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_monte_carlo_pi)
#include "tst_monte_carlo_pi.moc"
