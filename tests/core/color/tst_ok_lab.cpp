#include "core/base/Fnv1a.h"
#include "core/color/OkLab.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <vector>

namespace escapade {

class tst_ok_lab : public QObject
{
    Q_OBJECT

private slots:
    void knownColors_data();
    void knownColors();
    void everyColorComesBack();
    void transferIsThatOfSrgb();
    void beyondTheScreenIsClipped();
    void cubeRoots();
    void sameBitsEverywhere();
};

void tst_ok_lab::knownColors_data()
{
    QTest::addColumn<int>("rgb");
    QTest::addColumn<double>("lightness");
    QTest::addColumn<double>("greenRed");
    QTest::addColumn<double>("blueYellow");
    // The CSS Color 4 specification's sample values, to the digits that are common to its implementations.
    QTest::newRow("black") << 0x000000 << 0.0 << 0.0 << 0.0;
    QTest::newRow("white") << 0xffffff << 1.0 << 0.0 << 0.0;
    QTest::newRow("red") << 0xff0000 << 0.62796 << 0.22486 << 0.12585;
    QTest::newRow("lime") << 0x00ff00 << 0.86644 << -0.23389 << 0.17950;
    QTest::newRow("blue") << 0x0000ff << 0.45201 << -0.03246 << -0.31153;
}

void tst_ok_lab::knownColors()
{
    QFETCH(const int, rgb);
    QFETCH(const double, lightness);
    QFETCH(const double, greenRed);
    QFETCH(const double, blueYellow);
    const OkLab color = toOkLab({ static_cast<std::uint8_t>(rgb >> 16), static_cast<std::uint8_t>(rgb >> 8),
        static_cast<std::uint8_t>(rgb) });
    QVERIFY(std::abs(color.lightness - lightness) < 6e-6);
    QVERIFY(std::abs(color.greenRed - greenRed) < 6e-6);
    QVERIFY(std::abs(color.blueYellow - blueYellow) < 6e-6);
}

void tst_ok_lab::everyColorComesBack()
{
    for (unsigned red = 0; red < 256; red += 5) {
        for (unsigned green = 0; green < 256; green += 3) {
            for (unsigned blue = 0; blue < 256; blue += 17) {
                const Rgb color { static_cast<std::uint8_t>(red), static_cast<std::uint8_t>(green),
                    static_cast<std::uint8_t>(blue) };
                QVERIFY(toRgb(toOkLab(color)) == color);
            }
        }
    }
}

void tst_ok_lab::transferIsThatOfSrgb()
{
    // A grey's lightness is the cube root of its linear light.
    for (int value = 0; value < 256; ++value) {
        const auto byte = static_cast<std::uint8_t>(value);
        const double share = value / 255.0;
        const double light = share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
        QVERIFY(std::abs(toOkLab({ byte, byte, byte }).lightness - std::cbrt(light)) < 1e-7);
    }
}

void tst_ok_lab::beyondTheScreenIsClipped()
{
    QVERIFY((toRgb({ 2, 0, 0 }) == Rgb { 255, 255, 255 }));
    QVERIFY((toRgb({ -1, 0, 0 }) == Rgb { 0, 0, 0 }));
    // More red than there is: the other channels would be negative.
    const Rgb red = toRgb({ 0.63, 0.4, 0.2 });
    QCOMPARE(int { red.red }, 255);
    QCOMPARE(int { red.green }, 0);
    QCOMPARE(int { red.blue }, 0);
}

void tst_ok_lab::cubeRoots()
{
    QCOMPARE(cubeRoot(0), 0.0);
    double value = 1e-30;
    while (value < 1e30) {
        QVERIFY(std::abs(cubeRoot(value) / std::cbrt(value) - 1) < 1e-15);
        QCOMPARE(cubeRoot(-value), -cubeRoot(value));
        value *= 1.37;
    }
}

void tst_ok_lab::sameBitsEverywhere()
{
    std::vector<std::uint64_t> bits;
    for (int value = 0; value < 256; ++value) {
        const auto byte = static_cast<std::uint8_t>(value);
        const OkLab color = toOkLab({ byte, static_cast<std::uint8_t>(255 - value), 77 });
        for (const double channel : { color.lightness, color.greenRed, color.blueYellow })
            bits.push_back(std::bit_cast<std::uint64_t>(channel));
    }
    QCOMPARE(quint64 { fnv1a64Of(std::span<const std::uint64_t>(bits)) }, quint64 { 16876989933507015394U });
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_ok_lab)
#include "tst_ok_lab.moc"
