// Statistics and the table of cells, against figures computed by hand.

#include "core/timing/Statistics.h"
#include "core/timing/TimingTable.h"

#include <QTest>

#include <cmath>
#include <random>
#include <vector>

namespace escapade {
namespace {

using std::chrono::milliseconds;

FrameSample sample(int threads, int wallMs, int cpuMs, double work, SimdLevel simd = SimdLevel::Avx2)
{
    return { Workload::Mandelbrot, threads, simd, Arithmetic::Strict, milliseconds(wallMs),
        milliseconds(cpuMs), work };
}

} // namespace

class tst_timing_table : public QObject
{
    Q_OBJECT

private slots:
    void summary_data();
    void summary();
    void medianIntervalRanks_data();
    void medianIntervalRanks();
    void medianIntervalHoldsTheMedian();
    void uncertaintyIsTheLongerSide();
    void tilesAndSchedulesAreKernels();
    void clearsOnePicture();
    void figuresOfARow();
    void speedUpNeedsOneThreadOfTheSameKernel();
    void differentPicturesCompareByWork();
    void keepsTheRecentSamples();
    void leavesOutEmptySamples();
    void separatesWorkloads();
};

void tst_timing_table::summary_data()
{
    QTest::addColumn<QList<double>>("values");
    QTest::addColumn<QList<double>>("expected"); // median, min, max
    QTest::newRow("one") << QList<double> { 3 } << QList<double> { 3, 3, 3 };
    QTest::newRow("two") << QList<double> { 5, 2 } << QList<double> { 3.5, 2, 5 };
    QTest::newRow("three") << QList<double> { 9, 1, 4 } << QList<double> { 4, 1, 9 };
    QTest::newRow("four") << QList<double> { 1, 100, 3, 2 } << QList<double> { 2.5, 1, 100 };
    QTest::newRow("outlier") << QList<double> { 10, 11, 10, 12, 5000 } << QList<double> { 11, 10, 5000 };
    QTest::newRow("equal") << QList<double> { 7, 7, 7, 7 } << QList<double> { 7, 7, 7 };
}

void tst_timing_table::summary()
{
    QFETCH(const QList<double>, values);
    QFETCH(const QList<double>, expected);
    const Summary found = summarize({ values.begin(), values.end() });
    QCOMPARE(
        found, (Summary { static_cast<std::size_t>(values.size()), expected[0], expected[1], expected[2] }));
    QCOMPARE(summarize({}), Summary {});
}

/// The ranks that tables print for 95 %: of n values, the k-th and the (n + 1 - k)-th.
void tst_timing_table::medianIntervalRanks_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("rank");
    const std::vector<std::pair<int, int>> known { { 1, 0 }, { 5, 0 }, { 6, 1 }, { 8, 1 }, { 9, 2 },
        { 11, 2 }, { 12, 3 }, { 15, 4 }, { 20, 6 }, { 25, 8 }, { 30, 10 }, { 50, 18 }, { 100, 40 },
        { 1000, 469 }, { 1001, 469 }, { 10'000, 4902 } };
    for (const auto& [count, rank] : known)
        QTest::addRow("%d", count) << count << rank;
}

void tst_timing_table::medianIntervalRanks()
{
    QFETCH(const int, count);
    QFETCH(const int, rank);
    std::vector<double> values;
    for (int value = 1; value <= count; ++value)
        values.push_back(value);
    const std::optional<Interval> interval = medianInterval(values);
    QCOMPARE(interval.has_value(), rank > 0);
    if (interval)
        QCOMPARE(*interval, (Interval { static_cast<double>(rank), static_cast<double>(count + 1 - rank) }));
    QCOMPARE(summarize(values).interval, interval);
}

/// In at least 95 of 100 trials, for a distribution with a floor and a long tail; generously.
void tst_timing_table::medianIntervalHoldsTheMedian()
{
    std::mt19937 random(7);
    const double median = 1 + std::log(2.0); // of 1 plus an exponential variable
    int held = 0;
    constexpr int trials = 4000;
    for (int trial = 0; trial < trials; ++trial) {
        std::vector<double> times(25);
        for (double& time : times)
            time = 1 - std::log((static_cast<double>(random()) + 1) / 4294967296.0);
        const Summary found = summarize(times);
        held += found.interval->low <= median && median <= found.interval->high ? 1 : 0;
    }
    QVERIFY2(held > 0.945 * trials, qPrintable(QString::number(held)));
    QVERIFY(held < 0.99 * trials); // it is not just from the least to the greatest
}

void tst_timing_table::uncertaintyIsTheLongerSide()
{
    QVERIFY(!relativeUncertainty(summarize({ 1, 2, 3 })));
    QVERIFY(!relativeUncertainty({}));
    QCOMPARE(*relativeUncertainty({ 6, 2, 1, 9, Interval { 1.5, 3 } }), 0.5);
    QCOMPARE(*relativeUncertainty({ 6, 2, 1, 9, Interval { 1, 2.5 } }), 0.5);
    QCOMPARE(*relativeUncertainty(summarize(std::vector<double>(6, 4.0))), 0.0);
}

void tst_timing_table::tilesAndSchedulesAreKernels()
{
    TimingTable table;
    for (const int tileSize : { 64, 32, 0 }) {
        for (const Schedule schedule : { Schedule::Static, Schedule::Dynamic }) {
            for (const int threads : { 2, 1 }) {
                FrameSample one = sample(threads, 100 / threads, 100, 1e6);
                one.tileSize = tileSize;
                one.schedule = schedule;
                table.add(one);
            }
        }
    }
    const std::vector<TimingRow> rows = table.rows(Workload::Mandelbrot);
    QCOMPARE(rows.size(), std::size_t { 12 });
    for (std::size_t n = 0; n < rows.size(); n += 2) { // the threads of a kernel stand together
        QVERIFY(haveSameKernel(rows[n].cell, rows[n + 1].cell));
        QCOMPARE(rows[n].cell.threads, 1);
        QCOMPARE(*rows[n + 1].speedUp, 2.0);
        QVERIFY(n == 0 || !haveSameKernel(rows[n - 1].cell, rows[n].cell));
    }
    QCOMPARE(table.samples(rows[3].cell).size(), std::size_t { 1 });
    QVERIFY(table.samples({ Workload::Julia }).empty());
}

void tst_timing_table::clearsOnePicture()
{
    TimingTable table;
    table.add(sample(1, 100, 100, 1e6));
    FrameSample fused = sample(1, 50, 50, 1e6);
    fused.arithmetic = Arithmetic::Fused;
    table.add(fused);
    FrameSample julia = sample(1, 50, 50, 1e6);
    julia.workload = Workload::Julia;
    table.add(julia);
    table.clear(Workload::Mandelbrot, Arithmetic::Strict);
    QCOMPARE(table.samples().size(), std::size_t { 2 });
    QCOMPARE(table.rows(Workload::Mandelbrot).front().cell.arithmetic, Arithmetic::Fused);
    QCOMPARE(table.rows(Workload::Julia).size(), std::size_t { 1 });
}

void tst_timing_table::figuresOfARow()
{
    TimingTable table;
    for (const int wall : { 100, 140, 110 })
        table.add(sample(1, wall, wall - 10, 2e6));
    for (const int wall : { 60, 50, 55, 57 })
        table.add(sample(2, wall, 100, 2e6));
    const std::vector<TimingRow> rows = table.rows(Workload::Mandelbrot);
    QCOMPARE(rows.size(), std::size_t { 2 });

    QCOMPARE(rows[0].cell.threads, 1);
    QCOMPARE(rows[0].wallSeconds, (Summary { 3, 0.11, 0.1, 0.14 }));
    QCOMPARE(rows[0].cpuSeconds, 0.1);
    QCOMPARE(rows[0].cpuPerWall, 100.0 / 110); // of 0.9, 0.9286, 0.9091
    QCOMPARE(rows[0].rate, 2e6 / 0.11);
    QCOMPARE(*rows[0].speedUp, 1.0);
    QCOMPARE(*rows[0].efficiency, 1.0);

    QCOMPARE(rows[1].wallSeconds, (Summary { 4, 0.056, 0.05, 0.06 }));
    QCOMPARE(rows[1].rate, 2e6 / 0.056);
    QCOMPARE(*rows[1].speedUp, 0.11 / 0.056);
    QCOMPARE(*rows[1].efficiency, 0.11 / 0.056 / 2);
    QCOMPARE(table.commonWork(Workload::Mandelbrot), std::optional(2e6));
}

void tst_timing_table::speedUpNeedsOneThreadOfTheSameKernel()
{
    TimingTable table;
    table.add(sample(1, 100, 100, 1e6, SimdLevel::Scalar));
    table.add(sample(2, 20, 40, 1e6, SimdLevel::Avx2));
    const auto rows = table.rows(Workload::Mandelbrot);
    QCOMPARE(rows.size(), std::size_t { 2 });
    QCOMPARE(rows[0].cell.simd, SimdLevel::Scalar);
    QVERIFY(rows[0].speedUp);
    QVERIFY(!rows[1].speedUp);
    QVERIFY(!rows[1].efficiency);
}

void tst_timing_table::differentPicturesCompareByWork()
{
    TimingTable table;
    table.add(sample(1, 100, 100, 1e6));
    table.add(sample(2, 500, 1000, 1e7)); // ten times the work in five times the time: twice the rate
    const auto rows = table.rows(Workload::Mandelbrot);
    QCOMPARE(*rows[1].speedUp, 2.0);
    QCOMPARE(*rows[1].efficiency, 1.0);
    QVERIFY(!table.commonWork(Workload::Mandelbrot));
}

void tst_timing_table::keepsTheRecentSamples()
{
    TimingTable table;
    for (std::size_t n = 0; n < TimingTable::keptSamples; ++n)
        table.add(sample(1, 1000, 1000, 1e6));
    for (std::size_t n = 0; n < TimingTable::keptSamples; ++n)
        table.add(sample(1, 10, 10, 1e6));
    const auto rows = table.rows(Workload::Mandelbrot);
    QCOMPARE(rows[0].wallSeconds,
        (Summary { TimingTable::keptSamples, 0.01, 0.01, 0.01, Interval { 0.01, 0.01 } }));
}

void tst_timing_table::leavesOutEmptySamples()
{
    TimingTable table;
    table.add(sample(1, 0, 0, 1e6));
    table.add(sample(1, 10, 10, 0));
    table.add(sample(0, 10, 10, 1e6));
    QVERIFY(table.isEmpty());
    QVERIFY(!table.commonWork(Workload::Mandelbrot));
}

void tst_timing_table::separatesWorkloads()
{
    TimingTable table;
    table.add(sample(1, 10, 10, 1e6));
    FrameSample julia = sample(2, 30, 60, 5e5);
    julia.workload = Workload::Julia;
    table.add(julia);
    QCOMPARE(table.rows(Workload::Mandelbrot).size(), std::size_t { 1 });
    QCOMPARE(table.rows(Workload::Julia).size(), std::size_t { 1 });
    QVERIFY(table.rows(Workload::Diffusion).empty());
    QCOMPARE(table.commonWork(Workload::Julia), std::optional(5e5));
    table.clear();
    QVERIFY(table.isEmpty());
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_timing_table)
#include "tst_timing_table.moc"
