// What a chart of timings is drawn from: values, whiskers and ideal of each metric, and laws only where there
// are enough points for them.

#include "core/timing/ScalingCurve.h"

#include <QTest>

#include <cmath>

namespace escapade {
namespace {

using std::chrono::milliseconds;

FrameSample sampleOf(int threads, int wallMs, double work = 1e6, Schedule schedule = Schedule::Dynamic)
{
    FrameSample sample { Workload::Mandelbrot, threads, SimdLevel::Avx2, Arithmetic::Strict,
        milliseconds(wallMs), milliseconds(wallMs), work };
    sample.schedule = schedule;
    return sample;
}

const TimingCell kernel { Workload::Mandelbrot, 1, SimdLevel::Avx2, Arithmetic::Strict };

std::vector<TimingRow> rowsOf(const std::vector<FrameSample>& samples)
{
    TimingTable table;
    for (const FrameSample& sample : samples)
        table.add(sample);
    return table.rows(Workload::Mandelbrot);
}

/// 100, 62.5 and 40 ms with 1, 2 and 4 threads: speed-ups of 1, 1.6 and 2.5.
std::vector<TimingRow> someRows()
{
    return rowsOf({ sampleOf(4, 40), sampleOf(1, 100), sampleOf(1, 80), sampleOf(1, 125), sampleOf(2, 60),
        sampleOf(2, 65) });
}

bool isNear(double one, double other)
{
    return std::abs(one - other) < 1e-12 * std::max(1.0, std::abs(other));
}

bool areNear(const ScalingPoint& one, const ScalingPoint& other)
{
    return one.threads == other.threads && isNear(one.value, other.value) && isNear(one.low, other.low)
        && isNear(one.high, other.high);
}

} // namespace

class tst_ScalingCurve : public QObject
{
    Q_OBJECT

private slots:
    void valuesAndWhiskers_data();
    void valuesAndWhiskers();
    void idealFollowsTheMetric();
    void growingPictures();
    void differentPictures();
    void oneKernelOnly();
    void memoryLimitsRates();
    void withoutOneThread();
    void lawsNeedEnoughCores();
    void nothing();
};

void tst_ScalingCurve::valuesAndWhiskers_data()
{
    QTest::addColumn<int>("metric");
    QTest::addColumn<double>("one"); // median, least and most with one thread
    QTest::addColumn<double>("least");
    QTest::addColumn<double>("most");
    QTest::addColumn<double>("two");
    QTest::newRow("time") << static_cast<int>(TimingMetric::Time) << 0.1 << 0.08 << 0.125 << 0.0625;
    QTest::newRow("rate") << static_cast<int>(TimingMetric::Rate) << 1e7 << 8e6 << 1.25e7 << 1.6e7;
    QTest::newRow("speed-up") << static_cast<int>(TimingMetric::SpeedUp) << 1.0 << 0.8 << 1.25 << 1.6;
    QTest::newRow("efficiency") << static_cast<int>(TimingMetric::Efficiency) << 1.0 << 0.8 << 1.25 << 0.8;
}

void tst_ScalingCurve::valuesAndWhiskers()
{
    QFETCH(const int, metric);
    QFETCH(const double, one);
    QFETCH(const double, least);
    QFETCH(const double, most);
    QFETCH(const double, two);
    const ScalingCurve curve
        = curveOf(someRows(), { kernel, static_cast<TimingMetric>(metric), Scaling::Strong, true, 4 });
    QCOMPARE(curve.points.size(), std::size_t { 3 });
    QVERIFY(areNear(curve.points[0], { 1, one, least, most }));
    QCOMPARE(curve.points[1].threads, 2);
    QVERIFY(isNear(curve.points[1].value, two));
    QVERIFY(curve.points[1].low < two && curve.points[1].high > two);
    QVERIFY(curve.oneThread && isNear(*curve.oneThread, one));
    QVERIFY(!curve.perWork);
}

void tst_ScalingCurve::idealFollowsTheMetric()
{
    const auto idealAtFour = [](TimingMetric metric) {
        return valueAt(curveOf(someRows(), { kernel, metric, Scaling::Strong, true, 4 }), 4, 4);
    };
    QVERIFY(isNear(idealAtFour(TimingMetric::Time), 0.025));
    QVERIFY(isNear(idealAtFour(TimingMetric::Rate), 4e7));
    QVERIFY(isNear(idealAtFour(TimingMetric::SpeedUp), 4));
    QVERIFY(isNear(idealAtFour(TimingMetric::Efficiency), 1));
}

void tst_ScalingCurve::growingPictures()
{
    // Four times the work in 125 ms instead of 100: a speed-up of 3.2.
    const std::vector<TimingRow> rows
        = rowsOf({ sampleOf(1, 100, 1e6), sampleOf(2, 110, 2e6), sampleOf(4, 125, 4e6) });
    const CurveChoice choice { kernel, TimingMetric::Time, Scaling::Weak, true, 4 };
    const ScalingCurve times = curveOf(rows, choice);
    QVERIFY(areNear(times.points[2], { 4, 0.125, 0.125, 0.125 }));
    QVERIFY(isNear(valueAt(times, 4, 4), 0.1)); // the ideal is the same time
    QVERIFY(isNear(valueAt(times, 4, 3.2), 0.125));
    QVERIFY(times.fits.gustafson && !times.fits.amdahl);
    CurveChoice speed = choice;
    speed.metric = TimingMetric::SpeedUp;
    QVERIFY(isNear(curveOf(rows, speed).points[2].value, 3.2));
    speed.scaling = Scaling::Strong;
    QVERIFY(!curveOf(rows, speed).fits.gustafson && curveOf(rows, speed).fits.amdahl);
}

void tst_ScalingCurve::differentPictures()
{
    const std::vector<TimingRow> rows = rowsOf({ sampleOf(1, 100, 1e6), sampleOf(2, 100, 2e6) });
    const ScalingCurve curve = curveOf(rows, { kernel, TimingMetric::Time, Scaling::Strong, false, 4 });
    QVERIFY(curve.perWork);
    QVERIFY(isNear(curve.points[0].value * 1e7, 1));
    QVERIFY(isNear(curve.points[1].value * 2e7, 1));
    QVERIFY(isNear(valueAt(curve, 2, 2) * 2e7, 1));
}

void tst_ScalingCurve::oneKernelOnly()
{
    const std::vector<TimingRow> rows
        = rowsOf({ sampleOf(1, 100), sampleOf(2, 50), sampleOf(1, 100, 1e6, Schedule::Static),
            sampleOf(2, 90, 1e6, Schedule::Static), sampleOf(3, 80, 1e6, Schedule::Static) });
    CurveChoice choice { kernel, TimingMetric::SpeedUp, Scaling::Strong, true, 4 };
    QCOMPARE(curveOf(rows, choice).points.size(), std::size_t { 2 });
    QVERIFY(isNear(curveOf(rows, choice).points[1].value, 2));
    choice.kernel.schedule = Schedule::Static;
    QCOMPARE(curveOf(rows, choice).points.size(), std::size_t { 3 });
    QVERIFY(isNear(curveOf(rows, choice).points[1].value, 10.0 / 9));
    choice.kernel.tileSize = 32;
    QVERIFY(curveOf(rows, choice).points.empty());
}

void tst_ScalingCurve::memoryLimitsRates()
{
    std::vector<FrameSample> samples { sampleOf(1, 100), sampleOf(1, 100), sampleOf(2, 60) };
    samples[0].memoryLimit = 3e7;
    samples[1].memoryLimit = 5e7;
    const std::vector<TimingRow> rows = rowsOf(samples);
    const ScalingCurve rates = curveOf(rows, { kernel, TimingMetric::Rate, Scaling::Strong, true, 4 });
    QCOMPARE(rates.points[0].memoryLimit, std::optional(4e7)); // the median
    QVERIFY(!rates.points[1].memoryLimit);
    QVERIFY(!curveOf(rows, { kernel, TimingMetric::Time, Scaling::Strong, true, 4 }).points[0].memoryLimit);
}

void tst_ScalingCurve::withoutOneThread()
{
    const std::vector<TimingRow> rows = rowsOf({ sampleOf(2, 50), sampleOf(3, 40) });
    const ScalingCurve times = curveOf(rows, { kernel, TimingMetric::Time, Scaling::Strong, true, 4 });
    QCOMPARE(times.points.size(), std::size_t { 2 });
    QVERIFY(!times.oneThread && times.fits == ScalingFits {});
    QVERIFY(curveOf(rows, { kernel, TimingMetric::SpeedUp, Scaling::Strong, true, 4 }).points.empty());
}

void tst_ScalingCurve::lawsNeedEnoughCores()
{
    const auto fitsOn = [](int cores, Scaling scaling) {
        return fitsOf({ { 1, 1 }, { 2, 1.9 }, { 3, 2.7 }, { 4, 3.4 } }, scaling, cores);
    };
    // On two cores three and four threads take turns: one point tells nothing.
    QVERIFY(fitsOn(2, Scaling::Strong) == ScalingFits {});
    QVERIFY(fitsOn(2, Scaling::Weak) == ScalingFits {});
    QVERIFY(fitsOn(3, Scaling::Strong).amdahl && !fitsOn(3, Scaling::Strong).universal);
    QVERIFY(fitsOn(3, Scaling::Weak).gustafson && !fitsOn(3, Scaling::Weak).universal);
    QVERIFY(fitsOn(4, Scaling::Strong).universal);
}

void tst_ScalingCurve::nothing()
{
    const ScalingCurve curve = curveOf({}, { kernel, TimingMetric::SpeedUp, Scaling::Strong, true, 4 });
    QVERIFY(curve.points.empty() && !curve.oneThread && curve.fits == ScalingFits {});
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_ScalingCurve)
#include "tst_scaling_curve.moc"
