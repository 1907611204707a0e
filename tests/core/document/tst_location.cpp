#include "core/document/AtomicFile.h"
#include "core/document/Location.h"
#include "core/document/PngFile.h"

#include <QTest>

#include <filesystem>
#include <random>

namespace escapade {
namespace {

Decimal decimal(const std::string& text)
{
    return *Decimal::parse(text);
}

Location deepPlace()
{
    Location location;
    location.formula = Formula::Julia;
    location.view = {
        decimal("-1.7499576837060935036022145060706997072711057972625207793024283782028600808297280488721"),
        decimal("2.8e-18"), decimal("5.143443e-100"), decimal("4e-100")
    };
    location.juliaRe = decimal("-0.8");
    location.juliaIm = decimal("0.156");
    location.maxIterations = 123456;
    location.arithmetic = Arithmetic::Fused;
    location.paletteId = "ember";
    location.colorMapping
        = { Transfer::Logarithm, 0.1, 0.7, Outside::TrapCircle, Inside::CycleSize, { true, 12.5, 80, 0.25 } };
    return location;
}

} // namespace

class tst_Location : public QObject
{
    Q_OBJECT

private slots:
    void survives_data();
    void survives();
    void emptyTextIsHome();
    void publishedFiles_data();
    void publishedFiles();
    void oneExtentStandsForBoth();
    void rejected_data();
    void rejected();
    void tenThousandDigits();
    void comesBackFromAPng();
    void otherFilesAreRefused();
    void mutatedTextNeverBreaksIt();
};

void tst_Location::survives_data()
{
    QTest::addColumn<int>("which");
    QTest::newRow("home") << 0;
    QTest::newRow("deep Julia") << 1;
    QTest::newRow("Mandelbrot with a Julia constant") << 2;
    QTest::newRow("limits") << 3;
}

void tst_Location::survives()
{
    QFETCH(const int, which);
    Location location;
    if (which == 1)
        location = deepPlace();
    if (which == 2) {
        location.juliaRe = Decimal();
        location.juliaIm = decimal("1e-7");
    }
    if (which == 3) {
        location.view.centreRe = decimal("-9.9e99");
        location.view.extentWidth = decimal("1e-100000");
        location.view.extentHeight = decimal("9e99");
        location.maxIterations = 2147483647;
    }
    const std::string text = toText(location);
    const Result<Location> read = parseLocation(text);
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QVERIFY2(*read == location, text.c_str());
}

void tst_Location::emptyTextIsHome()
{
    const Result<Location> read = parseLocation("");
    QVERIFY(read);
    QVERIFY(*read == Location {});
    const Result<Location> julia = parseLocation("formula = \"julia\"");
    QVERIFY(julia);
    QVERIFY(julia->view == juliaHome());
    QVERIFY(julia->juliaRe == decimal("-1.1193"));
}

void tst_Location::publishedFiles_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("iterations");
    QTest::newRow("a count") << QByteArray(R"(# A place as others publish it
center_re = "-1.759817130804847813610825010561798238243999999999999999999800"
center_im = "-0.012593310799749865383746631843264858450340000000000000000000"
# zoom 1.00e014: half the height is 2/zoom
extent_height = "4.000000e-14"
max_iterations = 4036
centre_count = 556  # first k with |z_(k+1)| > 2, exact arithmetic
)") << 4036;
    QTest::newRow("no count") << QByteArray(R"(center_re = "-0.743643887037158704752191506114774"
center_im = "0.131825904205311970493132056385139"
extent_height = "5.546678e-32"
max_iterations = 50000
centre_count = "none"  # no escape within 100,000
)") << 50000;
}

void tst_Location::publishedFiles()
{
    QFETCH(const QByteArray, text);
    QFETCH(const int, iterations);
    const Result<Location> read = parseLocation(text.toStdString());
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QVERIFY(read->formula == Formula::Mandelbrot);
    QCOMPARE(read->maxIterations.value_or(0), iterations);
    QVERIFY(read->view.extentWidth == read->view.extentHeight);
    QVERIFY(read->view.centreRe.toString().size() > 30);
    QVERIFY(*parseLocation(toText(*read)) == *read);
}

void tst_Location::oneExtentStandsForBoth()
{
    const auto wide = parseLocation("extent_width = \"0.5\"");
    QVERIFY(wide);
    QVERIFY(wide->view.extentHeight == decimal("0.5"));
    const auto both = parseLocation("extent_width = \"0.5\"\nextent_height = \"0.25\"");
    QVERIFY(both);
    QVERIFY(both->view.extentHeight == decimal("0.25"));
}

void tst_Location::rejected_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("reason");
    const auto add = [](const char* text, const char* reason) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(reason);
    };
    add("center_re = -0.75", "center_re must be a decimal in quotes");
    add("center_re = nan", "center_re must be a decimal in quotes");
    add("center_re = \"nan\"", "nan");
    add("center_im = \"1e100\"", "center_im is 1e100; it must be less than 1e100");
    add("extent_width = \"0\"", "extent_width is 0; it must be above 0");
    add("extent_height = \"-1\"", "extent_height is -1");
    add("extent_height = \"1e-100001\"", "1e-100001");
    add("extent_height = \"1e100\"", "extent_height is 1e100");
    add("julia_re = \"1e400\"", "julia_re");
    add("max_iterations = 0", "max_iterations must be a whole number from 1");
    add("max_iterations = -5", "max_iterations");
    add("max_iterations = 2147483648", "max_iterations");
    add("max_iterations = 2.5", "max_iterations");
    add("max_iterations = \"many\"", "max_iterations");
    add("max_iterations = [1]", "max_iterations");
    add("formula = \"newton\"", "formula is \"newton\"; it must be mandelbrot or julia");
    add("formula = 3", "formula must be text");
    add("arithmetic = \"loose\"", "arithmetic is \"loose\"");
    add("palette = \"../../etc/passwd\"", "palette");
    add("palette = \"a b\"", "palette");
    add("color_transfer = \"exp\"", "color_transfer is \"exp\"; it must be linear, sqrt, cbrt or log");
    add("color_outside = \"trap\"",
        "color_outside is \"trap\"; it must be count, histogram, distance, stripes, ");
    add("\xc3\xa9 = 1", "line 1: letters beyond ASCII belong in double quotes or comments");
    add("color_inside = 3", "color_inside must be text in quotes");
    add("lamp_strength = 2", "the lamp's strength is 2.0; it must be from 0 to 1");
    add("lamp_direction = 360", "the lamp's direction is 360.0");
    add("lamp_height = nan", "the lamp's height is nan");
    add("color_density = \"2\"", "color_density must be a number");
    add("color_density = 0", "the density of colours is 0.0");
    add("color_offset = 1", "the offset of colours is 1.0");
    add("color_offset = nan", "the offset of colours");
    add("size = 5", "size is not a key");
    add("center_re = \"1\"\ncenter_re = \"2\"", "line 2");
    add("center_re = ", "line 1");
    add("[table]\nx = 1", "table is not a key");
    add("just some words", "line 1");
    QTest::newRow("control characters") << QByteArray("\x01\x02\x03") << QByteArray("line 1");
    QTest::newRow("not UTF-8") << QByteArray("\xff\xfe") << QByteArray("line 1");
    QTest::newRow("deep nesting") << "formula = " + QByteArray(100'000, '[') << QByteArray("line 1");
    QTest::newRow("too long") << QByteArray(1'000'001, ' ') << QByteArray("longer than");
}

void tst_Location::rejected()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, reason);
    const Result<Location> read = parseLocation(text.toStdString());
    QVERIFY(!read);
    QVERIFY2(QByteArray::fromStdString(read.error().message).contains(reason), read.error().message.c_str());
    QVERIFY(read.error().message.starts_with("location"));
}

void tst_Location::tenThousandDigits()
{
    Location location;
    location.view.centreRe = decimal("-0." + std::string(9'999, '7'));
    location.view.extentHeight = decimal("1e-9990");
    QVERIFY(*parseLocation(toText(location)) == location);
}

void tst_Location::comesBackFromAPng()
{
    const Array2D<std::uint32_t> pixels({ 3, 2 }, 0xff102030U);
    const auto png = encodePng(pixels, { { locationKeyword, toText(deepPlace()) }, { "Comment", "none" } });
    QVERIFY(png);
    const std::string bytes(reinterpret_cast<const char*>(png->data()), png->size());
    const auto read = locationFromFile(bytes);
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QVERIFY(*read == deepPlace());
    QVERIFY(*locationFromFile(toText(deepPlace())) == deepPlace());
}

void tst_Location::otherFilesAreRefused()
{
    const auto png = encodePng(Array2D<std::uint32_t>({ 1, 1 }), {});
    const std::string bytes(reinterpret_cast<const char*>(png->data()), png->size());
    const auto none = locationFromFile(bytes);
    QVERIFY(!none);
    QVERIFY(none.error().message.find("carries no location") != std::string::npos);
    QVERIFY(!locationFromFile(bytes.substr(0, 20)));
    QVERIFY(!locationFromFile(std::string("\0\1\2\3", 4)));
}

void tst_Location::mutatedTextNeverBreaksIt()
{
    const std::string whole = toText(deepPlace());
    std::mt19937 random(21);
    const std::string alphabet = "0123456789.eE-\"'[]{}=#\n\t abcxyz\\u\xc3\xa9";
    int taken = 0;
    for (int i = 0; i < 5000; ++i) {
        std::string text = whole;
        for (unsigned change = 0; change < 1 + random() % 4; ++change) {
            const std::size_t at = random() % text.size();
            if (random() % 3 == 0)
                text.erase(at, 1 + random() % 5);
            else
                text.insert(at, 1, alphabet[random() % alphabet.size()]);
        }
        const Result<Location> read = parseLocation(text);
        if (!read)
            continue;
        ++taken;
        // What is taken is a value that survives.
        const Result<Location> again = parseLocation(toText(*read));
        QVERIFY2(again && *again == *read, text.c_str());
    }
    QVERIFY(taken > 100);
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_Location)
#include "tst_location.moc"
