#include "core/parallel/WorkerPool.h"
#include "tests/ui/SendEvents.h"
#include "ui/MainWindow.h"
#include "ui/canvas/Minimap.h"
#include "ui/history/HistoryNavigator.h"
#include "ui/julia/JuliaPanel.h"
#include "ui/settings/PictureChoice.h"
#include "ui/window/ViewSwap.h"

#include <QAction>
#include <QApplication>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace escapade;

namespace {

constexpr int patience = 60'000; // ms; sanitizers are slow

struct Shown
{
    WorkerPool pool { 2 };
    ThemeSwitch theme { *qApp };
    MainWindow window;
    FractalCanvas& canvas = window.canvas();
    Minimap& map = window.minimap(Formula::Mandelbrot);

    explicit Shown(QSize size = { 1100, 700 })
        : window(pool, theme, defaultSession())
    {
        window.resize(size);
        window.show();
        window.activateWindow();
    }

    QAction* toggle()
    {
        for (QAction* action : window.findChildren<QAction*>()) {
            if (QString(action->text()).remove(QLatin1Char('&')) == QStringLiteral("Minimap"))
                return action;
        }
        return nullptr;
    }

    bool waitForMap()
    {
        return QTest::qWaitFor([this] { return map.layer().isShown() && !map.isBusy(); }, patience);
    }

    QRect place() const { return MinimapLayer::placeOn(canvas.size()); }

    QImage picture() { return canvas.grab(place()).toImage(); }

    /// The middle of the map, which the frame does not touch.
    QImage inside() { return picture().copy(40, 40, 20, 20); }

    void view(double re, double im, double extent)
    {
        PlaneView view;
        view.centreRe = Decimal::fromDouble(re);
        view.centreIm = Decimal::fromDouble(im);
        view.extentWidth = view.extentHeight = Decimal::fromDouble(extent);
        canvas.setView(view);
    }
};

struct MapOfHome : MinimapLayer
{
    MapOfHome()
    {
        QImage image(size, QImage::Format_RGB32);
        image.fill(Qt::gray);
        setPicture(image, Viewport::fit(mandelbrotHome(), { size.width(), size.height() }));
    }
};

Viewport viewportAt(double re, double im, double extent)
{
    return Viewport::fit({ Decimal::fromDouble(re), Decimal::fromDouble(im), Decimal::fromDouble(extent),
                             Decimal::fromDouble(extent) },
        { 500, 500 });
}

QImage painted(const MinimapLayer& layer, const Viewport& viewport)
{
    QImage canvas(500, 500, QImage::Format_RGB32);
    canvas.fill(Qt::blue);
    QPainter painter(&canvas);
    layer.paint(painter, viewport);
    painter.end();
    return canvas.copy(MinimapLayer::placeOn(canvas.size()));
}

} // namespace

class TestMinimap : public QObject
{
    Q_OBJECT

private slots:
    void theFrameLiesWhereTheViewIs()
    {
        const MapOfHome layer;
        // 3 units are as high as the map, 120 pixels; its middle is -0.8.
        const QRectF frame = layer.frameOf(viewportAt(-0.8 + 1.0, 0.5, 0.75));
        QVERIFY(std::abs(frame.width() - 30) < 0.01);
        QVERIFY(std::abs(frame.height() - 30) < 0.01);
        QVERIFY(std::abs(frame.center().x() - (80 + 40)) < 1);
        QVERIFY(std::abs(frame.center().y() - (60 - 20)) < 1);
    }

    void pointsAndPositionsBelongTogether()
    {
        const MapOfHome layer;
        const Complex point = layer.pointAt(layer.frameOf(viewportAt(-1.25, 0.25, 1e-6)).center());
        QVERIFY(std::abs(point.real() + 1.25) < 1e-12);
        QVERIFY(std::abs(point.imag() - 0.25) < 1e-12);
    }

    void aDeepViewHasACrossHair_data()
    {
        QTest::addColumn<double>("extent");
        QTest::addColumn<bool>("crossHair");
        QTest::newRow("home") << 3.0 << false;
        QTest::newRow("just a frame") << 0.13 << false; // 5.2 pixels
        QTest::newRow("just too small") << 0.12 << true; // 4.8 pixels
        QTest::newRow("deep") << 1e-12 << true;
        QTest::newRow("very deep") << 1e-200 << true;
    }

    void aDeepViewHasACrossHair()
    {
        QFETCH(const double, extent);
        QFETCH(const bool, crossHair);
        const QImage map = painted(MapOfHome(), viewportAt(-0.8, 0, extent));
        const auto isMarked = [&map](int x, int y) { return map.pixelColor(x, y) != QColor(Qt::gray); };
        QCOMPARE(isMarked(8, 60), crossHair); // its arms reach all over the map
        QCOMPARE(isMarked(80, 8), crossHair);
        QVERIFY(!isMarked(30, 30));
    }

    void aViewBesideTheMapMarksNothing()
    {
        const QImage map = painted(MapOfHome(), viewportAt(300, 300, 0.5));
        for (int y = 4; y < map.height() - 4; ++y) {
            for (int x = 4; x < map.width() - 4; ++x)
                QCOMPARE(map.pixelColor(x, y), QColor(Qt::gray));
        }
    }

    void smallCanvasesHaveNone()
    {
        QVERIFY(MinimapLayer::placeOn({ 300, 200 }).isNull());
        QVERIFY(!MinimapLayer::placeOn({ 480, 400 }).isNull()); // in a window of 900x600
        Shown shown({ 640, 480 });
        shown.toggle()->setChecked(true);
        QTest::qWait(100);
        QVERIFY(!shown.map.isBusy());
        QVERIFY(!shown.map.layer().isShown());
        shown.window.resize(1100, 700); // now there is room
        QVERIFY(shown.waitForMap());
    }

    void itIsOffAtFirstAndCanBeTakenOff()
    {
        Shown shown;
        QTest::qWait(50);
        QVERIFY(!shown.map.isBusy());
        QVERIFY(!shown.map.layer().isShown());
        QVERIFY(!shown.window.session().minimap);
        shown.toggle()->setChecked(true);
        QVERIFY(shown.waitForMap());
        QVERIFY(shown.window.session().minimap);
        shown.toggle()->setChecked(false);
        QVERIFY(!shown.map.layer().isShown());
    }

    void newColoursComputeNothing()
    {
        Shown shown;
        shown.toggle()->setChecked(true);
        QVERIFY(shown.waitForMap());
        QVERIFY(QTest::qWaitFor([&] { return shown.window.isComplete(); }, patience));
        const QImage before = shown.inside();
        for (int n = 0; n < 5; ++n) // faster than they are drawn: the last one counts
            shown.window.pictureChoice().stepPalette(1);
        QTRY_VERIFY_WITH_TIMEOUT(!shown.map.isBusy() && shown.inside() != before, patience);
        const QImage after = shown.inside();
        shown.map.refresh();
        QTRY_VERIFY_WITH_TIMEOUT(!shown.map.isBusy(), patience);
        QCOMPARE(shown.inside(), after);
        ColorMapping mapping;
        mapping.offset = 0.4;
        shown.window.pictureChoice().setColorMapping(mapping);
        QTRY_VERIFY_WITH_TIMEOUT(!shown.map.isBusy() && shown.inside() != after, patience);
    }

    void coloursThatNeedMoreComputeIt()
    {
        Shown shown;
        shown.toggle()->setChecked(true);
        QVERIFY(shown.waitForMap());
        ColorMapping mapping;
        mapping.inside = Inside::Period; // known of no point so far
        const QRect inside = QRect(88, 50, 20, 20).translated(shown.place().topLeft()); // of the heart
        const QImage before = shown.canvas.grab(inside).toImage();
        shown.window.pictureChoice().setColorMapping(mapping);
        QTRY_VERIFY_WITH_TIMEOUT(
            !shown.map.isBusy() && shown.canvas.grab(inside).toImage() != before, patience);
    }

    void aClickGoesThereAndPicksNothing()
    {
        Shown shown;
        shown.toggle()->setChecked(true);
        QVERIFY(shown.waitForMap());
        shown.view(-0.75, 0.1, 0.25);
        const PlanePoint c = shown.window.juliaPanel().parameter();
        QSignalSpy hovered(&shown.canvas, &FractalCanvas::hovered);
        QSignalSpy ended(&shown.canvas, &FractalCanvas::hoverEnded);
        const QPointF position = QPointF(shown.place().topLeft()) + QPointF(40, 30);
        sendMouse(shown.canvas, QEvent::MouseButtonPress, position);
        sendMouse(shown.canvas, QEvent::MouseButtonRelease, position);
        QVERIFY(shown.window.juliaPanel().parameter() == c);
        const PlaneView view = shown.canvas.view();
        const Complex wanted = shown.map.layer().pointAt({ 40, 30 });
        QVERIFY(std::abs(view.centreRe.toDouble() - wanted.real()) < 0.01);
        QVERIFY(std::abs(view.centreIm.toDouble() - wanted.imag()) < 0.01);
        QVERIFY(std::abs(view.extentHeight.toDouble() - 0.25) < 0.01);
        QVERIFY(shown.window.history().canGoBack());

        // Nothing is said of the pixels below it.
        hovered.clear();
        const QPointF global = shown.canvas.mapToGlobal(position);
        QMouseEvent move(QEvent::MouseMove, position, global, Qt::NoButton, Qt::NoButton, Qt::NoModifier);
        QApplication::sendEvent(&shown.canvas, &move);
        QCOMPARE(hovered.count(), 0);
        QCOMPARE(ended.count(), 1);
    }

    void aDragAcrossItGoesOn()
    {
        Shown shown;
        shown.toggle()->setChecked(true);
        QVERIFY(shown.waitForMap());
        const QPointF onMap = QPointF(shown.place().center());
        const QPointF beside = onMap + QPointF(200, 0);
        const PlaneView before = shown.canvas.view();
        sendMouse(shown.canvas, QEvent::MouseButtonPress, beside);
        sendMouse(shown.canvas, QEvent::MouseMove, beside - QPointF(20, 0));
        sendMouse(shown.canvas, QEvent::MouseMove, onMap);
        sendMouse(shown.canvas, QEvent::MouseButtonRelease, onMap);
        const double moved = shown.canvas.view().centreRe.toDouble() - before.centreRe.toDouble();
        const double spacing = shown.canvas.currentRequest().viewport.spacing.toDouble();
        QVERIFY(std::abs(moved - 200 * spacing) < 3 * spacing);
    }

    void theJuliaMapFollowsItsParameter()
    {
        Shown shown({ 1400, 900 });
        shown.window.viewSwap().setSwapped(true); // the Julia picture is the large one
        Minimap& map = shown.window.minimap(Formula::Julia);
        FractalCanvas& julia = shown.window.juliaPanel().canvas();
        shown.toggle()->setChecked(true);
        const auto isThere = [&] { return map.layer().isShown() && !map.isBusy(); };
        QTRY_VERIFY_WITH_TIMEOUT(isThere(), patience);
        QVERIFY(!shown.map.layer().isShown()); // the small one has no room
        const QRect inside
            = QRect(QPoint(60, 40), QSize(40, 40)).translated(MinimapLayer::placeOn(julia.size()).topLeft());
        const QImage before = julia.grab(inside).toImage();
        shown.window.juliaPanel().setParameter({ Decimal::fromDouble(0.5), Decimal::fromDouble(0.5) });
        QTRY_VERIFY_WITH_TIMEOUT(isThere() && julia.grab(inside).toImage() != before, patience);
    }

    void goesInTheMiddleOfDrawing()
    {
        for (int round = 0; round < 20; ++round) {
            Shown shown;
            shown.toggle()->setChecked(true);
            QTest::qWait(round % 5);
        }
    }
};

QTEST_MAIN(TestMinimap)
#include "tst_minimap.moc"
