// The heat map of timings: what its cells say in words and shades, and how the keyboard walks over it. And
// what a sweep says about its progress and its end.

#include "ui/text/SweepText.h"
#include "ui/text/Wording.h"
#include "ui/timings/HeatMapView.h"

#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace escapade;

namespace {

FrameSample sampleOf(int threads, SimdLevel simd, int wallMs, double work = 1e6)
{
    return { Workload::Mandelbrot, threads, simd, Arithmetic::Strict, std::chrono::milliseconds(wallMs),
        std::chrono::milliseconds(wallMs), work };
}

HeatMapContent contentOf(const std::vector<FrameSample>& samples)
{
    TimingTable table;
    for (const FrameSample& sample : samples)
        table.add(sample);
    HeatMapContent content;
    content.rows = table.rows(Workload::Mandelbrot);
    content.threads = { 1, 2, 3, 4 };
    content.threadsInUse = 2;
    content.simdInUse = SimdLevel::Scalar;
    return content;
}

/// Two of the scalar level, one of the next.
HeatMapContent someContent()
{
    return contentOf({ sampleOf(1, SimdLevel::Scalar, 800), sampleOf(2, SimdLevel::Scalar, 400),
        sampleOf(1, SimdLevel::Sse2, 200) });
}

QString textAt(const HeatMapModel& model, int row, int column)
{
    return model.index(row, column).data().toString();
}

double shadeAt(const HeatMapModel& model, int row, int column)
{
    return model.index(row, column).data(HeatMapModel::ShadeRole).toDouble();
}

SweepProgress progressOf(int precise, std::optional<double> worst)
{
    SweepProgress progress;
    progress.measurements = 24;
    progress.settings = 4;
    progress.precise = precise;
    progress.worst = worst;
    progress.left = std::chrono::milliseconds(11'200);
    return progress;
}

} // namespace

class TestHeatMap : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        if (!isAvailable(SimdLevel::Sse2))
            QSKIP("The cells of this test need two instruction sets");
    }

    void cellsSayTheMetric_data()
    {
        QTest::addColumn<int>("metric");
        QTest::addColumn<QStringList>("cells"); // scalar with 1, 2, 3 threads; SSE2 with 1
        const auto add = [](const char* name, TimingMetric metric, const QStringList& cells) {
            QTest::newRow(name) << static_cast<int>(metric) << cells;
        };
        add("time", TimingMetric::Time, { "800 ms", "400 ms", "–", "200 ms" });
        add("rate", TimingMetric::Rate, { "1.25 M/s", "2.50 M/s", "–", "5.00 M/s" });
        add("speed-up", TimingMetric::SpeedUp, { "1.00×", "2.00×", "–", "1.00×" });
        add("efficiency", TimingMetric::Efficiency, { "100 %", "100 %", "–", "100 %" });
    }

    void cellsSayTheMetric()
    {
        QFETCH(const int, metric);
        QFETCH(const QStringList, cells);
        HeatMapModel model(2);
        HeatMapContent content = someContent();
        content.metric = static_cast<TimingMetric>(metric);
        model.setContent(content);
        QCOMPARE((QStringList {
                     textAt(model, 0, 0), textAt(model, 0, 1), textAt(model, 0, 2), textAt(model, 1, 0) }),
            cells);
    }

    void shadesAreLogarithmic()
    {
        HeatMapModel model(2);
        model.setContent(someContent());
        QCOMPARE(shadeAt(model, 0, 0), 0.0); // 800 ms
        QCOMPARE(shadeAt(model, 0, 1), 0.5); // 400
        QCOMPARE(shadeAt(model, 1, 0), 1.0); // 200
        QVERIFY(!model.index(0, 2).data(HeatMapModel::ShadeRole).isValid());
        // Not by colour alone: the best is bold, and said.
        QVERIFY(model.index(1, 0).data(Qt::FontRole).value<QFont>().bold());
        QVERIFY(!model.index(0, 0).data(Qt::FontRole).value<QFont>().bold());
        QCOMPARE(model.index(1, 0).data(Qt::AccessibleTextRole).toString(),
            QStringLiteral("SSE2, threads: 1, Time: 200 ms, the best"));
    }

    void aSingleCellIsNoBest()
    {
        HeatMapModel model(2);
        model.setContent(contentOf({ sampleOf(1, SimdLevel::Scalar, 10) }));
        QCOMPARE(shadeAt(model, 0, 0), 1.0);
        QVERIFY(!model.index(0, 0).data(Qt::FontRole).value<QFont>().bold());
    }

    void onlyItsOwnKernelIsShown()
    {
        HeatMapModel model(2);
        HeatMapContent content = someContent();
        content.kernel.arithmetic = Arithmetic::Fused;
        model.setContent(content);
        QCOMPARE(textAt(model, 0, 0), QStringLiteral("–"));
        QVERIFY(model.index(1, 0)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .contains(arithmeticUnavailableReason(SimdLevel::Sse2, Arithmetic::Fused)));
        content.kernel
            = { Workload::Mandelbrot, 1, SimdLevel::Scalar, Arithmetic::Strict, Schedule::Static, 64 };
        model.setContent(content);
        QCOMPARE(textAt(model, 0, 0), QStringLiteral("–"));
    }

    void tipsAndHeadersSayTheRest()
    {
        HeatMapModel model(2);
        model.setContent(someContent());
        QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("2"));
        QCOMPARE(model.headerData(2, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("3 !"));
        QCOMPARE(model.headerData(3, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("4 !"));
        const auto tip
            = [&](int row, int column) { return model.index(row, column).data(Qt::ToolTipRole).toString(); };
        QVERIFY(tip(0, 2).contains(QStringLiteral("take turns")));
        QVERIFY(!tip(0, 1).contains(QStringLiteral("take turns")));
        QVERIFY(tip(0, 2).contains(QStringLiteral("Not measured yet")));
        QVERIFY2(
            tip(1, 0).contains(QStringLiteral("4.00× of one thread with Scalar")), qPrintable(tip(1, 0)));
        QVERIFY(tip(0, 1).contains(QStringLiteral("In use now")));
        QVERIFY(model.index(0, 1).data(HeatMapModel::InUseRole).toBool());
        QVERIFY(!model.index(1, 1).data(HeatMapModel::InUseRole).toBool());
    }

    void theKeyboardStaysWhereItIs()
    {
        HeatMapView view(2);
        view.resize(400, 200);
        view.setContent(someContent());
        view.show();
        QSignalSpy chosen(&view, &HeatMapView::chosen);
        QSignalSpy moved(&view, &HeatMapView::moved);
        view.setCurrentIndex(view.model()->index(0, 0));
        QTest::keyClick(&view, Qt::Key_Right);
        QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(moved.count(), 3);
        QCOMPARE(moved.last().front().value<TimingCell>().threads, 2);
        HeatMapContent more = someContent();
        more.threadsInUse = 4;
        view.setContent(more); // new figures
        QCOMPARE(view.currentIndex(), view.model()->index(1, 1));
        for (const Qt::Key key : { Qt::Key_Return, Qt::Key_Enter, Qt::Key_Space })
            QTest::keyClick(&view, key);
        QCOMPARE(chosen.count(), 3);
        QCOMPARE(chosen.last().at(0).toInt(), 2);
        QCOMPARE(chosen.last().at(1).value<SimdLevel>(), SimdLevel::Sse2);
        view.setContent({}); // and nothing at all
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(chosen.count(), 3);
    }

    void allTextsFit()
    {
        HeatMapView view(2);
        view.resize(200, 120);
        view.setContent(someContent());
        view.show();
        QFont bold = view.font();
        bold.setBold(true);
        for (int column = 0; column < view.model()->columnCount(); ++column)
            QVERIFY(view.columnWidth(column)
                > QFontMetrics(bold).horizontalAdvance(view.model()->index(0, column).data().toString()));
    }

    void progressInWords()
    {
        QCOMPARE(sweepProgressText({}, 0.02), QStringLiteral("Warming up"));
        QCOMPARE(sweepProgressText(progressOf(3, 0.1), 0.02),
            QStringLiteral("3 of 4 known to ±2 %, about 12 s left"));
        QVERIFY(sweepProgressText(progressOf(3, 0.1), 0.005).contains(QStringLiteral("±0.5 %")));
    }

    void outcomesInWords()
    {
        const SweepPlan plan;
        SweepOutcome outcome;
        outcome.completed = true;
        outcome.progress = progressOf(4, 0.01);
        QCOMPARE(sweepOutcomeText(outcome, plan, 2), QString()); // all is well
        outcome.completed = false;
        outcome.outOfTime = true;
        outcome.progress = progressOf(3, 0.05);
        QCOMPARE(sweepOutcomeText(outcome, plan, 2),
            QStringLiteral("The time was up after 24 measurements. Medians are known to ±5 %, not ±2 %."));
        outcome.outOfTime = false;
        outcome.progress = progressOf(0, {});
        QCOMPARE(sweepOutcomeText(outcome, plan, 2),
            QStringLiteral("Cancelled after 24 measurements. Medians are not known to ±2 %: that takes six "
                           "repeats at least."));
        outcome.failure = "no memory";
        QCOMPARE(sweepOutcomeText(outcome, plan, 2), QStringLiteral("The sweep stopped: no memory"));
    }

    void busyMachinesAreWarnedOf()
    {
        QCOMPARE(machineWarning({}, 2), QString());
        MachineActivity machine;
        machine.othersBusy = 0.05;
        machine.stolen = 0.01;
        machine.throttled = 0;
        machine.slowestClock = 3.5e9;
        machine.fastestClock = 3.6e9;
        QCOMPARE(machineWarning(machine, 2), QString()); // nothing worth a word
        machine.othersBusy = 0.61;
        QVERIFY(machineWarning(machine, 2).contains(QStringLiteral("kept 0.61 of 2 cores busy")));
        QCOMPARE(machineWarning(machine, 64), QString()); // of many it is little
        machine.othersBusy = 0;
        machine.stolen = 0.5;
        QVERIFY(machineWarning(machine, 2).contains(QStringLiteral("0.50 of 2 cores from it")));
        machine.stolen = 0;
        machine.throttled = 3;
        QVERIFY(machineWarning(machine, 2).contains(QStringLiteral("for heat")));
        machine.throttled = 0;
        machine.slowestClock = 2e9;
        QVERIFY(machineWarning(machine, 2).contains(QStringLiteral("between 2.00 and 3.60 GHz")));
    }
};

QTEST_MAIN(TestHeatMap)
#include "tst_heat_map.moc"
