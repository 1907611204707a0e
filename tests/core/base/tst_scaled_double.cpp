#include "core/base/ScaledDouble.h"

#include <QTest>

#include <cmath>
#include <random>

namespace escapade {

class tst_ScaledDouble : public QObject
{
    Q_OBJECT

private slots:
    void doublesSurvive();
    void arithmeticIsThatOfDoubles();
    void farBelowDouble();
    void zero();
    void decimalsTellNeighboursApart();
    void comparison();
};

void tst_ScaledDouble::doublesSurvive()
{
    for (const double value : { 1.0, -1.0, 3.0, 0.1, -0.75, 1e-300, 5e-324, 1.7976931348623157e308 }) {
        QCOMPARE(ScaledDouble(value).toDouble(), value);
        QCOMPARE(ScaledDouble::fromDecimal(Decimal::fromDouble(value)).toDouble(), value);
        QVERIFY(std::abs(ScaledDouble(value).mantissa()) >= 1);
        QVERIFY(std::abs(ScaledDouble(value).mantissa()) < 2);
    }
}

void tst_ScaledDouble::arithmeticIsThatOfDoubles()
{
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> part(-1, 1);
    for (int i = 0; i < 2000; ++i) {
        const double a = std::ldexp(part(random), static_cast<int>(random() % 200) - 100);
        const double b = std::ldexp(part(random), static_cast<int>(random() % 200) - 100);
        QCOMPARE((ScaledDouble(a) * b).toDouble(), a * b);
        QCOMPARE((ScaledDouble(a) / b).toDouble(), a / b);
        QCOMPARE(ScaledDouble(a) / ScaledDouble(b), a / b);
    }
}

void tst_ScaledDouble::farBelowDouble()
{
    const ScaledDouble tiny = ScaledDouble::fromDecimal(*Decimal::parse("3e-5000"));
    QCOMPARE(tiny.toDouble(), 0.0);
    QCOMPARE(tiny / ScaledDouble::fromDecimal(*Decimal::parse("1.5e-5000")), 2.0);
    QVERIFY(std::abs(tiny.log2() - (std::log2(3) - 5000 * std::log2(10))) < 1e-6);
    const ScaledDouble huge = ScaledDouble::fromDecimal(*Decimal::parse("-1e5000"));
    QVERIFY(std::isinf(huge.toDouble()) && huge.toDouble() < 0);
    QCOMPARE(tiny / huge, -0.0);
    const ScaledDouble least = ScaledDouble::fromDecimal(*Decimal::parse("1e-1000000"));
    QVERIFY(least.exponent() < -3'000'000);
}

void tst_ScaledDouble::zero()
{
    const ScaledDouble zero;
    QCOMPARE(zero.toDouble(), 0.0);
    QVERIFY(zero == ScaledDouble(0));
    QVERIFY(zero == ScaledDouble::fromDecimal(Decimal()));
    QVERIFY(zero == ScaledDouble(5) * 0);
    QVERIFY(zero.toDecimal().isZero());
}

void tst_ScaledDouble::decimalsTellNeighboursApart()
{
    std::mt19937_64 random(8);
    std::uniform_real_distribution<double> part(1, 2);
    for (int i = 0; i < 1000; ++i) {
        const ScaledDouble factor
            = ScaledDouble::fromDecimal(*Decimal::parse("1e-" + std::to_string(random() % 3000)));
        const ScaledDouble value = factor * part(random);
        QVERIFY(ScaledDouble::fromDecimal(value.toDecimal()) == value);
    }
}

void tst_ScaledDouble::comparison()
{
    QVERIFY(ScaledDouble(1) < ScaledDouble(1.5));
    QVERIFY(ScaledDouble(1.9) < ScaledDouble(2));
    QVERIFY(!(ScaledDouble(2) < ScaledDouble(1.9)));
    QVERIFY(ScaledDouble::fromDecimal(*Decimal::parse("9e-700"))
        < ScaledDouble::fromDecimal(*Decimal::parse("1e-699")));
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_ScaledDouble)
#include "tst_scaled_double.moc"
