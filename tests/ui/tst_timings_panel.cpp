// The timings panel: what it shows of the frames it is given, sweeps of a real view, and that it stays calm
// under a stream of frames.

#include "core/parallel/WorkerPool.h"
#include "ui/panels/SweepControls.h"
#include "ui/panels/TimingsChart.h"
#include "ui/panels/TimingsPanel.h"
#include "ui/panels/TimingsTableModel.h"
#include "ui/panels/TimingsText.h"
#include "ui/text/ScalingText.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineSeries>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace escapade;

namespace {

FrameSample sample(int threads, int wallMs, int cpuMs, double work = 1e6, SimdLevel simd = SimdLevel::Scalar)
{
    return { Workload::Mandelbrot, threads, simd, Arithmetic::Strict, std::chrono::milliseconds(wallMs),
        std::chrono::milliseconds(cpuMs), work };
}

/// A panel on the screen and its parts.
struct Shown
{
    WorkerPool pool { 4 };
    std::unique_ptr<TimingsPanel> panel = std::make_unique<TimingsPanel>(pool);
    QTableView* table = panel->findChild<QTableView*>(QStringLiteral("timingsTable"));
    QLabel* empty = panel->findChild<QLabel*>(QStringLiteral("timingsEmpty"));
    QLabel* hint = panel->findChild<QLabel*>(QStringLiteral("timingsHint"));
    QComboBox* workload = panel->findChild<QComboBox*>(QStringLiteral("timingsWorkload"));
    QComboBox* source = panel->findChild<QComboBox*>(QStringLiteral("timingsSource"));
    QPushButton* start = panel->findChild<QPushButton*>(QStringLiteral("sweepStart"));
    QPushButton* cancel = panel->findChild<QPushButton*>(QStringLiteral("sweepCancel"));
    SweepControls* controls = panel->findChild<SweepControls*>();

    explicit Shown(QSize size = { 616, 390 })
    {
        panel->resize(size);
        panel->show();
        panel->activateWindow();
    }

    QString cell(int row, int column) const { return table->model()->index(row, column).data().toString(); }
    int rows() const { return table->model()->rowCount(); }

    void offerView(Size size, std::int32_t maxIterations, Shortcuts shortcuts = {}) const
    {
        RenderRequest request;
        request.viewport = Viewport::fit(mandelbrotHome(), size);
        request.maxIterations = maxIterations;
        request.shortcuts = shortcuts;
        panel->setMeasuredPicture([request] { return request; }, [] { return bestSimdLevel(); });
    }
};

/// Text of all cells fits in them.
bool allCellsFit(const QTableView& table)
{
    const QFontMetrics metrics(table.font());
    for (int row = 0; row < table.model()->rowCount(); ++row) {
        for (int column = 0; column < table.model()->columnCount(); ++column) {
            const QString text = table.model()->index(row, column).data().toString();
            if (table.columnSpan(row, column) == 1
                && metrics.horizontalAdvance(text) > table.columnWidth(column))
                return false;
        }
    }
    return true;
}

} // namespace

class TestTimingsPanel : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void texts()
    {
        QCOMPARE(timeText(0.0123), QStringLiteral("12.3 ms"));
        QCOMPARE(timeText(9.996e-6), QStringLiteral("10.0 µs"));
        QCOMPARE(timeText(123), QStringLiteral("123 s"));
        QCOMPARE(timeText(0.9996), QStringLiteral("1.00 s"));
        QCOMPARE(timeSummaryText({ 3, 0.0123, 0.0112, 1.5 }), QStringLiteral("12.3 [11.2, 1,500] ms"));
        QCOMPARE(rateText(1.234e9), QStringLiteral("1.23 G/s"));
        QCOMPARE(rateText(12), QStringLiteral("12.0 /s"));
        QCOMPARE(speedUpText(1.9549), QStringLiteral("1.95×"));
        QCOMPARE(efficiencyText(0.977), QStringLiteral("98 %"));
        QCOMPARE(speedUpText({}), QStringLiteral("–"));
    }

    void scalingIsPutIntoWords()
    {
        QCOMPARE(scalingText({}, 8), QString());
        QCOMPARE(scalingText({ { 1, 1 }, { 2, 1.6 } }, 8),
            QStringLiteral("Serial fraction (Karp-Flatt): 25.0 % with 2 threads."));
        QCOMPARE(scalingText({ { 1, 1 }, { 2, 1.6 } }, 1), QString()); // beyond the cores
        const std::vector<SpeedUpPoint> points { { 1, 1 }, { 2, 1.6 }, { 3, 2 }, { 4, 1 / 0.4375 } };
        QCOMPARE(scalingText(points, 4),
            QStringLiteral(
                "Serial fraction (Karp-Flatt): 25.0 % with 2 threads, 25.0 % with 3 threads, 25.0 % "
                "with 4 threads. Amdahl: 25.0 % serial, residual 0.0 %. Universal scalability: "
                "contention 25.0 %, coherency 0.0 %, residual 0.0 %."));
        QVERIFY(scalingText(points, 3).contains(QStringLiteral("Amdahl"))); // two beyond one thread
        QVERIFY(!scalingText(points, 3).contains(QStringLiteral("Universal")));
    }

    void saysWhenThereIsNothing()
    {
        Shown shown;
        QVERIFY(shown.empty->isVisible());
        QVERIFY(shown.empty->text().startsWith(QStringLiteral("No complete frame yet")));
        QVERIFY(!shown.table->isVisible());
        shown.source->setCurrentIndex(1);
        QVERIFY(shown.empty->text().startsWith(QStringLiteral("No sweep yet")));
        QVERIFY(!shown.start->isEnabled()); // nothing to sweep yet
        QVERIFY(!shown.panel->menuActions().front()->isEnabled());
        shown.offerView({ 20, 20 }, 50);
        QVERIFY(shown.start->isEnabled() && shown.panel->menuActions().front()->isEnabled());
    }

    void showsFigures()
    {
        Shown shown;
        for (const int wall : { 100, 140, 110 })
            shown.panel->addSample(sample(1, wall, wall));
        shown.panel->addSample(sample(2, 50, 95));
        QTRY_COMPARE(shown.rows(), 2);
        QVERIFY(shown.table->isVisible() && !shown.empty->isVisible());
        QCOMPARE(shown.cell(0, TimingsTableModel::Threads), QStringLiteral("1"));
        QCOMPARE(shown.cell(0, TimingsTableModel::Time), QStringLiteral("110 [100, 140] ms"));
        QCOMPARE(shown.cell(0, TimingsTableModel::CpuPerWall), QStringLiteral("1.00"));
        QCOMPARE(shown.cell(1, TimingsTableModel::Time), QStringLiteral("50.0 [50.0, 50.0] ms"));
        QCOMPARE(shown.cell(1, TimingsTableModel::CpuPerWall), QStringLiteral("1.90"));
        QCOMPARE(shown.cell(1, TimingsTableModel::Rate), QStringLiteral("20.0 M/s"));
        QCOMPARE(shown.cell(1, TimingsTableModel::SpeedUp), QStringLiteral("2.20×"));
        QCOMPARE(shown.cell(1, TimingsTableModel::Efficiency), QStringLiteral("110 %"));
        const QAbstractItemModel* model = shown.table->model();
        for (int column = 0; column < model->columnCount(); ++column) {
            QVERIFY(model->headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString().size() > 40);
            const QVariant alignment = model->index(0, column).data(Qt::TextAlignmentRole);
            QVERIFY((alignment.toInt() & Qt::AlignRight) != 0);
        }
    }

    void marksMoreThreadsThanCores()
    {
        Shown shown;
        const int crowded = WorkerPool::logicalCores() + 1;
        shown.panel->addSample(sample(1, 100, 100));
        shown.panel->addSample(sample(crowded, 100, 100));
        QTRY_COMPARE(shown.rows(), 2);
        QVERIFY(!shown.cell(0, 0).contains('!'));
        QCOMPARE(shown.cell(1, 0), QStringLiteral("%1 !").arg(crowded));
        QVERIFY(shown.table->model()->index(1, 0).data(Qt::ToolTipRole).toString().contains("take turns"));
    }

    void separatesKernelsAndWorkloads()
    {
        Shown shown;
        shown.panel->addSample(sample(1, 100, 100));
        shown.panel->addSample(sample(1, 20, 20, 1e6, SimdLevel::Sse2));
        FrameSample julia = sample(2, 30, 60);
        julia.workload = Workload::Julia;
        shown.panel->addSample(julia);
        QTRY_COMPARE(shown.rows(), 4); // two kernels with a heading each
        QVERIFY(shown.cell(2, 0).contains(QStringLiteral("SSE2")));
        QCOMPARE(shown.table->columnSpan(2, 0), static_cast<int>(TimingsTableModel::ColumnCount));
        QCOMPARE(shown.table->columnSpan(3, 0), 1);
        shown.workload->setCurrentIndex(1);
        QCOMPARE(shown.rows(), 1);
        QCOMPARE(shown.cell(0, TimingsTableModel::SpeedUp), QStringLiteral("–"));
        QVERIFY(shown.hint->isVisible() && shown.hint->text().contains(QStringLiteral("one thread")));
        shown.workload->setCurrentIndex(2);
        QCOMPARE(shown.rows(), 0);
        QVERIFY(shown.empty->isVisible());
    }

    void curveComparesDifferentPicturesByWork()
    {
        TimingTable table;
        table.add(sample(1, 100, 100, 1e6));
        table.add(sample(2, 100, 200, 2e6));
        const auto rows = table.rows(Workload::Mandelbrot);
        const TimingsCurve curve
            = curveOf(rows, SimdLevel::Scalar, Arithmetic::Strict, table.commonWork(Workload::Mandelbrot));
        QVERIFY(curve.perWork);
        QCOMPARE(curve.points.size(), std::size_t { 2 });
        QCOMPARE(curve.points[0].seconds.median, 1e-7);
        QCOMPARE(curve.points[1].seconds.median, 5e-8);
        QVERIFY(curve.oneThread);
        QCOMPARE(*curve.oneThread, 1e-7);
        const TimingsCurve same = curveOf(rows, SimdLevel::Scalar, Arithmetic::Strict, 1e6);
        QCOMPARE(same.points[1].seconds.median, 0.1);
        QVERIFY(curveOf(rows, SimdLevel::Avx2, Arithmetic::Strict, 1e6).points.empty());
    }

    void chartShowsTheIdealLine()
    {
        TimingsChart chart(2);
        TimingsCurve curve;
        curve.points = { { 1, { 3, 0.08, 0.07, 0.09 } }, { 4, { 3, 0.03, 0.02, 0.04 } } };
        curve.oneThread = 0.08;
        chart.setCurve(Workload::Mandelbrot, curve);
        QList<QPointF> ideal;
        QList<QPointF> whisker;
        for (const QAbstractSeries* series : chart.chart()->series()) {
            const auto* line = qobject_cast<const QLineSeries*>(series);
            if (line != nullptr && line->name() == QStringLiteral("Ideal"))
                ideal = line->points();
            else if (line != nullptr && line->name().isEmpty() && line->points().value(0).x() == 4)
                whisker = line->points();
        }
        QCOMPARE(ideal.first(), QPointF(1, 80)); // ms
        QCOMPARE(ideal.last(), QPointF(4, 20));
        QCOMPARE(whisker, (QList<QPointF> { { 4, 20 }, { 4, 40 } }));
        chart.setCurve(Workload::Julia, {}); // nothing at all is fine, too
    }

    void streamIsShownRarely()
    {
        Shown shown;
        shown.panel->addSample(sample(1, 10, 10));
        QTRY_COMPARE(shown.rows(), 1);
        QSignalSpy changes(shown.table->model(), &QAbstractItemModel::dataChanged);
        QElapsedTimer clock;
        clock.start();
        int frames = 0;
        while (clock.elapsed() < 900) {
            for (int n = 0; n < 20; ++n, ++frames)
                shown.panel->addSample(sample(1, 10, 10));
            QTest::qWait(5);
        }
        QVERIFY(frames > 100);
        QVERIFY(changes.count() >= 1);
        QVERIFY2(changes.count() <= clock.elapsed() / 250 + 1, qPrintable(QString::number(changes.count())));
    }

    void hiddenPanelCatchesUp()
    {
        Shown shown;
        shown.panel->hide();
        shown.panel->addSample(sample(1, 10, 10));
        QTest::qWait(300);
        QCOMPARE(shown.rows(), 0);
        shown.panel->show();
        QCOMPARE(shown.rows(), 1);
    }

    void sweeps()
    {
        Shown shown;
        shown.pool.setActive(2);
        shown.offerView({ 64, 48 }, 100);
        shown.panel->findChild<QSpinBox*>(QStringLiteral("sweepThreads"))->setValue(3);
        shown.panel->findChild<QSpinBox*>(QStringLiteral("sweepRepeats"))->setValue(4);
        QCOMPARE(shown.controls->plan(), (SweepPlan { { 1, 2, 3 }, 4 }));
        QTest::mouseClick(shown.start, Qt::LeftButton);
        QVERIFY(shown.controls->isRunning());
        QVERIFY(shown.cancel->isVisible());
        QTRY_VERIFY(!shown.controls->isRunning());
        QTRY_COMPARE(shown.rows(), 3);
        QCOMPARE(shown.source->currentText(), QStringLiteral("Last sweep"));
        for (int row = 0; row < 3; ++row) {
            QVERIFY(shown.cell(row, 0).startsWith(QString::number(row + 1)));
            const QString tip = shown.table->model()->index(row, 0).data(Qt::ToolTipRole).toString();
            QVERIFY2(tip.contains(QStringLiteral("frames measured: 4")), qPrintable(tip));
        }
        QCOMPARE(shown.cell(0, TimingsTableModel::SpeedUp), QStringLiteral("1.00×"));
        QCOMPARE(shown.pool.active(), 2); // the user's setting is left alone
        QVERIFY(shown.hint->isVisible() || WorkerPool::logicalCores() < 2); // what the speed-ups say
    }

    void sweepIsCancelledAndTheWindowLives()
    {
        Shown shown;
        shown.offerView({ 400, 400 }, 20'000, Shortcuts::none()); // minutes, if nobody stops it
        shown.panel->findChild<QSpinBox*>(QStringLiteral("sweepRepeats"))->setValue(99);
        shown.panel->menuActions().front()->trigger();
        QVERIFY(shown.controls->isRunning());
        int turns = 0;
        QTimer heartbeat;
        connect(&heartbeat, &QTimer::timeout, this, [&turns] { ++turns; });
        heartbeat.start(5);
        QTRY_VERIFY(turns > 10);
        QVERIFY(shown.controls->isRunning());
        QTest::mouseClick(shown.cancel, Qt::LeftButton);
        QTRY_VERIFY(!shown.controls->isRunning());
        // and once more, by the action and by destruction
        shown.panel->menuActions().front()->trigger();
        QVERIFY(shown.controls->isRunning());
        shown.panel->menuActions().front()->trigger();
        QTRY_VERIFY(!shown.controls->isRunning());
        shown.panel->menuActions().front()->trigger();
        QTest::qWait(20);
        shown.panel.reset();
    }

    void clears()
    {
        Shown shown;
        shown.panel->addSample(sample(1, 10, 10));
        QTRY_COMPARE(shown.rows(), 1);
        for (QToolButton* button : shown.panel->findChildren<QToolButton*>()) {
            if (button->accessibleName() == QStringLiteral("Clear the timings"))
                button->click();
        }
        QCOMPARE(shown.rows(), 0);
        QVERIFY(shown.empty->isVisible());
    }

    void fits_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("small dock") << QSize(420, 300);
        QTest::newRow("beside a small window") << QSize(378, 450);
        QTest::newRow("1400x900") << QSize(616, 390);
        QTest::newRow("flat") << QSize(900, 260);
    }

    void fits()
    {
        QFETCH(const QSize, size);
        Shown shown(size);
        for (const int threads : { 1, 2, 3, 4 })
            shown.panel->addSample(sample(threads, 88, 87 * threads));
        QTRY_COMPARE(shown.rows(), 4);
        QTest::qWait(50);
        QVERIFY2(shown.panel->minimumSizeHint().width() <= size.width(),
            qPrintable(QString::number(shown.panel->minimumSizeHint().width())));
        QVERIFY(shown.panel->minimumSizeHint().height() <= size.height());
        QVERIFY(shown.table->isVisible());
        QVERIFY(allCellsFit(*shown.table));
        int total = 0;
        for (int column = 0; column < TimingsTableModel::ColumnCount; ++column)
            total += shown.table->columnWidth(column);
        QVERIFY2(total <= shown.table->viewport()->width(),
            qPrintable(QStringLiteral("%1 > %2").arg(total).arg(shown.table->viewport()->width())));
    }

    void followsThePalette()
    {
        Shown shown;
        auto* chart = shown.panel->findChild<TimingsChart*>();
        for (const QColor base : { QColor(0x101010), QColor(0xfafafa) }) {
            QPalette palette;
            palette.setColor(QPalette::Base, base);
            palette.setColor(QPalette::Text, base.lightness() < 128 ? Qt::white : Qt::black);
            shown.panel->setPalette(palette);
            QCOMPARE(chart->chart()->backgroundBrush().color(), base);
            QCOMPARE(chart->chart()->legend()->labelColor(), palette.color(QPalette::Text));
        }
    }
};

QTEST_MAIN(TestTimingsPanel)
#include "tst_timings_panel.moc"
