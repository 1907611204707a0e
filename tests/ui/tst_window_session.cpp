#include "tests/ui/ShownMainWindow.h"
#include "ui/julia/JuliaPanel.h"
#include "ui/settings/ComputeChoice.h"
#include "ui/settings/PictureChoice.h"
#include "ui/settings/SessionKeeper.h"

#include <QDir>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>

#include <algorithm>
#include <atomic>
#include <chrono>

using namespace escapade;

namespace {

qsizetype visibleTabsBeside(const QMainWindow& window, QDockWidget& dock)
{
    return std::ranges::count_if(
        window.tabifiedDockWidgets(&dock), [](const QDockWidget* other) { return !other->isHidden(); });
}

} // namespace

class TestWindowSession : public QObject
{
    Q_OBJECT

private slots:
    void docksComeBackWhereTheyWere()
    {
        Shown shown(defaultSession(), { 1400, 900 });
        QTRY_VERIFY(shown.find<QDockWidget>("timingsDock")->isVisible());
        auto* julia = shown.find<QDockWidget>("juliaDock");
        auto* timings = shown.find<QDockWidget>("timingsDock");
        QTRY_VERIFY(shown.window.tabifiedDockWidgets(julia).isEmpty()); // room for all
        timings->close();
        julia->setFloating(true);
        shown.action(QStringLiteral("Reset layout"))->trigger();
        QVERIFY(!julia->isFloating());
        QVERIFY(!timings->isHidden());
    }

    void anArrangementOfAnOlderVersionGetsTheNewDocks()
    {
        Session session = defaultSession();
        session.ownArrangement = true;
        {
            Shown shown;
            for (const char* name : { "placesDock", "historyDock" })
                shown.window.removeDockWidget(shown.find<QDockWidget>(name)); // as if there were none
            session.windowState = shown.window.session().windowState;
        }
        Shown shown(session);
        auto* places = shown.find<QDockWidget>("placesDock");
        auto* history = shown.find<QDockWidget>("historyDock");
        QVERIFY(places->isHidden());
        QVERIFY(history->isHidden());
        shown.action(QStringLiteral("Places panel"))->trigger();
        shown.action(QStringLiteral("History strip"))->trigger();
        QCOMPARE(shown.window.dockWidgetArea(places), Qt::RightDockWidgetArea);
        QCOMPARE(shown.window.dockWidgetArea(history), Qt::BottomDockWidgetArea);
        QTRY_VERIFY(places->isVisible());
        QTRY_VERIFY(history->isVisible());
        QVERIFY(!places->geometry().intersects(shown.window.canvas().parentWidget()->geometry()));
    }

    void docksAreClosedAndOpenAgainAtTheNextStart()
    {
        Session session = defaultSession();
        {
            Shown shown;
            shown.action(QStringLiteral("Places panel"))->trigger();
            shown.action(QStringLiteral("History strip"))->trigger();
            shown.find<QDockWidget>("diffusionDock")->close();
            session = shown.window.session();
        }
        Shown shown(session);
        QVERIFY(!shown.find<QDockWidget>("placesDock")->isHidden());
        QVERIFY(!shown.find<QDockWidget>("historyDock")->isHidden());
        QVERIFY(shown.find<QDockWidget>("diffusionDock")->isHidden());
        shown.action(QStringLiteral("Reset layout"))->trigger();
        QVERIFY(shown.find<QDockWidget>("placesDock")->isHidden());
        QVERIFY(!shown.find<QDockWidget>("diffusionDock")->isHidden());
    }

    void aSmallWindowShowsTheDocksAsTabs()
    {
        Shown shown(defaultSession(), { 900, 600 });
        auto* julia = shown.find<QDockWidget>("juliaDock");
        QTRY_COMPARE(visibleTabsBeside(shown.window, *julia), 2);
        QTRY_COMPARE(shown.window.size(), QSize(900, 600)); // nothing needs more
        shown.window.resize(1400, 900);
        QTRY_VERIFY(shown.window.tabifiedDockWidgets(julia).isEmpty());
        shown.window.resize(900, 600);
        QTRY_COMPARE(visibleTabsBeside(shown.window, *julia), 2);
        QTRY_COMPARE(shown.window.size(), QSize(900, 600));
    }

    void settingsSurviveARestart()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("settings.ini"));
        const int threads = WorkerPool::logicalCores() == 3 ? 2 : 3; // another than at a first start
        Session first;
        {
            Shown shown;
            shown.window.computeChoice().setThreads(threads);
            shown.window.computeChoice().setSimd(SimdLevel::Scalar);
            shown.window.pictureChoice().setPaletteIndex(2);
            shown.window.pictureChoice().setFixedMaxIterations(4321);
            shown.window.canvas().setView(seahorses());
            shown.window.juliaPanel().setParameter(
                { *Decimal::parse("0.285"), *Decimal::parse("0.0100001") });
            shown.window.juliaPanel().canvas().zoomBy(2);
            shown.window.juliaPanel().setFollowsPointer(true);
            first = shown.window.session();
            QSettings settings(path, QSettings::IniFormat);
            saveSession(first, settings);
        }
        QSettings settings(path, QSettings::IniFormat);
        const Session read = loadSession(settings);
        QCOMPARE(read.threads, threads);
        QVERIFY(read == first);
        Shown again(read);
        QCOMPARE(again.pool.active(), threads);
        QCOMPARE(again.window.computeChoice().simd(), SimdLevel::Scalar);
        QCOMPARE(again.window.pictureChoice().paletteIndex(), 2);
        QCOMPARE(again.window.canvas().maxIterations(), 4321);
        QVERIFY(again.window.canvas().view() == seahorses());
        QVERIFY(again.window.juliaPanel().parameter().im == *Decimal::parse("0.0100001"));
        QVERIFY(again.window.juliaPanel().canvas().view() == first.juliaView);
        QVERIFY(again.window.juliaPanel().followsPointer());
        QVERIFY(!again.action(QStringLiteral("Undo"))->isEnabled()); // a new start is no step
    }

    void whatIsChangedIsKeptWhileTheProgramRuns()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("settings.ini"));
        Shown shown;
        std::atomic<int> writes = 0;
        SessionKeeper keeper({ [&] { return shown.window.session(); },
            [&](const Session& session) { return ++writes > 0 && writeSession(session, path); } });
        keeper.setDelays(std::chrono::milliseconds(50), std::chrono::seconds(60));
        const auto keptView = [&path] {
            QSettings settings(path, QSettings::IniFormat);
            return loadSession(settings).location.view;
        };
        QTest::qWait(200);
        QVERIFY(!keeper.isBusy() && !QFile::exists(path)); // nothing was done
        QTest::keyClick(&shown.window.canvas(), Qt::Key_Plus);
        QVERIFY(keeper.isBusy());
        QTRY_VERIFY_WITH_TIMEOUT(!keeper.isBusy(), patience);
        QVERIFY(keptView() == shown.window.canvas().view());
        QVERIFY(!(keptView() == shown.window.canvas().homeView()));
        QTRY_VERIFY_WITH_TIMEOUT(shown.waitUntilComplete() && !keeper.isBusy(), patience);
        const int before = writes;
        QTest::keyClick(&shown.window.canvas(), Qt::Key_Shift); // changes nothing
        QTRY_VERIFY_WITH_TIMEOUT(!keeper.isBusy(), patience);
        QVERIFY(writes <= before + 1); // the automatic limit may have followed the first
        QTest::keyClick(&shown.window.canvas(), Qt::Key_Shift);
        QTRY_VERIFY_WITH_TIMEOUT(!keeper.isBusy(), patience);
        const int settled = writes;
        QTest::keyClick(&shown.window.canvas(), Qt::Key_Shift);
        QTRY_VERIFY_WITH_TIMEOUT(!keeper.isBusy(), patience);
        QCOMPARE(writes.load(), settled);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList { QStringLiteral("settings.ini") });
    }

    void aPresentationDoesNotChangeTheWindowThatComesBack()
    {
        Shown shown;
        QTRY_VERIFY(shown.find<QDockWidget>("juliaDock")->isVisible());
        const Session before = shown.window.session();
        shown.action(QStringLiteral("Picture only"))->trigger();
        QVERIFY(!shown.find<QDockWidget>("juliaDock")->isVisible());
        const Session meanwhile = shown.window.session();
        QCOMPARE(meanwhile.windowState, before.windowState);
        QCOMPARE(meanwhile.windowGeometry, before.windowGeometry);
        QCOMPARE(meanwhile.ownArrangement, before.ownArrangement);
    }

    void aLongGestureIsKeptInTheMiddleToo()
    {
        Shown shown;
        std::atomic<int> writes = 0;
        SessionKeeper keeper(
            { [&] { return shown.window.session(); }, [&](const Session&) { return ++writes > 0; } });
        keeper.setDelays(std::chrono::milliseconds(200), std::chrono::milliseconds(0));
        QElapsedTimer time;
        time.start();
        // There is never a pause.
        while (writes == 0 && !time.hasExpired(patience)) {
            QTest::keyClick(&shown.window.canvas(), Qt::Key_Plus);
            QTest::qWait(1);
        }
        QVERIFY(writes > 0);
    }

    void whatCouldNotBeWrittenIsTriedAgain()
    {
        const QTemporaryDir folder;
        QVERIFY(!writeSession(defaultSession(), folder.path())); // a folder is no file
        Shown shown;
        std::atomic<int> writes = 0;
        SessionKeeper keeper(
            { [] { return defaultSession(); }, [&](const Session&) { return ++writes > 1; } });
        keeper.setDelays(std::chrono::milliseconds(1), std::chrono::seconds(60));
        for (int time = 0; time < 3; ++time) {
            QTest::keyClick(&shown.window.canvas(), Qt::Key_Shift);
            QTRY_VERIFY_WITH_TIMEOUT(!keeper.isBusy(), patience);
        }
        QCOMPARE(writes.load(), 2); // and not a third time
    }

    void nonsenseInTheSettingsIsTheDefault_data()
    {
        QTest::addColumn<QByteArray>("ini");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("binary") << QByteArray("\x00\xff\xfe[[[=\n%%%", 10);
        QTest::newRow("another schema") << QByteArray("schema=99\n[compute]\nthreads=3\n");
        QTest::newRow("no numbers") << QByteArray("schema=1\n[compute]\nthreads=many\nsimd=mmx\n");
        QTest::newRow("out of range") << QByteArray("schema=1\n[compute]\nthreads=-5\n");
        QTest::newRow("huge") << QByteArray("schema=1\n[compute]\nthreads=99999999999999999999\n");
        QTest::newRow("wrong types") << QByteArray(
            "schema=1\n[compute]\nthreads=@Invalid()\n[picture]\nlocation=@Size(1 2)\n[window]\n"
            "state=nonsense\ngeometry=@ByteArray(abc)\ntheme=7\n");
        QTest::newRow("julia as mandelbrot")
            << QByteArray("schema=1\n[picture]\nlocation=\"formula = \\\"julia\\\"\"\n");
    }

    void nonsenseInTheSettingsIsTheDefault()
    {
        QFETCH(const QByteArray, ini);
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("settings.ini"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(ini);
        file.close();
        QSettings settings(path, QSettings::IniFormat);
        Session read = loadSession(settings);
        Shown shown(read); // starts with it
        QVERIFY(shown.window.canvas().view() == shown.window.canvas().homeView());
        read.windowState.clear();
        read.windowGeometry.clear();
        read.diffusion.clear();
        QVERIFY(read == defaultSession());
    }
};

QTEST_MAIN(TestWindowSession)
#include "tst_window_session.moc"
