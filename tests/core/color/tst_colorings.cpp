#include "core/base/Fnv1a.h"
#include "core/color/Coloring.h"
#include "core/color/Equalization.h"

#include <QTest>

#include <cmath>
#include <random>
#include <vector>

namespace escapade {
namespace {

/// Results of some pixels with values of all kinds, made up.
struct MadeUp
{
    std::vector<std::int32_t> counts;
    std::vector<float> fractions;
    std::vector<Label> labels;
    std::array<std::vector<float>, orbitValueCount> values;

    PixelResults results() const
    {
        PixelResults result { counts, fractions, labels };
        for (std::size_t n = 0; n < orbitValueCount; ++n)
            result.values[n] = values[n];
        result.spacing = ScaledDouble(0x1p-10);
        return result;
    }
    std::vector<float>& of(OrbitValue value) { return values[static_cast<std::size_t>(value)]; }
};

MadeUp madeUp(std::size_t size)
{
    std::mt19937 random(5);
    const auto part = [&random] { return static_cast<float>(random() % 10000) / 10000; };
    MadeUp pixels;
    for (std::size_t n = 0; n < size; ++n) {
        constexpr std::array labels { Label::Escaped, Label::Escaped, Label::Escaped, Label::Interior,
            Label::Undecided, Label::BeyondPrecision, Label::NotComputed };
        pixels.labels.push_back(labels[random() % labels.size()]);
        pixels.counts.push_back(static_cast<std::int32_t>(random() % 5000));
        pixels.fractions.push_back(part());
        // Slopes of length 1, from a rational point of the circle.
        const float t = part();
        pixels.of(OrbitValue::LogDistance).push_back(-20 * part());
        pixels.of(OrbitValue::SlopeX).push_back((1 - t * t) / (1 + t * t));
        pixels.of(OrbitValue::SlopeY).push_back(2 * t / (1 + t * t));
        pixels.of(OrbitValue::Angle).push_back(part());
        pixels.of(OrbitValue::Stripes).push_back(part());
        pixels.of(OrbitValue::TrapPoint).push_back(2 * part());
        pixels.of(OrbitValue::TrapCross).push_back(part());
        pixels.of(OrbitValue::TrapCircle).push_back(part());
        pixels.of(OrbitValue::Period).push_back(static_cast<float>(random() % 5));
        pixels.of(OrbitValue::CycleSize).push_back(part() - 0.1F);
    }
    return pixels;
}

std::vector<std::uint32_t> colored(const PixelResults& results, const ColorTable& table)
{
    std::vector<std::uint32_t> colors(results.counts.size());
    colorPixels(results, table, colors);
    return colors;
}

Palette grey()
{
    return *parsePalette(
        "grey", "cyclic = false\ninterior = \"#ff0000\"\nstops = [[0.0, \"#000000\"], [1.0, \"#ffffff\"]]");
}

/// One escaped pixel with a grey colour of middle brightness.
MadeUp onePixel()
{
    MadeUp pixel = madeUp(1);
    pixel.labels[0] = Label::Escaped;
    pixel.counts[0] = 10;
    return pixel;
}

std::uint32_t brightness(std::uint32_t color)
{
    return color & 0xffU;
}

std::shared_ptr<const Equalization> equalized(const PixelResults& results)
{
    CountHistogram histogram;
    histogram.add(results);
    return std::make_shared<const Equalization>(histogram);
}

} // namespace

class ColoringsTest : public QObject
{
    Q_OBJECT

private slots:
    void names();
    void needs();
    void lampsAreChecked();
    void withoutValues();
    void equalShares();
    void hairs();
    void lamp();
    void periods();
    void manyPixelsAsOneByOne();
    void sameBitsEverywhere();
};

void ColoringsTest::names()
{
    for (const Outside outside : allOutsides)
        QCOMPARE(outsideFromName(outsideName(outside)), outside);
    for (const Inside inside : allInsides)
        QCOMPARE(insideFromName(insideName(inside)), inside);
    QVERIFY(!outsideFromName("Count"));
    QVERIFY(!insideFromName(""));
}

void ColoringsTest::needs()
{
    QVERIFY(orbitValuesFor({}).isEmpty());
    ColorMapping mapping;
    mapping.outside = Outside::Histogram;
    QVERIFY(orbitValuesFor(mapping).isEmpty());
    mapping.outside = Outside::TrapCross;
    mapping.inside = Inside::Period;
    mapping.lamp.on = true;
    const OrbitValueSet values = orbitValuesFor(mapping);
    for (std::size_t n = 0; n < orbitValueCount; ++n) {
        const auto value = static_cast<OrbitValue>(n);
        const bool wanted = value == OrbitValue::TrapCross || value == OrbitValue::Period
            || value == OrbitValue::SlopeX || value == OrbitValue::SlopeY;
        QCOMPARE(values.contains(value), wanted);
    }
}

void ColoringsTest::lampsAreChecked()
{
    const auto isValid = [](double direction, double height, double strength) {
        ColorMapping mapping;
        mapping.lamp = { true, direction, height, strength };
        return checkMapping(mapping).has_value();
    };
    QVERIFY(isValid(0, 5, 0));
    QVERIFY(isValid(359.9, 85, 1));
    QVERIFY(!isValid(360, 45, 0.5));
    QVERIFY(!isValid(-1, 45, 0.5));
    QVERIFY(!isValid(0, 4, 0.5));
    QVERIFY(!isValid(0, 90, 0.5));
    QVERIFY(!isValid(0, 45, 1.5));
    QVERIFY(!isValid(std::nan(""), 45, 0.5));
    QVERIFY(!isValid(0, std::nan(""), 0.5));
    QVERIFY(!isValid(0, 45, std::nan("")));
}

/// A mapping that needs values which are not there gives the plain colours, not garbage.
void ColoringsTest::withoutValues()
{
    const MadeUp pixels = madeUp(700);
    PixelResults bare = pixels.results();
    bare.values = {};
    const std::vector<std::uint32_t> plain = colored(bare, ColorTable(grey()));
    for (const Outside outside : allOutsides) {
        ColorMapping mapping;
        mapping.outside = outside;
        mapping.inside = Inside::Period;
        mapping.lamp.on = true;
        QCOMPARE(colored(bare, ColorTable(grey(), mapping)), plain);
        const bool needsMore = outside != Outside::SmoothCount && outside != Outside::Histogram;
        QVERIFY(!needsMore || colored(pixels.results(), ColorTable(grey(), mapping)) != plain);
    }
}

/// Every tenth of a palette gets a tenth of the points, whatever their counts are.
void ColoringsTest::equalShares()
{
    MadeUp pixels = madeUp(20000);
    for (std::int32_t& count : pixels.counts)
        count = count * (count / 16) / 64;
    const auto equalization = equalized(pixels.results());
    std::array<int, 10> tenths {};
    int escaped = 0;
    for (std::size_t n = 0; n < pixels.counts.size(); ++n) {
        if (pixels.labels[n] != Label::Escaped)
            continue;
        const double share = equalization->shareBelow(smoothCount(pixels.counts[n], pixels.fractions[n]));
        QVERIFY(share >= 0 && share <= 1);
        ++tenths.at(std::min<std::size_t>(static_cast<std::size_t>(share * 10), 9));
        ++escaped;
    }
    for (const int points : tenths)
        QVERIFY2(std::abs(points - escaped / 10) < escaped / 60, qPrintable(QString::number(points)));
    double last = -1;
    for (std::int32_t count = 0; count < 1'000'000; count += 1 + count / 7) {
        const double share = equalization->shareBelow(count);
        QVERIFY(share >= last);
        last = share;
    }
    QCOMPARE(equalization->shareBelow(2'147'483'647), 1.0);
    QVERIFY(Equalization(CountHistogram()).shareBelow(5) == 0); // nothing escaped
}

void ColoringsTest::hairs()
{
    MadeUp pixel = onePixel();
    ColorMapping mapping;
    mapping.outside = Outside::Distance;
    const ColorTable table(grey(), mapping);
    const auto redAt = [&](float logPixels) {
        pixel.of(OrbitValue::LogDistance)[0] = logPixels - 10; // pixels are 2^-10 wide
        return colored(pixel.results(), table)[0];
    };
    QCOMPARE(redAt(-40), table.interior());
    const int more = static_cast<int>((redAt(-1) >> 16U) & 0xffU) - static_cast<int>(brightness(redAt(-1)));
    QVERIFY(more == 127 || more == 128); // half red, half of a dark grey
    QCOMPARE((redAt(0) >> 16U) & 0xffU, brightness(redAt(0))); // grey from one pixel on
    QVERIFY(brightness(redAt(4)) > brightness(redAt(1)));
}

void ColoringsTest::lamp()
{
    MadeUp pixel = onePixel();
    ColorMapping mapping;
    const auto shownAt = [&](float x, float y) {
        pixel.of(OrbitValue::SlopeX)[0] = x;
        pixel.of(OrbitValue::SlopeY)[0] = y;
        return brightness(colored(pixel.results(), ColorTable(grey(), mapping))[0]);
    };
    const std::uint32_t plain = shownAt(1, 0);
    mapping.lamp = { true, 0, 45, 0.5 };
    QVERIFY(shownAt(1, 0) > plain);
    QVERIFY(shownAt(-1, 0) < plain);
    QCOMPARE(shownAt(0, 1), plain);
    QCOMPARE(shownAt(0, 0), plain); // nothing is known of its slope
    mapping.lamp.direction = 90;
    QVERIFY(shownAt(0, 1) > plain);
    QVERIFY(shownAt(0, -1) < plain);
    mapping.lamp.direction = 225;
    QVERIFY(shownAt(-0.7F, -0.7F) > plain);
    mapping.lamp.direction = 315;
    QVERIFY(shownAt(0.7F, -0.7F) > plain);
    const std::uint32_t low = shownAt(-0.7F, 0.7F);
    mapping.lamp.height = 80;
    QVERIFY(shownAt(-0.7F, 0.7F) > low); // high lamps throw soft shadows
    mapping.lamp.strength = 0;
    QCOMPARE(shownAt(-0.7F, 0.7F), plain);
}

void ColoringsTest::periods()
{
    MadeUp pixel = onePixel();
    pixel.labels[0] = Label::Interior;
    ColorMapping mapping;
    mapping.inside = Inside::Period;
    const ColorTable table(grey(), mapping);
    const auto shownAt = [&](float period) {
        pixel.of(OrbitValue::Period)[0] = period;
        return colored(pixel.results(), table)[0];
    };
    QCOMPARE(shownAt(0), table.interior());
    QVERIFY(shownAt(1) != shownAt(2) && shownAt(2) != shownAt(3) && shownAt(1) != shownAt(3));
    pixel.labels[0] = Label::BeyondPrecision;
    QCOMPARE(shownAt(3), table.interior());
}

void ColoringsTest::manyPixelsAsOneByOne()
{
    const MadeUp pixels = madeUp(1300);
    for (const Outside outside : allOutsides) {
        ColorMapping mapping { Transfer::Logarithm, 1.3, 0.2, outside, Inside::CycleSize, Lamp { true } };
        ColorTable table(grey(), mapping);
        table.setEqualization(equalized(pixels.results()));
        const std::vector<std::uint32_t> all = colored(pixels.results(), table);
        for (std::size_t n = 0; n < all.size(); ++n)
            QCOMPARE(colored(pixels.results().part(n, 1), table).front(), all[n]);
    }
}

/// These bits must come out on every machine, compiler and optimisation level; who changes a colouring on
/// purpose changes them.
void ColoringsTest::sameBitsEverywhere()
{
    const MadeUp pixels = madeUp(3000);
    std::vector<std::uint32_t> colors;
    for (const Outside outside : allOutsides) {
        for (const Inside inside : allInsides) {
            ColorMapping mapping;
            mapping.outside = outside;
            mapping.inside = inside;
            mapping.transfer = allTransfers[static_cast<std::size_t>(outside) % allTransfers.size()];
            mapping.lamp = { inside == Inside::Period, 77, 33, 0.8 };
            ColorTable table(*findBuiltinPalette("classic"), mapping);
            table.setEqualization(equalized(pixels.results()));
            const std::vector<std::uint32_t> some = colored(pixels.results(), table);
            colors.insert(colors.end(), some.begin(), some.end());
        }
    }
    QCOMPARE(quint64 { fnv1a64Of(std::span<const std::uint32_t>(colors)) }, quint64 { 4438860699994857943U });
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::ColoringsTest)
#include "tst_colorings.moc"
