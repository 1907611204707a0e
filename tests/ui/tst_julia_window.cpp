#include "core/parallel/WorkerPool.h"
#include "ui/MainWindow.h"
#include "ui/actions/JuliaActions.h"
#include "ui/actions/LocationActions.h"
#include "ui/actions/OrbitActions.h"
#include "ui/canvas/InverseLayer.h"
#include "ui/canvas/OrbitTool.h"
#include "ui/julia/JuliaPanel.h"
#include "ui/julia/MotionDialog.h"
#include "ui/scene/ParameterMotion.h"
#include "ui/window/ViewSwap.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace escapade;

namespace {

using State = ParameterMotion::State;

PlanePoint point(const char* re, const char* im)
{
    return { *Decimal::parse(re), *Decimal::parse(im) };
}

Complex toComplex(const PlanePoint& point)
{
    return { point.re.toDouble(), point.im.toDouble() };
}

/// A window on the screen, and what of it is about Julia.
struct Shown
{
    WorkerPool pool { 2 };
    ThemeSwitch theme { *qApp };
    MainWindow window;
    FractalCanvas& mandelbrot = window.canvas();
    FractalCanvas& julia = window.juliaPanel().canvas();
    ParameterMotion& motion = window.juliaActions().motion();

    explicit Shown(const Session& session = defaultSession())
        : window(pool, theme, session)
    {
        window.resize(900, 600);
        window.show();
        window.activateWindow();
    }

    template <typename T> T* find(const char* name)
    {
        return window.findChild<T*>(QString::fromLatin1(name));
    }

    void trigger(const QString& text)
    {
        for (QAction* action : window.findChildren<QAction*>()) {
            if (QString(action->text()).remove(QLatin1Char('&')) == text) {
                action->trigger();
                return;
            }
        }
        QFAIL(qPrintable(text));
    }

    Complex parameter() { return toComplex(window.juliaPanel().parameter()); }
};

/// As a window system sends it.
void doubleClick(QWidget& widget)
{
    const QPoint place(40, 30);
    QTest::mouseClick(&widget, Qt::LeftButton, Qt::NoModifier, place);
    QTest::mouseDClick(&widget, Qt::LeftButton, Qt::NoModifier, place);
    QTest::mouseRelease(&widget, Qt::LeftButton, Qt::NoModifier, place);
}

bool isCentral(const MainWindow& window, const QWidget& canvas)
{
    return canvas.parentWidget() == window.centralWidget();
}

} // namespace

class TestJuliaWindow : public QObject
{
    Q_OBJECT

private slots:
    // Two views

    void aDoubleClickSwapsTheViewsAndBack()
    {
        Shown shown;
        const PlanePoint c = shown.window.juliaPanel().parameter();
        const PlaneView view = shown.julia.view();
        doubleClick(shown.julia);
        QTRY_VERIFY(isCentral(shown.window, shown.julia));
        QVERIFY(shown.window.juliaPanel().isAncestorOf(&shown.mandelbrot));
        QTRY_VERIFY(shown.julia.isVisible() && shown.mandelbrot.isVisible());
        QVERIFY(shown.julia.width() > shown.mandelbrot.width());
        QVERIFY(shown.julia.view() == view);

        // Its first click alone would pick another c.
        doubleClick(shown.mandelbrot);
        QTRY_VERIFY(isCentral(shown.window, shown.mandelbrot));
        QVERIFY(shown.window.juliaPanel().isAncestorOf(&shown.julia));
        QVERIFY(shown.window.juliaPanel().parameter() == c);
    }

    void theLargePictureTakesNoDoubleClick()
    {
        Shown shown;
        doubleClick(shown.mandelbrot);
        QTest::qWait(20);
        QVERIFY(isCentral(shown.window, shown.mandelbrot));
    }

    void theMenuSwapsTheViewsToo()
    {
        Shown shown;
        shown.trigger(QStringLiteral("Swap the views"));
        QVERIFY(isCentral(shown.window, shown.julia));
        QCOMPARE(shown.find<QDockWidget>("juliaDock")->windowTitle(), QStringLiteral("Mandelbrot"));
        // The small Mandelbrot picture still picks c.
        QTest::mouseClick(&shown.mandelbrot, Qt::LeftButton, Qt::NoModifier, { 40, 30 });
        const Complex picked = toComplex(shown.mandelbrot.planePointAt({ 40, 30 }));
        QCOMPARE(shown.parameter(), picked);
        QCOMPARE(toComplex(shown.julia.juliaParameter()), picked);
        shown.trigger(QStringLiteral("Swap the views"));
        QVERIFY(isCentral(shown.window, shown.mandelbrot));
        QCOMPARE(shown.find<QDockWidget>("juliaDock")->windowTitle(), QStringLiteral("Julia"));
    }

    void swappedViewsAndTheChosenParameterSurviveARestart()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("settings.ini"));
        {
            Shown shown;
            shown.window.juliaPanel().setParameter(point("0.25", "0.5"));
            shown.window.viewSwap().setSwapped(true);
            shown.motion.play();
            shown.motion.advance(std::chrono::seconds(1));
            QVERIFY(std::abs(shown.parameter() - Complex(0.25, 0.5)) > 1e-3);
            QSettings settings(path, QSettings::IniFormat);
            saveSession(shown.window.session(), settings);
        }
        QSettings settings(path, QSettings::IniFormat);
        Shown again(loadSession(settings));
        QVERIFY(again.window.viewSwap().isSwapped());
        QVERIFY(isCentral(again.window, again.julia));
        QVERIFY(again.window.juliaPanel().parameter() == point("0.25", "0.5"));
    }

    void theToolsChoicesSurviveARestart()
    {
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        InverseChoice choice;
        choice.show = InverseShow::Over;
        choice.method = InverseMethod::Random;
        choice.points = 123'456;
        choice.hitLimit = 77;
        choice.seed = 5;
        {
            Shown shown;
            shown.window.juliaPanel().inverse().setChoice(choice);
            shown.find<QDoubleSpinBox>("motionRadius")->setValue(0.125);
            shown.find<QDoubleSpinBox>("motionSeconds")->setValue(20);
            saveSession(shown.window.session(), settings);
        }
        const Session read = loadSession(settings);
        Shown again(read);
        QVERIFY(again.window.juliaPanel().inverse().choice() == choice);
        QCOMPARE(again.find<QDoubleSpinBox>("motionRadius")->value(), 0.125);
        QCOMPARE(again.motion.roundTime(), std::chrono::milliseconds(20'000));
    }

    void senselessChoicesOfTheToolsAreNotTaken()
    {
        Session session = defaultSession();
        session.juliaTools = { { QStringLiteral("inverseShow"), 9 },
            { QStringLiteral("inverseMethod"), QStringLiteral("all") },
            { QStringLiteral("inversePoints"), 1e300 }, { QStringLiteral("inverseSeed"), -3 },
            { QStringLiteral("motionRadius"), std::nan("") } };
        Shown shown(session);
        InverseChoice expected;
        expected.points = InverseRequest::maxPoints;
        expected.seed = 0;
        QVERIFY(shown.window.juliaPanel().inverse().choice() == expected);
        QCOMPARE(shown.find<QDoubleSpinBox>("motionRadius")->value(), 0.05);
    }

    void goesInTheMiddleOfItsWork()
    {
        for (int n = 0; n < 12; ++n) {
            Shown shown;
            shown.window.viewSwap().setSwapped(n % 2 == 0);
            shown.window.orbitActions().juliaOrbit().showAtCentre();
            InverseChoice choice;
            choice.show = InverseShow::Over;
            shown.window.juliaPanel().inverse().setChoice(choice);
            shown.motion.play();
            QTest::qWait(n % 4 * 10);
        }
    }

    // Orbits

    void orbitsComeByMenuAndFollowTheParameter()
    {
        Shown shown;
        OrbitTool& onMandelbrot = shown.window.orbitActions().mandelbrotOrbit();
        OrbitTool& onJulia = shown.window.orbitActions().juliaOrbit();
        shown.trigger(QStringLiteral("Orbit at the centre"));
        QVERIFY(onMandelbrot.isShown());
        QVERIFY(!onJulia.isShown());
        QVERIFY(std::abs(onMandelbrot.layer().orbit()->points.front() - Complex(-0.8, 0)) < 0.02);

        shown.julia.setFocus();
        QTRY_VERIFY(shown.julia.hasFocus());
        shown.trigger(QStringLiteral("Orbit at the centre"));
        QVERIFY(onJulia.isShown());
        const Complex z = onJulia.layer().orbit()->points.front();
        shown.window.juliaPanel().setParameter(point("-1", "0"));
        QCOMPARE(onJulia.layer().orbit()->points.at(1), z * z + Complex(-1, 0));

        shown.trigger(QStringLiteral("Remove orbits"));
        QVERIFY(!onMandelbrot.isShown() && !onJulia.isShown());
    }

    // Where c lies

    void thePanelNamesTheComponent_data()
    {
        QTest::addColumn<QString>("re");
        QTest::addColumn<QString>("im");
        QTest::addColumn<QString>("text");
        QTest::newRow("period 2") << "-1"
                                  << "0.15"
                                  << "Component of period 2, |multiplier| 0.600";
        QTest::newRow("dust") << "1"
                              << "1"
                              << "Outside: the Julia set is dust";
        QTest::newRow("dendrite") << "0"
                                  << "1"
                                  << "Component not decided";
    }
    void thePanelNamesTheComponent()
    {
        QFETCH(const QString, re);
        QFETCH(const QString, im);
        QFETCH(const QString, text);
        Shown shown;
        shown.window.juliaPanel().setParameter(point(qPrintable(re), qPrintable(im)));
        const auto* kind = shown.find<QLabel>("juliaKind");
        QCOMPARE(kind->accessibleName(), text);
        QVERIFY(!kind->toolTip().isEmpty());
        // And that of the previewed one.
        shown.window.juliaPanel().setFollowsPointer(true);
        shown.window.juliaPanel().preview(point("-0.122561166876654", "0.744861766619744"));
        QVERIFY(kind->accessibleName().contains(QStringLiteral("period 3")));
        shown.window.juliaPanel().endPreview();
        QCOMPARE(kind->accessibleName(), text);
    }

    // Moving c

    void pathsAreWalkedAtASteadySpeed()
    {
        const ParameterPath square = ParameterPath::polygon({ { 0, 0 }, { 3, 0 }, { 3, 1 }, { 0, 1 } });
        QCOMPARE(square.length(), 8.0);
        QCOMPARE(square.at(0), Complex(0, 0));
        QCOMPARE(square.at(0.25), Complex(2, 0));
        QCOMPARE(square.at(0.5), Complex(3, 1));
        QCOMPARE(square.at(1), Complex(0, 0));
        QCOMPARE(square.at(-0.125), Complex(0, 1));
        QCOMPARE(square.at(17.25), Complex(2, 0));
        const ParameterPath circle = ParameterPath::circle({ -1, 0.5 }, 0.25);
        for (int n = 0; n < 100; ++n) {
            const double angle = 2 * M_PI * n / 100;
            QVERIFY(std::abs(circle.at(n / 100.0) - Complex(-1, 0.5) - std::polar(0.25, angle)) < 1e-4);
        }
        QVERIFY(ParameterPath().isEmpty());
        QVERIFY(ParameterPath::polygon({ { 1, 1 }, { 1, 1 } }).isEmpty());
        QCOMPARE(ParameterPath::polygon({ { 1, 2 } }).at(0.3), Complex(1, 2));
        QVERIFY(ParameterPath::circle({}, 0).isEmpty());
    }

    void movesAlongACircleAndComesBack()
    {
        Shown shown;
        shown.window.juliaPanel().setParameter(point("-0.5", "0.25"));
        shown.trigger(QStringLiteral("Move c"));
        QCOMPARE(shown.motion.state(), State::Playing);
        QSignalSpy moved(&shown.motion, &ParameterMotion::moved);
        QTRY_VERIFY(moved.count() > 5); // by itself
        QVERIFY(std::abs(std::abs(shown.parameter() - Complex(-0.5, 0.25)) - 0.05) < 1e-4);
        QCOMPARE(toComplex(shown.julia.juliaParameter()), shown.parameter());

        shown.trigger(QStringLiteral("Move c"));
        QCOMPARE(shown.motion.state(), State::Paused);
        const Complex paused = shown.parameter();
        QTest::qWait(50);
        QCOMPARE(shown.parameter(), paused);
        shown.trigger(QStringLiteral("Stop moving c"));
        QVERIFY(shown.window.juliaPanel().parameter() == point("-0.5", "0.25"));
    }

    void aPickedParameterEndsTheMotion()
    {
        Shown shown;
        shown.motion.play();
        shown.motion.advance(std::chrono::seconds(1));
        shown.window.juliaPanel().setParameter(point("0.3", "0.1"));
        QCOMPARE(shown.motion.state(), State::Stopped);
        QVERIFY(shown.window.juliaPanel().parameter() == point("0.3", "0.1"));
        shown.motion.play(); // about the new one
        shown.motion.advance(std::chrono::seconds(1));
        QVERIFY(std::abs(std::abs(shown.parameter() - Complex(0.3, 0.1)) - 0.05) < 1e-4);
    }

    void nothingIsPreviewedWhileItMoves()
    {
        Shown shown;
        shown.window.juliaPanel().setFollowsPointer(true);
        shown.motion.play();
        shown.motion.advance(std::chrono::seconds(1));
        shown.motion.pause();
        const Complex there = shown.parameter();
        shown.window.juliaPanel().preview(point("1", "1"));
        QCOMPARE(toComplex(shown.julia.juliaParameter()), there);
        shown.motion.stop();
        shown.window.juliaPanel().preview(point("1", "1"));
        QCOMPARE(toComplex(shown.julia.juliaParameter()), Complex(1, 1));
    }

    void theDialogChoosesCircleAndSpeed()
    {
        Shown shown;
        shown.window.juliaPanel().setParameter(point("0.3", "0.4"));
        shown.trigger(QStringLiteral("Move c along…"));
        auto* way = shown.find<QComboBox>("motionWay");
        auto* radius = shown.find<QDoubleSpinBox>("motionRadius");
        QVERIFY(way->isVisible());
        way->setCurrentIndex(1); // about the origin, through c
        QCOMPARE(radius->value(), 0.5);
        shown.find<QDoubleSpinBox>("motionSeconds")->setValue(8);
        shown.find<QPushButton>("motionPlay")->click();
        shown.motion.pause();
        const Complex before = shown.parameter();
        shown.motion.advance(std::chrono::seconds(2)); // a quarter of a round
        const double turned = std::arg(shown.parameter() / before);
        QVERIFY(std::abs(shown.parameter()) > 0.4999 && std::abs(shown.parameter()) < 0.5001);
        QVERIFY2(turned > 1.5 && turned < 1.65, qPrintable(QString::number(turned)));
        shown.find<QPushButton>("motionStop")->click();
        QVERIFY(shown.window.juliaPanel().parameter() == point("0.3", "0.4"));
    }

    void movesAlongADrawnPath()
    {
        Shown shown;
        shown.trigger(QStringLiteral("Move c along…"));
        auto* draw = shown.find<QPushButton>("motionDraw");
        draw->click();
        const PlaneView view = shown.mandelbrot.view();
        const PlanePoint chosen = shown.window.juliaPanel().parameter();
        QTest::mousePress(&shown.mandelbrot, Qt::LeftButton, Qt::NoModifier, { 100, 100 });
        for (const QPoint place : { QPoint(200, 100), QPoint(200, 180), QPoint(100, 180) })
            QTest::mouseMove(&shown.mandelbrot, place);
        QTest::mouseRelease(&shown.mandelbrot, Qt::LeftButton, Qt::NoModifier, { 100, 180 });
        QTRY_COMPARE(shown.motion.state(), State::Playing);
        shown.motion.pause();
        QVERIFY(!draw->isChecked());
        QVERIFY(shown.mandelbrot.view() == view); // it was no drag of the picture
        QVERIFY(std::abs(shown.motion.path().corners().front()
                    - toComplex(shown.mandelbrot.planePointAt({ 100, 100 })))
            < 1e-12);
        const Complex corner = toComplex(shown.mandelbrot.planePointAt({ 200, 180 }));
        double nearest = 10;
        for (int n = 0; n < 1000; ++n)
            nearest = std::min(nearest, std::abs(shown.motion.path().at(n / 1000.0) - corner));
        QVERIFY(nearest < 0.01);
        shown.motion.stop();
        QVERIFY(shown.window.juliaPanel().parameter() == chosen);
        // Drawing is over: a drag moves the picture again.
        QTest::mousePress(&shown.mandelbrot, Qt::LeftButton, Qt::NoModifier, { 100, 100 });
        QTest::mouseMove(&shown.mandelbrot, { 150, 100 });
        QTest::mouseMove(&shown.mandelbrot, { 160, 100 });
        QTest::mouseRelease(&shown.mandelbrot, Qt::LeftButton, Qt::NoModifier, { 160, 100 });
        QVERIFY(!(shown.mandelbrot.view() == view));
    }

    void escapeEndsDrawing()
    {
        Shown shown;
        shown.trigger(QStringLiteral("Move c along…"));
        auto* draw = shown.find<QPushButton>("motionDraw");
        draw->click();
        QTest::mousePress(&shown.mandelbrot, Qt::LeftButton, Qt::NoModifier, { 100, 100 });
        QTest::mouseMove(&shown.mandelbrot, { 200, 100 });
        QTest::keyClick(&shown.mandelbrot, Qt::Key_Escape);
        QTest::mouseRelease(&shown.mandelbrot, Qt::LeftButton, Qt::NoModifier, { 200, 100 });
        QVERIFY(!draw->isChecked());
        QCOMPARE(shown.motion.state(), State::Stopped);
    }

    // Inverse iteration

    void theNextWayToDrawGoesRound()
    {
        Shown shown;
        InverseLayer& layer = shown.window.juliaPanel().inverse();
        for (const InverseShow show : { InverseShow::Over, InverseShow::Instead, InverseShow::Off }) {
            shown.trigger(QStringLiteral("Next way to draw"));
            QVERIFY(layer.choice().show == show);
        }
    }

    void timingsFollowTheLargePicture()
    {
        Shown shown;
        auto* box = shown.find<QComboBox>("timingsWorkload");
        const auto choose
            = [box](Workload workload) { box->setCurrentIndex(box->findData(static_cast<int>(workload))); };
        const auto chosen = [box] { return static_cast<Workload>(box->currentData().toInt()); };
        QVERIFY(chosen() == Workload::Mandelbrot);
        shown.window.viewSwap().setSwapped(true);
        QVERIFY(chosen() == Workload::Julia);
        shown.window.viewSwap().setSwapped(false);
        QVERIFY(chosen() == Workload::Mandelbrot);
        choose(Workload::Diffusion);
        shown.window.viewSwap().setSwapped(true);
        QVERIFY(chosen() == Workload::Diffusion);
    }

    void theJuliaPictureIsSavedAsItIsDrawn_data()
    {
        QTest::addColumn<int>("show");
        QTest::newRow("over the picture") << static_cast<int>(InverseShow::Over);
        QTest::newRow("instead of the picture") << static_cast<int>(InverseShow::Instead);
    }

    void theJuliaPictureIsSavedAsItIsDrawn()
    {
        QFETCH(const int, show);
        Shown shown;
        InverseLayer& layer = shown.window.juliaPanel().inverse();
        LocationActions& files = shown.window.locationActions();
        const QSignalSpy saved(&files, &LocationActions::saved);
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("julia.png"));
        // The layout settles in several steps, each with a picture of its own.
        const auto atRest = [&shown] {
            const RenderRequest before = shown.julia.currentRequest();
            QTest::qWait(200);
            return shown.julia.isVisible() && shown.window.isComplete()
                && shown.julia.currentRequest() == before;
        };
        QVERIFY(QTest::qWaitFor(atRest, 30'000) && QTest::qWaitFor(atRest, 30'000));
        files.savePicture(Formula::Julia, path);
        QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, 30'000);
        const QImage plain(path);

        InverseChoice choice;
        choice.show = static_cast<InverseShow>(show);
        choice.points = 200'000;
        layer.setChoice(choice);
        files.savePicture(Formula::Julia, path); // at once: it waits for the points
        QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 2, 30'000);
        QVERIFY(saved.back().front().toBool());
        QImage expected(plain.size(), QImage::Format_RGB32);
        expected.fill(Qt::black);
        QPainter painter(&expected);
        if (choice.show == InverseShow::Over)
            painter.drawImage(0, 0, plain);
        QVERIFY(!layer.completeImage().isNull());
        painter.drawImage(0, 0, layer.completeImage());
        painter.end();
        QCOMPARE(QImage(path).convertToFormat(QImage::Format_RGB32), expected);
        QVERIFY(plain.convertToFormat(QImage::Format_RGB32) != expected);
        QVERIFY(readLocationFile(path)->location.view == shown.julia.view());

        ++choice.seed;
        layer.setChoice(choice);
        QVERIFY(layer.completeImage().isNull()); // what is there is of other points
        files.savePicture(Formula::Julia, path);
        layer.setChoice({});
        QCOMPARE(saved.size(), 3);
        QVERIFY(!saved.back().front().toBool());
        QCOMPARE(QImage(path).convertToFormat(QImage::Format_RGB32), expected); // as it was
        layer.setChoice(choice);
        shown.find<QDockWidget>("juliaDock")->hide();
        files.savePicture(Formula::Julia, path);
        QCOMPARE(saved.size(), 4);
        QVERIFY(!saved.back().front().toBool());
    }
};

QTEST_MAIN(TestJuliaWindow)
#include "tst_julia_window.moc"
