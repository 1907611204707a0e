// Measured diffusion: what a sample says, fields that grow with the threads, cancelling.

#include "core/diffusion/FieldTiming.h"

#include <QTest>

#include <cmath>

namespace escapade {

class tst_FieldTiming : public QObject
{
    Q_OBJECT

private slots:
    void samplesSayWhatWasMeasured();
    void fieldsGrowWithTheThreads();
    void cancelled();
};

void tst_FieldTiming::samplesSayWhatWasMeasured()
{
    WorkerPool pool(2);
    FieldTiming timing(pool);
    const TimedField field { 62, 4 };
    for (const int threads : { 1, 2, 1 }) {
        const auto sample = timing.measure(field, { threads, bestSimdLevel() }, {});
        QVERIFY(sample);
        QCOMPARE(sample->workload, Workload::Diffusion);
        QCOMPARE(sample->threads, threads);
        QCOMPARE(sample->simd, bestSimdLevel());
        QCOMPARE(sample->work, 62.0 * 62 * 4);
        QVERIFY(sample->wall.count() > 0 && sample->cpu.count() > 0);
        QVERIFY(sample->memoryLimit > 0);
        QCOMPARE(sample->tileSize, 0);
    }
}

void tst_FieldTiming::fieldsGrowWithTheThreads()
{
    QCOMPARE(shareOfField({ 2048, 32 }, 4, 4), (TimedField { 2048, 32 }));
    QCOMPARE(shareOfField({ 2048, 32 }, 1, 4), (TimedField { 1024, 32 }));
    for (const int threads : { 1, 2, 3, 5 }) {
        const double rows = shareOfField({ 2048, 32 }, threads, 5).rows;
        QVERIFY(std::abs(rows * rows * 5 / (2048.0 * 2048 * threads) - 1) < 0.01);
    }
    QCOMPARE(shareOfField({ 1, 1 }, 1, 64).rows, 1);
}

void tst_FieldTiming::cancelled()
{
    WorkerPool pool(2);
    FieldTiming timing(pool);
    const CancelToken cancel;
    cancel.cancel();
    QVERIFY(!timing.measure({ 62, 4 }, { 2, bestSimdLevel() }, cancel));
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_FieldTiming)
#include "tst_field_timing.moc"
