// Scaling laws: figures of the papers, laws found again in points that follow them, and what is not enough.

#include "core/timing/ScalingLaws.h"

#include <QTest>

#include <cmath>

namespace escapade {
namespace {

bool isNear(double value, double expected, double tolerance = 1e-12)
{
    return std::abs(value - expected) <= tolerance;
}

template <typename Law> std::vector<SpeedUpPoint> pointsOn(const Law& law, std::initializer_list<int> threads)
{
    std::vector<SpeedUpPoint> points;
    for (const int count : threads)
        points.push_back({ count, law.speedUp(count) });
    return points;
}

} // namespace

class tst_ScalingLaws : public QObject
{
    Q_OBJECT

private slots:
    void karpFlattOfKnownFigures();
    void amdahlIsFoundAgain();
    void gustafsonIsFoundAgain();
    void universalLawIsFoundAgain();
    void noiseShowsInTheResidual();
    void fitsStayPossible();
    void tooFewPointsGiveNone();
};

void tst_ScalingLaws::karpFlattOfKnownFigures()
{
    QVERIFY(!karpFlatt({ 1, 1 }));
    QCOMPARE(*karpFlatt({ 2, 2 }), 0.0);
    QCOMPARE(*karpFlatt({ 2, 1 }), 1.0);
    QVERIFY(isNear(*karpFlatt({ 4, 1 / (0.1 + 0.9 / 4) }), 0.1)); // Amdahl's law with a tenth serial
    QVERIFY(*karpFlatt({ 2, 2.2 }) < 0); // faster than the threads allow
}

void tst_ScalingLaws::amdahlIsFoundAgain()
{
    for (const double serial : { 0.0, 0.05, 0.5, 1.0 }) {
        const auto fit = fitAmdahl(pointsOn(AmdahlFit { serial, 0 }, { 1, 2, 3, 4, 8 }));
        QVERIFY(fit);
        QVERIFY(isNear(fit->serial, serial));
        QVERIFY(isNear(fit->residual, 0));
    }
    // Half serial: never twice as fast, whatever the threads.
    QVERIFY((AmdahlFit { 0.5, 0 }.speedUp(1e9)) < 2);
}

void tst_ScalingLaws::gustafsonIsFoundAgain()
{
    for (const double serial : { 0.0, 0.05, 0.5, 1.0 }) {
        const auto fit = fitGustafson(pointsOn(GustafsonFit { serial, 0 }, { 1, 2, 3, 4, 8 }));
        QVERIFY(fit);
        QVERIFY(isNear(fit->serial, serial));
        QVERIFY(isNear(fit->residual, 0));
    }
    // Gustafson's own example: 0.4 % serial on 1024 processors give 1020.
    QVERIFY(isNear((GustafsonFit { 0.004, 0 }.speedUp(1024)), 1019.908, 1e-9));
    QVERIFY(!fitGustafson({ { 1, 1 }, { 2, 1.9 } }));
    QCOMPARE(fitGustafson({ { 2, 2.2 }, { 3, 3.5 } })->serial, 0.0); // better than ideal
    QVERIFY(fitGustafson({ { 2, 2.2 }, { 3, 3.5 } })->residual > 0.05);
}

void tst_ScalingLaws::universalLawIsFoundAgain()
{
    const UniversalScalabilityFit law { 0.03, 0.002, 0 };
    const auto fit = fitUniversalScalability(pointsOn(law, { 1, 2, 4, 8, 16, 32 }));
    QVERIFY(fit);
    QVERIFY(isNear(fit->contention, 0.03, 1e-10));
    QVERIFY(isNear(fit->coherency, 0.002, 1e-10));
    QVERIFY(isNear(fit->residual, 0, 1e-10));
    // Its peak is one: neighbours on both sides are slower.
    const double peak = *fit->peak();
    QVERIFY(isNear(peak, std::sqrt(0.97 / 0.002), 1e-6));
    QVERIFY(fit->speedUp(peak) > fit->speedUp(0.9 * peak) && fit->speedUp(peak) > fit->speedUp(1.1 * peak));
    // Without coherency it is Amdahl's law, and has no peak.
    const UniversalScalabilityFit plain { 0.1, 0, 0 };
    QVERIFY(!plain.peak());
    QVERIFY(isNear(plain.speedUp(5), AmdahlFit { 0.1, 0 }.speedUp(5)));
}

void tst_ScalingLaws::noiseShowsInTheResidual()
{
    std::vector<SpeedUpPoint> points = pointsOn(AmdahlFit { 0.1, 0 }, { 2, 4, 8 });
    points[1].speedUp *= 1.3;
    const auto fit = fitAmdahl(points);
    QVERIFY(fit);
    QVERIFY(fit->residual > 0.05 && fit->residual < 0.3);
}

void tst_ScalingLaws::fitsStayPossible()
{
    // Better than ideal: no fraction below 0.
    const std::vector<SpeedUpPoint> better { { 2, 2.2 }, { 3, 3.5 }, { 4, 5 } };
    QCOMPARE(fitAmdahl(better)->serial, 0.0);
    const auto fit = fitUniversalScalability(better);
    QVERIFY(fit && fit->contention >= 0 && fit->coherency >= 0);
    QVERIFY(fit->residual > 0.05);
    // Falling all the way: coherency alone.
    const auto falling = fitUniversalScalability({ { 2, 1 }, { 4, 0.5 }, { 8, 0.1 } });
    QVERIFY(falling && falling->contention >= 0 && falling->coherency > 0);
}

void tst_ScalingLaws::tooFewPointsGiveNone()
{
    QVERIFY(!fitAmdahl({}));
    QVERIFY(!fitAmdahl({ { 1, 1 }, { 2, 1.9 } }));
    QVERIFY(fitAmdahl({ { 1, 1 }, { 2, 1.9 }, { 3, 2.7 } }));
    QVERIFY(!fitUniversalScalability({ { 1, 1 }, { 2, 1.9 }, { 3, 2.7 } }));
    QVERIFY(!fitUniversalScalability({ { 2, 1.9 }, { 2, 1.8 }, { 2, 1.7 } }));
    QVERIFY(!fitAmdahl({ { 2, 0 }, { 3, 0 } })); // no speed at all is no measurement
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_ScalingLaws)
#include "tst_scaling_laws.moc"
