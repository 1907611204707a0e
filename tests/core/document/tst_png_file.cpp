#include "core/document/PngFile.h"

#include <QBuffer>
#include <QImage>
#include <QImageWriter>
#include <QTest>

#include <random>

namespace escapade {
namespace {

std::span<const std::byte> bytesOf(const QByteArray& bytes)
{
    return std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

QByteArray toQt(const std::vector<std::byte>& bytes)
{
    return { reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()) };
}

Array2D<std::uint32_t> noise(Size size)
{
    std::mt19937 random(31);
    Array2D<std::uint32_t> pixels(size);
    for (std::uint32_t& pixel : pixels.values())
        pixel = 0xff000000U | (random() & 0xffffffU);
    return pixels;
}

} // namespace

class tst_PngFile : public QObject
{
    Q_OBJECT

private slots:
    void pixelsSurvive_data();
    void pixelsSurvive();
    void textsSurvive();
    void rowsAreAskedInOrder();
    void cancelled();
    void textsOfAnotherProgram();
    void textsWithoutPixels();
    void notAPng();
    void truncatedEverywhere();
    void mutatedNeverBreaksIt();
};

void tst_PngFile::pixelsSurvive_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::newRow("one pixel") << 1 << 1;
    QTest::newRow("odd") << 257 << 3;
    QTest::newRow("high") << 2 << 500;
    QTest::newRow("wide") << 65535 << 1;
}

void tst_PngFile::pixelsSurvive()
{
    QFETCH(const int, width);
    QFETCH(const int, height);
    const auto pixels = noise({ width, height });
    const auto png = encodePng(pixels, {});
    QVERIFY(png);
    QVERIFY(isPng(*png));
    // Read by other software than ours.
    const QImage image = QImage::fromData(toQt(*png), "PNG").convertToFormat(QImage::Format_RGB32);
    QCOMPARE(image.size(), QSize(width, height));
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            if (image.pixel(x, y) != pixels.at(x, y))
                QFAIL("a pixel differs");
        }
    }
}

void tst_PngFile::textsSurvive()
{
    const std::map<std::string, std::string> texts { { "Title", "a place" },
        { locationKeyword, std::string(20'000, 'x') + "\nline" },
        { "Name",
            "S\xc3\xa9"
            "ahorse \xe2\x88\x9e" } };
    const auto png = encodePng(noise({ 5, 5 }), texts);
    QVERIFY2(png, png ? "" : png.error().message.c_str());
    const auto read = readPngTexts(*png);
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QVERIFY(*read == texts);
    const QImage image = QImage::fromData(toQt(*png), "PNG");
    QCOMPARE(image.text("Title"), QString("a place"));
    QCOMPARE(image.text("Name"),
        QString::fromUtf8("S\xc3\xa9"
                          "ahorse \xe2\x88\x9e"));
    const auto none = readPngTexts(*encodePng(noise({ 5, 5 }), { { "Empty", "" } }));
    QVERIFY(none);
    QVERIFY(none->empty());
}

void tst_PngFile::rowsAreAskedInOrder()
{
    std::vector<int> asked;
    const auto pixels = noise({ 4, 6 });
    const auto png = encodePng({ 4, 6 },
        [&](int y, std::span<std::uint32_t> row) {
            asked.push_back(y);
            std::copy_n(pixels.row(y), row.size(), row.begin());
        },
        {});
    QVERIFY(png);
    QVERIFY((asked == std::vector<int> { 0, 1, 2, 3, 4, 5 }));
    QVERIFY(*png == *encodePng(pixels, {}));
}

void tst_PngFile::cancelled()
{
    const CancelToken cancel;
    const auto png = encodePng(
        { 4, 6 },
        [&](int y, std::span<std::uint32_t> /*row*/) {
            if (y == 2)
                cancel.cancel();
            QVERIFY(y <= 2);
        },
        {}, cancel);
    QVERIFY(!png);
}

void tst_PngFile::textsOfAnotherProgram()
{
    QImage image(3, 3, QImage::Format_RGB32);
    image.fill(Qt::blue);
    // Qt writes long texts compressed and those beyond Latin-1 as iTXt.
    image.setText("Long", QString(5000, 'z'));
    image.setText("Far", QString::fromUtf8("\xe2\x88\x9e"));
    image.setText("Short", "s");
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QVERIFY(image.save(&buffer, "PNG"));
    const auto read = readPngTexts(bytesOf(bytes));
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QCOMPARE(QByteArray::fromStdString(read->at("Long")), QByteArray(5000, 'z'));
    QCOMPARE(read->at("Far"), std::string("\xe2\x88\x9e"));
    QCOMPARE(read->at("Short"), std::string("s"));
}

void tst_PngFile::textsWithoutPixels()
{
    // The pixels may be damaged or missing: the texts stand before them.
    const auto png = encodePng(noise({ 300, 300 }), { { "Title", "kept" } });
    QVERIFY(png);
    const auto half = std::span(*png).first(png->size() / 2);
    const auto read = readPngTexts(half);
    QVERIFY(read);
    QCOMPARE(read->at("Title"), std::string("kept"));
}

void tst_PngFile::notAPng()
{
    for (const QByteArray& bytes : { QByteArray(), QByteArray("GIF89a"), QByteArray("\x89PNG\r\n\x1a\n"),
             QByteArray("\x89PNG\r\n\x1a\n") + QByteArray(100, '\0'), QByteArray(1000, '\xff') }) {
        const auto read = readPngTexts(bytesOf(bytes));
        QVERIFY(!read);
        QVERIFY(read.error().message.starts_with("not a usable PNG"));
    }
}

void tst_PngFile::truncatedEverywhere()
{
    const auto png = encodePng(noise({ 4, 4 }), { { "Title", "kept" }, { "Name", "\xe2\x88\x9e" } });
    QVERIFY(png);
    for (std::size_t length = 0; length < png->size(); ++length) {
        const auto read = readPngTexts(std::span(*png).first(length));
        QVERIFY(!read || read->size() <= 2);
        if (length < 60)
            QVERIFY(!read);
    }
}

void tst_PngFile::mutatedNeverBreaksIt()
{
    QImage image(3, 3, QImage::Format_RGB32);
    image.fill(Qt::red);
    image.setText("Long", QString(5000, 'z'));
    image.setText("Far", QString::fromUtf8("\xe2\x88\x9e"));
    QByteArray theirs;
    QBuffer buffer(&theirs);
    QVERIFY(image.save(&buffer, "PNG"));
    const QByteArray ours
        = toQt(*encodePng(noise({ 4, 4 }), { { "Title", "kept" }, { "Name", "\xe2\x88\x9e" } }));
    std::mt19937 random(41);
    for (int i = 0; i < 10000; ++i) {
        QByteArray bytes = i % 2 == 0 ? ours : theirs;
        for (unsigned change = 0; change < 1 + random() % 3; ++change)
            bytes[static_cast<qsizetype>(random() % static_cast<unsigned>(bytes.size()))]
                = static_cast<char>(random());
        const auto read = readPngTexts(bytesOf(bytes));
        QVERIFY(read || !read.error().message.empty());
    }
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_PngFile)
#include "tst_png_file.moc"
