// Sweeps in the timings panel, of real views.

#include "tests/ui/ShownTimingsPanel.h"
#include "ui/text/ScalingText.h"
#include "ui/timings/RunTimesChart.h"
#include "ui/timings/TimingsChart.h"
#include "ui/timings/TimingsHeader.h"
#include "ui/timings/TimingsTableModel.h"
#include "ui/timings/TimingsText.h"

#include <QAction>
#include <QDockWidget>
#include <QLocale>
#include <QMainWindow>
#include <QProgressBar>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace escapade;
using Shown = ShownTimingsPanel;

class TestTimingsSweeps : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void sweeps()
    {
        Shown shown;
        shown.pool.setActive(2);
        shown.offerView({ 64, 48 }, 100);
        shown.panel->findChild<QSpinBox*>(QStringLiteral("sweepThreads"))->setValue(3);
        shown.setRepeats(4);
        const SweepPlan plan = shown.controls->plan({ .simd = bestSimdLevel() });
        QCOMPARE(plan.settings, settingsOf({ { 1, 2, 3 }, { bestSimdLevel() }, { Arithmetic::Strict } }));
        QCOMPARE(plan.mostRepeats, 4);
        const QSignalSpy begun(shown.panel.get(), &TimingsPanel::sweepBegan);
        const QSignalSpy ended(shown.panel.get(), &TimingsPanel::sweepEnded);
        QTest::mouseClick(shown.start, Qt::LeftButton);
        QCOMPARE(begun.size(), 1);
        QVERIFY(ended.isEmpty());
        QVERIFY(shown.controls->isRunning());
        QVERIFY(shown.cancel->isVisible());
        QVERIFY(shown.hint->text().contains(QStringLiteral("using the window")));
        QTRY_VERIFY(!shown.controls->isRunning());
        QCOMPARE(begun.size(), 1);
        QCOMPARE(ended.size(), 1);
        QTRY_COMPARE(shown.rows(), 3);
        QCOMPARE(shown.source->currentText(), QStringLiteral("Last sweep"));
        for (int row = 0; row < 3; ++row) {
            QVERIFY(shown.cell(row, 0).startsWith(QString::number(row + 1)));
            QVERIFY2(
                shown.tip(row).contains(QStringLiteral("frames measured: 4")), qPrintable(shown.tip(row)));
        }
        QCOMPARE(shown.cell(0, TimingsTableModel::SpeedUp), QStringLiteral("1.00×"));
        QCOMPARE(shown.pool.active(), 2); // the user's setting is left alone
        QVERIFY(shown.hint->isVisible());
        QVERIFY(shown.hint->text().contains(QStringLiteral("six repeats"))); // too few to know a median
    }

    void sweepsWhatIsTicked()
    {
        Shown shown;
        shown.offerView({ 64, 48 }, 100);
        shown.panel->findChild<QSpinBox*>(QStringLiteral("sweepThreads"))->setValue(2);
        shown.setRepeats(2);
        for (const char* box :
            { "sweepSimd-scalar", "sweepSimd-sse2", "sweepStatic", "sweepDynamic", "sweepTile-32" })
            shown.tick(box);
        QTest::mouseClick(shown.start, Qt::LeftButton);
        QTRY_VERIFY(!shown.controls->isRunning());
        QTRY_COMPARE(shown.rows(), 4 * 3); // two levels, two schedules: a heading and two lines each
        QVERIFY(shown.cell(0, 0).contains(QStringLiteral("dynamic, 32 px tiles")));
        QVERIFY(shown.cell(3, 0).contains(QStringLiteral("static")));
        QVERIFY(!shown.kernel->isVisible()); // the table shows them all
        shown.showPage(TimingsHeader::ChartPage);
        QVERIFY(shown.kernel->isVisible());
        QCOMPARE(shown.kernel->count(), 5);
        for (int row = 0; row < shown.rows(); ++row)
            QVERIFY(row % 3 == 0 || shown.tip(row).contains(QStringLiteral("frames measured: 2")));
    }

    void picturesGrowInWeakScaling()
    {
        Shown shown;
        shown.offerView({ 64, 48 }, 100);
        shown.panel->findChild<QSpinBox*>(QStringLiteral("sweepThreads"))->setValue(3);
        shown.setRepeats(2);
        shown.panel->findChild<QRadioButton*>(QStringLiteral("sweepWeak"))->setChecked(true);
        QTest::mouseClick(shown.start, Qt::LeftButton);
        QTRY_VERIFY(!shown.controls->isRunning());
        std::map<int, double> work;
        for (const FrameSample& one : shown.panel->shownTable().samples())
            work[one.threads] = one.work;
        QVERIFY(work.at(2) > 1.6 * work.at(1) && work.at(3) > 2.5 * work.at(1));
        QCOMPARE(shown.panel->shownScaling(), Scaling::Weak);
        QVERIFY(!shown.tip(1).contains(QStringLiteral("Karp")));
        QVERIFY(shown.hint->text().contains(QStringLiteral("grew with the threads")));
    }

    void nothingToSweepIsSaid()
    {
        Shown shown;
        shown.offerView({ 64, 48 }, 100);
        shown.tick("sweepSimd-sse2");
        shown.tick("sweepFused");
        QTest::mouseClick(shown.start, Qt::LeftButton);
        QVERIFY(!shown.controls->isRunning());
        QVERIFY2(shown.hint->text().contains(QStringLiteral("none of the ticked")),
            qPrintable(shown.hint->text()));
    }

    void sweepsTheJuliaSet()
    {
        Shown shown;
        shown.offerView({ 32, 24 }, 50);
        shown.setRepeats(1);
        shown.workload->setCurrentIndex(1);
        QTest::mouseClick(shown.start, Qt::LeftButton);
        QTRY_VERIFY(!shown.controls->isRunning());
        QCOMPARE(shown.workload->currentIndex(), 1);
        QCOMPARE(shown.panel->shownTable().samples().front().workload, Workload::Julia);
    }

    void aSweepIsSeen()
    {
        WorkerPool pool { 2 };
        QMainWindow window;
        auto* panel = new TimingsPanel(pool);
        auto* dock = new QDockWidget;
        dock->setWidget(panel);
        auto* other = new QDockWidget;
        other->setWidget(new QLabel);
        window.addDockWidget(Qt::RightDockWidgetArea, dock);
        window.tabifyDockWidget(dock, other);
        window.show();
        other->raise();
        QTRY_VERIFY(panel->visibleRegion().isEmpty()); // behind the other tab
        RenderRequest request;
        request.viewport = Viewport::fit(mandelbrotHome(), { 32, 24 });
        panel->setMeasuredPicture([request](Workload) { return request; }, [] { return bestSimdLevel(); });
        panel->menuActions().front()->trigger();
        QTRY_VERIFY(!panel->visibleRegion().isEmpty());
        panel->menuActions().front()->trigger(); // cancels
    }

    void sweepsALesson()
    {
        Shown shown;
        shown.offerView({ 32, 24 }, 50);
        shown.setRepeats(1);
        shown.tick("sweepStatic"); // which makes no difference to a lesson
        shown.tick("sweepDynamic");
        const int sum = shown.workload->findText(QStringLiteral("Sum of a range"));
        QVERIFY(sum > 0);
        shown.workload->setCurrentIndex(sum);
        QVERIFY2(shown.empty->text().startsWith(QStringLiteral("Lessons have no live frames")),
            qPrintable(shown.empty->text()));
        QTest::mouseClick(shown.start, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!shown.controls->isRunning(), 60'000);
        const std::vector<FrameSample> samples = shown.panel->shownTable().samples();
        const int threads = shown.panel->findChild<QSpinBox*>(QStringLiteral("sweepThreads"))->value();
        QCOMPARE(samples.size(), static_cast<std::size_t>(threads));
        for (const FrameSample& one : samples)
            QVERIFY(one.workload == Workload::Sum && one.work == 1e8 && one.tileSize == 0);
        QCOMPARE(shown.rows(), threads);
    }

    void sweepIsCancelledAndTheWindowLives()
    {
        Shown shown;
        shown.offerView({ 400, 400 }, 20'000, Shortcuts::none()); // minutes, if nobody stops it
        shown.panel->menuActions().front()->trigger();
        QVERIFY(shown.controls->isRunning());
        int turns = 0;
        QTimer heartbeat;
        connect(&heartbeat, &QTimer::timeout, this, [&turns] { ++turns; });
        heartbeat.start(5);
        QTRY_VERIFY(turns > 10);
        QVERIFY(shown.controls->isRunning());
        shown.pool.setActive(3);
        QTest::mouseClick(shown.cancel, Qt::LeftButton);
        QTRY_VERIFY(!shown.controls->isRunning());
        QCOMPARE(shown.pool.active(), 3); // as the user has it, not as the sweep did
        QVERIFY(shown.start->isVisible() && shown.start->isEnabled());
        QVERIFY(shown.hint->text().startsWith(QStringLiteral("Cancelled after")));
        // and once more, by the action and by destruction
        shown.panel->menuActions().front()->trigger();
        QVERIFY(shown.controls->isRunning());
        shown.panel->menuActions().front()->trigger();
        QTRY_VERIFY(!shown.controls->isRunning());
        shown.panel->menuActions().front()->trigger();
        QTest::qWait(20);
        shown.panel.reset();
    }
};

QTEST_MAIN(TestTimingsSweeps)
#include "tst_timings_sweeps.moc"
