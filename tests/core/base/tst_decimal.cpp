#include "core/base/Decimal.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>

namespace escapade {
namespace {

Decimal decimal(const std::string& text)
{
    const Result<Decimal> value = Decimal::parse(text);
    if (!value)
        qFatal("%s", value.error().message.c_str());
    return *value;
}

double anyFinite(std::mt19937_64& random)
{
    while (true) {
        const auto value = std::bit_cast<double>(random());
        if (std::isfinite(value))
            return value;
    }
}

} // namespace

class tst_Decimal : public QObject
{
    Q_OBJECT

private slots:
    void parsed_data();
    void parsed();
    void rejected_data();
    void rejected();
    void limits();
    void doublesSurvive();
    void toDoubleAgreesWithStrtod_data();
    void toDoubleAgreesWithStrtod();
    void toDoubleOfRandomTexts();
    void ordered();
    void exactArithmetic();
    void rounded_data();
    void rounded();
    void leadingExponent();
    void mutatedTextNeverBreaksIt();
};

void tst_Decimal::parsed_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("shown");
    const auto add = [](const char* text, const char* shown) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(shown);
    };
    add("0", "0");
    add("-0", "0");
    add("0e5", "0");
    add("-0.75", "-0.75");
    add("+.5E3", "500");
    add("5.", "5");
    add("007", "7");
    add("1e0", "1");
    add("1.50", "1.5");
    add("100", "100");
    add("1e3", "1000");
    add("1e15", "1000000000000000");
    add("1e16", "1e16");
    add("123456789012345678901234567890", "1.2345678901234567890123456789e29");
    add("1234567890123456789012345678901", "1234567890123456789012345678901");
    add("0.00001", "0.00001");
    add("0.000001", "1e-6");
    add("12.5e-30", "1.25e-29");
    add("1e+5", "100000");
    add("-1.0000000000000000000000000001", "-1.0000000000000000000000000001");
    add("1e1000000", "1e1000000");
    add("-2.5e-1000000", "-2.5e-1000000");
}

void tst_Decimal::parsed()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, shown);
    const Decimal value = decimal(text.toStdString());
    QCOMPARE(QByteArray::fromStdString(value.toString()), shown);
    QCOMPARE(decimal(value.toString()) == value, true);
}

void tst_Decimal::rejected_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : { "", " ", "-", "+", ".", "-.", "e5", ".e5", "1e", "1e+", "1e-", "1e+-5", "1e++5",
             "1 ", " 1", "1,5", "0x10", "1.2.3", "--1", "+-1", "nan", "NaN", "inf", "-inf", "infinity",
             "1e5.5", "1e5e5", "12a", "1_000", "1e1000001", "1e-1000001", "1e9223372036854775807",
             "1e-9223372036854775808", "1e99999999999999999999",
             // One more digit before the point, or behind it, carries the leading digit over the limit.
             "10e1000000", "0.1e-1000000" })
        QTest::newRow(text) << QByteArray(text);
    QTest::newRow("a zero byte") << QByteArray("1\0", 2);
    QTest::newRow("another script's digits") << QByteArray("\xd9\xa1\xd9\xa2");
}

void tst_Decimal::rejected()
{
    QFETCH(const QByteArray, text);
    const Result<Decimal> value = Decimal::parse(text.toStdString());
    QVERIFY(!value);
    QVERIFY(!value.error().message.empty());
    QVERIFY(value.error().message.size() < 200);
}

void tst_Decimal::limits()
{
    const std::string longest = "0." + std::string(Decimal::maxDigits - 1, '7');
    const Decimal value = decimal(longest);
    QCOMPARE(value.toString() == longest, true);
    QVERIFY(!Decimal::parse(longest + "7"));
    QVERIFY(decimal("1e-1000000") == decimal("0.00001e-999995"));
    QVERIFY(!Decimal::parse(std::string(1'000'000, '9')));
}

void tst_Decimal::doublesSurvive()
{
    std::mt19937_64 random(1);
    for (int i = 0; i < 3000; ++i) {
        const double value = anyFinite(random);
        QCOMPARE(Decimal::fromDouble(value).toDouble(), value);
    }
    for (const double value :
        { 0.0, 5e-324, -5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 0.1, -0.75 })
        QCOMPARE(Decimal::fromDouble(value).toDouble(), value);
    QCOMPARE(QByteArray::fromStdString(Decimal::fromDouble(0.1).toString()), QByteArray("0.1"));
}

void tst_Decimal::toDoubleAgreesWithStrtod_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : { "0", "1e400", "-1e400", "1e-400", "-1e-400", "4.94e-324", "2.47e-324",
             "2.4e-324", "2.48e-324", "7.4e-324", "7.5e-324", "3e-324", "1e-323", "2.2250738585072011e-308",
             "2.2250738585072014e-308", "1.7976931348623158e308", "1.7976931348623159e308",
             "1.7976931348623157e308", "9007199254740993", "9007199254740992.5",
             "0.500000000000000166533453693773481063544750213623046875", "1e1000000", "1e-1000000" })
        QTest::newRow(text) << QByteArray(text);
    // Half way between two doubles, and a little above it at the 800th digit.
    QTest::newRow("tie") << QByteArray("9007199254740993");
    QTest::newRow("above a tie") << "9007199254740993." + QByteArray(800, '0') + "1";
}

void tst_Decimal::toDoubleAgreesWithStrtod()
{
    QFETCH(const QByteArray, text);
    const double expected = std::strtod(text.constData(), nullptr);
    const double value = decimal(text.toStdString()).toDouble();
    QCOMPARE(std::bit_cast<std::uint64_t>(std::abs(value)), std::bit_cast<std::uint64_t>(std::abs(expected)));
    QCOMPARE(value, expected);
}

void tst_Decimal::toDoubleOfRandomTexts()
{
    std::mt19937_64 random(2);
    for (int i = 0; i < 3000; ++i) {
        std::string text(random() % 2, '-');
        const auto digits = 1 + random() % 40;
        for (std::uint64_t d = 0; d < digits; ++d)
            text += static_cast<char>('0' + random() % 10);
        // Around the subnormal doubles as often as elsewhere.
        const int exponent = random() % 2 == 0 ? static_cast<int>(random() % 700) - 360
                                               : -308 - static_cast<int>(random() % 60);
        text.append(1, 'e').append(std::to_string(exponent));
        const double expected = std::strtod(text.c_str(), nullptr);
        const double value = decimal(text).toDouble();
        if (value != expected)
            QFAIL(text.c_str());
    }
}

void tst_Decimal::ordered()
{
    std::mt19937_64 random(3);
    for (int i = 0; i < 2000; ++i) {
        const double a = anyFinite(random);
        const double b = i % 4 == 0 ? a : anyFinite(random);
        QCOMPARE(Decimal::fromDouble(a) < Decimal::fromDouble(b), a < b);
        QCOMPARE(Decimal::fromDouble(a) == Decimal::fromDouble(b), a == b);
    }
    QVERIFY(decimal("1e-1000") > decimal("0"));
    QVERIFY(decimal("-1e-1000") < decimal("0"));
    QVERIFY(decimal("10") == decimal("1e1"));
}

void tst_Decimal::exactArithmetic()
{
    QVERIFY(decimal("0.1") + decimal("0.2") == decimal("0.3"));
    QVERIFY(decimal("1") - decimal("1e-50") == decimal("0." + std::string(50, '9')));
    QVERIFY(decimal("1e-300") * decimal("1e-300") == decimal("1e-600"));
    QVERIFY(decimal("-1.5") * decimal("2") == decimal("-3"));
    QVERIFY((decimal("5") - decimal("5")).isZero());
    QVERIFY(-decimal("2") == decimal("-2"));
    std::mt19937_64 random(4);
    for (int i = 0; i < 500; ++i) {
        const Decimal a = Decimal::fromDouble(std::ldexp(anyFinite(random), -900));
        const Decimal b = Decimal::fromDouble(static_cast<double>(random() % 100000) / 1000);
        QVERIFY((a + b) - b == a);
        QVERIFY((a - b) * decimal("2") == a + a - b - b);
    }
}

void tst_Decimal::rounded_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("decimals");
    QTest::addColumn<QByteArray>("expected");
    const auto add = [](const char* text, int decimals, const char* expected) {
        QTest::addRow("%s to %d", text, decimals) << QByteArray(text) << decimals << QByteArray(expected);
    };
    add("1.25", 1, "1.3");
    add("-1.25", 1, "-1.3");
    add("1.249999", 1, "1.2");
    add("1.25", 2, "1.25");
    add("1.25", 9, "1.25");
    add("0.5", 0, "1");
    add("-0.5", 0, "-1");
    add("0.49", 0, "0");
    add("0.05", 0, "0");
    add("9.99", 1, "10");
    add("149", -2, "100");
    add("150", -2, "200");
    add("49", -2, "0");
    add("50", -2, "100");
    add("1e-30", 5, "0");
    add("1e-1000000", 5, "0");
    add("0", 3, "0");
}

void tst_Decimal::rounded()
{
    QFETCH(const QByteArray, text);
    QFETCH(const int, decimals);
    QFETCH(const QByteArray, expected);
    QCOMPARE(QByteArray::fromStdString(decimal(text.toStdString()).rounded(decimals).toString()), expected);
}

void tst_Decimal::leadingExponent()
{
    QCOMPARE(decimal("0").leadingExponent(), 0L);
    QCOMPARE(decimal("1").leadingExponent(), 0L);
    QCOMPARE(decimal("9.99").leadingExponent(), 0L);
    QCOMPARE(decimal("-10").leadingExponent(), 1L);
    QCOMPARE(decimal("0.1").leadingExponent(), -1L);
    QCOMPARE(decimal("99999999999999999999").leadingExponent(), 19L);
    QCOMPARE(decimal("1e-5000").leadingExponent(), -5000L);
    QVERIFY(decimal("123456").roundedToSignificant(2) == decimal("120000"));
    QVERIFY(decimal("0.00996").roundedToSignificant(2) == decimal("0.01"));
    QVERIFY(decimal("0").roundedToSignificant(5).isZero());
}

void tst_Decimal::mutatedTextNeverBreaksIt()
{
    std::mt19937 random(5);
    const std::string alphabet = std::string("0123456789.eE+-,x \nn") + std::string(1, '\0');
    for (int i = 0; i < 20000; ++i) {
        std::string text = "-12.5e-30";
        const auto changes = 1 + random() % 4;
        for (unsigned change = 0; change < changes; ++change) {
            const std::size_t at = random() % (text.size() + 1);
            const char c = alphabet[random() % alphabet.size()];
            if (random() % 3 == 0 && !text.empty())
                text.erase(std::min(at, text.size() - 1), 1);
            else
                text.insert(at, 1, c);
        }
        const Result<Decimal> value = Decimal::parse(text);
        if (!value)
            continue;
        // What is taken reads back the same, and is what strtod reads.
        QVERIFY2(decimal(value->toString()) == *value, text.c_str());
        QVERIFY2(value->toDouble() == std::strtod(text.c_str(), nullptr), text.c_str());
    }
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_Decimal)
#include "tst_decimal.moc"
