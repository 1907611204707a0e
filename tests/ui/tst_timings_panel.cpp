// The timings panel: what it shows of the frames it is given, and that it stays calm under a stream of
// frames.

#include "tests/ui/ShownTimingsPanel.h"
#include "ui/text/ScalingText.h"
#include "ui/timings/RunTimesChart.h"
#include "ui/timings/TimingsChart.h"
#include "ui/timings/TimingsHeader.h"
#include "ui/timings/TimingsTableModel.h"
#include "ui/timings/TimingsText.h"

#include <QAction>
#include <QAreaSeries>
#include <QLegend>
#include <QLegendMarker>
#include <QLineSeries>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <map>

using namespace escapade;
using Shown = ShownTimingsPanel;

namespace {

FrameSample sample(int threads, int wallMs, int cpuMs, double work = 1e6, SimdLevel simd = SimdLevel::Scalar)
{
    return { Workload::Mandelbrot, threads, simd, Arithmetic::Strict, std::chrono::milliseconds(wallMs),
        std::chrono::milliseconds(cpuMs), work };
}

QList<QPointF> pointsOf(const QChartView& view, const QString& name)
{
    const auto all = view.chart()->series();
    for (const QAbstractSeries* series : all) {
        const auto* points = qobject_cast<const QXYSeries*>(series);
        if (points != nullptr && points->name() == name)
            return points->points();
    }
    return {};
}

QList<QPointF> whiskerAt(const QChartView& view, double threads)
{
    const auto all = view.chart()->series();
    for (const QAbstractSeries* series : all) {
        const auto* line = qobject_cast<const QLineSeries*>(series);
        if (line != nullptr && line->name().isEmpty() && line->points().value(0).x() == threads)
            return line->points();
    }
    return {};
}

QString axisTitle(const QChartView& view, Qt::Orientation orientation)
{
    return view.chart()->axes(orientation).front()->titleText();
}

QStringList inLegend(const QChartView& view)
{
    QStringList names;
    const auto markers = view.chart()->legend()->markers();
    for (const QLegendMarker* marker : markers) {
        if (marker->isVisible())
            names += marker->label();
    }
    return names;
}

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
        // Where the picture grows with the threads, other laws hold: 25 % serial are 1.75 with two threads.
        const std::vector<SpeedUpPoint> growing { { 1, 1 }, { 2, 1.75 }, { 3, 2.5 } };
        QCOMPARE(scalingText(growing, 4, Scaling::Weak),
            QStringLiteral("Gustafson: 25.0 % serial, residual 0.0 %."));
        QCOMPARE(scalingText(growing, 2, Scaling::Weak), QString());
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

    void chartShowsTheIdealLine()
    {
        TimingsChart chart(2);
        ScalingCurve curve;
        curve.points = { { 1, 0.08, 0.07, 0.09 }, { 4, 0.03, 0.02, 0.04 } };
        curve.oneThread = 0.08;
        chart.setCurve(Workload::Mandelbrot, curve);
        const QList<QPointF> ideal = pointsOf(chart, QStringLiteral("Ideal"));
        QCOMPARE(ideal.first(), QPointF(1, 80)); // ms
        QCOMPARE(ideal.last(), QPointF(4, 20));
        QCOMPARE(whiskerAt(chart, 4), (QList<QPointF> { { 4, 20 }, { 4, 40 } }));
        QCOMPARE(axisTitle(chart, Qt::Vertical), QStringLiteral("Time (ms)"));
        QCOMPARE(axisTitle(chart, Qt::Horizontal), QStringLiteral("Threads"));
        // A curve of more threads than cores says so.
        QCOMPARE(pointsOf(chart, QStringLiteral("Shared cores")), (QList<QPointF> { { 4, 30 } }));
        chart.setCurve(Workload::Julia, {}); // nothing at all is fine, too
    }

    void chartShowsLawsWhereTheyAre()
    {
        TimingsChart chart(4);
        chart.resize(500, 300);
        chart.show();
        ScalingCurve curve;
        curve.metric = TimingMetric::SpeedUp;
        curve.points = { { 1, 1, 1, 1 }, { 2, 1.6, 1.6, 1.6 } };
        curve.oneThread = 1;
        chart.setCurve(Workload::Mandelbrot, curve);
        QTRY_COMPARE(inLegend(chart), (QStringList { "4 cores", "Ideal", "Measured" }));
        for (const char* law : { "Amdahl", "Gustafson", "Universal" })
            QVERIFY(pointsOf(chart, QLatin1String(law)).isEmpty());
        curve.fits.amdahl = AmdahlFit { 0.25, 0 };
        curve.fits.universal = UniversalScalabilityFit { 0.25, 0, 0 };
        chart.setCurve(Workload::Mandelbrot, curve);
        QTRY_COMPARE(
            inLegend(chart), (QStringList { "4 cores", "Ideal", "Amdahl", "Universal", "Measured" }));
        QCOMPARE(pointsOf(chart, QStringLiteral("Amdahl")).last(), QPointF(2, 1.6));
        chart.setCurve(Workload::Mandelbrot, {});
        QVERIFY(pointsOf(chart, QStringLiteral("Amdahl")).isEmpty());
    }

    void memoryLimitIsDrawnWhereItComesNear()
    {
        TimingsChart chart(4);
        ScalingCurve curve;
        curve.metric = TimingMetric::Rate;
        curve.points = { { 1, 2e9, 2e9, 2e9, 3e9 }, { 2, 2.5e9, 2.5e9, 2.5e9, 3.1e9 } };
        curve.oneThread = 2e9;
        chart.setCurve(Workload::Diffusion, curve);
        QCOMPARE(pointsOf(chart, QStringLiteral("Memory limit")), (QList<QPointF> { { 1, 3 }, { 2, 3.1 } }));
        curve.points[0].memoryLimit = curve.points[1].memoryLimit = 40e9;
        chart.setCurve(Workload::Diffusion, curve);
        QVERIFY(pointsOf(chart, QStringLiteral("Memory limit")).isEmpty());
        QCOMPARE(pointsOf(chart, QStringLiteral("Measured")).last(), QPointF(2, 2.5));
    }

    void axesNameTheUnit_data()
    {
        QTest::addColumn<int>("metric");
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("title");
        const auto add = [](const char* name, TimingMetric metric, double value, const char* title) {
            QTest::newRow(name) << static_cast<int>(metric) << value << QString::fromUtf8(title);
        };
        add("time", TimingMetric::Time, 2.5e-6, "Time (µs)");
        add("rate", TimingMetric::Rate, 2.5e9, "Pixel iterations (G/s)");
        add("speed-up", TimingMetric::SpeedUp, 1, "Speed-up (×)");
        add("efficiency", TimingMetric::Efficiency, 1, "Efficiency (%)");
    }

    void axesNameTheUnit()
    {
        QFETCH(const int, metric);
        QFETCH(const double, value);
        QFETCH(const QString, title);
        TimingsChart chart(2);
        ScalingCurve curve;
        curve.metric = static_cast<TimingMetric>(metric);
        curve.points = { { 1, value, value, value } };
        curve.oneThread = value;
        chart.setCurve(Workload::Mandelbrot, curve);
        QCOMPARE(axisTitle(chart, Qt::Vertical), title);
    }

    void histogramShowsTheSelectedLine()
    {
        Shown shown;
        for (const int wall : { 100, 100, 100, 140 })
            shown.panel->addSample(sample(1, wall, wall));
        for (int n = 0; n < 7; ++n)
            shown.panel->addSample(sample(2, 50, 95));
        QTRY_COMPARE(shown.rows(), 2);
        shown.showPage(TimingsHeader::ChartPage);
        shown.metric->setCurrentIndex(shown.metric->count() - 1);
        auto* chart = shown.panel->findChild<RunTimesChart*>();
        QVERIFY(chart->isVisible());
        shown.table->setCurrentIndex(shown.table->model()->index(0, 0));
        QCOMPARE(axisTitle(*chart, Qt::Horizontal), QStringLiteral("Wall time of a run (ms)"));
        QCOMPARE(chart->chart()->title(), QStringLiteral("1 thread, Scalar, strict"));
        QCOMPARE(pointsOf(*chart, QStringLiteral("Median")).first().x(), 100.0);
        shown.table->setCurrentIndex(shown.table->model()->index(1, 0));
        QCOMPARE(chart->chart()->title(), QStringLiteral("2 threads, Scalar, strict"));
        QCOMPARE(pointsOf(*chart, QStringLiteral("Median")).first().x(), 50.0);
    }

    void metricsAreDrawn()
    {
        Shown shown;
        shown.panel->addSample(sample(1, 100, 100));
        shown.panel->addSample(sample(2, 50, 95));
        QTRY_COMPARE(shown.rows(), 2);
        shown.showPage(TimingsHeader::ChartPage);
        auto* chart = shown.panel->findChild<TimingsChart*>();
        QCOMPARE(axisTitle(*chart, Qt::Vertical), QStringLiteral("Time (ms)"));
        shown.metric->setCurrentIndex(2);
        QCOMPARE(axisTitle(*chart, Qt::Vertical), QStringLiteral("Speed-up (×)"));
        QCOMPARE(pointsOf(*chart, QStringLiteral("Measured")).last(), QPointF(2, 2));
    }

    void kernelsAreChosen()
    {
        Shown shown;
        shown.panel->addSample(sample(1, 100, 100, 1e6, SimdLevel::Sse2));
        QTRY_COMPARE(shown.rows(), 1);
        shown.showPage(TimingsHeader::ChartPage);
        QVERIFY(!shown.kernel->isVisible()); // nothing to choose from
        shown.panel->addSample(sample(1, 20, 20));
        QTRY_VERIFY(shown.kernel->isVisible());
        QCOMPARE(shown.kernel->count(), 3); // in use, and both
        auto* chart = shown.panel->findChild<TimingsChart*>();
        QCOMPARE(pointsOf(*chart, QStringLiteral("Measured")).last().y(), 20.0); // the newest
        shown.kernel->setCurrentIndex(2);
        emit shown.kernel->activated(2);
        QCOMPARE(pointsOf(*chart, QStringLiteral("Measured")).last().y(), 100.0);
        shown.panel->addSample(sample(2, 15, 20));
        QTest::qWait(300);
        QCOMPARE(shown.kernel->currentIndex(), 2); // a choice stays
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

    void aHeatMapHasNoHistogram()
    {
        Shown shown;
        const int histogram = shown.metric->findText(QStringLiteral("Histogram"));
        shown.showPage(TimingsHeader::ChartPage);
        shown.metric->setCurrentIndex(histogram);
        shown.showPage(TimingsHeader::HeatMapPage);
        QCOMPARE(shown.metric->currentText(), QStringLiteral("Time"));
        const QModelIndex item = shown.metric->model()->index(histogram, 0);
        QVERIFY(!item.flags().testFlag(Qt::ItemIsEnabled));
        shown.showPage(TimingsHeader::ChartPage);
        QVERIFY(item.flags().testFlag(Qt::ItemIsEnabled));
    }

    void heatMapFillsIn()
    {
        Shown shown; // without a view: nothing is measured but live frames
        shown.showPage(TimingsHeader::HeatMapPage);
        QVERIFY(shown.heatMap->isVisible());
        const QAbstractItemModel* model = shown.heatMap->model();
        QVERIFY(model->columnCount() >= 2 && model->rowCount() >= 1);
        QCOMPARE(model->index(0, 0).data().toString(), QStringLiteral("–"));
        shown.panel->addSample(sample(1, 100, 100, 5e5));
        QTRY_COMPARE(model->index(0, 0).data().toString(), QStringLiteral("100 ms"));
        // Another picture, which has more work: the old time says nothing about it.
        shown.panel->addSample(sample(2, 70, 100, 6e5));
        QTRY_COMPARE(model->index(0, 1).data().toString(), QStringLiteral("70.0 ms"));
        QCOMPARE(model->index(0, 0).data().toString(), QStringLiteral("–"));
        shown.panel->forgetPicture(Workload::Mandelbrot);
        QTRY_COMPARE(model->index(0, 1).data().toString(), QStringLiteral("–"));
    }

    void heatMapMeasuresWhatIsChosen()
    {
        Shown shown;
        shown.offerView({ 32, 24 }, 50);
        shown.showPage(TimingsHeader::HeatMapPage);
        shown.pool.setActive(1);
        shown.panel->noteSetting();
        const QAbstractItemModel* model = shown.heatMap->model();
        const QModelIndex inUse = model->index(model->rowCount() - 1, 0); // the best level, one thread
        QVERIFY(inUse.data(HeatMapModel::InUseRole).toBool());
        QTRY_VERIFY(inUse.data().toString() != QStringLiteral("–"));
        shown.pool.setActive(2); // as when the user presses T
        shown.panel->noteSetting();
        QVERIFY(!inUse.data(HeatMapModel::InUseRole).toBool());
        const QModelIndex next = inUse.siblingAtColumn(1);
        QTRY_VERIFY(next.data().toString() != QStringLiteral("–"));
        QVERIFY(inUse.data().toString() != QStringLiteral("–")); // the same picture: it stays
        QCOMPARE(shown.pool.active(), 2);
    }

    void heatMapIsHiddenWork()
    {
        Shown shown;
        shown.offerView({ 32, 24 }, 50);
        shown.panel->noteSetting(); // another page is shown: nothing is measured
        QTest::qWait(700);
        shown.showPage(TimingsHeader::HeatMapPage);
        const QAbstractItemModel* model = shown.heatMap->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            for (int column = 0; column < model->columnCount(); ++column)
                QCOMPARE(model->index(row, column).data().toString(), QStringLiteral("–"));
        }
    }

    void heatMapChoosesByMouseAndKeyboard()
    {
        Shown shown;
        QSignalSpy chosen(shown.panel.get(), &TimingsPanel::settingChosen);
        shown.showPage(TimingsHeader::HeatMapPage);
        QAbstractItemModel* model = shown.heatMap->model();
        QTest::mouseClick(shown.heatMap->viewport(), Qt::LeftButton, {},
            shown.heatMap->visualRect(model->index(0, 1)).center());
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.at(0).at(0).toInt(), 2);
        QCOMPARE(chosen.at(0).at(1).value<SimdLevel>(), SimdLevel::Scalar);
        QTest::keyClick(shown.heatMap, Qt::Key_Left);
        QCOMPARE(chosen.count(), 1); // moving is not choosing
        QTest::keyClick(shown.heatMap, Qt::Key_Return);
        QCOMPARE(chosen.count(), 2);
        QCOMPARE(chosen.at(1).at(0).toInt(), 1);
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
        if (shown.pages->isTabVisible(TimingsHeader::TablePage))
            shown.showPage(TimingsHeader::TablePage);
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
