#include "core/color/ColorTable.h"
#include "core/color/PaletteFiles.h"

#include <QTest>

#include <array>
#include <random>

namespace escapade {
namespace {

using namespace std::string_literals;

const std::string map = "0 0 0 inside\r\n255 0 0\r\n\r\n0 255 0 green\r\n0 0 255\r\n255 255 255 end";

const std::string gpl
    = "GIMP Palette\nName: Two tones\nColumns: 2\n# a comment\n 10  20 30\tdark\n250 240 230\n";

const std::string ggr = "GIMP Gradient\nName: Mixed\n3\n"
                        "0.000000 0.250000 0.500000 0 0 0 1 1 1 1 1 0 0\n"
                        "0.500000 0.600000 0.700000 1 0 0 1 0 1 0 1 2 1 0 0\n"
                        "0.700000 0.850000 1.000000 0.5 0.5 0.5 1 0.2 0.2 0.8 0.5 3 2\n";

const std::string ugr = "; a comment\nFirst {\ngradient:\n  title=\"The first\" smooth=yes rotation=5\n"
                        "  index=100 color=255\n  index=200 color=65280 index=-100 color=16711680\n"
                        "opacity:\n  smooth=no index=0 opacity=255\n}\n"
                        "Second {\ngradient:\n  index=0 color=1 index=9 color=2\n}\n";

std::string csEntry(const std::string& color, const std::string& name)
{
    return color + "\0"s + static_cast<char>(name.size()) + "\0\0\0"s + name + "\0\0\0"s + "\2ab"s + "\0"s;
}

const std::string cs = "\3\0\2\0\0\0\0\0"s + csEntry("\x10\x20\x30", "Color1") + csEntry("\xf0\xe0\xd0", "");

const std::array<std::pair<const char*, const std::string*>, 5> samples { {
    { "a.map", &map },
    { "a.gpl", &gpl },
    { "a.ggr", &ggr },
    { "a.ugr", &ugr },
    { "a.cs", &cs },
} };

} // namespace

class tst_palette_files : public QObject
{
    Q_OBJECT

private slots:
    void fractintMap();
    void gimpPalette();
    void gimpGradient();
    void gimpBlends_data();
    void gimpBlends();
    void ultraFractal();
    void colorSchemer();
    void ownFormat();
    void namesOfAllEncodings();
    void rejected_data();
    void rejected();
    void savedAsGimpPalette();
    void mutatedFilesNeverBreakIt_data();
    void mutatedFilesNeverBreakIt();
};

void tst_palette_files::fractintMap()
{
    const auto palette = readPaletteFile("folder/My colours.MAP", map);
    QVERIFY2(palette, palette ? "" : palette.error().message.c_str());
    const Palette expected { "My_colours", "My colours",
        { { 0, { 255, 0, 0 } }, { 0.25, { 0, 255, 0 } }, { 0.5, { 0, 0, 255 } },
            { 0.75, { 255, 255, 255 } } },
        true, { 0, 0, 0 } };
    QVERIFY(*palette == expected);
}

void tst_palette_files::gimpPalette()
{
    const auto palette = readPaletteFile("two.gpl", gpl);
    QVERIFY2(palette, palette ? "" : palette.error().message.c_str());
    const Palette expected { "two", "Two tones", { { 0, { 10, 20, 30 } }, { 0.5, { 250, 240, 230 } } }, true,
        {} };
    QVERIFY(*palette == expected);
}

void tst_palette_files::gimpGradient()
{
    const auto palette = readPaletteFile("mixed.ggr", ggr);
    QVERIFY2(palette, palette ? "" : palette.error().message.c_str());
    QCOMPARE(palette->name, "Mixed"s);
    QVERIFY(!palette->cyclic);
    const auto& stops = palette->stops;
    QVERIFY((stops[0] == Palette::Stop { 0, { 0, 0, 0 } }));
    QVERIFY((stops[1] == Palette::Stop { 0.25, { 128, 128, 128 } }));
    QVERIFY((stops[2] == Palette::Stop { 0.5, { 255, 255, 255 } }));
    QVERIFY((stops[3].color == Rgb { 255, 0, 0 })); // a jump
    QVERIFY(stops[3].position > 0.5 && stops[3].position < 0.5001);
    QCOMPARE(stops.back().position, 1.0);
    QVERIFY((stops.back().color == Rgb { 51, 51, 204 }));
    // From red to green by way of yellow, not of a dull brown.
    const ColorTable table(*palette);
    const std::uint32_t middle = table.at(0.6);
    QVERIFY((middle >> 16U & 0xffU) > 230 && (middle >> 8U & 0xffU) > 230 && (middle & 0xffU) < 40);
    // The same colour at both ends makes a palette that repeats.
    const auto ring = readPaletteFile(
        "r.ggr", "GIMP Gradient\n2\n0 .2 .5 0 0 0 1 1 1 1 1 0 0\n.5 .6 1 1 1 1 1 0 0 0 1 0 0\n");
    QVERIFY2(ring, ring ? "" : ring.error().message.c_str());
    QVERIFY(ring->cyclic);
    QVERIFY(ring->stops.back().position < 1);
}

void tst_palette_files::gimpBlends_data()
{
    QTest::addColumn<int>("blend");
    QTest::addColumn<double>("atQuarter"); // with the middle at a half
    QTest::newRow("linear") << 0 << 0.25;
    QTest::newRow("curved") << 1 << 0.25; // x^1
    QTest::newRow("sinusoidal") << 2 << 0.1464466;
    QTest::newRow("sphere, increasing") << 3 << 0.6614378;
    QTest::newRow("sphere, decreasing") << 4 << 0.0317542;
    QTest::newRow("step") << 5 << 0.0;
}

void tst_palette_files::gimpBlends()
{
    QFETCH(const int, blend);
    QFETCH(const double, atQuarter);
    const std::string text = "GIMP Gradient\n1\n0 0.5 1 0 0 0 1 1 1 1 1 " + std::to_string(blend) + " 0\n";
    const auto palette = readPaletteFile("b.ggr", text);
    QVERIFY2(palette, palette ? "" : palette.error().message.c_str());
    // Greys between black and white: the sampled stops nearest to a quarter, joined by a straight line.
    const auto& stops = palette->stops;
    std::size_t after = 1;
    while (stops[after].position < 0.25)
        ++after;
    const double share
        = (0.25 - stops[after - 1].position) / (stops[after].position - stops[after - 1].position);
    const double value = stops[after - 1].color.red
        + share * (static_cast<double>(stops[after].color.red) - stops[after - 1].color.red);
    QVERIFY2(std::abs(value / 255 - atQuarter) < 0.02, qPrintable(QString::number(value / 255)));
    const int last = stops.back().color.red;
    QCOMPARE(last, 255);
}

void tst_palette_files::ultraFractal()
{
    const auto palette = readPaletteFile("u.ugr", ugr);
    QVERIFY2(palette, palette ? "" : palette.error().message.c_str());
    QCOMPARE(palette->name, "The first"s);
    QVERIFY(palette->cyclic);
    // In order, with a stop of the colour in between at the beginning.
    QCOMPARE(palette->stops.size(), std::size_t { 4 });
    QCOMPARE(palette->stops[0].position, 0.0);
    QVERIFY((palette->stops[1] == Palette::Stop { 0.25, { 255, 0, 0 } }));
    QVERIFY((palette->stops[2] == Palette::Stop { 0.5, { 0, 255, 0 } }));
    QVERIFY((palette->stops[3] == Palette::Stop { 0.75, { 0, 0, 255 } }));
    QVERIFY(palette->stops[0].color.red > 80 && palette->stops[0].color.blue > 80);
}

void tst_palette_files::colorSchemer()
{
    const auto palette = readPaletteFile("scheme.cs", cs);
    QVERIFY2(palette, palette ? "" : palette.error().message.c_str());
    const Palette expected { "scheme", "scheme",
        { { 0, { 0x10, 0x20, 0x30 } }, { 0.5, { 0xf0, 0xe0, 0xd0 } } }, true, {} };
    QVERIFY(*palette == expected);
}

void tst_palette_files::ownFormat()
{
    for (const Palette& builtin : builtinPalettes()) {
        const auto again = readPaletteFile("/x/" + builtin.id + ".toml", toText(builtin));
        QVERIFY(again);
        QVERIFY(*again == builtin);
        const auto renamed = readPaletteFile(builtin.id, toText(builtin));
        QVERIFY(renamed && *renamed == builtin);
    }
}

void tst_palette_files::namesOfAllEncodings()
{
    const auto nameOf = [](const std::string& raw) {
        const auto palette = readPaletteFile("file.gpl", "GIMP Palette\nName: " + raw + "\n1 2 3\n4 5 6\n");
        // Every name can be written and read in our own format.
        const bool survives = palette && parsePalette({}, toText(*palette))
            && *parsePalette({}, toText(*palette)) == *palette;
        return survives ? palette->name : "does not survive"s;
    };
    QCOMPARE(nameOf("Caf\xc3\xa9"), "Caf\xc3\xa9"s);
    QCOMPARE(nameOf("Caf\xe9"), "Caf\xc3\xa9"s);
    QCOMPARE(nameOf("tab\there"), "tab here"s);
    QCOMPARE(nameOf(""), "file"s);
    QVERIFY(nameOf(std::string(500, 'x')).size() <= 200);
    QVERIFY(nameOf(std::string(500, '\xe9')).size() <= 200);
    QVERIFY(nameOf("\xf5\x80\x80\x80") != "does not survive");
    QVERIFY(nameOf("\xed\xa0\x80") != "does not survive");
}

void tst_palette_files::rejected_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("reason");
    const auto add = [](const char* file, const std::string& bytes, const char* reason) {
        QTest::newRow(reason) << QByteArray(file) << QByteArray::fromStdString(bytes) << QByteArray(reason);
    };
    add("a.xyz", "what?", "no palette file that can be read");
    add("a.map", std::string(1'000'001, ' '), "longer than");
    add("a.map", "1 2 3\n4 5 six\n7 8 9", "line 2: \"4 5 six\" must begin with three numbers");
    add("a.map", "1 2 3\n\n4 5 256\n7 8 9", "line 3: \"4 5 256\"");
    add("a.map", "1 2 3\n4 5 6", "2 lines of colours");
    add("a.gpl", "GIMP Palettes", "must be \"GIMP Palette\"");
    add("a.gpl", "GIMP Palette\n1 2 3\n-1 2 3", "line 3: \"-1 2 3\"");
    add("a.gpl", "GIMP Palette\n1 2 3", "1 colours; there must be 2");
    add("a.ggr", "GIMP Gradient\nName: x\n0\n", "line 3: \"0\" must be the number of segments");
    add("a.ggr", "GIMP Gradient\n501\n", "\"501\"");
    add("a.ggr", "GIMP Gradient\n2\n0 .5 1 0 0 0 1 1 1 1 1 0 0\n", "ends before segment 2 of 2");
    add("a.ggr", "GIMP Gradient\n1\n0 .5 1 0 0 0 1 1 1 1 1 6 0\n", "kinds of blend");
    add("a.ggr", "GIMP Gradient\n1\n0 .5 1 0 nan 0 1 1 1 1 1 0 0\n", "must be 11 numbers");
    add("a.ggr", "GIMP Gradient\n1\n0.1 .5 1 0 0 0 1 1 1 1 1 0 0\n", "must go on from");
    add("a.ggr", "GIMP Gradient\n1\n0 .8 .7 0 0 0 1 1 1 1 1 0 0\n", "left to right");
    add("a.ggr", "GIMP Gradient\n1\n0 .5 .7 0 0 0 1 1 1 1 1 0 0\n", "must end at 1");
    add("a.ugr", "x { }", "no section");
    add("a.ugr", "x { gradient: index=0 color=1 index=5 color=2", "does not end");
    add("a.ugr", "x {\ngradient:\n index=a color=1 }", "line 3: \"a\" must be the whole number");
    add("a.ugr", "x {\ngradient:\n index=0 color=16777216 }", "\"16777216\" must be a colour");
    add("a.ugr", "x {\ngradient:\n color=16 }", "without an index");
    add("a.ugr", "x {\ngradient:\n index=0 color=16 }", "1 colours");
    add("a.ugr", "x {\ngradient:\n index=0 color=16 index=400 color=5 }", "at the same place");
    add("a.cs", "\3\0\1\0"s, "byte 3: there are 1 colours");
    add("a.cs", cs.substr(0, 30), "the file ends before colour 2 of 2");
    add("a.cs", "\3\0\2\0\0\0\0\0\1\2\3\0\xff\xff\xff\xff"s, "ends before colour 2");
    std::string many = "GIMP Palette\n";
    for (int i = 0; i < 4097; ++i)
        many += "1 2 3\n";
    add("a.gpl", many, "one colour too many");
    add("a.toml", "stops = 5", "stops must be a list");
}

void tst_palette_files::rejected()
{
    QFETCH(const QByteArray, file);
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, reason);
    const auto palette = readPaletteFile(file.toStdString(), bytes.toStdString());
    QVERIFY(!palette);
    QVERIFY2(
        QByteArray::fromStdString(palette.error().message).contains(reason), palette.error().message.c_str());
    QVERIFY(palette.error().message.starts_with("palette"));
}

void tst_palette_files::savedAsGimpPalette()
{
    for (const Palette& builtin : builtinPalettes()) {
        const std::string text = toGimpPalette(builtin);
        const auto again = readPaletteFile(builtin.id + ".gpl", text);
        QVERIFY2(again, again ? "" : again.error().message.c_str());
        QCOMPARE(again->id, builtin.id);
        QCOMPARE(again->name, builtin.name);
        QCOMPARE(again->cyclic, builtin.cyclic);
        QVERIFY(again->interior == builtin.interior);
        QCOMPARE(again->stops.size(), std::size_t { 256 });
        const ColorTable before(builtin);
        const ColorTable after(*again);
        for (int i = 0; i < 1000; ++i) {
            const std::uint32_t a = before.at(i / 1000.0);
            const std::uint32_t b = after.at(i / 1000.0);
            for (const unsigned shift : { 0U, 8U, 16U }) {
                const int one = static_cast<int>(a >> shift & 0xffU);
                const int other = static_cast<int>(b >> shift & 0xffU);
                QVERIFY2(std::abs(one - other) <= 4, builtin.id.c_str());
            }
        }
    }
}

void tst_palette_files::mutatedFilesNeverBreakIt_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("whole");
    for (const auto& [file, whole] : samples)
        QTest::newRow(file) << QByteArray(file) << QByteArray::fromStdString(*whole);
}

void tst_palette_files::mutatedFilesNeverBreakIt()
{
    QFETCH(const QByteArray, file);
    QFETCH(const QByteArray, whole);
    std::mt19937 random(23);
    const std::string alphabet = "0123456789.eE-+\"= \t\r\n{}:#xGgN\0\1\3\xff\xc3"s;
    int taken = 0;
    int refused = 0;
    for (int i = 0; i < 3000; ++i) {
        std::string text = whole.toStdString();
        for (unsigned change = 0; change < 1 + random() % 4 && !text.empty(); ++change) {
            const std::size_t at = random() % text.size();
            if (random() % 3 == 0)
                text.erase(at, 1 + random() % 7);
            else if (random() % 2 == 0)
                text[at] = alphabet[random() % alphabet.size()];
            else
                text.insert(at, 1, alphabet[random() % alphabet.size()]);
        }
        const auto palette = readPaletteFile(file.toStdString(), text);
        if (!palette) {
            QVERIFY(!palette.error().message.empty() && palette.error().message.size() < 300);
            ++refused;
            continue;
        }
        ++taken;
        // Whatever is taken is a palette by all of our own rules.
        const auto again = parsePalette({}, toText(*palette));
        QVERIFY2(again, again ? "" : (again.error().message + "\n" + text).c_str());
        QVERIFY(*again == *palette);
        QCOMPARE(ColorTable(*palette).at(0.3) >> 24U, 0xffU);
    }
    QVERIFY(taken > 50 && refused > 50);
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_palette_files)
#include "tst_palette_files.moc"
