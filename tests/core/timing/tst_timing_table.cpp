// Statistics and the table of cells, against figures computed by hand.

#include "core/timing/Statistics.h"
#include "core/timing/TimingTable.h"

#include <QTest>

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
    QCOMPARE(rows[0].wallSeconds, (Summary { TimingTable::keptSamples, 0.01, 0.01, 0.01 }));
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
