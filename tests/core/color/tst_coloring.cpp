#include "core/base/Fnv1a.h"
#include "core/color/Coloring.h"
#include "core/color/OkLab.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>

namespace escapade {
namespace {

/// The colour of one pixel, from the definition.
std::uint32_t colorOf(std::int32_t count, float fraction, Label label, const ColorTable& table)
{
    const ColorMapping& mapping = table.mapping();
    if (label == Label::Escaped)
        return table.at(
            palettePosition(count, fraction, mapping) + mapping.offset * table.lengthsPerRepeat());
    return label == Label::NotComputed ? 0 : table.interior();
}

Palette palette(const char* text)
{
    const auto parsed = parsePalette("test", text);
    if (!parsed)
        qFatal("%s", parsed.error().message.c_str());
    return *parsed;
}

int channel(std::uint32_t argb, unsigned shift)
{
    return static_cast<int>(argb >> shift & 0xffU);
}

int distance(std::uint32_t a, std::uint32_t b)
{
    int most = 0;
    for (const unsigned shift : { 0U, 8U, 16U })
        most = std::max(most, std::abs(channel(a, shift) - channel(b, shift)));
    return most;
}

} // namespace

class tst_coloring : public QObject
{
    Q_OBJECT

private slots:
    void tableHasTheStops();
    void cyclicRepeats();
    void othersGoBackAndForth();
    void betweenTheStops();
    void smoothEverywhere_data();
    void smoothEverywhere();
    void oddPositions();
    void positionRisesWithTheCount();
    void mappingsRise_data();
    void mappingsRise();
    void offsetsShift();
    void mappingsAreChecked();
    void labels();
    void manyPixelsAsOneByOne_data();
    void manyPixelsAsOneByOne();
    void sameBitsEverywhere();
};

void tst_coloring::tableHasTheStops()
{
    for (const Palette& builtin : builtinPalettes()) {
        const ColorTable table(builtin);
        for (const Palette::Stop& stop : builtin.stops) {
            // The table's steps hit a stop within one entry.
            QVERIFY2(distance(table.at(stop.position), stop.color.argb()) <= 2, builtin.id.c_str());
        }
        QCOMPARE(table.interior(), builtin.interior.argb());
    }
}

void tst_coloring::cyclicRepeats()
{
    const ColorTable table(builtinPalettes().front());
    for (const double position : { 0.0, 0.125, 0.5, 0.984375 }) {
        for (const double periods : { 1.0, 2.0, 1000.0, 1048576.0 })
            QCOMPARE(table.at(position + periods), table.at(position));
    }
    QVERIFY(distance(table.at(0.9999), table.at(0)) <= 2);
}

void tst_coloring::othersGoBackAndForth()
{
    const ColorTable table(palette("cyclic = false\nstops = [[0.0, \"#000000\"], [1.0, \"#ffffff\"]]"));
    QCOMPARE(table.at(0), 0xff000000U);
    QCOMPARE(table.at(1), 0xffffffffU);
    QCOMPARE(table.at(2), 0xff000000U);
    QCOMPARE(table.at(3), 0xffffffffU);
    for (const double position : { 0.125, 0.25, 0.75 }) {
        QCOMPARE(table.at(2 - position), table.at(position));
        QCOMPARE(table.at(2 + position), table.at(position));
    }
    // Two stops make a straight line of lightness, which for greys is the cube root of the light.
    for (int i = 0; i <= 100; ++i) {
        const std::uint32_t grey = table.at(i / 100.0);
        QVERIFY(channel(grey, 0) == channel(grey, 8) && channel(grey, 8) == channel(grey, 16));
        const auto byte = static_cast<std::uint8_t>(channel(grey, 0));
        // A byte is some 1/250 of the way, the two darkest some fourteenth.
        QVERIFY(std::abs(toOkLab({ byte, byte, byte }).lightness - i / 100.0) < (i < 10 ? 0.055 : 0.004));
    }
}

void tst_coloring::betweenTheStops()
{
    // Monotone pieces: nothing is brighter or darker than the stops around, whatever their distances.
    const Palette steps
        = palette("cyclic = false\nstops = [[0.0, \"#101010\"], [0.01, \"#f0f0f0\"], [0.9, \"#f1f1f1\"], "
                  "[0.91, \"#202020\"], [1.0, \"#303030\"]]");
    const ColorTable table(steps);
    for (std::size_t piece = 0; piece + 1 < steps.stops.size(); ++piece) {
        const auto& [from, fromColor] = steps.stops[piece];
        const auto& [to, toColor] = steps.stops[piece + 1];
        const int least = std::min(fromColor.red, toColor.red);
        const int most = std::max(fromColor.red, toColor.red);
        for (int i = 0; i < 200; ++i) {
            const int value = channel(table.at(from + (to - from) * i / 200.0), 16);
            // An entry of the table stands for places on both sides of a stop.
            if (i >= 10 && i < 190)
                QVERIFY(value >= least && value <= most);
        }
    }
}

void tst_coloring::smoothEverywhere_data()
{
    QTest::addColumn<QString>("id");
    for (const Palette& builtin : builtinPalettes())
        QTest::newRow(builtin.id.c_str()) << QString::fromStdString(builtin.id);
}

void tst_coloring::smoothEverywhere()
{
    QFETCH(const QString, id);
    const ColorTable table(*findBuiltinPalette(id.toStdString()));
    for (int i = 0; i < 3 * ColorTable::size; ++i) {
        const double position = static_cast<double>(i) / ColorTable::size;
        QVERIFY(distance(table.at(position), table.at(position + 1.0 / ColorTable::size)) <= 2);
    }
}

void tst_coloring::oddPositions()
{
    for (const char* id : { "classic", "spectrum" }) {
        const ColorTable table(*findBuiltinPalette(id));
        const std::uint32_t first = table.at(0);
        QCOMPARE(table.at(-1), first);
        QCOMPARE(table.at(-0.0), first);
        QCOMPARE(table.at(std::nan("")), first);
        QCOMPARE(table.at(std::numeric_limits<double>::infinity()), first);
        QCOMPARE(table.at(-std::numeric_limits<double>::infinity()), first);
        for (const double position :
            { 5e-324, 1e14, 1e15, 1e300, 0.99999999999999989, 1.9999999999999998, 4503599627370497.5 })
            QCOMPARE(table.at(position) >> 24U, 0xffU);
    }
}

void tst_coloring::positionRisesWithTheCount()
{
    QCOMPARE(palettePosition(0, 0), 0.0);
    QCOMPARE(palettePosition(0, -0.5F), 0.0);
    QCOMPARE(palettePosition(0, std::nanf("")), 0.0);
    double last = 0;
    for (int count = 0; count < 1000; ++count) {
        for (const float fraction : { 0.01F, 0.5F, 0.99F }) {
            QVERIFY(palettePosition(count, fraction) > last);
            last = palettePosition(count, fraction);
        }
    }
    // Bands stay bands far out, where a float sum of count and fraction would be stepped.
    QVERIFY(palettePosition(100'000'000, 0.5F) > palettePosition(100'000'000, 0.25F));
    QVERIFY(palettePosition(2'147'483'647, 0.5F) > palettePosition(2'147'483'647, 0.25F));
}

void tst_coloring::mappingsRise_data()
{
    QTest::addColumn<int>("transfer");
    QTest::addColumn<double>("hundredth"); // position of 10,000 iterations over that of 100
    QTest::newRow("linear") << static_cast<int>(Transfer::Linear) << 100.0;
    QTest::newRow("sqrt") << static_cast<int>(Transfer::SquareRoot) << 10.0;
    QTest::newRow("cbrt") << static_cast<int>(Transfer::CubeRoot) << std::cbrt(100.0);
    QTest::newRow("log") << static_cast<int>(Transfer::Logarithm) << std::log(10001.0) / std::log(101.0);
}

void tst_coloring::mappingsRise()
{
    QFETCH(const int, transfer);
    QFETCH(const double, hundredth);
    ColorMapping mapping;
    mapping.transfer = static_cast<Transfer>(transfer);
    QVERIFY(palettePosition(0, 0, mapping) < 1e-4);
    double last = palettePosition(0, 0, mapping);
    for (int count = 0; count < 3000; ++count) {
        for (const float fraction : { 0.25F, 0.5F, 0.75F }) {
            const double position = palettePosition(count, fraction, mapping);
            QVERIFY(position > last);
            last = position;
        }
    }
    QVERIFY(palettePosition(2'147'483'647, 0.5F, mapping) > palettePosition(2'147'483'647, 0.25F, mapping)
        || mapping.transfer == Transfer::Logarithm);
    const double quotient = palettePosition(10'000, 0, mapping) / palettePosition(100, 0, mapping);
    QVERIFY(std::abs(quotient / hundredth - 1) < 1e-5);
    const double once = palettePosition(100, 0, mapping);
    mapping.density = 4;
    QCOMPARE(palettePosition(100, 0, mapping), 4 * once);
}

void tst_coloring::offsetsShift()
{
    for (const char* id : { "classic", "spectrum" }) {
        ColorTable table(*findBuiltinPalette(id));
        const int lengths = table.lengthsPerRepeat();
        QCOMPARE(lengths, findBuiltinPalette(id)->cyclic ? 1 : 2);
        for (const double offset : { 0.0, 0.25, 0.75 }) {
            ColorMapping mapping;
            mapping.offset = offset;
            table.setMapping(mapping);
            QCOMPARE(colorOf(0, 0, Label::Escaped, table), table.at(offset * lengths));
            QCOMPARE(colorOf(100, 0, Label::Escaped, table), table.at(1.5 + offset * lengths));
            QCOMPARE(colorOf(100, 0, Label::Interior, table), table.interior());
        }
    }
}

void tst_coloring::mappingsAreChecked()
{
    QVERIFY(checkMapping({}));
    QVERIFY(!checkMapping({ Transfer::Linear, 0, 0 }));
    QVERIFY(!checkMapping({ Transfer::Linear, 1025, 0 }));
    QVERIFY(!checkMapping({ Transfer::Linear, std::nan(""), 0 }));
    QVERIFY(!checkMapping({ Transfer::Linear, 1, 1 }));
    QVERIFY(!checkMapping({ Transfer::Linear, 1, -0.5 }));
    QVERIFY(!checkMapping({ Transfer::Linear, 1, std::nan("") }));
    QCOMPARE(wrappedOffset(1.25), 0.25);
    QCOMPARE(wrappedOffset(-0.25), 0.75);
    for (const double odd : { -1e-300, 1e300, std::nan(""), std::numeric_limits<double>::infinity() })
        QVERIFY(checkMapping({ Transfer::Linear, 1, wrappedOffset(odd) }));
}

void tst_coloring::labels()
{
    const ColorTable table(
        palette("interior = \"#123456\"\nstops = [[0.0, \"#ff0000\"], [0.5, \"#00ff00\"]]"));
    QCOMPARE(colorOf(10, 0.5F, Label::Escaped, table), table.at(palettePosition(10, 0.5F)));
    QCOMPARE(colorOf(10, 0.5F, Label::Interior, table), 0xff123456U);
    QCOMPARE(colorOf(10, 0.5F, Label::Undecided, table), 0xff123456U);
    QCOMPARE(colorOf(10, 0.5F, Label::NotComputed, table), 0U);
    QCOMPARE(colorOf(10, 0.5F, Label::BeyondPrecision, table), 0xff123456U);
}

void tst_coloring::manyPixelsAsOneByOne_data()
{
    QTest::addColumn<int>("transfer");
    QTest::addColumn<double>("density");
    for (const Transfer transfer : allTransfers) {
        for (const double density : { ColorMapping::leastDensity, 1.0, 3.7, ColorMapping::mostDensity })
            QTest::addRow("%s %g", transferName(transfer).data(), density)
                << static_cast<int>(transfer) << density;
    }
}

void tst_coloring::manyPixelsAsOneByOne()
{
    QFETCH(const int, transfer);
    QFETCH(const double, density);
    const ColorMapping mapping { static_cast<Transfer>(transfer), density, 0.3 };
    std::mt19937 random(7);
    constexpr std::array labels { Label::Escaped, Label::Interior, Label::NotComputed, Label::Undecided };
    for (const char* id : { "ember", "spectrum" }) {
        const ColorTable table(*findBuiltinPalette(id), mapping);
        for (const std::size_t size : { 0U, 1U, 511U, 512U, 513U, 3001U }) {
            std::vector<std::int32_t> counts;
            std::vector<float> fractions;
            std::vector<Label> kinds;
            for (std::size_t i = 0; i < size; ++i) {
                // Whole blocks of small counts, and some with the largest.
                const unsigned bits = i < 1024 ? 10 : 31;
                counts.push_back(static_cast<std::int32_t>(random() >> (32 - bits)));
                fractions.push_back(static_cast<float>(random() % 1200) / 1000 - 0.1F);
                kinds.push_back(random() % 2 == 0 ? Label::Escaped : labels[random() % labels.size()]);
            }
            if (size > 3)
                fractions[3] = std::nanf("");
            std::vector<std::uint32_t> colors(size);
            colorPixels({ counts, fractions, kinds }, table, colors);
            for (std::size_t i = 0; i < size; ++i)
                QCOMPARE(colors[i], colorOf(counts[i], fractions[i], kinds[i], table));
        }
    }
}

void tst_coloring::sameBitsEverywhere()
{
    // These bits must come out on every machine, compiler and optimisation level: a palette's arithmetic is
    // addition, multiplication, division and square roots only. A palette that is changed on purpose changes
    // them.
    std::vector<std::uint32_t> colors;
    for (const char* text :
        { R"(stops = [[0.0, "#071a4f"], [0.15, "#1d5fb8"], [0.3, "#8fd0f2"], [0.7, "#b8560c"]])",
            "cyclic = false\nstops = [[0.0, \"#000000\"], [0.2, \"#1a1fd6\"], [0.6, \"#7fe013\"], [1.0, "
            "\"#f4ecec\"]]" }) {
        const ColorTable table(palette(text));
        for (int count = 0; count < 3000; ++count)
            colors.push_back(colorOf(count, static_cast<float>(count % 7) / 7, Label::Escaped, table));
    }
    for (const Transfer transfer : allTransfers) {
        const ColorTable table(*findBuiltinPalette("classic"), { transfer, 1.5, 0.125 });
        for (int count = 0; count < 3000; ++count)
            colors.push_back(colorOf(7 * count, static_cast<float>(count % 7) / 7, Label::Escaped, table));
    }
    QCOMPARE(quint64 { fnv1a64Of(std::span<const std::uint32_t>(colors)) }, quint64 { 2162172059013154853U });
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_coloring)
#include "tst_coloring.moc"
