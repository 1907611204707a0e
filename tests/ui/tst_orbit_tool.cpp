#include "core/parallel/WorkerPool.h"
#include "ui/canvas/LineClip.h"
#include "ui/canvas/OrbitTool.h"
#include "ui/text/OrbitWording.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace escapade;

namespace {

PlanePoint point(const char* re, const char* im)
{
    return { *Decimal::parse(re), *Decimal::parse(im) };
}

Complex toComplex(const PlanePoint& point)
{
    return { point.re.toDouble(), point.im.toDouble() };
}

/// A picture on the screen with its orbit.
struct Shown
{
    WorkerPool pool { 2 };
    FractalCanvas canvas;
    OrbitTool& tool;

    explicit Shown(Formula formula = Formula::Mandelbrot)
        : canvas(pool, formula == Formula::Julia ? Workload::Julia : Workload::Mandelbrot)
        , tool(*new OrbitTool(canvas, formula))
    {
        canvas.resize(400, 300);
        canvas.show();
    }

    Complex start() const { return tool.layer().orbit()->points.front(); }
};

bool isNear(Complex one, Complex other, double tolerance)
{
    return std::abs(one - other) <= tolerance;
}

} // namespace

class TestOrbitTool : public QObject
{
    Q_OBJECT

private slots:
    void aClickWithCtrlDrawsTheOrbit()
    {
        Shown shown;
        QSignalSpy picked(&shown.canvas, &FractalCanvas::pointPicked);
        const PlaneView view = shown.canvas.view();
        const QPoint place(150, 100);
        QTest::mouseClick(&shown.canvas, Qt::LeftButton, Qt::ControlModifier, place);
        QVERIFY(shown.tool.isShown());
        const Complex c = toComplex(shown.canvas.planePointAt(place));
        QCOMPARE(shown.start(), c);
        const std::vector<Complex>& points = shown.tool.layer().orbit()->points;
        QVERIFY(isNear(points.at(1), c * c + c, 1e-15)); // of the parameter itself
        QCOMPARE(picked.count(), 0);
        QVERIFY(shown.canvas.view() == view);
    }

    void aDragWithCtrlMovesItLive()
    {
        Shown shown;
        QTest::mousePress(&shown.canvas, Qt::LeftButton, Qt::ControlModifier, { 150, 100 });
        for (const QPoint place : { QPoint(170, 110), QPoint(210, 150) }) {
            QTest::mouseMove(&shown.canvas, place);
            QTRY_COMPARE(shown.start(), toComplex(shown.canvas.planePointAt(place)));
        }
        QTest::mouseRelease(&shown.canvas, Qt::LeftButton, Qt::ControlModifier, { 210, 150 });
        const Complex last = shown.start();
        QTest::mouseMove(&shown.canvas, { 30, 30 });
        QTest::qWait(20);
        QCOMPARE(shown.start(), last);
        QVERIFY(shown.canvas.view() == shown.canvas.homeView());
    }

    void otherClicksAreTheCanvas()
    {
        Shown shown;
        QSignalSpy picked(&shown.canvas, &FractalCanvas::pointPicked);
        QTest::mouseClick(&shown.canvas, Qt::LeftButton, Qt::NoModifier, { 150, 100 });
        QCOMPARE(picked.count(), 1);
        QVERIFY(!shown.tool.isShown());
    }

    void escapeRemovesIt()
    {
        Shown shown;
        shown.tool.show(point("-0.1", "0.7"));
        QVERIFY(!shown.canvas.accessibleDescription().isEmpty());
        QTest::keyClick(&shown.canvas, Qt::Key_Escape);
        QVERIFY(!shown.tool.isShown());
        QVERIFY(!shown.tool.layer().orbit());
        QVERIFY(shown.canvas.accessibleDescription().isEmpty());
    }

    void isToldInWords()
    {
        Shown shown;
        shown.tool.show(point("-1", "0.15"));
        QCOMPARE(shown.tool.layer().text(), QStringLiteral("nears a cycle of period 2, |multiplier| 0.600"));
        shown.tool.show(point("3", "0"));
        QCOMPARE(shown.tool.layer().text(), QStringLiteral("escapes at once"));
        shown.tool.show(point("1", "0"));
        QCOMPARE(shown.tool.layer().text(), QStringLiteral("escapes after 2 steps"));
        shown.tool.show(point("-2", "0"));
        QCOMPARE(shown.tool.layer().text(), QStringLiteral("not decided within 10,000 steps"));
        QCOMPARE(parameterText(classifyParameter({ -1, 0 })),
            QStringLiteral("Component of period 2, |multiplier| 0"));
        QCOMPARE(
            parameterText(classifyParameter({ 1, 0 })), QStringLiteral("Outside: the Julia set is dust"));
    }

    void ofAJuliaSetFollowsItsParameter()
    {
        Shown shown(Formula::Julia);
        shown.canvas.setJuliaParameter(point("-1", "0"));
        shown.tool.show(point("0.1", "0.2"));
        QCOMPARE(shown.tool.layer().orbit()->fate, OrbitFate::Attracted);
        const Complex z(0.1, 0.2);
        QVERIFY(isNear(shown.tool.layer().orbit()->points.at(1), z * z - 1.0, 1e-15));
        shown.canvas.setJuliaParameter(point("1", "0"));
        shown.tool.refresh();
        QCOMPARE(shown.start(), z);
        QCOMPARE(shown.tool.layer().orbit()->fate, OrbitFate::Escapes);
    }

    void keepsItsPlaceOfThePlane_data()
    {
        QTest::addColumn<double>("zoom");
        for (const double zoom : { 1.0, 3.7, 1e3, 1e6, 1e9, 1e12, 1e14 })
            QTest::addRow("%g", zoom) << zoom;
    }
    void keepsItsPlaceOfThePlane()
    {
        QFETCH(double, zoom);
        // Short binary fractions, so that only the mapping's own errors are seen, beside a centre that lies
        // between two doubles.
        const PlanePoint start = point("-0.7421875", "0.125");
        PlaneView view = mandelbrotHome();
        view.centreRe = start.re + *Decimal::parse("0.00000000000000017");
        view.centreIm = start.im;
        const Size size { 400, 300 };
        view = zoomed(view, size, 200, 149, zoom);
        for (const double ratio : { 1.0, 1.5, 2.0 }) {
            const Viewport viewport = Viewport::fit(view, size);
            const QPointF position = PlaneMap(viewport, ratio).position(toComplex(start));
            const QPointF expected
                = QPointF(viewport.columnOf(start.re) + 0.5, viewport.rowOf(start.im) + 0.5);
            const QPointF distance = position * ratio - expected;
            QVERIFY(std::hypot(distance.x(), distance.y()) < 0.1);
        }
    }

    void isSeenOnEveryColour_data()
    {
        QTest::addColumn<QColor>("background");
        for (const char* name : { "black", "white", "red", "gray", "yellow" })
            QTest::newRow(name) << QColor(QString::fromLatin1(name));
    }
    void isSeenOnEveryColour()
    {
        QFETCH(const QColor, background);
        OrbitLayer layer;
        layer.setOrbit(computeOrbit({ -0.1, 0.7 }, { -0.1, 0.7 }), QStringLiteral("text"));
        QImage image(300, 300, QImage::Format_RGB32);
        image.fill(background);
        QPainter painter(&image);
        layer.paint(painter, Viewport::fit(mandelbrotHome(), { 300, 300 }));
        painter.end();
        int light = 0;
        int dark = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (image.pixelColor(x, y) == background)
                    continue;
                light += qGray(image.pixel(x, y)) > 230 ? 1 : 0;
                dark += qGray(image.pixel(x, y)) < 60 ? 1 : 0;
            }
        }
        QVERIFY(background == Qt::white || light > 100);
        QVERIFY(background == Qt::black || dark > 100);
    }

    void aDeepViewFarFromThePointsIsNoTrouble()
    {
        OrbitLayer layer;
        layer.setOrbit(computeOrbit({ -0.1, 0.7 }, { -0.1, 0.7 }), QStringLiteral("text"));
        QImage image(300, 200, QImage::Format_RGB32);
        for (const double zoom : { 1e5, 1e30, 1e290 }) {
            QPainter painter(&image);
            layer.paint(
                painter, Viewport::fit(zoomed(mandelbrotHome(), { 300, 200 }, 10, 10, zoom), { 300, 200 }));
        }
    }

    void linesAreClipped_data()
    {
        QTest::addColumn<QLineF>("line");
        QTest::addColumn<QLineF>("expected"); // null: nothing is left
        QTest::newRow("inside") << QLineF(1, 1, 9, 5) << QLineF(1, 1, 9, 5);
        QTest::newRow("across") << QLineF(-10, 5, 20, 5) << QLineF(0, 5, 10, 5);
        QTest::newRow("from inside") << QLineF(5, 5, 5, 1e9) << QLineF(5, 5, 5, 10);
        QTest::newRow("diagonal") << QLineF(-5, -5, 15, 15) << QLineF(0, 0, 10, 10);
        QTest::newRow("beside") << QLineF(-5, 11, 15, 11) << QLineF();
        QTest::newRow("passes the corner") << QLineF(-5, 8, 3, 20) << QLineF();
        QTest::newRow("a point outside") << QLineF(11, 5, 11, 5) << QLineF();
        QTest::newRow("not a number") << QLineF(std::nan(""), 5, 11, 5) << QLineF();
        QTest::newRow("infinite") << QLineF(0, 0, HUGE_VAL, 0) << QLineF();
    }
    void linesAreClipped()
    {
        QFETCH(const QLineF, line);
        QFETCH(const QLineF, expected);
        const auto clipped = clippedLine(line, QRectF(0, 0, 10, 10));
        QCOMPARE(clipped.has_value(), !expected.isNull());
        if (!clipped)
            return;
        QVERIFY(QLineF(clipped->p1(), expected.p1()).length() < 1e-6);
        QVERIFY(QLineF(clipped->p2(), expected.p2()).length() < 1e-6);
    }
};

QTEST_MAIN(TestOrbitTool)
#include "tst_orbit_tool.moc"
