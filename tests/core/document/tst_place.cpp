#include "core/document/AtomicFile.h"
#include "core/document/Place.h"

#include <QTest>

#include <algorithm>
#include <filesystem>
#include <random>
#include <set>
#include <string>

namespace escapade {
namespace {

std::filesystem::path placesFolder()
{
    return std::filesystem::path(ESCAPADE_SOURCE_DIR) / "resources" / "places";
}

/// A place that uses everything there is.
Place richPlace()
{
    Place place = builtinPlaces().front();
    place.id = "mine";
    place.title = "Ünder \"the\" \\ bridge";
    place.note = "One line,\nand another.";
    place.location.maxIterations = 1234;
    place.location.colorMapping.density = 1.7;
    place.palette = builtinPalettes().front();
    place.palette->id = "own";
    place.palette->name = "My \"own\"";
    return place;
}

} // namespace

class tst_Place : public QObject
{
    Q_OBJECT

private slots:
    void everyShippedPlaceIsFit_data();
    void everyShippedPlaceIsFit();
    void allFilesAreCompiledIn();
    void survives();
    void readsAsALocation();
    void rejected_data();
    void rejected();
    void titlesAreCleaned_data();
    void titlesAreCleaned();
    void idsComeFromTitles_data();
    void idsComeFromTitles();
    void mutatedTextNeverBreaksIt();
};

void tst_Place::everyShippedPlaceIsFit_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t n = 0; n < builtinPlaces().size(); ++n)
        QTest::newRow(builtinPlaces()[n].id.c_str()) << static_cast<int>(n);
}

void tst_Place::everyShippedPlaceIsFit()
{
    QFETCH(const int, index);
    const Place& place = builtinPlaces().at(static_cast<std::size_t>(index));
    QVERIFY(!place.title.empty());
    QVERIFY(place.title.size() <= 30); // fits below its picture
    QVERIFY(place.note.size() > 20);
    QVERIFY(place.note.size() <= 160);
    QVERIFY(place.note.back() == '.');
    QVERIFY(findBuiltinPalette(place.location.paletteId) != nullptr);
    QVERIFY(!place.palette);
    for (const Place& other : builtinPlaces()) {
        if (&other == &place)
            continue;
        QVERIFY(other.id != place.id);
        QVERIFY(other.title != place.title);
        QVERIFY(!(other.location == place.location));
    }
}

void tst_Place::allFilesAreCompiledIn()
{
    std::set<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(placesFolder()))
        files.insert(entry.path().filename().string());
    std::set<std::string> compiledIn;
    for (const Place& place : builtinPlaces())
        compiledIn.insert(place.id + ".toml");
    QVERIFY(files == compiledIn);
    QVERIFY(files.size() >= 12);
}

void tst_Place::survives()
{
    const Place place = richPlace();
    const Result<Place> read = parsePlace("mine", toText(place));
    QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
    QVERIFY(*read == place);
    for (const Place& shipped : builtinPlaces())
        QVERIFY(*parsePlace(shipped.id, toText(shipped)) == shipped);
}

void tst_Place::readsAsALocation()
{
    const Place place = richPlace();
    const Result<Location> location = parseLocation(toText(place));
    QVERIFY(location.has_value());
    QVERIFY(*location == place.location);
}

void tst_Place::rejected_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("named");
    QTest::newRow("no title") << QByteArray("center_re = \"0\"") << QByteArray("title");
    QTest::newRow("empty title") << QByteArray("title = \"\"") << QByteArray("title");
    QTest::newRow("blank around") << QByteArray("title = \" a\"") << QByteArray("title");
    QTest::newRow("two lines") << QByteArray("title = \"a\\nb\"") << QByteArray("title");
    QTest::newRow("number") << QByteArray("title = 7") << QByteArray("title");
    QTest::newRow("table") << QByteArray("[title]\na = 1") << QByteArray("title");
    QTest::newRow("long title") << "title = \"" + QByteArray(121, 'a') + '"' << QByteArray("title");
    QTest::newRow("long note") << "title = \"a\"\nnote = \"" + QByteArray(1001, 'a') + '"'
                               << QByteArray("note");
    QTest::newRow("palette") << QByteArray("title = \"a\"\nown_palette = \"x = 1\"")
                             << QByteArray("own_palette");
    QTest::newRow("unknown key") << QByteArray("title = \"a\"\ntitel = \"b\"") << QByteArray("titel");
    QTest::newRow("location") << QByteArray("title = \"a\"\ncenter_re = 0.5") << QByteArray("center_re");
    QTest::newRow("no TOML") << QByteArray("title = ") << QByteArray("line 1");
    QTest::newRow("nested") << "title = \"a\"\nnote = " + QByteArray(100'000, '[') << QByteArray("place");
    QTest::newRow("huge") << QByteArray(1'000'001, ' ') << QByteArray("longer");
}

void tst_Place::rejected()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, named);
    const Result<Place> read = parsePlace("a", text.toStdString());
    QVERIFY(!read);
    QVERIFY2(
        read.error().message.find(named.toStdString()) != std::string::npos, read.error().message.c_str());
    QVERIFY(!parsePlace("../a", "title = \"a\"")); // ids become file names
}

void tst_Place::titlesAreCleaned_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("title");
    QTest::newRow("fine") << QByteArray("A b") << QByteArray("A b");
    QTest::newRow("blanks") << QByteArray("  A b \n") << QByteArray("A b");
    QTest::newRow("lines") << QByteArray("A\nb\tc") << QByteArray("A b c");
    QTest::newRow("nothing") << QByteArray(" \n ") << QByteArray();
    QTest::newRow("long") << QByteArray(200, 'a') << QByteArray(120, 'a');
    // A character of two bytes is not cut in the middle.
    QTest::newRow("long, whole characters")
        << "a" + QByteArray("\xc3\xa9").repeated(60) << "a" + QByteArray("\xc3\xa9").repeated(59);
}

void tst_Place::titlesAreCleaned()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, title);
    QCOMPARE(QByteArray::fromStdString(cleanTitle(text.toStdString())), title);
}

void tst_Place::idsComeFromTitles_data()
{
    QTest::addColumn<QByteArray>("title");
    QTest::addColumn<QByteArray>("id");
    QTest::newRow("words") << QByteArray("My Place 2") << QByteArray("my-place-2");
    QTest::newRow("path") << QByteArray("../../etc/passwd") << QByteArray("etc-passwd");
    QTest::newRow("other letters") << QByteArray("\xe6\x9d\xb1\xe4\xba\xac") << QByteArray("place");
    QTest::newRow("empty") << QByteArray() << QByteArray("place");
    QTest::newRow("long") << QByteArray(200, 'A') << QByteArray(64, 'a');
}

void tst_Place::idsComeFromTitles()
{
    QFETCH(const QByteArray, title);
    QFETCH(const QByteArray, id);
    QCOMPARE(QByteArray::fromStdString(placeIdFor(title.toStdString())), id);
    QVERIFY(isPaletteId(placeIdFor(title.toStdString())));
}

void tst_Place::mutatedTextNeverBreaksIt()
{
    const std::string whole = toText(richPlace());
    std::mt19937 random(22);
    const std::string alphabet = "0123456789.eE-\"'[]{}=#\n\t abcxyz\\u\xc3\xa9";
    int taken = 0;
    for (int i = 0; i < 3000; ++i) {
        std::string text = whole;
        for (unsigned change = 0; change < 1 + random() % 3; ++change) {
            const std::size_t at = random() % text.size();
            if (random() % 3 == 0)
                text.erase(at, 1 + random() % 5);
            else
                text.insert(at, 1, alphabet[random() % alphabet.size()]);
        }
        const Result<Place> read = parsePlace("mine", text);
        if (!read) {
            QVERIFY(!read.error().message.empty());
            continue;
        }
        ++taken;
        const Result<Place> again = parsePlace("mine", toText(*read));
        QVERIFY2(again && *again == *read, text.c_str());
    }
    QVERIFY(taken > 100);
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_Place)
#include "tst_place.moc"
