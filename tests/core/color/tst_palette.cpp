#include "core/color/ColorTable.h"

#include <QDir>
#include <QTest>

#include <algorithm>
#include <random>
#include <set>

namespace escapade {
namespace {

constexpr const char* twoStops = "name = \"Two\"\ncyclic = true\ninterior = \"#010203\"\n"
                                 "stops = [[0.0, \"#000000\"], [0.5, \"#ffffff\"]]\n";

double brightness(const Rgb& color)
{
    return (0.3 * color.red + 0.6 * color.green + 0.1 * color.blue) / 255;
}

} // namespace

class tst_Palette : public QObject
{
    Q_OBJECT

private slots:
    void parsed();
    void defaults();
    void rejected_data();
    void rejected();
    void survives();
    void ids();
    void builtinsAreTheFiles();
    void builtinsHaveContrast();
    void mutatedTextNeverBreaksIt();
};

void tst_Palette::parsed()
{
    const auto palette = parsePalette("two", twoStops);
    QVERIFY2(palette, palette ? "" : palette.error().message.c_str());
    const Palette expected { "two", "Two", { { 0, { 0, 0, 0 } }, { 0.5, { 255, 255, 255 } } }, true,
        { 1, 2, 3 } };
    QVERIFY(*palette == expected);
    QCOMPARE((Rgb { 1, 2, 3 }.argb()), 0xff010203U);
}

void tst_Palette::defaults()
{
    const auto palette = parsePalette("two", R"(stops = [[0, "#00FF00"], [0.5, "#ffffff"]])");
    QVERIFY(palette);
    QCOMPARE(palette->name, std::string("two"));
    QVERIFY(palette->cyclic);
    QVERIFY(palette->interior == Rgb {});
    QVERIFY((palette->stops[0].color == Rgb { 0, 255, 0 }));
}

void tst_Palette::rejected_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("reason");
    const auto add = [](const char* text, const char* reason) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(reason);
    };
    add("", "stops must be a list");
    add("stops = 5", "stops must be a list");
    add("stops = []", "stops must be a list");
    add("stops = [[0.0, \"#000000\"]]", "stops must be a list of 2");
    add("stops = [[0.0, \"#000000\"], 5]", "stop 2 must be a pair");
    add("stops = [[0.0], [0.5, \"#000000\"]]", "stop 1 must be a pair");
    add(R"(stops = [[0.0, "#000000", 1], [0.5, "#000000"]])", "stop 1 must be a pair");
    add(R"(stops = [[0.1, "#000000"], [0.5, "#000000"]])", "first stop must be at 0");
    add(R"(stops = [[0.0, "#000000"], [1.5, "#000000"]])", "stop 2's position");
    add(R"(stops = [[-1.0, "#000000"], [0.5, "#000000"]])", "stop 1's position");
    add(R"(stops = [[nan, "#000000"], [0.5, "#000000"]])", "stop 1's position");
    add(R"(stops = [[0.0, "#000000"], [inf, "#000000"]])", "stop 2's position");
    add(R"(stops = [[0.0, "#000000"], ["0.5", "#000000"]])", "stop 2's position");
    add(R"(stops = [[0.0, "#000000"], [0.5, "#ffffff"], [0.5, "#000000"]])",
        "stop 3's position must be above");
    add(R"(stops = [[0.0, "#000000"], [1.0, "#000000"]])", "last stop of a cyclic");
    add("cyclic = false\nstops = [[0.0, \"#000000\"], [0.9, \"#000000\"]]", "must be at 1");
    add(R"(stops = [[0.0, "black"], [0.5, "#000000"]])", "stop 1's colour");
    add(R"(stops = [[0.0, "#00000g"], [0.5, "#000000"]])", "stop 1's colour");
    add(R"(stops = [[0.0, "#-00001"], [0.5, "#000000"]])", "stop 1's colour");
    add(R"(stops = [[0.0, "#0000000"], [0.5, "#000000"]])", "stop 1's colour");
    add("stops = [[0.0, 5], [0.5, \"#000000\"]]", "stop 1's colour");
    add("name = 5\nstops = [[0.0, \"#000000\"], [0.5, \"#000000\"]]", "name must be text");
    add("name = \"\"\nstops = [[0.0, \"#000000\"], [0.5, \"#000000\"]]", "name must be 1");
    add("cyclic = \"yes\"\nstops = [[0.0, \"#000000\"], [0.5, \"#000000\"]]", "cyclic must be");
    add("interior = 5\nstops = [[0.0, \"#000000\"], [0.5, \"#000000\"]]", "interior must be");
    add("interior = \"#fff\"\nstops = [[0.0, \"#000000\"], [0.5, \"#000000\"]]", "interior must be");
    add("colour = 5\nstops = [[0.0, \"#000000\"], [0.5, \"#000000\"]]", "colour");
    add("stops = [[0.0, \"#000000\"]\n[0.5, \"#000000\"]]", "line");
    QTest::newRow("not UTF-8") << QByteArray("\xff\xfe\x01") << QByteArray("line 1");
    QTest::newRow("too long") << QByteArray(1'000'001, ' ') << QByteArray("longer than");
    QByteArray many = "stops = [";
    for (int i = 0; i < 4097; ++i)
        many += "[" + QByteArray::number(i / 4097.0, 'f', 9) + ", \"#000000\"],";
    QTest::newRow("too many") << many + "]" << QByteArray("stops must be a list of 2 to 4096");
    QTest::newRow("deep nesting") << "stops = " + QByteArray(100'000, '[') << QByteArray("line 1");
}

void tst_Palette::rejected()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, reason);
    const auto palette = parsePalette("x", text.toStdString());
    QVERIFY(!palette);
    QVERIFY2(
        QByteArray::fromStdString(palette.error().message).contains(reason), palette.error().message.c_str());
    QVERIFY(palette.error().message.starts_with("palette"));
}

void tst_Palette::survives()
{
    for (Palette palette : builtinPalettes()) {
        palette.name = "\"quotes\", \\ back\\slashes, \t and \xe2\x88\x9e";
        palette.stops[1].position = 0.01234567890123;
        const auto again = parsePalette({}, toText(palette));
        QVERIFY2(again, again ? "" : again.error().message.c_str());
        QVERIFY(*again == palette);
    }
}

void tst_Palette::ids()
{
    QVERIFY(isPaletteId("a-b_C9"));
    for (const char* bad : { "", "a b", "a/b", "..", "\xc3\xa9", "a.toml" })
        QVERIFY(!isPaletteId(bad));
    QVERIFY(isPaletteId(std::string(64, 'x')));
    QVERIFY(!isPaletteId(std::string(65, 'x')));
    for (const char* name : { "", "a b", "../x", "\xc3\xa9", "plain" })
        QVERIFY(isPaletteId(paletteIdFor(name)));
    QVERIFY(isPaletteId(paletteIdFor(std::string(1000, 'x'))));
    QCOMPARE(paletteIdFor("plain"), std::string("plain"));
    QVERIFY(!parsePalette("a b", twoStops));
    QVERIFY(!parsePalette("", twoStops)); // none in the text either
}

void tst_Palette::builtinsAreTheFiles()
{
    const QDir folder(ESCAPADE_SOURCE_DIR "/resources/palettes");
    const QStringList files = folder.entryList({ "*.toml" });
    QVERIFY(files.size() >= 8);
    QCOMPARE(static_cast<qsizetype>(builtinPalettes().size()), files.size());
    for (const QString& file : files) {
        const QByteArray id = file.chopped(5).toUtf8();
        const Palette* const palette = findBuiltinPalette(id.toStdString());
        QVERIFY2(palette != nullptr, id.constData());
        QFile content(folder.filePath(file));
        QVERIFY(content.open(QIODevice::ReadOnly));
        const auto parsed = parsePalette(id.toStdString(), content.readAll().toStdString());
        QVERIFY(parsed);
        QVERIFY(*parsed == *palette);
    }
    QCOMPARE(builtinPalettes().front().id, std::string("classic"));
    QVERIFY(findBuiltinPalette("none") == nullptr);
    QVERIFY(!findBuiltinPalette("spectrum")->cyclic);
}

void tst_Palette::builtinsHaveContrast()
{
    std::set<std::string> names;
    for (const Palette& palette : builtinPalettes()) {
        names.insert(palette.name);
        double least = 1;
        double most = 0;
        for (const Palette::Stop& stop : palette.stops) {
            least = std::min(least, brightness(stop.color));
            most = std::max(most, brightness(stop.color));
        }
        QVERIFY2(least < 0.2 && most > 0.8, palette.id.c_str());
    }
    QCOMPARE(names.size(), builtinPalettes().size());
}

void tst_Palette::mutatedTextNeverBreaksIt()
{
    const std::string whole = toText(builtinPalettes().back());
    std::mt19937 random(51);
    const std::string alphabet = "0123456789.eE-+\"'[]{}=#\n\t abcxyz\\u\xc3\xa9";
    int taken = 0;
    for (int i = 0; i < 5000; ++i) {
        std::string text = whole;
        for (unsigned change = 0; change < 1 + random() % 3; ++change) {
            const std::size_t at = random() % text.size();
            if (random() % 3 == 0)
                text.erase(at, 1 + random() % 5);
            else
                text.insert(at, 1, alphabet[random() % alphabet.size()]);
        }
        const auto palette = parsePalette({}, text);
        if (!palette)
            continue;
        ++taken;
        const ColorTable table(*palette); // any palette that is taken can be used
        QCOMPARE(table.at(0) >> 24U, 0xffU);
        QVERIFY(*parsePalette({}, toText(*palette)) == *palette);
    }
    QVERIFY(taken > 100);
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_Palette)
#include "tst_palette.moc"
