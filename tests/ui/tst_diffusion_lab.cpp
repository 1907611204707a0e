#include "core/document/DiffusionState.h"
#include "core/parallel/WorkerPool.h"
#include "ui/MainWindow.h"
#include "ui/actions/DiffusionActions.h"
#include "ui/diffusion/DiffusionLab.h"
#include "ui/diffusion/DiffusionLabTabs.h"
#include "ui/diffusion/DiffusionPanel.h"
#include "ui/diffusion/DiffusionView.h"
#include "ui/window/MessageBar.h"

#include <QAction>
#include <QChart>
#include <QChartView>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QImage>
#include <QLabel>
#include <QLineSeries>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

#include <cstring>

namespace escapade {

/// The diffusion's tools beside its panel, driven as a hand would.
class DiffusionLabTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void drawsWithEachTool_data();
    void drawsWithEachTool();
    void drawsWithTheKeys();
    void escapeGivesUp();
    void undoesByMenuAndKey();
    void probesWatchAPlace();
    void probesKeepTheirPlace();
    void sliceShowsTheLine();
    void totalsFollow();
    void exportsNumbers();
    void looksAreChosen();
    void runsAndStops();
    void speedGoesBothWays();
    void saysThePlan();
    void paintsObstaclesAndDiffusivity();
    void putsDownStamps();
    void savesAndOpens();
    void takesTheToolOfTheSession();
    void savesAndOpensEveryProblem();
    void opensPicturesAndArrays();
    void refusesFiles();
    void recordsPictures();

private:
    template <typename Widget> Widget& part(const char* name)
    {
        auto* const found = m_lab->findChild<Widget*>(QLatin1String(name));
        if (found == nullptr)
            qFatal("no %s", name);
        return *found;
    }
    template <typename Condition> bool await(Condition condition)
    {
        return QTest::qWaitFor(
            [&] { return m_panel->snapshot() != nullptr && condition(*m_panel->snapshot()); }, 20000);
    }
    const DiffusionSnapshot& now() const { return *m_panel->snapshot(); }
    /// The place of a cell in the picture.
    QPoint at(int i, int j) const
    {
        return widgetPoint(
            { static_cast<double>(i), static_cast<double>(j) }, view().fieldRect(), now().grid.points)
            .toPoint();
    }
    DiffusionView& view() const { return m_panel->view(); }
    void drag(QPoint from, QPoint to);
    void chooseTool(DiffusionTool tool);
    void showTab(const char* plot);
    bool openAndWait(const QString& path);

    std::unique_ptr<WorkerPool> m_pool;
    std::unique_ptr<QWidget> m_window;
    DiffusionPanel* m_panel = nullptr;
    DiffusionLab* m_lab = nullptr;
    std::unique_ptr<MessageBar> m_messages;
    std::unique_ptr<DiffusionActions> m_actions;
    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

bool sameBits(const Array2D<double>& a, const Array2D<double>& b)
{
    return a.size() == b.size()
        && std::memcmp(a.values().data(), b.values().data(), a.values().size_bytes()) == 0;
}

QList<QPointF> lineOf(const QChartView& plot, int index)
{
    const auto* const line = qobject_cast<QLineSeries*>(plot.chart()->series().value(index));
    return line != nullptr ? line->points() : QList<QPointF>();
}

} // namespace

/// Panel and tools side by side, four peaks at time 0 on a small grid, at rest.
void DiffusionLabTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_pool = std::make_unique<WorkerPool>(3);
    m_window = std::make_unique<QWidget>();
    m_panel = new DiffusionPanel(*m_pool, m_window.get());
    m_lab = new DiffusionLab(*m_panel, m_window.get());
    m_messages = std::make_unique<MessageBar>(*m_window);
    m_actions = std::make_unique<DiffusionActions>(
        DiffusionActions::Parts { *m_window, *m_panel, *m_lab, *m_messages });
    m_panel->setGeometry(0, 0, 500, 400);
    m_lab->setGeometry(500, 0, 400, 400);
    m_window->resize(900, 400);
    m_panel->playAction()->setChecked(false);
    m_panel->restoreState({ { QStringLiteral("rows"), 64 }, { QStringLiteral("playing"), false } });
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_panel->resetAction()->trigger();
    QVERIFY(await(
        [](const DiffusionSnapshot& it) { return it.grid.rows == 64 && it.undoable == 1 && !it.playing; }));
}

void DiffusionLabTest::cleanup()
{
    m_actions.reset();
    m_messages.reset();
    delete m_lab; // before the panel, as in the window
    m_lab = nullptr;
    m_window.reset();
    m_pool.reset();
}

void DiffusionLabTest::drag(QPoint from, QPoint to)
{
    QTest::mousePress(&view(), Qt::LeftButton, {}, from);
    QTest::mouseMove(&view(), (from + to) / 2);
    QTest::mouseMove(&view(), to);
    QTest::mouseRelease(&view(), Qt::LeftButton, {}, to);
}

void DiffusionLabTest::chooseTool(DiffusionTool tool)
{
    auto& box = part<QComboBox>("diffusionTool");
    box.setCurrentIndex(box.findData(static_cast<int>(tool)));
}

void DiffusionLabTest::showTab(const char* plot)
{
    auto& tabs = part<QTabWidget>("diffusionLabTabs");
    for (int n = 0; n < tabs.count(); ++n) {
        if (tabs.widget(n)->objectName() == QLatin1String(plot)
            || tabs.widget(n)->findChild<QWidget*>(QLatin1String(plot)) != nullptr)
            tabs.setCurrentIndex(n);
    }
}

bool DiffusionLabTest::openAndWait(const QString& path)
{
    QSignalSpy finished(m_actions.get(), &DiffusionActions::finished);
    m_actions->openFile(path);
    return QTest::qWaitFor([&] { return !finished.isEmpty(); }, 20000) && finished.front().front().toBool();
}

void DiffusionLabTest::drawsWithEachTool_data()
{
    QTest::addColumn<DiffusionTool>("tool");
    QTest::addColumn<bool>("corner"); // whether (22, 22), a corner of the box that is dragged, is covered
    QTest::addColumn<bool>("middle"); // whether the middle of the drag is
    QTest::newRow("freehand") << DiffusionTool::Draw << true << true;
    QTest::newRow("line") << DiffusionTool::Line << true << true;
    QTest::newRow("disc") << DiffusionTool::Disc << true << true;
    QTest::newRow("rectangle") << DiffusionTool::Rectangle << true << true;
}

void DiffusionLabTest::drawsWithEachTool()
{
    QFETCH(DiffusionTool, tool);
    QFETCH(bool, corner);
    QFETCH(bool, middle);
    chooseTool(tool);
    part<QComboBox>("diffusionMode").setCurrentIndex(1); // set
    part<QDoubleSpinBox>("diffusionStrength").setValue(-3);
    drag(at(22, 22), at(42, 42));
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.undoable == 2 && it.totals.min == -3; }));
    QCOMPARE(now().values.at(22, 22) == -3, corner);
    QCOMPARE(now().values.at(32, 32) == -3, middle);
    const bool isRectangle = tool == DiffusionTool::Rectangle;
    QCOMPARE(now().values.at(40, 24) == -3, isRectangle || tool == DiffusionTool::Disc);
    QCOMPARE(now().values.at(10, 10) == -3, tool == DiffusionTool::Disc); // behind where the drag began
    QCOMPARE(now().step, 0);
}

/// The first press takes the place, the second draws.
void DiffusionLabTest::drawsWithTheKeys()
{
    chooseTool(DiffusionTool::Rectangle);
    part<QComboBox>("diffusionMode").setCurrentIndex(1);
    part<QDoubleSpinBox>("diffusionStrength").setValue(5);
    view().setFocus();
    QTest::keyClick(&view(), Qt::Key_Space);
    QTest::keyClick(&view(), Qt::Key_Down);
    QTest::keyClick(&view(), Qt::Key_Right);
    QVERIFY(now().totals.max <= 1);
    QTest::keyClick(&view(), Qt::Key_Space);
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.totals.max == 5; }));
    QCOMPARE(now().values.at(33, 33), 5.0);
    QCOMPARE(now().values.at(35, 35), 5.0);
    QVERIFY(now().values.at(32, 32) < 5);
    QVERIFY(now().values.at(36, 35) < 5);
}

void DiffusionLabTest::escapeGivesUp()
{
    chooseTool(DiffusionTool::Line);
    view().setFocus();
    QTest::mousePress(&view(), Qt::LeftButton, {}, at(20, 20));
    QTest::mouseMove(&view(), at(40, 40));
    QTest::keyClick(&view(), Qt::Key_Escape);
    QTest::mouseRelease(&view(), Qt::LeftButton, {}, at(40, 40));
    QTest::qWait(100);
    QCOMPARE(now().undoable, 1);
    QVERIFY(!now().painted);
}

void DiffusionLabTest::undoesByMenuAndKey()
{
    const Array2D<double> before = now().values;
    QTest::mouseClick(&view(), Qt::LeftButton, {}, at(20, 20));
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.undoable == 2; }));
    const Array2D<double> painted = now().values;
    QVERIFY(!sameBits(painted, before));
    view().setFocus();
    QTest::keySequence(&view(), QKeySequence::Undo);
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.redoable == 1; }));
    QVERIFY(sameBits(now().values, before));
    QVERIFY(m_panel->redoAction()->isEnabled());
    m_panel->redoAction()->trigger();
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.redoable == 0 && it.undoable == 2; }));
    QVERIFY(sameBits(now().values, painted));
    QVERIFY(!m_panel->redoAction()->isEnabled());
    m_panel->undoAction()->trigger();
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.redoable == 1; }));
    QTest::keySequence(&view(), QKeySequence::Redo);
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.redoable == 0; }));
    QVERIFY(sameBits(now().values, painted));
}

void DiffusionLabTest::probesWatchAPlace()
{
    QTest::mouseClick(&view(), Qt::LeftButton, Qt::ShiftModifier, at(17, 17));
    QTest::mouseClick(&view(), Qt::LeftButton, Qt::ShiftModifier, at(33, 33));
    QCOMPARE(m_lab->probeCount(), std::size_t { 2 });
    QVERIFY(!now().painted);
    m_panel->runSteps(50);
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.step == 50; }));
    const auto& peak = m_lab->probe(0).points();
    QVERIFY(peak.size() >= 3);
    QCOMPARE(peak.front().time, 0.0);
    QCOMPARE(peak.back().time, now().simtime);
    QVERIFY(peak.back().value < peak.front().value); // the peak sinks, and the middle rises
    QVERIFY(m_lab->probe(1).points().back().value > m_lab->probe(1).points().front().value);
    const auto& plot = part<QChartView>("diffusionProbePlot");
    QTRY_COMPARE(lineOf(plot, 0).size(), static_cast<qsizetype>(peak.size()));
    QCOMPARE(lineOf(plot, 0).last(), QPointF(peak.back().time, peak.back().value));
    QTest::mouseClick(&part<QPushButton>("diffusionClearProbes"), Qt::LeftButton);
    QCOMPARE(m_lab->probeCount(), std::size_t { 0 });
}

/// In the box, not in the grid.
void DiffusionLabTest::probesKeepTheirPlace()
{
    QTest::mouseClick(&view(), Qt::LeftButton, Qt::ShiftModifier, at(17, 17));
    const double before = m_lab->probe(0).points().back().value;
    QVERIFY(before > 0.8);
    m_panel->restoreState({ { QStringLiteral("rows"), 200 } });
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.grid.rows == 200; }));
    QVERIFY(std::abs(m_lab->probe(0).points().back().value - before) < 0.05);
}

void DiffusionLabTest::sliceShowsTheLine()
{
    chooseTool(DiffusionTool::Slice);
    drag(at(17, 1), at(17, 64));
    const auto& plot = part<QChartView>("diffusionSlicePlot");
    QTRY_VERIFY(lineOf(plot, 0).size() > 100);
    QVERIFY(!now().painted);
    double largest = 0;
    for (const QPointF& point : lineOf(plot, 0))
        largest = std::max(largest, point.y());
    QVERIFY(std::abs(largest - now().totals.max) < 0.1);
    const double length = lineOf(plot, 0).last().x();
    QVERIFY(std::abs(length - 63 * now().grid.dx) < 2 * now().grid.dx);
}

void DiffusionLabTest::totalsFollow()
{
    showTab("diffusionTotalsPlot");
    m_panel->runSteps(200);
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.step == 200; }));
    QCOMPARE(m_lab->mass().points().back().value, now().mass);
    const auto& plot = part<QChartView>("diffusionTotalsPlot");
    QTRY_COMPARE(lineOf(plot, 2).size(), static_cast<qsizetype>(m_lab->mass().points().size()));
    QCOMPARE(lineOf(plot, 0).first().y(), 1.0);
    QVERIFY(lineOf(plot, 2).last().y() < lineOf(plot, 0).last().y()); // energy goes faster than mass
}

void DiffusionLabTest::exportsNumbers()
{
    QTest::mouseClick(&view(), Qt::LeftButton, Qt::ShiftModifier, at(17, 17));
    m_panel->runSteps(10);
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.step == 10; }));
    chooseTool(DiffusionTool::Slice);
    drag(at(17, 1), at(17, 64));
    QSignalSpy finished(m_actions.get(), &DiffusionActions::finished);
    m_actions->exportNumbers(m_folder->filePath(QStringLiteral("a.csv")));
    QTRY_COMPARE(finished.size(), 1);
    QFile file(m_folder->filePath(QStringLiteral("a.csv")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
    QCOMPARE(lines.front(), QByteArray("series,x,y,time,value"));
    QMap<QByteArray, int> rows;
    for (const QByteArray& line : lines.mid(1)) {
        QCOMPARE(line.count(','), 4);
        ++rows[line.split(',').front()];
    }
    QCOMPARE(rows.keys(), (QList<QByteArray> { "energy", "mass", "max", "probe 1", "slice" }));
    QCOMPARE(rows.value("slice"), 301);
    QCOMPARE(rows.value("probe 1"), static_cast<int>(m_lab->probe(0).points().size()));
    const QList<QByteArray> last
        = lines.at(static_cast<qsizetype>(m_lab->probe(0).points().size())).split(',');
    QCOMPARE(last.at(4).toDouble(), m_lab->probe(0).points().back().value); // to the last bit
}

void DiffusionLabTest::looksAreChosen()
{
    part<QCheckBox>("diffusionAutomatic").setChecked(true);
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.limits.high == it.totals.max; }));
    QVERIFY(!part<QDoubleSpinBox>("diffusionHigh").isEnabled());
    part<QComboBox>("diffusionMap").setCurrentIndex(1);
    part<QCheckBox>("diffusionLogarithmic").setChecked(true);
    part<QSpinBox>("diffusionContours").setValue(5);
    QVERIFY(await([](const DiffusionSnapshot& it) {
        return it.settings.look.contours == 5 && it.settings.look.logarithmic && it.limits.low < 0;
    }));
    part<QCheckBox>("diffusionAutomatic").setChecked(false);
    part<QDoubleSpinBox>("diffusionHigh").setValue(0.25);
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.limits.high == 0.25; }));
    m_panel->setLook({});
    QCOMPARE(part<QSpinBox>("diffusionContours").value(), 0);
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.limits == ColorLimits(); }));
}

void DiffusionLabTest::runsAndStops()
{
    showTab("diffusionRunSteps");
    part<QSpinBox>("diffusionRunSteps").setValue(33);
    QTest::mouseClick(&part<QPushButton>("diffusionRunStepsButton"), Qt::LeftButton);
    QVERIFY(m_panel->isPlaying());
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.step == 33; }));
    QTRY_VERIFY(!m_panel->isPlaying());
    part<QDoubleSpinBox>("diffusionRunTime").setValue(2.5);
    QTest::mouseClick(&part<QPushButton>("diffusionRunTimeButton"), Qt::LeftButton);
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.simtime >= 2.5 - 1e-9 && !it.playing; }));
    QVERIFY(now().simtime < 2.5 + now().clock.dt);
    QTRY_VERIFY(!m_panel->isPlaying());
    QTest::mouseClick(&part<QPushButton>("diffusionRunTimeButton"), Qt::LeftButton); // it is there already
    QVERIFY(!m_panel->isPlaying());
}

void DiffusionLabTest::speedGoesBothWays()
{
    showTab("diffusionSpeed");
    auto& speed = part<QDoubleSpinBox>("diffusionSpeed");
    speed.setValue(0.05); // a step is 0.024 long: less than one a frame
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.settings.framesPerStep > 10; }));
    QCOMPARE(now().settings.stepsPerFrame, 1);
    speed.setValue(30);
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.settings.stepsPerFrame > 10; }));
    QCOMPARE(now().settings.framesPerStep, 1);
    QTRY_VERIFY(std::abs(speed.value() - 30) < 1.5);
}

void DiffusionLabTest::saysThePlan()
{
    showTab("diffusionPlan");
    auto& plan = part<QLabel>("diffusionPlan");
    m_panel->runSteps(3000);
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.planMeasured; }));
    QTRY_VERIFY(plan.text().contains(QStringLiteral("measured")));
    DiffusionSnapshot snapshot;
    snapshot.plan = { 2, 16, 2 };
    snapshot.planMeasured = true;
    snapshot.planThreads = 2;
    QCOMPARE(planText(snapshot), QStringLiteral("2 threads, 16 steps a pass, measured"));
    snapshot.plan = { 1, 1, 1 };
    QCOMPARE(planText(snapshot),
        QStringLiteral("1 thread, 1 step a pass, measured; 2 would not be faster on this grid"));
}

void DiffusionLabTest::paintsObstaclesAndDiffusivity()
{
    auto& target = part<QComboBox>("diffusionTarget");
    auto& strength = part<QDoubleSpinBox>("diffusionStrength");
    chooseTool(DiffusionTool::Rectangle);
    target.setCurrentIndex(2); // obstacles
    QVERIFY(!strength.isEnabled());
    drag(at(20, 20), at(30, 30));
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.hasPaintedMaps; }));
    QCOMPARE(now().colors.at(25, 25), 0xff808080U);
    QCOMPARE(now().values.at(25, 25), 0.0);
    QVERIFY(!m_panel->exactAction()->isEnabled());
    target.setCurrentIndex(1); // D, a tenth of the usual one unless told otherwise
    QVERIFY(strength.isEnabled());
    QCOMPARE(strength.value(), 0.1);
    strength.setValue(0.5);
    drag(at(40, 40), at(60, 60));
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.undoable == 3; }));
    target.setCurrentIndex(0);
    QCOMPARE(strength.value(), 0.3);
    target.setCurrentIndex(1);
    QCOMPARE(strength.value(), 0.5); // each has its own
    m_panel->undoAction()->trigger();
    m_panel->undoAction()->trigger();
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.redoable == 2; }));
    QVERIFY(!now().hasPaintedMaps && now().hasExact);
    QVERIFY(now().colors.at(25, 25) != 0xff808080U);
}

void DiffusionLabTest::putsDownStamps()
{
    auto& button = part<QPushButton>("diffusionStamp");
    QVERIFY(!button.isEnabled());
    chooseTool(DiffusionTool::Stamp);
    QVERIFY(button.isEnabled());
    part<QComboBox>("diffusionMode").setCurrentIndex(1);
    part<QDoubleSpinBox>("diffusionStrength").setValue(4);
    part<QDoubleSpinBox>("diffusionSize").setValue(20);
    QTest::mouseClick(&view(), Qt::LeftButton, {}, at(32, 32));
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.totals.max == 4; }));
    QCOMPARE(now().undoable, 2);
    QCOMPARE(now().values.at(32, 32), 4.0); // the heart's middle
    QVERIFY(now().values.at(21, 40) != 4); // beside its tip
    QImage image(300, 300, QImage::Format_RGB32);
    image.fill(QColor(51, 51, 51)); // a fifth
    const QString picture = m_folder->filePath(QStringLiteral("stamp.png"));
    QVERIFY(image.save(picture));
    QSignalSpy finished(m_actions.get(), &DiffusionActions::finished);
    m_actions->openStamp(picture);
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(finished.front().front().toBool());
    part<QComboBox>("diffusionMode").setCurrentIndex(0);
    part<QDoubleSpinBox>("diffusionStrength").setValue(10);
    m_panel->undoAction()->trigger();
    const double before = now().values.at(30, 21);
    QTest::mouseClick(&view(), Qt::LeftButton, {}, at(32, 32));
    QVERIFY(await([&](const DiffusionSnapshot& it) {
        return std::abs(it.values.at(21, 21) - it.values.at(0, 0)) > 1;
    }));
    Q_UNUSED(before)
    m_actions->openStamp(m_folder->filePath(QStringLiteral("missing.png")));
    QTRY_COMPARE(finished.size(), 2);
    QVERIFY(!finished.back().front().toBool());
}

void DiffusionLabTest::takesTheToolOfTheSession()
{
    m_panel->restoreState({ { QStringLiteral("tool"), static_cast<int>(DiffusionTool::Disc) },
        { QStringLiteral("brushMode"), static_cast<int>(BrushMode::Set) },
        { QStringLiteral("brushSize"), 0.125 }, { QStringLiteral("brushStrength"), -2.5 } });
    QCOMPARE(part<QComboBox>("diffusionTool").currentData().toInt(), static_cast<int>(DiffusionTool::Disc));
    QCOMPARE(part<QComboBox>("diffusionMode").currentData().toInt(), static_cast<int>(BrushMode::Set));
    QCOMPARE(part<QDoubleSpinBox>("diffusionSize").value(), 12.5);
    QCOMPARE(part<QDoubleSpinBox>("diffusionStrength").value(), -2.5);
    QCOMPARE(view().tool().tool, DiffusionTool::Disc);
}

void DiffusionLabTest::savesAndOpensEveryProblem()
{
    auto& box = *m_panel->findChild<QComboBox*>(QStringLiteral("diffusionExample"));
    box.setCurrentIndex(box.findData(QStringLiteral("gray-scott-mitosis")));
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.example == "gray-scott-mitosis"; }));
    m_panel->restoreState({ { QStringLiteral("rows"), 50 },
        { QStringLiteral("example"), QStringLiteral("gray-scott-mitosis") } });
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.grid.rows == 50; }));
    m_panel->runSteps(21);
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.step == 21 && !it.playing; }));
    const std::shared_ptr<const DiffusionSnapshot> saved = m_panel->snapshot();
    QSignalSpy finished(m_actions.get(), &DiffusionActions::finished);
    m_actions->saveState(m_folder->filePath(QStringLiteral("a.toml")));
    QVERIFY(m_actions->isBusy());
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(finished.front().front().toBool());
    box.setCurrentIndex(0);
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.hasExact; }));
    QVERIFY(openAndWait(m_folder->filePath(QStringLiteral("a.toml"))));
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.step == 21; }));
    QCOMPARE(box.currentData().toString(), QStringLiteral("gray-scott-mitosis"));
    QVERIFY(sameBits(now().values, saved->values));
    QCOMPARE(m_panel->saveState().value(QStringLiteral("rows")).toInt(), 50);
    m_panel->runSteps(5); // nothing took it back
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.step == 26; }));
}

void DiffusionLabTest::savesAndOpens()
{
    QTest::mouseClick(&view(), Qt::LeftButton, {}, at(20, 20));
    m_panel->runSteps(21);
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.step == 21 && it.painted; }));
    const std::shared_ptr<const DiffusionSnapshot> saved = m_panel->snapshot();
    QSignalSpy finished(m_actions.get(), &DiffusionActions::finished);
    m_actions->saveState(m_folder->filePath(QStringLiteral("a.toml")));
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(finished.front().front().toBool());
    m_panel->restoreState({ { QStringLiteral("rows"), 100 }, { QStringLiteral("D"), 3.0 } });
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.grid.rows == 100; }));
    QVERIFY(openAndWait(m_folder->filePath(QStringLiteral("a.toml"))));
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.grid.rows == 64 && it.step == 21; }));
    QVERIFY(sameBits(now().values, saved->values));
    QCOMPARE(now().clock, saved->clock);
    QCOMPARE(m_panel->saveState().value(QStringLiteral("rows")).toInt(), 64);
    QCOMPARE(m_panel->saveState().value(QStringLiteral("D")).toDouble(), 1.0);
}

void DiffusionLabTest::opensPicturesAndArrays()
{
    QImage image(40, 20, QImage::Format_RGB32);
    image.fill(Qt::white);
    const QString picture = m_folder->filePath(QStringLiteral("a.png"));
    QVERIFY(image.save(picture));
    QVERIFY(openAndWait(picture));
    const auto isPicture
        = [](const DiffusionSnapshot& it) { return it.painted && it.values.at(32, 32) == 1; };
    QVERIFY(await(isPicture));
    QCOMPARE(now().grid.rows, 64);
    QCOMPARE(now().simtime, 0.0);
    QCOMPARE(now().values.at(32, 5), 0.0);
    m_actions->saveState(m_folder->filePath(QStringLiteral("b.toml")));
    QTRY_VERIFY(QFile::exists(m_folder->filePath(QStringLiteral("b.toml"))));
    m_panel->resetAction()->trigger();
    QVERIFY(await([](const DiffusionSnapshot& it) { return !it.painted; }));
    QVERIFY(openAndWait(m_folder->filePath(QStringLiteral("b.npy"))));
    QVERIFY(await(isPicture));
}

void DiffusionLabTest::refusesFiles()
{
    const auto write = [this](const char* name, const QByteArray& bytes) {
        QFile file(m_folder->filePath(QLatin1String(name)));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    };
    QVERIFY(write("a.toml", "rows = 3"));
    QVERIFY(write("a.npy", "\x93NUMPY"));
    QVERIFY(write("a.png", "no picture"));
    const Array2D<double> before = now().values;
    for (const char* name : { "a.toml", "a.npy", "a.png", "missing.toml", "missing.png" }) {
        QVERIFY2(!openAndWait(m_folder->filePath(QLatin1String(name))), name);
        QCOMPARE(m_messages->kind(), MessageKind::Problem);
        QVERIFY(!m_messages->text().isEmpty());
    }
    QVERIFY(sameBits(now().values, before));
}

void DiffusionLabTest::recordsPictures()
{
    m_actions->startRecording(m_folder->path());
    m_panel->runSteps(20); // five a frame
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.step == 20; }));
    QTRY_VERIFY(!m_actions->isBusy());
    m_actions->stopRecording();
    const QStringList names
        = QDir(m_folder->path()).entryList({ QStringLiteral("*.png") }, QDir::Files, QDir::Name);
    QVERIFY(names.size() >= 2);
    QCOMPARE(names.front(), QStringLiteral("diffusion-00001.png"));
    const QImage last(m_folder->filePath(names.back()));
    QCOMPARE(last.size(), QSize(66, 66));
    QCOMPARE(last.pixel(20, 20), now().colors.at(20, 20));
    const qsizetype count = names.size();
    m_panel->runSteps(20);
    QVERIFY(await([](const DiffusionSnapshot& it) { return it.step == 40; }));
    QCOMPARE(QDir(m_folder->path()).entryList({ QStringLiteral("*.png") }).size(), count);
}

} // namespace escapade

using escapade::DiffusionLabTest;
QTEST_MAIN(DiffusionLabTest)
#include "tst_diffusion_lab.moc"
