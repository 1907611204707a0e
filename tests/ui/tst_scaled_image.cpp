#include "ui/canvas/ScaledImage.h"

#include <QPainter>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace escapade {
namespace {

constexpr QRgb untouched = qRgb(1, 2, 3);

/// Colours that change slowly, so that a shift of a part of a pixel shows, and no more.
QImage smoothImage(QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x) {
            const auto wave = [](double turns) { return static_cast<int>(127.5 + 127 * std::sin(turns)); };
            image.setPixel(x, y, qRgb(wave(x / 7.0), wave(y / 5.0), wave((x + y) / 9.0)));
        }
    }
    return image;
}

QImage blank(QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(untouched);
    return image;
}

int distance(QRgb one, QRgb other)
{
    return std::max({ std::abs(qRed(one) - qRed(other)), std::abs(qGreen(one) - qGreen(other)),
        std::abs(qBlue(one) - qBlue(other)) });
}

} // namespace

class ScaledImageTest : public QObject
{
    Q_OBJECT

private slots:
    void liesWhereQtDrawsIt_data();
    void liesWhereQtDrawsIt();
    void theNearestCoversTheMiddle();
    void aMoveCopies();
    void drawsInTheAreaOnly();
    void theLastPixelsGoOn();
    void onePixelWillDo();
};

void ScaledImageTest::liesWhereQtDrawsIt_data()
{
    QTest::addColumn<double>("scale");
    QTest::addColumn<QPointF>("corner");
    QTest::addColumn<Interpolation>("interpolation");
    for (const Interpolation interpolation : { Interpolation::Linear, Interpolation::Nearest }) {
        for (const double scale : { 0.5, 0.93, 1.21, 2.0, 5.3 }) {
            for (const QPointF corner : { QPointF(0, 0), QPointF(-40.3, 12.75), QPointF(9.1, -30.6) })
                QTest::addRow("%s %.2f %.1f", interpolation == Interpolation::Linear ? "linear" : "nearest",
                    scale, corner.x())
                    << scale << corner << interpolation;
        }
    }
}

void ScaledImageTest::liesWhereQtDrawsIt()
{
    QFETCH(const double, scale);
    QFETCH(const QPointF, corner);
    QFETCH(const Interpolation, interpolation);
    const QImage source = smoothImage({ 160, 120 });
    const QRectF place(corner, QSizeF(source.size()) * scale);
    QImage expected = blank({ 200, 150 });
    {
        QPainter painter(&expected);
        painter.setRenderHint(QPainter::SmoothPixmapTransform, interpolation == Interpolation::Linear);
        painter.drawImage(place, source);
    }
    QImage drawn = blank(expected.size());
    const QRect inside = place.toAlignedRect().adjusted(1, 1, -1, -1) & drawn.rect();
    QVERIFY(!inside.isEmpty());
    drawScaled(drawn, inside, source, { corner.x(), corner.y(), scale }, interpolation);
    // Both may take another neighbour where a place lies between two; a pixel's colour is 18 from the next's.
    const int most = interpolation == Interpolation::Linear ? 6 : 38;
    const int margin = 2 + static_cast<int>(scale); // at its edge Qt mixes with what lies beyond
    for (int y = inside.top() + margin; y <= inside.bottom() - margin; ++y) {
        for (int x = inside.left() + margin; x <= inside.right() - margin; ++x)
            QVERIFY2(distance(drawn.pixel(x, y), expected.pixel(x, y)) <= most,
                qPrintable(QStringLiteral("at %1, %2: %3 instead of %4")
                               .arg(x)
                               .arg(y)
                               .arg(drawn.pixel(x, y), 0, 16)
                               .arg(expected.pixel(x, y), 0, 16)));
    }
}

void ScaledImageTest::theNearestCoversTheMiddle()
{
    QImage source(100, 80, QImage::Format_RGB32);
    for (int y = 0; y < source.height(); ++y) {
        for (int x = 0; x < source.width(); ++x)
            source.setPixel(x, y, qRgb(x, y, 0));
    }
    for (const double scale : { 0.5, 1.0, 1.7, 3.0 }) {
        const ImagePlace place { -3.4, 0.25 - 7, scale };
        QImage drawn = blank({ 30, 30 });
        drawScaled(drawn, drawn.rect(), source, place, Interpolation::Nearest);
        for (int y = 0; y < drawn.height(); ++y) {
            for (int x = 0; x < drawn.width(); ++x) {
                const QRectF covered(place.left + scale * qRed(drawn.pixel(x, y)),
                    place.top + scale * qGreen(drawn.pixel(x, y)), scale, scale);
                QVERIFY(covered.adjusted(-1e-9, -1e-9, 1e-9, 1e-9).contains(x + 0.5, y + 0.5));
            }
        }
    }
}

void ScaledImageTest::aMoveCopies()
{
    const QImage source = smoothImage({ 50, 40 });
    QImage drawn = blank({ 50, 40 });
    const QRect area(0, 6, 43, 34);
    drawScaled(drawn, area, source, { -7, 6, 1 }, Interpolation::Nearest);
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x)
            QCOMPARE(drawn.pixel(x, y), source.pixel(x + 7, y - 6));
    }
}

void ScaledImageTest::drawsInTheAreaOnly()
{
    const QImage source = smoothImage({ 64, 64 });
    const QRect area(5, 3, 20, 30);
    for (const Interpolation interpolation : { Interpolation::Linear, Interpolation::Nearest }) {
        QImage drawn = blank({ 40, 40 });
        drawScaled(drawn, area, source, { -3, -4, 1.5 }, interpolation);
        drawScaled(drawn, {}, source, { 0, 0, 1 }, interpolation);
        for (int y = 0; y < drawn.height(); ++y) {
            for (int x = 0; x < drawn.width(); ++x)
                QCOMPARE(drawn.pixel(x, y) == untouched, !area.contains(x, y));
        }
    }
}

void ScaledImageTest::theLastPixelsGoOn()
{
    QImage source(2, 2, QImage::Format_RGB32);
    source.fill(Qt::red);
    source.setPixel(1, 1, qRgb(0, 0, 255));
    for (const Interpolation interpolation : { Interpolation::Linear, Interpolation::Nearest }) {
        QImage drawn = blank({ 30, 30 });
        drawScaled(drawn, drawn.rect(), source, { 10, 10, 4 }, interpolation);
        QCOMPARE(drawn.pixel(0, 0), qRgb(255, 0, 0));
        QCOMPARE(drawn.pixel(29, 0), qRgb(255, 0, 0));
        QVERIFY(distance(drawn.pixel(29, 29), qRgb(0, 0, 255)) <= 2); // weights are in 256ths
    }
}

void ScaledImageTest::onePixelWillDo()
{
    QImage source(1, 1, QImage::Format_RGB32);
    source.fill(Qt::green);
    QImage drawn = blank({ 9, 9 });
    drawScaled(drawn, drawn.rect(), source, { 0, 0, 9 }, Interpolation::Linear);
    QCOMPARE(drawn.pixel(8, 8), qRgb(0, 255, 0));
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::ScaledImageTest)
#include "tst_scaled_image.moc"
