#include "core/base/Fnv1a.h"
#include "core/color/Coloring.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>

namespace escapade {
namespace {

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
    void labels();
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
    // Two stops make a straight line.
    for (int i = 0; i <= 100; ++i)
        QVERIFY(std::abs(channel(table.at(i / 100.0), 0) - std::lround(2.55 * i)) <= 1);
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
    QCOMPARE(
        quint64 { fnv1a64Of(std::span<const std::uint32_t>(colors)) }, quint64 { 15933467982517026985U });
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_coloring)
#include "tst_coloring.moc"
