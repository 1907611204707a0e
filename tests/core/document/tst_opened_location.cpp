#include "core/document/OpenedLocation.h"
#include "core/document/Place.h"
#include "core/document/PngFile.h"

#include <QTest>

#include <random>

namespace escapade {
namespace {

/// A palette that is none of ours, with everything that is awkward in a text.
Palette ownPalette()
{
    Palette palette;
    palette.id = "mine";
    palette.name = "M\u00edne \"\"\"x\\ \t\n''' # end\"";
    palette.cyclic = false;
    palette.interior = { 1, 2, 3 };
    palette.stops = { { 0, { 255, 0, 0 } }, { 0.1, { 0, 255, 0 } }, { 1, { 0, 0, 255 } } };
    return palette;
}

OpenedLocation ownPlace()
{
    OpenedLocation opened;
    opened.location.view.extentHeight = *Decimal::parse("1e-20");
    opened.location.colorMapping.density = 3;
    opened.location.paletteId = "mine";
    opened.palette = ownPalette();
    return opened;
}

std::string changed(std::string text, std::mt19937& random)
{
    const std::string alphabet = "0123456789.eE-\"'[]{}=#\n\t abcxyz\\u\xc3\xa9";
    for (unsigned change = 0; change < 1 + random() % 4; ++change) {
        const std::size_t at = random() % text.size();
        if (random() % 3 == 0)
            text.erase(at, 1 + random() % 5);
        else
            text.insert(at, 1, alphabet[random() % alphabet.size()]);
    }
    return text;
}

} // namespace

class tst_OpenedLocation : public QObject
{
    Q_OBJECT

private slots:
    void ownColorsTravel();
    void oursNeedOnlyTheirName();
    void theLargestPaletteFits();
    void readsAsALocationAndAsAPlace();
    void anotherPaletteInTheTextWins();
    void olderTextsStillRead_data();
    void olderTextsStillRead();
    void rejected_data();
    void rejected();
    void comesBackFromAPng();
    void mutatedTextNeverBreaksIt();
};

void tst_OpenedLocation::ownColorsTravel()
{
    const std::string text = toText(ownPlace());
    const Result<OpenedLocation> read = parseOpenedLocation(text);
    QVERIFY2(read, read ? text.c_str() : read.error().message.c_str());
    QVERIFY2(*read == ownPlace(), text.c_str());
    QVERIFY2(text.find("\n    [0.1, \"#00ff00\"],\n") != std::string::npos, text.c_str()); // for people
}

void tst_OpenedLocation::oursNeedOnlyTheirName()
{
    const Palette& ours = builtinPalettes().at(2);
    QVERIFY(!paletteToCarry(ours));
    Palette changed = ours;
    changed.stops[1].color.red ^= 1U;
    QVERIFY(paletteToCarry(changed) == std::optional(changed)); // its name is ours, its colours are not
    QVERIFY(paletteToCarry(ownPalette()));
    QVERIFY(toText(OpenedLocation { {}, paletteToCarry(ours) }) == toText(Location {}));
}

void tst_OpenedLocation::theLargestPaletteFits()
{
    OpenedLocation opened = ownPlace();
    std::vector<Palette::Stop> stops;
    stops.reserve(4096);
    for (int n = 0; n < 4096; ++n)
        stops.push_back({ n / 4095.0, { static_cast<std::uint8_t>(n), 7, 200 } });
    opened.palette->stops = stops;
    const std::string text = toText(opened);
    QVERIFY(text.size() < maxLocationBytes / 4);
    const Result<OpenedLocation> read = parseOpenedLocation(text);
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QVERIFY(*read == opened);
}

void tst_OpenedLocation::readsAsALocationAndAsAPlace()
{
    const std::string text = toText(ownPlace());
    QVERIFY(*parseLocation(text) == ownPlace().location);
    const Result<Place> place = parsePlace("a", "title = \"A\"\n" + text);
    QVERIFY2(place, place ? "" : place.error().message.c_str());
    QVERIFY(place->palette == ownPlace().palette);
    QVERIFY(*parseOpenedLocation(toText(*place)) == ownPlace());
}

void tst_OpenedLocation::anotherPaletteInTheTextWins()
{
    std::string text = toText(ownPlace());
    text.replace(text.find("palette = \"mine\""), 16, "palette = \"ember\"");
    const auto other = parseOpenedLocation(text);
    QVERIFY(other);
    QVERIFY(!other->palette && other->location.paletteId == "ember");
    text.replace(text.find("palette = \"ember\"\n"), 18, "");
    const auto unnamed = parseOpenedLocation(text);
    QVERIFY(unnamed);
    QVERIFY(*unnamed == ownPlace());
}

void tst_OpenedLocation::olderTextsStillRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("hasPalette");
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("palette by its name") << QByteArray("palette = \"mine\"\n") << false;
    QTest::newRow("published") << QByteArray("center_re = \"-1\"\nextent_height = \"4e-14\"\n"
                                             "centre_count = 556\n")
                               << false;
    // As places have kept theirs from the beginning.
    QTest::newRow("in one line") << QByteArray(
        "palette = \"mine\"\nown_palette = \"id = \\\"mine\\\"\\u000astops = "
        "[[0, \\\"#000000\\\"], [0.5, \\\"#ffffff\\\"]]\\u000a\"\n")
                                 << true;
}

void tst_OpenedLocation::olderTextsStillRead()
{
    QFETCH(const QByteArray, text);
    QFETCH(const bool, hasPalette);
    const auto read = parseOpenedLocation(text.toStdString());
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QCOMPARE(read->palette.has_value(), hasPalette);
    QVERIFY(read->location == *parseLocation(text.toStdString()));
}

void tst_OpenedLocation::rejected_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("reason");
    const auto add = [](const char* name, const QByteArray& text, const char* reason) {
        QTest::newRow(name) << text << QByteArray(reason);
    };
    add("number", "own_palette = 5", "own_palette must be a palette file as text in quotes");
    add("table", "[own_palette]\nid = \"a\"", "own_palette must be");
    add("empty", "own_palette = \"\"", "own_palette is wrong: palette: id must be");
    add("path", "own_palette = \"id = '../a'\"", "id must be 1 to 64 letters");
    add("one stop", "own_palette = \"id = 'a'\\nstops = [[0, '#000000']]\"", "stops must be a list of 2");
    add("5000 stops",
        "own_palette = \"\"\"id = 'a'\nstops = [" + QByteArray("[0, '#000000'],").repeated(5000) + "]\"\"\"",
        "stops must be a list of 2 to 4096");
    add("falling", "own_palette = \"id = 'a'\\nstops = [[0, '#000000'], [0, '#000000']]\"",
        "stop 2's position");
    add("nested", "own_palette = \"\"\"stops = " + QByteArray(100'000, '[') + "\"\"\"", "own_palette");
    add("location", "own_palette = \"\"\"x\"\"\"\nsize = 5", "size is not a key");
    add("too long", QByteArray(1'000'001, ' '), "longer than");
}

void tst_OpenedLocation::rejected()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, reason);
    const auto read = parseOpenedLocation(text.toStdString());
    QVERIFY(!read);
    QVERIFY2(QByteArray::fromStdString(read.error().message).contains(reason), read.error().message.c_str());
    QVERIFY(read.error().message.starts_with("location"));
}

void tst_OpenedLocation::comesBackFromAPng()
{
    const auto bytesOf = [](const std::map<std::string, std::string>& texts) {
        const auto png = encodePng(Array2D<std::uint32_t>({ 3, 2 }, 0xff102030U), texts);
        return std::string(reinterpret_cast<const char*>(png->data()), png->size()); // NOLINT: bytes
    };
    const OpenedLocation place = ownPlace();
    const std::string location = toText(place.location);
    const auto read = openedLocationFromFile(
        bytesOf({ { locationKeyword, location }, { paletteKeyword, toText(*place.palette) } }));
    QVERIFY(read && *read == place);
    const auto spoilt
        = openedLocationFromFile(bytesOf({ { locationKeyword, location }, { paletteKeyword, "nonsense" } }));
    QVERIFY(spoilt && spoilt->location == place.location && !spoilt->palette);
    QVERIFY(!openedLocationFromFile(bytesOf({ { paletteKeyword, toText(*place.palette) } })));
    QVERIFY(*openedLocationFromFile(toText(place)) == place);
}

void tst_OpenedLocation::mutatedTextNeverBreaksIt()
{
    const std::string whole = toText(ownPlace());
    std::mt19937 random(23);
    int taken = 0;
    int takenWithColors = 0;
    for (int i = 0; i < 4000; ++i) {
        const std::string text = changed(whole, random);
        const Result<OpenedLocation> read = parseOpenedLocation(text);
        if (!read) {
            QVERIFY(read.error().message.starts_with("location"));
            continue;
        }
        ++taken;
        takenWithColors += read->palette ? 1 : 0;
        // What is taken is a value that survives.
        const Result<OpenedLocation> again = parseOpenedLocation(toText(*read));
        QVERIFY2(again && *again == *read, text.c_str());
    }
    QVERIFY(taken > 100);
    QVERIFY(takenWithColors > 50);
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_OpenedLocation)
#include "tst_opened_location.moc"
