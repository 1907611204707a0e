#include "core/render/FrameColors.h"
#include "core/render/FrameRenderer.h"
#include "tests/ui/SendEvents.h"
#include "ui/canvas/FractalCanvas.h"

#include <QNativeGestureEvent>
#include <QPointingDevice>
#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <random>

using namespace escapade;
using namespace std::chrono_literals;

namespace {

constexpr int patience = 60'000; // ms, for slow builds under sanitizers

/// Two fingers on a touchpad.
void sendScroll(QWidget& canvas, QPointF position, QPoint pixels)
{
    QWheelEvent event(position, canvas.mapToGlobal(position), pixels, 8 * pixels, Qt::NoButton,
        Qt::NoModifier, Qt::ScrollUpdate, false);
    QApplication::sendEvent(&canvas, &event);
}

void sendPinch(QWidget& canvas, QPointF position, double value)
{
    QNativeGestureEvent event(Qt::ZoomNativeGesture, QPointingDevice::primaryPointingDevice(), 2, position,
        position, canvas.mapToGlobal(position), value, {});
    QApplication::sendEvent(&canvas, &event);
}

PlaneView seahorses(const char* extent)
{
    return { *Decimal::parse("-0.743643887037151"), *Decimal::parse("0.131825904205330"),
        *Decimal::parse(extent), *Decimal::parse(extent) };
}

/// A canvas on the screen, and workers of its own.
struct Stage
{
    explicit Stage(QSize size = { 160, 120 })
    {
        canvas.setFixedMaxIterations(400);
        canvas.resize(size);
        canvas.show();
    }

    bool isAtRest() const { return canvas.isComplete() && canvas.frameOnScreen(); }

    WorkerPool pool { 3 };
    FractalCanvas canvas { pool, Workload::Mandelbrot };
};

Viewport viewportOf(const FractalCanvas& canvas)
{
    return canvas.currentRequest().viewport;
}

/// One thing that a hand does.
void gesture(FractalCanvas& canvas, std::mt19937& random)
{
    const auto within
        = [&random](int size) { return static_cast<double>(random() % static_cast<unsigned>(size)); };
    const QPointF place(within(canvas.width()), within(canvas.height()));
    const QPointF other(within(canvas.width()), within(canvas.height()));
    constexpr int keys[]
        = { Qt::Key_Plus, Qt::Key_Minus, Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down };
    switch (random() % 8) {
    case 0:
    case 1:
        sendWheel(canvas, place, 120);
        break;
    case 2:
        sendWheel(canvas, place, -120);
        break;
    case 3:
        sendMouse(canvas, QEvent::MouseButtonPress, place);
        for (double share : { 0.3, 0.6, 1.0 })
            sendMouse(canvas, QEvent::MouseMove, place + share * (other - place));
        sendMouse(canvas, QEvent::MouseButtonRelease, other);
        break;
    case 4:
        sendScroll(canvas, place, ((other - place) / 4).toPoint());
        break;
    case 5:
        sendPinch(canvas, place, within(100) / 250 - 0.2);
        break;
    case 6:
        sendKey(canvas, QEvent::KeyPress, Qt::Key_Space, false,
            random() % 2 == 0 ? Qt::ShiftModifier : Qt::NoModifier);
        QTest::qWait(static_cast<int>(random() % 20));
        sendKey(canvas, QEvent::KeyRelease, Qt::Key_Space);
        break;
    default:
        sendKey(canvas, QEvent::KeyPress, keys[random() % std::size(keys)]);
    }
}

bool isFresh(WorkerPool& pool, const Frame& frame)
{
    Frame fresh;
    RenderSettings settings;
    settings.simd = bestSimdLevel();
    renderFrame(pool, frame.request, settings, fresh);
    return fresh.counts == frame.counts && fresh.fractions == frame.fractions && fresh.labels == frame.labels
        && fresh.values == frame.values;
}

ColorMapping someMapping(std::mt19937& random)
{
    ColorMapping mapping;
    mapping.outside = allOutsides[random() % allOutsides.size()];
    mapping.inside = allInsides[random() % allInsides.size()];
    mapping.lamp.on = random() % 2 == 0;
    return mapping;
}

QImage expectedImage(const Frame& frame, const ColorMapping& mapping)
{
    const Array2D<std::uint32_t> colors
        = colorFrame(frame, colorTableFor(frame, builtinPalettes().front(), mapping));
    QImage image(colors.width(), colors.height(), QImage::Format_RGB32);
    for (int y = 0; y < colors.height(); ++y) {
        for (int x = 0; x < colors.width(); ++x)
            image.setPixel(x, y, colors.at(x, y));
    }
    return image;
}

} // namespace

class FractalCanvasTest : public QObject
{
    Q_OBJECT

private slots:
    void afterAnyGesturesThePictureIsThatOfAFreshStart_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 0; seed < 20; ++seed)
            QTest::addRow("25 sequences from seed %d", seed) << seed;
    }

    void afterAnyGesturesThePictureIsThatOfAFreshStart()
    {
        QFETCH(const int, seed);
        std::mt19937 random(static_cast<unsigned>(seed));
        Stage stage({ 96, 64 });
        FractalCanvas& canvas = stage.canvas;
        ColorMapping mapping;
        for (int sequence = 0; sequence < 25; ++sequence) {
            if (sequence % 5 == 0)
                canvas.setView(seahorses(sequence % 2 == 0 ? "3" : "1e-8"));
            for (unsigned step = 0; step < 1 + random() % 6; ++step) {
                gesture(canvas, random);
                if (random() % 6 == 0) {
                    mapping = someMapping(random);
                    canvas.setColorMapping(mapping);
                }
                if (random() % 3 == 0)
                    QTest::qWait(static_cast<int>(random() % 8));
            }
            QTRY_VERIFY_WITH_TIMEOUT(stage.isAtRest(), patience);
            const std::shared_ptr<const Frame> frame = canvas.completeFrame();
            QVERIFY(asksForTheSame(canvas.currentRequest(), frame->request));
            QVERIFY(isFresh(stage.pool, *frame));
            QCOMPARE(canvas.grab().toImage().convertToFormat(QImage::Format_RGB32),
                expectedImage(*frame, mapping));
        }
    }

    void theWheelLeadsBackToTheSameView()
    {
        Stage stage;
        FractalCanvas& canvas = stage.canvas;
        canvas.setView(snapped(seahorses("1"), { 160, 120 }));
        const PlaneView start = canvas.view();
        const QPointF place(33, 71);
        for (int step = 0; step < 60; ++step)
            sendWheel(canvas, place, 120);
        QVERIFY(canvas.view().extentHeight < *Decimal::parse("1e-5"));
        for (int step = 0; step < 60; ++step)
            sendWheel(canvas, place, -120);
        QCOMPARE(canvas.view(), start);
    }

    void smallWheelStepsAddUp()
    {
        Stage stage;
        FractalCanvas& canvas = stage.canvas;
        canvas.setView(snapped(seahorses("1"), { 160, 120 }));
        const Viewport before = viewportOf(canvas);
        for (int step = 0; step < 360; ++step)
            sendWheel(canvas, { 80, 60 }, 1); // a hundred and twentieth of a notch
        QVERIFY(std::abs(before.spacing / viewportOf(canvas).spacing - 2) < 0.01);
    }

    void thePointUnderTheHandStays_data()
    {
        QTest::addColumn<bool>("rests");
        QTest::addRow("at rest") << true;
        QTest::addRow("on the way") << false;
    }

    void thePointUnderTheHandStays()
    {
        QFETCH(const bool, rests);
        Stage stage;
        FractalCanvas& canvas = stage.canvas;
        canvas.setView(snapped(seahorses("1e-3"), { 160, 120 }));
        QTRY_VERIFY_WITH_TIMEOUT(stage.isAtRest(), patience);
        QSignalSpy hovers(&canvas, &FractalCanvas::hovered);
        for (const QPointF place : { QPointF(20, 100), QPointF(140, 30) }) {
            sendMouse(canvas, QEvent::MouseMove, place); // tells where the pointer is
            const PlanePoint before = hovers.back().front().value<HoverInfo>().point;
            sendWheel(canvas, place, 240);
            if (rests)
                QTRY_VERIFY_WITH_TIMEOUT(stage.isAtRest(), patience);
            const Viewport after = viewportOf(canvas);
            // A view that moves goes on until the pointer's event has been handled; then half a pixel.
            const double tolerance = rests ? 0.51 : 3;
            QVERIFY(std::abs(after.columnOf(before.re) - (place.x() - 0.5)) < tolerance);
            QVERIFY(std::abs(after.rowOf(before.im) - (place.y() - 0.5)) < tolerance);
        }
    }

    void aHeldKeyZoomsUntilItIsReleased_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<bool>("shift");
        QTest::addColumn<bool>("closer");
        QTest::addRow("space") << int(Qt::Key_Space) << false << true;
        QTest::addRow("Shift+space") << int(Qt::Key_Space) << true << false;
        QTest::addRow("plus") << int(Qt::Key_Plus) << false << true;
        QTest::addRow("minus") << int(Qt::Key_Minus) << false << false;
    }

    void aHeldKeyZoomsUntilItIsReleased()
    {
        QFETCH(const int, key);
        QFETCH(const bool, shift);
        QFETCH(const bool, closer);
        Stage stage;
        FractalCanvas& canvas = stage.canvas;
        canvas.setView(snapped(seahorses("1e-3"), { 160, 120 }));
        const Viewport start = viewportOf(canvas);
        const Qt::KeyboardModifiers modifiers = shift ? Qt::ShiftModifier : Qt::NoModifier;
        sendKey(canvas, QEvent::KeyPress, key, false, modifiers);
        sendKey(canvas, QEvent::KeyPress, key, true, modifiers);
        const auto doublings
            = [&] { return (closer ? 1 : -1) * std::log2(start.spacing / viewportOf(canvas).spacing); };
        QTRY_VERIFY_WITH_TIMEOUT(doublings() > 1.5, patience);
        sendKey(canvas, QEvent::KeyRelease, key, true); // a repetition's: the key is still held
        const double before = doublings();
        QTRY_VERIFY_WITH_TIMEOUT(doublings() > before + 0.3, patience);
        sendKey(canvas, QEvent::KeyRelease, key);
        const PlaneView left = canvas.view();
        QTRY_VERIFY_WITH_TIMEOUT(stage.isAtRest(), patience);
        QCOMPARE(canvas.view(), left);
        QCOMPARE(snapped(left, { 160, 120 }), left);
        QVERIFY(isFresh(stage.pool, *canvas.completeFrame()));
    }

    void escapeStopsAPictureAndEnterGoesOn()
    {
        Stage stage({ 300, 200 });
        FractalCanvas& canvas = stage.canvas;
        canvas.setFixedMaxIterations(20'000);
        // Near the cusp of the cardioid every orbit takes ten thousand steps to leave.
        canvas.setView(
            { *Decimal::parse("0.2500001"), Decimal(), *Decimal::parse("1e-10"), *Decimal::parse("1e-10") });
        QVERIFY(!canvas.isComplete());
        sendKey(canvas, QEvent::KeyPress, Qt::Key_Escape);
        QVERIFY(canvas.isStopped());
        QTest::qWait(50);
        QVERIFY(!canvas.isComplete());
        canvas.setColorMapping({ Transfer::Linear, 1, 0.5 }); // recolours and does not go on
        QTest::qWait(50);
        QVERIFY(!canvas.isComplete());
        sendKey(canvas, QEvent::KeyPress, Qt::Key_Return);
        QVERIFY(!canvas.isStopped());
        QTRY_VERIFY_WITH_TIMEOUT(stage.isAtRest(), patience);
        QVERIFY(isFresh(stage.pool, *canvas.completeFrame()));
        sendKey(canvas, QEvent::KeyPress, Qt::Key_Escape);
        QVERIFY(!canvas.isStopped()); // there is nothing to stop
    }

    void aHeldZoomEndsWithTheFocus()
    {
        Stage stage;
        FractalCanvas& canvas = stage.canvas;
        canvas.setView(seahorses("1e-3"));
        sendKey(canvas, QEvent::KeyPress, Qt::Key_Space);
        QFocusEvent lost(QEvent::FocusOut);
        QApplication::sendEvent(&canvas, &lost);
        QTRY_VERIFY_WITH_TIMEOUT(stage.isAtRest(), patience);
    }

    void aHeldZoomEndsAtTheLimits()
    {
        Stage stage;
        FractalCanvas& canvas = stage.canvas;
        canvas.setView(seahorses("900"));
        sendKey(canvas, QEvent::KeyPress, Qt::Key_Space, false, Qt::ShiftModifier);
        QTRY_VERIFY_WITH_TIMEOUT(stage.isAtRest(), patience);
        QVERIFY(FractalCanvas::canShow(canvas.view()));
    }

    void twoFingersPan()
    {
        Stage stage;
        FractalCanvas& canvas = stage.canvas;
        canvas.setView(snapped(seahorses("1e-3"), { 160, 120 }));
        const Viewport before = viewportOf(canvas);
        sendScroll(canvas, { 80, 60 }, { 12, -7 });
        const Viewport after = viewportOf(canvas);
        QCOMPARE(after.spacing, before.spacing);
        QCOMPARE(after.re(12 + 50), before.re(50));
        QCOMPARE(after.im(50 - 7), before.im(50));
    }

    void twoFingersPinch()
    {
        Stage stage;
        FractalCanvas& canvas = stage.canvas;
        canvas.setView(snapped(seahorses("1e-3"), { 160, 120 }));
        const Viewport before = viewportOf(canvas);
        for (int step = 0; step < 100; ++step)
            sendPinch(canvas, { 30, 40 }, 0.01);
        QVERIFY(std::abs(before.spacing / viewportOf(canvas).spacing / std::pow(1.01, 100) - 1) < 0.01);
        sendPinch(canvas, { 30, 40 }, -5); // nonsense
        QVERIFY(FractalCanvas::canShow(canvas.view()));
    }

    void whatIsNotComputedForThisViewIsStale()
    {
        Stage stage;
        FractalCanvas& canvas = stage.canvas;
        QTRY_VERIFY_WITH_TIMEOUT(stage.isAtRest(), patience);
        QSignalSpy hovers(&canvas, &FractalCanvas::hovered);
        sendMouse(canvas, QEvent::MouseMove, { 10, 10 });
        QVERIFY(!hovers.back().front().value<HoverInfo>().isStale);
        sendWheel(canvas, { 10, 10 }, 120);
        sendMouse(canvas, QEvent::MouseMove, { 10, 10 });
        const auto moving = hovers.back().front().value<HoverInfo>();
        QVERIFY(moving.isStale);
        QCOMPARE(moving.pixel.label, Label::NotComputed);
        // The pointer rests, and learns what lies under it as soon as that is known.
        QTRY_VERIFY_WITH_TIMEOUT(!hovers.back().front().value<HoverInfo>().isStale, patience);
        QVERIFY(hovers.back().front().value<HoverInfo>().pixel.label != Label::NotComputed);
    }

    void aMotionKeepsOnePointInPlace()
    {
        const Size size { 320, 200 };
        const PlaneView start = seahorses("1e-6");
        const Viewport from = Viewport::fit(start, size);
        const Viewport to = Viewport::fit(zoomed(start, size, 70, 150, 8), size);
        double last = 0;
        for (const double share : { 0.0, 0.25, 0.5, 0.75, 1.0 }) {
            const Viewport way = between(from, to, share);
            QVERIFY(std::abs(way.columnOf(from.exactRe(70)) - 70) < 0.02);
            QVERIFY(std::abs(way.rowOf(from.exactIm(150)) - 150) < 0.02);
            const double doublings = std::log2(from.spacing / way.spacing);
            QVERIFY(std::abs(doublings - 3 * share) < 1e-9);
            QVERIFY(doublings >= last);
            last = doublings;
        }
        const Viewport moved = Viewport::fit(panned(start, size, 40, 20), size);
        QVERIFY(std::abs(between(from, moved, 0.5).columnOf(from.centreRe) - (160 + 20)) < 0.01);
    }

    void aMotionEndsWhereItShould()
    {
        const Size size { 320, 200 };
        const Viewport from = Viewport::fit(seahorses("1e-6"), size);
        const Viewport to = Viewport::fit(seahorses("1e-7"), size);
        ViewMotion motion;
        const ViewMotion::Clock::time_point begin;
        QVERIFY(motion.isOver(begin));
        motion.start(from, to, 100ms, begin);
        QCOMPARE(motion.at(begin).spacing, from.spacing);
        QVERIFY(!motion.isOver(begin + 99ms));
        QVERIFY(motion.isOver(begin + 100ms));
        QCOMPARE(motion.at(begin + 100ms), to);
        motion.stop();
        QVERIFY(motion.isOver(begin));
    }

    void aHeldZoomIsAheadByAStepAtMost()
    {
        const Size size { 320, 200 };
        const Viewport from = Viewport::fit(seahorses("1e-6"), size);
        const ViewMotion::Clock::time_point begin;
        for (const auto direction : { HeldZoom::Direction::In, HeldZoom::Direction::Out }) {
            const HeldZoom zoom(from, 20, 30, direction, begin);
            const double sign = direction == HeldZoom::Direction::In ? 1 : -1;
            for (const auto time : { 0ms, 100ms, 500ms, 3000ms }) {
                const Viewport shown = zoom.at(begin + time);
                const double doublings = sign * std::log2(from.spacing / shown.spacing);
                const double ahead = sign * zoom.doublingsToAskFor(begin + time) - doublings;
                QVERIFY(ahead > 0 && ahead < 1.0 / 3 + 1e-9);
                QVERIFY(std::abs(shown.columnOf(from.exactRe(20)) - 20) < 0.1);
                QVERIFY(std::abs(shown.rowOf(from.exactIm(30)) - 30) < 0.1);
            }
        }
    }
};

QTEST_MAIN(FractalCanvasTest)
#include "tst_fractal_canvas.moc"
