// Histograms: every value is in one bin, the right one, and the bins are as wide as the rule says.

#include "core/timing/Histogram.h"

#include <QTest>

#include <cmath>
#include <numeric>
#include <random>

namespace escapade {

class tst_Histogram : public QObject
{
    Q_OBJECT

private slots:
    void nothing();
    void allAlike();
    void binsByTheRule();
    void edgesBelongToTheUpperBin();
    void mostAlikeAndOneFarAway();
    void countsEveryValueOnce();
};

void tst_Histogram::nothing()
{
    QCOMPARE(histogramOf({}), Histogram {});
}

void tst_Histogram::allAlike()
{
    for (const double value : { 0.0, 3.0, -2.0, 1e-300 }) {
        const Histogram histogram = histogramOf({ value, value, value });
        QCOMPARE(histogram.counts, (std::vector { 3 }));
        QVERIFY(histogram.width > 0);
        QVERIFY(histogram.low <= value && value <= histogram.low + histogram.width);
    }
}

void tst_Histogram::binsByTheRule()
{
    // 0 to 26: quartiles 6.5 and 19.5, 27 values: 2 * 13 / 3 = 8.67 wide, so 26 is cut into three.
    std::vector<double> values(27);
    std::iota(values.begin(), values.end(), 0.0);
    const Histogram histogram = histogramOf(values);
    QCOMPARE(histogram.low, 0.0);
    QVERIFY(std::abs(histogram.width - 26.0 / 3) < 1e-12);
    QCOMPARE(histogram.counts, (std::vector { 9, 9, 9 })); // to 8.67, to 17.3, to 26
}

void tst_Histogram::edgesBelongToTheUpperBin()
{
    const Histogram histogram = histogramOf({ 0, 1, 2, 2, 4 }, 2);
    QCOMPARE(histogram.width, 2.0);
    QCOMPARE(histogram.counts, (std::vector { 2, 3 }));
}

void tst_Histogram::mostAlikeAndOneFarAway()
{
    std::vector<double> values(20, 1.0);
    values.push_back(2);
    const Histogram histogram = histogramOf(values, 10);
    QCOMPARE(histogram.counts.size(), std::size_t { 10 });
    QCOMPARE(histogram.counts.front(), 20);
    QCOMPARE(histogram.counts.back(), 1);
}

void tst_Histogram::countsEveryValueOnce()
{
    std::mt19937 random(1);
    for (int trial = 0; trial < 200; ++trial) {
        std::vector<double> values(1 + random() % 200);
        for (double& value : values)
            value = std::ldexp(static_cast<double>(random()), static_cast<int>(random() % 40) - 40);
        const Histogram histogram = histogramOf(values, 1 + random() % 50);
        QVERIFY(!histogram.counts.empty() && histogram.counts.size() <= 50);
        QCOMPARE(std::accumulate(histogram.counts.begin(), histogram.counts.end(), 0),
            static_cast<int>(values.size()));
    }
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_Histogram)
#include "tst_histogram.moc"
