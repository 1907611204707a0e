#include "core/parallel/WorkerPool.h"
#include "ui/diffusion/DiffusionPanel.h"
#include "ui/diffusion/DiffusionView.h"
#include "ui/diffusion/FeedKillMap.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

namespace escapade {

/// The diffusion panel, driven as a hand would.
class DiffusionPanelTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void runsWhenShown();
    void pausesAndStepsOnce();
    void resets();
    void restsWhileHidden();
    void paintsWithTheMouse();
    void paintsWithTheKeys();
    void showsRowsDownwards();
    void showsTheDensityUnderThePointer();
    void followsTheFields();
    void pausesForMeasurements();
    void aRunGoesOnThroughMeasurements();
    void scrubsThroughTime();
    void saysHowGoodTheStepsAre();
    void timesFrames();
    void choosesExamples();
    void changesWallsAndMethod();
    void picksFeedAndKillRates();
    void choosesTheStepRatio();
    void showsTheInstability();
    void showsTheCosmicWeb();
    void saysWhyThereIsNoExactAnswer();
    void savesAndRestoresItsState();
    void keepsTheProblemForTheNextStart();
    void fits_data();
    void fits();
    void saysWhatEverythingIs();
    void canBeDestroyedInMidFrame();

private:
    template <typename Widget> Widget& part(const char* name)
    {
        auto* const found = m_panel->findChild<Widget*>(QLatin1String(name));
        if (found == nullptr)
            qFatal("no %s", name);
        return *found;
    }
    /// Waits for the next snapshot that a condition holds for.
    template <typename Condition> bool await(Condition condition)
    {
        return QTest::qWaitFor([&] { return m_live != nullptr && condition(*m_live); }, 20000);
    }
    void pauseAtZero();
    void choose(const char* id);

    std::unique_ptr<WorkerPool> m_pool;
    std::unique_ptr<DiffusionPanel> m_panel;
    std::shared_ptr<const DiffusionSnapshot> m_live;
};

void DiffusionPanelTest::init()
{
    m_live.reset();
    m_pool = std::make_unique<WorkerPool>(4);
    m_panel = std::make_unique<DiffusionPanel>(*m_pool);
    connect(m_panel.get(), &DiffusionPanel::updated, this, [this] { m_live = m_panel->snapshot(); });
    m_panel->resize(420, 260);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
}

void DiffusionPanelTest::cleanup()
{
    m_panel.reset();
    m_pool.reset();
}

/// Four peaks at time 0, at rest.
void DiffusionPanelTest::pauseAtZero()
{
    m_panel->playAction()->setChecked(false);
    m_panel->resetAction()->trigger();
    QVERIFY(
        await([](const DiffusionSnapshot& now) { return !now.playing && now.step == 0 && !now.painted; }));
}

void DiffusionPanelTest::runsWhenShown()
{
    QVERIFY(m_panel->isPlaying());
    QVERIFY(await([](const DiffusionSnapshot& now) { return now.step >= 40; }));
    QCOMPARE(m_live->grid.rows, 266);
    QCOMPARE(m_live->clock.coefficient, 0.25);
}

void DiffusionPanelTest::pausesAndStepsOnce()
{
    QVERIFY(await([](const DiffusionSnapshot& now) { return now.step > 0; }));
    QTest::mouseClick(&part<QToolButton>("diffusionPlayButton"), Qt::LeftButton);
    QVERIFY(!m_panel->isPlaying());
    QVERIFY(await([](const DiffusionSnapshot& now) { return !now.playing; }));
    const std::int64_t before = m_live->step;
    QTest::mouseClick(&part<QToolButton>("diffusionStepButton"), Qt::LeftButton);
    QVERIFY(await([&](const DiffusionSnapshot& now) { return now.step == before + 1; }));
    QTest::qWait(100);
    QCOMPARE(m_live->step, before + 1);
}

void DiffusionPanelTest::resets()
{
    QVERIFY(await([](const DiffusionSnapshot& now) { return now.step > 0; }));
    pauseAtZero();
    QCOMPARE(m_live->simtime, 0.0);
    QCOMPARE(m_live->totals.max, 0.9850189383232516);
    QCOMPARE(m_live->mass, 99.988693857947354);
}

void DiffusionPanelTest::restsWhileHidden()
{
    QVERIFY(await([](const DiffusionSnapshot& now) { return now.step > 0; }));
    m_panel->hide();
    QTest::qWait(150);
    const std::int64_t before = m_live->step;
    QTest::qWait(150);
    QCOMPARE(m_live->step, before);
    QVERIFY(m_panel->isPlaying());
    m_panel->show();
    QVERIFY(await([&](const DiffusionSnapshot& now) { return now.step > before; }));
}

void DiffusionPanelTest::paintsWithTheMouse()
{
    pauseAtZero();
    const double before = m_live->mass;
    const QRect field = m_panel->view().fieldRect();
    QTest::mousePress(&m_panel->view(), Qt::LeftButton, {}, field.center());
    QTest::mouseMove(&m_panel->view(), field.center() + QPoint(field.width() / 4, 0));
    QTest::mouseRelease(&m_panel->view(), Qt::LeftButton, {}, field.center() + QPoint(field.width() / 4, 0));
    QVERIFY(await([&](const DiffusionSnapshot& now) { return now.mass > before + 1; }));
    QVERIFY(m_live->painted);
    QCOMPARE(m_live->clock.coefficient, paintedR);
    // The stroke went along row 133 and left the rows far from it alone.
    QVERIFY(m_live->values.at(160, 133) > 0.25);
    QVERIFY(m_live->values.at(133, 133) > 0.25);
    QCOMPARE(m_live->values.at(133, 190), m_live->values.at(133, 266 - 190 + 2));
}

void DiffusionPanelTest::paintsWithTheKeys()
{
    pauseAtZero();
    m_panel->view().setFocus();
    QTest::keyClick(&m_panel->view(), Qt::Key_Up, Qt::ShiftModifier);
    QTest::keyClick(&m_panel->view(), Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(m_panel->view().cursorCell(), std::optional(QPoint(133, 133)));
    QTest::keyClick(&m_panel->view(), Qt::Key_Space);
    QVERIFY(await([&](const DiffusionSnapshot& now) { return now.painted; }));
    QVERIFY(m_live->values.at(133, 133) > 0.25);
    QTest::keyClick(&m_panel->view(), Qt::Key_Escape);
    QCOMPARE(m_panel->view().cursorCell(), std::optional<QPoint>());
}

void DiffusionPanelTest::showsRowsDownwards()
{
    pauseAtZero();
    const QRect field = m_panel->view().fieldRect();
    const QPoint lowerLeft(field.left() + field.width() / 4, field.top() + field.height() * 9 / 10);
    QTest::mouseClick(&m_panel->view(), Qt::LeftButton, {}, lowerLeft);
    QVERIFY(await([&](const DiffusionSnapshot& now) { return now.painted; }));
    QVERIFY(m_live->values.at(67, 241) > 0.25); // at(j, i): few columns, many rows
    const QImage shown = m_panel->view().grab().toImage();
    const auto shownAt = [&](QPoint place) { return shown.pixelColor(place * shown.devicePixelRatio()); };
    bool found = false; // whichever cell the scaling took
    for (int i = 239; i <= 243; ++i) {
        for (int j = 65; j <= 69; ++j)
            found = found || shownAt(lowerLeft) == QColor::fromRgb(m_live->colors.at(j, i));
    }
    QVERIFY(found);
    QVERIFY(shownAt(lowerLeft) != shownAt({ lowerLeft.x(), field.top() + field.height() / 10 }));
}

void DiffusionPanelTest::showsTheDensityUnderThePointer()
{
    pauseAtZero();
    const QRect field = m_panel->view().fieldRect();
    QTest::mouseMove(&m_panel->view(), field.topLeft() + QPoint(field.width() / 4, field.height() / 2));
    const auto cell = m_panel->view().cursorCell();
    QVERIFY(cell.has_value());
    const QString expected = QStringLiteral("(%1, %2) %3")
                                 .arg(m_live->grid.position(cell->x()), 0, 'f', 2)
                                 .arg(m_live->grid.position(cell->y()), 0, 'f', 2)
                                 .arg(m_live->values.at(cell->x(), cell->y()), 0, 'g', 6);
    QCOMPARE(part<QLabel>("diffusionCursor").text(), expected);
}

void DiffusionPanelTest::followsTheFields()
{
    pauseAtZero();
    part<QSpinBox>("diffusionRows").setValue(64);
    QVERIFY(await([](const DiffusionSnapshot& now) { return now.grid.rows == 64; }));
    QCOMPARE(m_live->values.size(), (Size { 66, 66 }));
    part<QDoubleSpinBox>("diffusionConstant").setValue(2.5);
    QVERIFY(await([](const DiffusionSnapshot& now) { return now.settings.D == 2.5; }));
    QCOMPARE(m_live->clock.parts, 3);
    QVERIFY(m_live->clock.coefficient <= 0.25);
    part<QSpinBox>("diffusionSteps").setValue(7);
    m_panel->playAction()->setChecked(true);
    // A busy machine may show the field in the middle of a frame, too.
    QVERIFY(await([](const DiffusionSnapshot& now) {
        return now.step > 0 && now.step % 21 == 0 && now.settings.stepsPerFrame == 7;
    }));
}

void DiffusionPanelTest::pausesForMeasurements()
{
    QVERIFY(m_panel->isPlaying());
    m_panel->beginMeasurement();
    m_panel->beginMeasurement(); // one while another is under way
    QVERIFY(!m_panel->isPlaying());
    QVERIFY(await([](const DiffusionSnapshot& now) { return !now.playing; }));
    QCOMPARE(m_panel->saveState().value(QStringLiteral("playing")).toBool(), true); // of the next start
    m_panel->endMeasurement();
    QVERIFY(!m_panel->isPlaying());
    m_panel->endMeasurement();
    QVERIFY(m_panel->isPlaying());
    QVERIFY(await([](const DiffusionSnapshot& now) { return now.playing; }));

    m_panel->beginMeasurement();
    m_panel->stepAction()->trigger(); // whoever steps wants it to stand
    m_panel->endMeasurement();
    QVERIFY(!m_panel->isPlaying());
    m_panel->beginMeasurement();
    m_panel->endMeasurement();
    QVERIFY(!m_panel->isPlaying()); // nor does one begin to play that paused before
}

void DiffusionPanelTest::aRunGoesOnThroughMeasurements()
{
    pauseAtZero();
    m_panel->runSteps(200);
    QVERIFY(await([](const DiffusionSnapshot& now) { return now.inRun; }));
    m_panel->beginMeasurement();
    QVERIFY(m_panel->isPlaying());
    QVERIFY(await([](const DiffusionSnapshot& now) { return !now.playing && now.step == 200; }));
    QTRY_VERIFY(!m_panel->isPlaying());
    m_panel->endMeasurement();
    QVERIFY(!m_panel->isPlaying());

    m_panel->runSteps(1'000'000);
    QVERIFY(await([](const DiffusionSnapshot& now) { return now.inRun; }));
    part<QSpinBox>("diffusionRows").setValue(64); // another grid plays on without end
    QVERIFY(await([](const DiffusionSnapshot& now) { return now.grid.rows == 64 && now.playing; }));
    m_panel->beginMeasurement();
    QVERIFY(!m_panel->isPlaying());
    m_panel->endMeasurement();
    QVERIFY(m_panel->isPlaying());
}

void DiffusionPanelTest::scrubsThroughTime()
{
    pauseAtZero();
    auto& slider = part<QSlider>("diffusionTimeSlider");
    for (const int value : { 2000, 100, 900, 400 })
        slider.setValue(value);
    QVERIFY(await([](const DiffusionSnapshot& now) { return now.simtime == 2; }));
    QVERIFY(m_live->totals.max < 0.5);
    slider.setFocus();
    QTest::keyClick(&slider, Qt::Key_Home);
    QVERIFY(await([](const DiffusionSnapshot& now) { return now.simtime == 0; }));
    QTest::keyClick(&slider, Qt::Key_PageUp);
    QVERIFY(await([](const DiffusionSnapshot& now) { return now.simtime == 0.5; }));
    QCOMPARE(slider.value(), 100);
    // What is painted has no past.
    QTest::mouseClick(&m_panel->view(), Qt::LeftButton, {}, m_panel->view().fieldRect().center());
    QVERIFY(await([](const DiffusionSnapshot& now) { return now.painted; }));
    QCOMPARE(slider.value(), 0);
}

void DiffusionPanelTest::saysHowGoodTheStepsAre()
{
    pauseAtZero();
    QCOMPARE(part<QLabel>("diffusionMethod").text(), QStringLiteral("Steps, r 0.25, order 2"));
    m_panel->stepAction()->trigger();
    QVERIFY(await([](const DiffusionSnapshot& now) {
        return now.step == 1 && now.errorTime == now.simtime && now.error;
    }));
    QCOMPARE(
        part<QLabel>("diffusionError").text(), QStringLiteral("Error %1").arg(*m_live->error, 0, 'g', 3));
    m_panel->errorAction()->trigger();
    QVERIFY(await([](const DiffusionSnapshot& now) { return now.limits.low < 0; }));
    m_panel->exactAction()->trigger();
    QVERIFY(await([](const DiffusionSnapshot& now) { return now.settings.method == LiveMethod::Exact; }));
    QCOMPARE(part<QLabel>("diffusionMethod").text(), QStringLiteral("Exact modes"));
}

void DiffusionPanelTest::timesFrames()
{
    m_pool->setActive(2);
    QSignalSpy timed(m_panel.get(), &DiffusionPanel::frameTimed);
    m_panel->setSimd(SimdLevel::Sse2);
    const auto isWanted = [&timed] {
        if (timed.isEmpty())
            return false;
        const auto sample = timed.last().front().value<FrameSample>();
        return sample.threads == 2 && sample.simd == SimdLevel::Sse2;
    };
    QVERIFY(QTest::qWaitFor(isWanted, 20000));
    const auto sample = timed.last().front().value<FrameSample>();
    QCOMPARE(sample.workload, Workload::Diffusion);
    QCOMPARE(sample.work, LiveSettings().stepsPerFrame * 266.0 * 266);
    QVERIFY(sample.wall.count() > 0);
    QVERIFY(sample.cpu.count() > 0);
}

/// Chooses an example as the arrow keys do.
void DiffusionPanelTest::choose(const char* id)
{
    auto& box = part<QComboBox>("diffusionExample");
    const int index = box.findData(QString::fromLatin1(id));
    QVERIFY(index >= 0);
    box.setCurrentIndex(index);
    QVERIFY(await([id](const DiffusionSnapshot& now) { return now.example == id; }));
}

void DiffusionPanelTest::choosesExamples()
{
    auto& box = part<QComboBox>("diffusionExample");
    QVERIFY(box.count() >= 12);
    QCOMPARE(box.currentData().toString(), QStringLiteral("four-peaks"));
    choose("hot-plate");
    QVERIFY(!box.toolTip().isEmpty());
    QCOMPARE(part<QSpinBox>("diffusionRows").value(), 180);
    QCOMPARE(m_live->values.size(), (Size { 272, 182 })); // half as wide again as high
    QVERIFY(!m_live->hasExact && !m_panel->exactAction()->isEnabled());
    QVERIFY(!part<QSlider>("diffusionTimeSlider").isEnabled());
    QCOMPARE(m_live->colors.at(82, 55), 0xff808080U); // an insulated hole
    const QRect field = m_panel->view().fieldRect();
    QVERIFY(field.width() > field.height());
    QVERIFY(await([](const DiffusionSnapshot& now) { return now.step > 40; }));
    choose("four-peaks");
    QVERIFY(await([](const DiffusionSnapshot& now) { return now.hasExact && now.step > 5; }));
    QVERIFY(m_panel->exactAction()->isEnabled());
}

void DiffusionPanelTest::changesWallsAndMethod()
{
    choose("insulated-box");
    m_panel->problemAction()->trigger();
    QVERIFY(part<QDialog>("problemDialog").isVisible());
    auto& top = part<QComboBox>("wallTop");
    QTRY_COMPARE(top.currentIndex(), 1); // insulated, once the panel has a picture of it
    top.setCurrentIndex(2);
    QCOMPARE(part<QComboBox>("wallBottom").currentIndex(), 2); // its pair
    QVERIFY(await([](const DiffusionSnapshot& now) { return now.walls.top.kind == WallKind::Periodic; }));
    QCOMPARE(m_live->walls.left.kind, WallKind::Insulated);
    top.setCurrentIndex(0);
    QVERIFY(await([](const DiffusionSnapshot& now) { return now.walls.top.kind == WallKind::Value; }));
    QCOMPARE(m_live->walls.bottom.kind, WallKind::Insulated);

    auto& method = part<QComboBox>("diffusionMethodBox");
    method.setCurrentIndex(1);
    QVERIFY(
        await([](const DiffusionSnapshot& now) { return now.settings.method == LiveMethod::SuperSteps; }));
    QVERIFY(m_live->clock.coefficient > maxStableR);
    QVERIFY(part<QLabel>("diffusionMethod").text().contains(QStringLiteral("RKL2")));
    method.setCurrentIndex(2); // D is not the same everywhere
    QVERIFY(await([](const DiffusionSnapshot& now) { return !now.problem.empty(); }));
    QCOMPARE(m_live->settings.method, LiveMethod::SuperSteps);
    QCOMPARE(method.currentIndex(), 1);
    choose("checkerboard");
    method.setCurrentIndex(2);
    QVERIFY(
        await([](const DiffusionSnapshot& now) { return now.settings.method == LiveMethod::Alternating; }));
    QVERIFY(m_live->problem.empty());
}

void DiffusionPanelTest::picksFeedAndKillRates()
{
    choose("gray-scott-mitosis");
    m_panel->problemAction()->trigger();
    auto& map = part<FeedKillMap>("feedKillMap");
    QVERIFY(await([&](const DiffusionSnapshot&) { return map.isVisible() && map.F() == 0.0367; }));
    QTest::keyClick(&map, Qt::Key_Up);
    QTest::keyClick(&map, Qt::Key_Left, Qt::ShiftModifier);
    QVERIFY(await([](const DiffusionSnapshot& now) {
        return std::abs(now.reaction->parameters[0] - 0.0377) < 1e-9
            && std::abs(now.reaction->parameters[1] - 0.0648) < 1e-9;
    }));
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.rect().center());
    QVERIFY(await([](const DiffusionSnapshot& now) {
        return std::abs(now.reaction->parameters[0] - FeedKillMap::highestF / 2) < 0.005
            && std::abs(now.reaction->parameters[1] - 0.0525) < 0.005;
    }));
    QTest::mouseClick(&map, Qt::LeftButton, {}, { 1, 1 }); // beyond the corner
    QVERIFY(await([](const DiffusionSnapshot& now) {
        return now.reaction->parameters[0] == FeedKillMap::highestF
            && now.reaction->parameters[1] == FeedKillMap::lowestK;
    }));
    choose("hot-plate");
    QVERIFY(!map.isVisible());
}

void DiffusionPanelTest::choosesTheStepRatio()
{
    pauseAtZero();
    m_panel->problemAction()->trigger();
    auto& number = part<QDoubleSpinBox>("ratioNumber");
    auto& slider = part<QSlider>("ratioSlider");
    QTRY_COMPARE(number.value(), 0.25); // the problem's own
    slider.setValue(100);
    QVERIFY(await([](const DiffusionSnapshot& now) { return now.settings.ratio == 0.1; }));
    QVERIFY(std::abs(m_live->clock.coefficient - 0.1) < 1e-12);
    QCOMPARE(number.value(), 0.1);
    QCOMPARE(slider.maximum(), 250);
    QTest::keyClick(&number, Qt::Key_Return);
    QVERIFY(part<QDialog>("problemDialog").isVisible()); // Enter ends the number alone
    // Typed beyond: refused, with the reason where it is typed.
    number.setValue(0.3);
    QVERIFY(await([](const DiffusionSnapshot& now) { return !now.problem.empty(); }));
    QVERIFY(part<QLabel>("problemReason").text().contains(QStringLiteral("at most 0.25")));
    QVERIFY(part<QLabel>("problemReason").isVisible());
    QTRY_VERIFY(part<QComboBox>("wallTop").height() >= part<QComboBox>("wallTop").minimumSizeHint().height());
    QCOMPARE(m_live->settings.ratio, 0.1);
    QCOMPARE(number.value(), 0.1);
    QTest::mouseClick(&part<QToolButton>("ratioOwn"), Qt::LeftButton);
    QVERIFY(await([](const DiffusionSnapshot& now) { return now.settings.ratio == 0; }));
    QCOMPARE(m_live->clock.coefficient, 0.25);
    QTRY_COMPARE(number.value(), 0.25);
    QVERIFY(!part<QLabel>("problemReason").isVisible());
    choose("gray-scott-spots");
    QTRY_VERIFY(!slider.isEnabled());
}

void DiffusionPanelTest::showsTheInstability()
{
    pauseAtZero();
    m_panel->problemAction()->trigger();
    auto& allow = part<QCheckBox>("ratioBeyond");
    QVERIFY(!allow.isChecked());
    allow.setChecked(true);
    QCOMPARE(part<QSlider>("ratioSlider").maximum(), 500);
    part<QDoubleSpinBox>("ratioNumber").setValue(0.4);
    QVERIFY(await([](const DiffusionSnapshot& now) { return now.isUnstable; }));
    QVERIFY(part<QLabel>("diffusionMethod").text().contains(QStringLiteral("UNSTABLE")));
    m_panel->playAction()->setChecked(true);
    QVERIFY(await([](const DiffusionSnapshot& now) { return !now.problem.empty(); }));
    QTRY_VERIFY(!m_panel->isPlaying());
    QVERIFY(m_live->totals.max > 1e100);
    allow.setChecked(false);
    QVERIFY(await([](const DiffusionSnapshot& now) { return !now.isUnstable; }));
    QCOMPARE(m_live->settings.ratio, 0.25);
    m_panel->resetAction()->trigger();
    QVERIFY(await([](const DiffusionSnapshot& now) { return now.totals.max < 1; }));
}

void DiffusionPanelTest::showsTheCosmicWeb()
{
    m_panel->playAction()->setChecked(false);
    choose("cosmic-web");
    QVERIFY(await([](const DiffusionSnapshot& now) { return now.hasMatter && !now.playing; }));
    QVERIFY(m_panel->look().logarithmic);
    QVERIFY(!m_live->matter.size().isEmpty());
    auto& slider = part<QSlider>("diffusionTimeSlider");
    QVERIFY(slider.isEnabled());
    slider.setValue(slider.maximum() / 2);
    const double time = findBuiltinExample("cosmic-web")->runtime / 2;
    QVERIFY(await([&](const DiffusionSnapshot& now) { return std::abs(now.simtime - time) < 1e-9; }));
    QTest::mouseMove(&m_panel->view(), m_panel->view().fieldRect().center());
    m_panel->problemAction()->trigger();
    auto& shows = part<QCheckBox>("showMatter");
    QTRY_VERIFY(shows.isVisible() && shows.isChecked());
    shows.setChecked(false);
    QVERIFY(await([](const DiffusionSnapshot& now) { return now.matter.size().isEmpty(); }));
    choose("checkerboard");
    QTRY_VERIFY(!shows.isVisible());
    QVERIFY(!m_panel->look().logarithmic);
}

void DiffusionPanelTest::saysWhyThereIsNoExactAnswer()
{
    choose("hot-plate");
    const auto& error = part<QLabel>("diffusionError");
    QTRY_COMPARE(error.text(), QStringLiteral("No exact answer"));
    QVERIFY(error.toolTip().contains(QStringLiteral("obstacles")));
    m_panel->problemAction()->trigger();
    QTRY_VERIFY(part<QLabel>("exactAnswer").text().contains(QStringLiteral("obstacles")));
    choose("image-blur");
    m_panel->playAction()->setChecked(false);
    QVERIFY(await([](const DiffusionSnapshot& now) {
        return now.example == "image-blur" && !now.playing && now.simtime > 0 && now.error
            && now.errorTime == now.simtime;
    }));
    QVERIFY2(error.text().startsWith(QStringLiteral("Error ")) && error.text().back().isDigit(),
        qPrintable(error.text()));
    QVERIFY(m_panel->exactAction()->isEnabled() && m_panel->errorAction()->isEnabled());
    m_panel->errorAction()->setChecked(true);
    QVERIFY(await([](const DiffusionSnapshot& now) { return now.showsError && *now.error > 0; }));
}

/// Walls, method, parameters and step come back with the example.
void DiffusionPanelTest::keepsTheProblemForTheNextStart()
{
    const auto nextStart = [this](const QVariantMap& state) {
        m_panel = std::make_unique<DiffusionPanel>(*m_pool);
        m_live.reset();
        connect(m_panel.get(), &DiffusionPanel::updated, this, [this] { m_live = m_panel->snapshot(); });
        m_panel->restoreState(state);
        m_panel->show();
    };
    choose("checkerboard");
    m_panel->problemAction()->trigger();
    auto& top = part<QComboBox>("wallTop");
    QTRY_COMPARE(top.currentIndex(), 2);
    top.setCurrentIndex(3);
    part<QDoubleSpinBox>("ratioNumber").setValue(0.05);
    part<QComboBox>("diffusionMethodBox").setCurrentIndex(1);
    QVERIFY(await([](const DiffusionSnapshot& now) {
        return now.walls.top.kind == WallKind::Robin && now.settings.method == LiveMethod::SuperSteps;
    }));
    const Walls walls = m_live->walls;
    nextStart(m_panel->saveState());
    QVERIFY(await([&](const DiffusionSnapshot& now) {
        return now.example == "checkerboard" && now.walls == walls
            && now.settings.method == LiveMethod::SuperSteps && now.settings.ratio == 0.05;
    }));
    choose("gray-scott-stripes");
    m_panel->problemAction()->trigger();
    QTRY_COMPARE(part<QDoubleSpinBox>("reactionParameter0").value(), 0.054);
    part<QDoubleSpinBox>("reactionParameter0").setValue(0.041);
    QVERIFY(await([](const DiffusionSnapshot& now) { return now.reaction->parameters[0] == 0.041; }));
    nextStart(m_panel->saveState());
    QVERIFY(await(
        [](const DiffusionSnapshot& now) { return now.reaction && now.reaction->parameters[0] == 0.041; }));
    // What a file may say that is none of these.
    QVariantMap nonsense = m_panel->saveState();
    nonsense.insert(QStringLiteral("walls"), QStringList { QStringLiteral("periodic"), QString() });
    nonsense.insert(QStringLiteral("reaction"), QVariantList { QStringLiteral("x") });
    nonsense.insert(QStringLiteral("r"), 77);
    nonsense.insert(QStringLiteral("method"), -3);
    nextStart(nonsense);
    QVERIFY(await([](const DiffusionSnapshot& now) { return now.example == "gray-scott-stripes"; }));
    QCOMPARE(m_live->settings.ratio, 0.0);
    QCOMPARE(m_live->settings.method, LiveMethod::Steps);
}

void DiffusionPanelTest::savesAndRestoresItsState()
{
    const QVariantMap state {
        { QStringLiteral("playing"), false },
        { QStringLiteral("stepsPerFrame"), 33 },
        { QStringLiteral("D"), 0.5 },
        { QStringLiteral("rows"), 100 },
        { QStringLiteral("exact"), true },
        { QStringLiteral("error"), true },
        { QStringLiteral("example"), QStringLiteral("four-peaks") },
        { QStringLiteral("framesPerStep"), 1 },
        { QStringLiteral("map"), 1 },
        { QStringLiteral("automatic"), true },
        { QStringLiteral("low"), -2.0 },
        { QStringLiteral("high"), 3.0 },
        { QStringLiteral("logarithmic"), true },
        { QStringLiteral("contours"), 7 },
        { QStringLiteral("method"), static_cast<int>(LiveMethod::Alternating) },
        { QStringLiteral("r"), 0.125 },
        { QStringLiteral("beyond"), true },
        { QStringLiteral("matter"), false },
        { QStringLiteral("tool"), static_cast<int>(DiffusionTool::Rectangle) },
        { QStringLiteral("paints"), static_cast<int>(BrushTarget::Held) },
        { QStringLiteral("brushMode"), static_cast<int>(BrushMode::Erase) },
        { QStringLiteral("brushSize"), 0.125 },
        { QStringLiteral("brushStrength"), -2.5 },
    };
    m_panel->restoreState(state);
    QCOMPARE(m_panel->saveState(), state);
    const DiffusionToolChoice tool { DiffusionTool::Rectangle, BrushMode::Erase, 0.125, -2.5,
        BrushTarget::Held };
    QCOMPARE(m_panel->view().tool(), tool);
    QVERIFY(await([](const DiffusionSnapshot& now) {
        const DensityLook look { DensityMap::Diverging, true, { -2, 3 }, true, 7 };
        return now.settings
            == LiveSettings { 100, 0.5, 33, LiveMethod::Exact, LiveView::Error, 1, look, 0.125,
                   Beyond::Allow };
    }));
    m_panel->restoreState({ { QStringLiteral("rows"), 1000000 },
        { QStringLiteral("D"), QStringLiteral("nonsense") }, { QStringLiteral("map"), 77 },
        { QStringLiteral("contours"), -3 }, { QStringLiteral("high"), -9 }, { QStringLiteral("tool"), 99 },
        { QStringLiteral("paints"), -1 }, { QStringLiteral("brushMode"), QStringLiteral("x") },
        { QStringLiteral("brushSize"), 7.0 }, { QStringLiteral("brushStrength"), QStringLiteral("nan") } });
    QCOMPARE(m_panel->view().tool(), tool);
    QCOMPARE(m_panel->look().contours, 0);
    QCOMPARE(m_panel->look().map, DensityMap::Spectrum);
    QCOMPARE(m_panel->look().fixed, ColorLimits());
    QCOMPARE(m_panel->saveState().value(QStringLiteral("rows")).toInt(), maxLiveRows);
    QCOMPARE(m_panel->saveState().value(QStringLiteral("D")).toDouble(), 0.5);
    m_panel->restoreState({});
    QCOMPARE(m_panel->saveState().value(QStringLiteral("rows")).toInt(), maxLiveRows);
}

void DiffusionPanelTest::fits_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("wide") << QSize(420, 260);
    QTest::newRow("tall") << QSize(300, 400);
    QTest::newRow("large") << QSize(800, 700);
}

void DiffusionPanelTest::fits()
{
    QFETCH(QSize, size);
    m_panel->resize(size);
    QTest::qWait(20);
    const QRect inside = m_panel->rect();
    for (const QWidget* child : m_panel->findChildren<QWidget*>()) {
        if (!child->isVisible() || child->objectName().startsWith(QLatin1String("qt_")))
            continue; // the insides of spin boxes are Qt's
        const QRect place(child->mapTo(m_panel.get(), QPoint()), child->size());
        QVERIFY2(inside.contains(place),
            qPrintable(
                child->objectName() + QLatin1Char(' ') + QLatin1String(child->metaObject()->className())));
        const QSize least = child->minimumSizeHint();
        QVERIFY2(child->width() >= least.width() && child->height() >= least.height(),
            qPrintable(
                child->objectName() + QLatin1Char(' ') + QLatin1String(child->metaObject()->className())));
    }
    QTRY_VERIFY(m_panel->view().fieldRect().width() >= 100); // once there is a picture of the field
}

void DiffusionPanelTest::saysWhatEverythingIs()
{
    for (const char* name : { "diffusionView", "diffusionSteps", "diffusionConstant", "diffusionRows",
             "diffusionPlayButton", "diffusionStepButton", "diffusionResetButton", "diffusionCursor",
             "diffusionTimeSlider", "diffusionExactButton", "diffusionShowErrorButton" }) {
        const auto& widget = part<QWidget>(name);
        QVERIFY2(!widget.accessibleName().isEmpty(), name);
        QVERIFY2(!widget.toolTip().isEmpty(), name);
    }
    for (const QAction* action : { m_panel->playAction(), m_panel->stepAction(), m_panel->resetAction() }) {
        QVERIFY(!action->shortcut().isEmpty());
        QVERIFY(!action->statusTip().isEmpty());
    }
}

void DiffusionPanelTest::canBeDestroyedInMidFrame()
{
    for (int i = 0; i < 20; ++i) {
        DiffusionPanel panel(*m_pool);
        panel.resize(300, 300);
        panel.show();
        QTest::qWait(i % 4 * 5);
    }
}

} // namespace escapade

using escapade::DiffusionPanelTest;
QTEST_MAIN(DiffusionPanelTest)
#include "tst_diffusion_panel.moc"
