#include "core/fractal/Viewport.h"

#include <QTest>

#include <cmath>
#include <random>

namespace escapade {
namespace {

PlaneView view(const char* re, const char* im, const char* width, const char* height)
{
    return { *Decimal::parse(re), *Decimal::parse(im), *Decimal::parse(width), *Decimal::parse(height) };
}

QByteArray text(const Decimal& value)
{
    return QByteArray::fromStdString(value.toString());
}

} // namespace

class tst_Viewport : public QObject
{
    Q_OBJECT

private slots:
    void latticeOfTheSeeds_data();
    void latticeOfTheSeeds();
    void columnsAndExactCoordinatesAgree_data();
    void columnsAndExactCoordinatesAgree();
    void zoomKeepsThePointUnderTheCursor_data();
    void zoomKeepsThePointUnderTheCursor();
    void zoomInAndOutStaysNear();
    void panMovesThePicture();
    void snappedViewsShareSamples_data();
    void snappedViewsShareSamples();
    void aPointIsMovedToAPixel();
    void magnificationCountsFromHome();
};

void tst_Viewport::latticeOfTheSeeds_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::newRow("square") << 256 << 256;
    QTest::newRow("wide") << 1280 << 800;
    QTest::newRow("high") << 3 << 257;
    QTest::newRow("odd") << 33 << 21;
    QTest::newRow("one pixel") << 1 << 1;
}

void tst_Viewport::latticeOfTheSeeds()
{
    QFETCH(const int, width);
    QFETCH(const int, height);
    const Viewport viewport = Viewport::fit(view("-1.1195", "0.2718", "0.005", "0.003"), { width, height });
    const double scale = std::max(0.005 / width, 0.003 / height);
    QCOMPARE(viewport.spacing.toDouble(), scale);
    for (int i = 0; i < width; ++i)
        QCOMPARE(viewport.re(i), -1.1195 + (i - width / 2) * scale);
    for (int j = 0; j < height; ++j)
        QCOMPARE(viewport.im(height - 1 - j), 0.2718 + (j - height / 2) * scale);
}

void tst_Viewport::columnsAndExactCoordinatesAgree_data()
{
    QTest::addColumn<QByteArray>("extent");
    for (const char* extent : { "3", "1e-5", "1e-40", "1e-900", "1e10" })
        QTest::newRow(extent) << QByteArray(extent);
}

void tst_Viewport::columnsAndExactCoordinatesAgree()
{
    QFETCH(const QByteArray, extent);
    const Viewport viewport = Viewport::fit(
        view("-0.743643887037158704752191506114774", "0.1318259042", extent, extent), { 640, 400 });
    for (const double at : { 0.0, 1.0, 319.5, 320.0, 639.0, -50.25, 5000.0 }) {
        // Three digits to spare: a coordinate tells a thousandth of a pixel.
        QVERIFY(std::abs(viewport.columnOf(viewport.exactRe(at)) - at) < 1e-3 * std::max(1.0, std::abs(at)));
        QVERIFY(std::abs(viewport.rowOf(viewport.exactIm(at)) - at) < 1e-3 * std::max(1.0, std::abs(at)));
    }
    QVERIFY(viewport.exactRe(0) < viewport.exactRe(1));
    QVERIFY(viewport.exactIm(1) < viewport.exactIm(0));
}

void tst_Viewport::zoomKeepsThePointUnderTheCursor_data()
{
    QTest::addColumn<QByteArray>("extent");
    QTest::addColumn<double>("factor");
    for (const double factor : { 2.0, 0.5, 1.25, 0.8, 1000.0 }) {
        for (const char* extent : { "3", "1e-12", "1e-100" })
            QTest::addRow("%s by %g", extent, factor) << QByteArray(extent) << factor;
    }
}

void tst_Viewport::zoomKeepsThePointUnderTheCursor()
{
    QFETCH(const QByteArray, extent);
    QFETCH(const double, factor);
    const Size size { 1281, 799 };
    const PlaneView before = view("-0.75", "0.1", extent, extent);
    for (const auto& [x, y] :
        { std::pair { 0.0, 0.0 }, std::pair { 640.0, 399.0 }, std::pair { 1280.0, 17.5 } }) {
        const Viewport old = Viewport::fit(before, size);
        const PlaneView after = zoomed(before, size, x, y, factor);
        const Viewport now = Viewport::fit(after, size);
        QVERIFY(std::abs(old.spacing / now.spacing - factor) < 1e-12 * factor);
        // The point is known to a thousandth of an old pixel, which is a thousandth of the factor in new
        // ones.
        const double tolerance = 2e-3 * std::max(1.0, factor);
        QVERIFY(std::abs(now.columnOf(old.exactRe(x)) - x) < tolerance);
        QVERIFY(std::abs(now.rowOf(old.exactIm(y)) - y) < tolerance);
    }
}

void tst_Viewport::zoomInAndOutStaysNear()
{
    const Size size { 640, 400 };
    PlaneView current = mandelbrotHome();
    for (int step = 0; step < 200; ++step)
        current = zoomed(current, size, 101, 77, 1.25);
    QVERIFY(current.extentWidth < *Decimal::parse("1e-18"));
    // No more digits than the depth needs.
    QVERIFY(current.centreRe.toString().size() < 40);
    for (int step = 0; step < 200; ++step)
        current = zoomed(current, size, 101, 77, 0.8);
    const Viewport home = Viewport::fit(mandelbrotHome(), size);
    QVERIFY(std::abs(home.columnOf(current.centreRe) - 320) < 0.1);
    QVERIFY(std::abs(home.spacing / Viewport::fit(current, size).spacing - 1) < 1e-9);
}

void tst_Viewport::panMovesThePicture()
{
    const Size size { 640, 400 };
    const PlaneView before = view("-0.75", "0.1", "1e-30", "1e-30");
    const PlaneView after = panned(before, size, 10, -3);
    const Viewport old = Viewport::fit(before, size);
    const Viewport now = Viewport::fit(after, size);
    QVERIFY(now.spacing == old.spacing);
    // What was at (100, 100) is now at (110, 97).
    QVERIFY(std::abs(now.columnOf(old.exactRe(100)) - 110) < 1e-2);
    QVERIFY(std::abs(now.rowOf(old.exactIm(100)) - 97) < 1e-2);
    QCOMPARE(text(panned(after, size, -10, 3).centreRe).left(5), QByteArray("-0.75"));
}

void tst_Viewport::snappedViewsShareSamples_data()
{
    QTest::addColumn<QByteArray>("extent");
    QTest::addColumn<bool>("exact");
    for (const char* extent : { "3", "0.7", "1e-3", "4.4e-7", "1e-10" })
        QTest::addRow("extent %s", extent) << QByteArray(extent) << true;
    QTest::addRow("extent 1e-30") << QByteArray("1e-30") << false;
}

void tst_Viewport::snappedViewsShareSamples()
{
    QFETCH(const QByteArray, extent);
    QFETCH(const bool, exact);
    const Size size { 1281, 799 };
    const PlaneView before = view("-0.743643887037151", "0.131825904205330", extent, extent);
    const PlaneView now = snapped(before, size);
    QCOMPARE(snapped(now, size), now);
    const Viewport old = Viewport::fit(before, size);
    const Viewport lattice = Viewport::fit(now, size);
    QVERIFY(std::abs(lattice.spacing / old.spacing - 1) < 0.004);
    QCOMPARE(lattice.spacing.roundedTo(8), lattice.spacing);
    QVERIFY(std::abs(old.columnOf(now.centreRe) - 640) < 0.51);
    QVERIFY(std::abs(old.rowOf(now.centreIm) - 399) < 0.51);

    const Viewport moved = Viewport::fit(snapped(panned(now, size, 17, -5), size), size);
    QCOMPARE(moved.spacing, lattice.spacing);
    if (!exact)
        return;
    for (int x = 0; x + 17 < size.width; ++x)
        QCOMPARE(moved.re(x + 17), lattice.re(x));
    for (int y = 5; y < size.height; ++y)
        QCOMPARE(moved.im(y - 5), lattice.im(y));

    const Viewport closer = Viewport::fit(snapped(zoomed(now, size, 640, 399, 2), size), size);
    QCOMPARE(2 * closer.spacing.toDouble(), lattice.spacing.toDouble());
    QCOMPARE(closer.re(640 + 2 * 30), lattice.re(640 + 30));
    QCOMPARE(closer.im(399 - 2 * 30), lattice.im(399 - 30));
}

void tst_Viewport::aPointIsMovedToAPixel()
{
    const Size size { 640, 400 };
    const PlaneView before = view("-0.75", "0.1", "1e-12", "1e-12");
    const Decimal re = *Decimal::parse("-0.7500000000001");
    const Decimal im = *Decimal::parse("0.1000000000002");
    const Viewport after = Viewport::fit(movedTo(before, size, 12.5, 300, re, im), size);
    QVERIFY(std::abs(after.columnOf(re) - 12.5) < 2e-3);
    QVERIFY(std::abs(after.rowOf(im) - 300) < 2e-3);
}

void tst_Viewport::magnificationCountsFromHome()
{
    QCOMPARE(magnification(mandelbrotHome(), mandelbrotHome()).toDouble(), 1.0);
    QCOMPARE(magnification(view("0", "0", "1", "1.5"), mandelbrotHome()).toDouble(), 2.0);
    QVERIFY(
        std::abs(magnification(view("0", "0", "1", "3e-500"), mandelbrotHome()).log2() - 500 * std::log2(10))
        < 1e-6);
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_Viewport)
#include "tst_viewport.moc"
