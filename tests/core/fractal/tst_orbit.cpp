#include "core/fractal/Orbit.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace escapade;

namespace {

bool isNear(Complex actual, Complex expected, double tolerance)
{
    return std::abs(actual - expected) <= tolerance;
}

/// What the fate of an orbit is, by waiting long: the period after which it is back to 1e-9; 0 where it left.
int periodByBruteForce(Complex z, Complex c)
{
    for (int n = 0; n < 200'000; ++n) {
        z = z * z + c;
        if (std::abs(z) > 1e6)
            return 0;
    }
    const Complex settled = z;
    for (int period = 1; period <= maxCyclePeriod; ++period) {
        z = z * z + c;
        if (std::abs(z - settled) < 1e-9)
            return period;
    }
    return -1;
}

} // namespace

class OrbitTest : public QObject
{
    Q_OBJECT

private slots:
    void squareRootsAreThePrincipalOnes()
    {
        std::mt19937_64 random(271);
        std::uniform_real_distribution<double> part(-3, 3);
        for (int n = 0; n < 20'000; ++n) {
            // From ordinary numbers to tiny ones, where a naive formula cancels.
            const double scale = std::ldexp(1, -(n % 200));
            const Complex z(part(random), n % 3 == 0 ? part(random) * 1e-12 : part(random));
            const Complex root = squareRoot(scale * z);
            const Complex expected = std::sqrt(scale * z);
            QVERIFY(std::abs(root - expected) <= 1e-15 * std::abs(expected));
            QVERIFY(std::abs(times(root, root) - scale * z) <= 2e-15 * std::abs(scale * z));
        }
        QCOMPARE(squareRoot({}), Complex());
        QCOMPARE(squareRoot({ 4, 0 }), Complex(2, 0));
        QCOMPARE(squareRoot({ -4, 0 }), Complex(0, 2));
        QCOMPARE(squareRoot({ 0, 2 }), Complex(1, 1));
        QCOMPARE(squareRoot({ 0, -2 }), Complex(1, -1));
    }

    void knownCyclesHaveTheirPeriodAndMultiplier_data()
    {
        QTest::addColumn<double>("re");
        QTest::addColumn<double>("im");
        QTest::addColumn<int>("period");
        QTest::addColumn<double>("multiplier"); // its modulus
        QTest::newRow("centre of the cardioid") << 0.0 << 0.0 << 1 << 0.0;
        // The fixed point's multiplier is m where c = m/2 - m^2/4.
        QTest::newRow("in the cardioid") << 0.8 / 2 - 0.8 * 0.8 / 4 << 0.0 << 1 << 0.8;
        // m = 4 (c + 1) in the disc of period 2.
        QTest::newRow("centre of the disc") << -1.0 << 0.0 << 2 << 0.0;
        QTest::newRow("in the disc") << -1.0 << 0.15 << 2 << 0.6;
        // Centres that others have published (Munafo's Mu-Ency, "mu-atom").
        QTest::newRow("period 3 bulb") << -0.122561166876654 << 0.744861766619744 << 3 << 0.0;
        QTest::newRow("period 3 island") << -1.75487766624669 << 0.0 << 3 << 0.0;
        QTest::newRow("period 4 island") << -0.156520166833755 << 1.032247108922832 << 4 << 0.0;
    }
    void knownCyclesHaveTheirPeriodAndMultiplier()
    {
        QFETCH(double, re);
        QFETCH(double, im);
        QFETCH(int, period);
        QFETCH(double, multiplier);
        const Complex c(re, im);
        const Orbit orbit = computeOrbit(c, c);
        QCOMPARE(orbit.fate, OrbitFate::Attracted);
        QCOMPARE(static_cast<int>(orbit.cycle.size()), period);
        QVERIFY(std::abs(std::abs(orbit.multiplier) - multiplier) < 1e-9);
        for (std::size_t n = 0; n < orbit.cycle.size(); ++n) {
            const Complex z = orbit.cycle[n];
            QVERIFY(isNear(z * z + c, orbit.cycle[(n + 1) % orbit.cycle.size()], 1e-12));
        }
        const ParameterInfo info = classifyParameter(c);
        QCOMPARE(info.kind, ParameterKind::Component);
        QCOMPARE(info.cycle->period, period);
    }

    void pointsAreThoseOfThePlainLoop()
    {
        const Complex c(-0.1, 0.7);
        const Complex start(0.3, -0.2);
        const Orbit orbit = computeOrbit(start, c, { 50, 1000 });
        QCOMPARE(orbit.points.size(), std::size_t { 50 });
        double x = start.real();
        double y = start.imag();
        for (const Complex z : orbit.points) {
            QCOMPARE(z, Complex(x, y));
            const double xNext = x * x - y * y + c.real();
            y = x * y + x * y + c.imag();
            x = xNext;
        }
    }

    void theFirstPointIsKeptWhereTheOrbitEscapesAtOnce()
    {
        const Orbit orbit = computeOrbit({ 3, 0 }, { -0.5, 0 });
        QCOMPARE(orbit.fate, OrbitFate::Escapes);
        QCOMPARE(orbit.points.size(), std::size_t { 1 });
        QCOMPARE(orbit.iterations, 0);
        QVERIFY(orbit.cycle.empty());
    }

    void anEscapingOrbitEndsWithItsFirstPointOutside()
    {
        const Complex c(0.3, 0.6);
        const Orbit orbit = computeOrbit(c, c);
        QCOMPARE(orbit.fate, OrbitFate::Escapes);
        QCOMPARE(static_cast<int>(orbit.points.size()), orbit.iterations + 1);
        for (std::size_t n = 0; n + 1 < orbit.points.size(); ++n)
            QVERIFY(std::abs(orbit.points[n]) <= 2);
        QVERIFY(std::abs(orbit.points.back()) > 2);
    }

    void radiusTwoIsNotEnoughForALargeParameter()
    {
        // The orbit of the fixed point z = (1 + sqrt(1 - 4c)) / 2 never leaves, although |z| = 3.
        const Complex c(-6, 0);
        const Orbit orbit = computeOrbit({ 3, 0 }, c, { 10, 10 });
        QCOMPARE(orbit.fate, OrbitFate::Undecided);
        QCOMPARE(orbit.points.size(), std::size_t { 10 });
        QCOMPARE(classifyParameter(c).kind, ParameterKind::Outside);
    }

    void fatesOfJuliaOrbits()
    {
        const Complex basilica(-1, 0); // 0 and -1 attract; the fixed point (1 + sqrt 5) / 2 repels
        QCOMPARE(computeOrbit({ 0.2, 0.1 }, basilica).fate, OrbitFate::Attracted);
        QCOMPARE(computeOrbit({ 1.7, 0 }, basilica).fate, OrbitFate::Escapes);
        // -1 is not 0's image alone: the fixed point's own orbit stays where it is until rounding moves it.
        QCOMPARE(
            computeOrbit({ (1 + std::sqrt(5)) / 2, 0 }, basilica, { 20, 20 }).fate, OrbitFate::Undecided);
        // There is no cycle to be attracted to.
        const Orbit dendrite = computeOrbit({ 0, 0 }, { 0, 1 });
        QCOMPARE(dendrite.fate, OrbitFate::Undecided);
        QVERIFY(dendrite.cycle.empty());
    }

    void everyCycleHasItsProof()
    {
        // Close to the rims of components, where proofs are hard: angles and sizes of the multiplier of the
        // fixed point, c = m/2 - m^2/4, and beyond.
        std::mt19937_64 random(57721);
        std::uniform_real_distribution<double> angle(0, 6.283185307179586);
        std::uniform_real_distribution<double> exponent(-6, -1);
        int found = 0;
        for (int n = 0; n < 2000; ++n) {
            const double beside = std::pow(10, exponent(random)) * (n % 2 == 0 ? 1 : -1);
            const Complex m = std::polar(1 + beside, angle(random));
            const Complex c = m / 2.0 - m * m / 4.0;
            const auto cycle = findAttractingCycle(c);
            if (!cycle)
                continue;
            ++found;
            QVERIFY(cycle->proofRadius > 0);
            QVERIFY(std::abs(cycle->multiplier) < 1);
            for (int k = 0; k < 16; ++k) {
                Complex z = cycle->point + std::polar(cycle->proofRadius, k * 0.4);
                for (int step = 0; step < cycle->period; ++step)
                    z = z * z + c;
                QVERIFY(std::abs(z - cycle->point) < cycle->proofRadius);
            }
        }
        QVERIFY(found > 500);
    }

    void nothingIsSaidAtTheRim_data()
    {
        QTest::addColumn<double>("re");
        QTest::addColumn<double>("im");
        QTest::newRow("cusp") << 0.25 << 0.0;
        QTest::newRow("between cardioid and disc") << -0.75 << 0.0;
        QTest::newRow("Feigenbaum point") << -1.401155189 << 0.0;
        QTest::newRow("tip") << -2.0 << 0.0;
        QTest::newRow("dendrite") << 0.0 << 1.0;
    }
    void nothingIsSaidAtTheRim()
    {
        QFETCH(double, re);
        QFETCH(double, im);
        QCOMPARE(classifyParameter({ re, im }).kind, ParameterKind::Undecided);
    }

    void answersAgreeWithBruteForce()
    {
        std::mt19937_64 random(1618);
        std::uniform_real_distribution<double> re(-2, 0.6);
        std::uniform_real_distribution<double> im(-1.2, 1.2);
        int components = 0;
        int outside = 0;
        for (int n = 0; n < 400; ++n) {
            const Complex c(re(random), im(random));
            const ParameterInfo info = classifyParameter(c);
            if (info.kind == ParameterKind::Undecided)
                continue;
            const int period = periodByBruteForce({}, c);
            QCOMPARE(info.cycle ? info.cycle->period : 0, period);
            components += info.kind == ParameterKind::Component ? 1 : 0;
            outside += info.kind == ParameterKind::Outside ? 1 : 0;
        }
        QVERIFY(components > 60);
        QVERIFY(outside > 200);
        QVERIFY(components + outside > 390);
    }

    void senselessParametersAreNoTrouble()
    {
        const double infinite = std::numeric_limits<double>::infinity();
        for (const Complex c : { Complex(std::nan(""), 0), Complex(infinite, 1), Complex(1e200, -1e200) }) {
            QCOMPARE(computeOrbit(c, c).fate, OrbitFate::Escapes);
            QCOMPARE(classifyParameter(c).kind, ParameterKind::Outside);
        }
    }
};

QTEST_APPLESS_MAIN(OrbitTest)
#include "tst_orbit.moc"
