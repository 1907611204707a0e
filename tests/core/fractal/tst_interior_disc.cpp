#include "core/fractal/InteriorDisc.h"
#include "core/fractal/NaiveEscape.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace escapade;

namespace {

bool isClose(double actual, double expected)
{
    return std::abs(actual - expected) <= 1e-9 * expected;
}

} // namespace

class InteriorDiscTest : public QObject
{
    Q_OBJECT

private slots:
    void centresHaveTheRadiusOfTheFormula()
    {
        // Cardioid: m = 1 - sqrt(1 - 4c), dm/dc = 2 at its centre. Period-2 disc: m = 4 (c + 1).
        QVERIFY(isClose(interiorDiscRadius(0, 0), 0.9 / (4 * 2)));
        QVERIFY(isClose(interiorDiscRadius(-1, 0), 0.9 / (4 * 4)));
        // Off the centre, where |m| = 0.8 with m = 1 - sqrt(1 - 4c): c = m/2 - m^2/4, dm/dc = 2 / (1 - m).
        const double m = 0.8;
        QVERIFY(isClose(interiorDiscRadius(m / 2 - m * m / 4, 0), 0.9 * (1 - m * m) / (4 * 2 / (1 - m))));
    }

    void smallComponentsAreFound_data()
    {
        QTest::addColumn<double>("re");
        QTest::addColumn<double>("im");
        QTest::addColumn<double>("most"); // the component is no larger
        // Centres that others have published (Munafo's Mu-Ency, "mu-atom").
        QTest::newRow("period 3 bulb") << -0.122561166876654 << 0.744861766619744 << 0.1;
        QTest::newRow("period 3 island") << -1.75487766624669 << 0.0 << 0.01;
        QTest::newRow("period 4 island") << -0.156520166833755 << 1.032247108922832 << 0.01;
    }
    void smallComponentsAreFound()
    {
        QFETCH(double, re);
        QFETCH(double, im);
        QFETCH(double, most);
        const double radius = interiorDiscRadius(re, im);
        QVERIFY2(radius > most / 100 && radius < most, qPrintable(QString::number(radius)));
    }

    void nothingIsClaimedAtTheRimOrOutside_data()
    {
        QTest::addColumn<double>("re");
        QTest::addColumn<double>("im");
        QTest::newRow("cusp") << 0.25 << 0.0;
        QTest::newRow("near the cusp") << 0.25 - 1e-9 << 0.0;
        QTest::newRow("beyond the cusp") << 0.25 + 1e-6 << 0.0;
        QTest::newRow("between cardioid and disc") << -0.75 << 0.0;
        QTest::newRow("seahorse valley") << -0.75 << 1e-7;
        QTest::newRow("Feigenbaum point") << -1.401155189 << 0.0;
        QTest::newRow("tip") << -2.0 << 0.0;
        QTest::newRow("dendrite") << 0.0 << 1.0;
        // Places where Newton's method finds a cycle of a smaller period than the one that is tried.
        QTest::newRow("period divides, 1") << -1.3545664647346873 << 0.057644607095758318;
        QTest::newRow("period divides, 2") << -1.4000347918471148 << 0.00045514896132415467;
        QTest::newRow("period divides, 3") << 0.36657481555513516 << -0.14401757007125812;
        QTest::newRow("far away") << 7.0 << -3.0;
        QTest::newRow("not a number") << std::nan("") << 0.0;
    }
    void nothingIsClaimedAtTheRimOrOutside()
    {
        QFETCH(double, re);
        QFETCH(double, im);
        QCOMPARE(interiorDiscRadius(re, im), 0.0);
    }

    void pointsOfADiscNeverLeave()
    {
        // Points on the rim of discs about random points, most of them close to the set's boundary.
        std::mt19937_64 random(31415);
        std::uniform_real_distribution<double> re(-2, 0.5);
        std::uniform_real_distribution<double> im(0, 1.15);
        std::uniform_real_distribution<double> angle(0, 6.283185307179586);
        int discs = 0;
        while (discs < 600) {
            const double cRe = re(random);
            const double cIm = im(random);
            const double radius = interiorDiscRadius(cRe, cIm);
            if (radius == 0)
                continue;
            ++discs;
            for (int n = 0; n < 4; ++n) {
                const double t = angle(random);
                QCOMPARE(naiveEscapeCount(0, 0, cRe + radius * std::cos(t), cIm + radius * std::sin(t), 5000),
                    5000);
            }
        }
    }

    void aDiscStaysWithinItsComponent()
    {
        // The component of period 2 is the disc of radius 1/4 about -1 exactly, so that no claim may reach
        // over its rim.
        std::mt19937_64 random(2718);
        std::uniform_real_distribution<double> offset(-0.26, 0.26);
        int inside = 0;
        for (int n = 0; n < 4000; ++n) {
            const double dRe = offset(random);
            const double dIm = offset(random);
            const double fromCentre = std::hypot(dRe, dIm);
            const double radius = interiorDiscRadius(-1 + dRe, dIm);
            if (fromCentre >= 0.25)
                continue; // other components begin there
            inside += radius > 0 ? 1 : 0;
            QVERIFY(radius <= 0.25 - fromCentre);
        }
        QVERIFY(inside > 2000);
    }
};

QTEST_APPLESS_MAIN(InteriorDiscTest)
#include "tst_interior_disc.moc"
