#include "core/color/ColorTable.h"
#include "core/color/PaletteSimplify.h"

#include <QTest>

#include <algorithm>
#include <random>

namespace escapade {
namespace {

Rgb rgbOf(std::uint32_t color)
{
    return { static_cast<std::uint8_t>(color >> 16U), static_cast<std::uint8_t>(color >> 8U),
        static_cast<std::uint8_t>(color) };
}

/// The palette as a list of so many colours, as files of other programs have it.
Palette sampled(const Palette& palette, int count)
{
    const ColorTable table(palette);
    Palette list = palette;
    list.stops.clear();
    for (int n = 0; n < count; ++n) {
        const double position = static_cast<double>(n) / (palette.cyclic ? count : count - 1);
        // What does not repeat goes back from 1.
        list.stops.push_back({ position, rgbOf(table.at(std::min(position, 0.9999))) });
    }
    return list;
}

bool keepsTheRules(const Palette& palette)
{
    const auto again = parsePalette({}, toText(palette));
    return again && *again == palette;
}

bool isPartOf(const Palette& simple, const Palette& palette)
{
    return std::ranges::all_of(simple.stops, [&](const Palette::Stop& stop) {
        return std::ranges::find(palette.stops, stop) != palette.stops.end();
    });
}

} // namespace

class tst_PaletteSimplify : public QObject
{
    Q_OBJECT

private slots:
    void listsOfColorsBecomeAFewStops_data();
    void listsOfColorsBecomeAFewStops();
    void jumpsStay();
    void noiseStaysWithinTheTolerance();
    void distancesAreThoseOfColors();
};

void tst_PaletteSimplify::listsOfColorsBecomeAFewStops_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t n = 0; n < builtinPalettes().size(); ++n)
        QTest::newRow(builtinPalettes()[n].id.c_str()) << static_cast<int>(n);
}

void tst_PaletteSimplify::listsOfColorsBecomeAFewStops()
{
    QFETCH(const int, index);
    const Palette list = sampled(builtinPalettes().at(static_cast<std::size_t>(index)), 256);
    for (const double tolerance : { usualPaletteTolerance, 0.005 }) {
        const Palette simple = simplifiedPalette(list, tolerance);
        QVERIFY(keepsTheRules(simple));
        QVERIFY(isPartOf(simple, list));
        QVERIFY(paletteDistance(simple, list) <= tolerance);
        if (tolerance == usualPaletteTolerance)
            QVERIFY2(simple.stops.size() <= 48, std::to_string(simple.stops.size()).c_str());
        QVERIFY(simple.name == list.name && simple.interior == list.interior);
    }
}

void tst_PaletteSimplify::jumpsStay()
{
    Palette stripes { "stripes", "Stripes", {}, true, {} };
    for (int n = 0; n < 256; ++n) {
        const auto value = static_cast<std::uint8_t>(n / 64 % 2 * 255);
        stripes.stops.push_back({ n / 256.0, { value, value, value } });
    }
    const Palette simple = simplifiedPalette(stripes);
    QVERIFY(paletteDistance(simple, stripes) <= usualPaletteTolerance);
    QVERIFY2(simple.stops.size() <= 16, std::to_string(simple.stops.size()).c_str());
}

void tst_PaletteSimplify::noiseStaysWithinTheTolerance()
{
    std::mt19937 random(5);
    for (const bool cyclic : { false, true }) {
        for (const unsigned count : { 2U, 3U, 7U, 60U, 256U }) {
            Palette noise { "noise", "Noise", {}, cyclic, {} };
            for (unsigned n = 0; n < count; ++n) {
                const auto byte = [&random] { return static_cast<std::uint8_t>(random()); };
                noise.stops.push_back(
                    { static_cast<double>(n) / (cyclic ? count : count - 1), { byte(), byte(), byte() } });
            }
            const Palette simple = simplifiedPalette(noise);
            QVERIFY(keepsTheRules(simple));
            QVERIFY(paletteDistance(simple, noise) <= usualPaletteTolerance);
        }
    }
}

void tst_PaletteSimplify::distancesAreThoseOfColors()
{
    const Palette black { "a", "A", { { 0, {} }, { 0.5, {} } }, true, {} };
    const Palette white { "b", "B", { { 0, { 255, 255, 255 } }, { 0.5, { 255, 255, 255 } } }, true, {} };
    QVERIFY(paletteDistance(black, black) == 0);
    QVERIFY(std::abs(paletteDistance(black, white) - 1) < 1e-3); // lightness from 0 to 1
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_PaletteSimplify)
#include "tst_palette_simplify.moc"
