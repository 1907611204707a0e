// A live field that is painted on, undone, run to a time, loaded, and shown in other ways.

#include "tests/core/diffusion/LiveFields.h"

#include <QTest>

#include <cmath>
#include <thread>

namespace escapade {

using namespace test;

namespace {

BrushStroke dab(double i, double j)
{
    return { { i, j }, { i, j }, 4, 0.5 };
}

/// A whole stroke, in pieces.
void paintStroke(LiveDiffusion& live, double i)
{
    live.beginStroke();
    live.paint(dab(i, 10));
    live.paint({ { i, 10 }, { i, 20 }, 4, 0.5 });
    live.paint({ { i, 20 }, { i, 30 }, 4, 0.5 });
}

} // namespace

class LiveChangesTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_pool = std::make_unique<WorkerPool>(3); }
    void undoesAWholeStroke();
    void redoesExactly();
    void undoRestoresTimeAndBeginning();
    void continuesAsIfNothingHadBeen();
    void undoesAReset();
    void undoesWhileItRuns();
    void anotherGridForgets();
    void runsSoManySteps();
    void runsToATime_data();
    void runsToATime();
    void aRunGivesWay();
    void runsSlowly();
    void loadsAndGoesOnExactly();
    void refusesToLoadNonsense();
    void looksInOtherWays();
    void saysWhichPlan();

private:
    std::unique_ptr<WorkerPool> m_pool;
};

void LiveChangesTest::undoesAWholeStroke()
{
    LiveDiffusion live(*m_pool, { .rows = 40 }, {});
    const Snapshot before = await(live, [](const DiffusionSnapshot&) { return true; });
    QCOMPARE(before->undoable, 0);
    paintStroke(live, 12);
    const Snapshot painted
        = await(live, [](const DiffusionSnapshot& now) { return now.undoable == 1 && now.painted; });
    QVERIFY(!sameBits(painted->values, before->values));
    QVERIFY(painted->clock.coefficient < 0.21);
    live.undo();
    const Snapshot undone = await(live, [](const DiffusionSnapshot& now) { return now.redoable == 1; });
    QVERIFY(sameBits(undone->values, before->values));
    QVERIFY(!undone->painted);
    QCOMPARE(undone->clock, before->clock);
    QCOMPARE(undone->undoable, 0);
    live.undo(); // there is nothing more
    live.stepOnce();
    const Snapshot later = await(live, [](const DiffusionSnapshot& now) { return now.step == 1; });
    QCOMPARE(later->redoable, 1);
}

void LiveChangesTest::redoesExactly()
{
    LiveDiffusion live(*m_pool, { .rows = 40 }, {});
    std::vector<Snapshot> moments;
    for (int stroke = 1; stroke <= 3; ++stroke) {
        paintStroke(live, 8.0 * stroke);
        live.stepOnce();
        moments.push_back(await(live,
            [&](const DiffusionSnapshot& now) { return now.undoable == stroke && now.step == stroke; }));
    }
    for (int undone = 1; undone <= 3; ++undone)
        live.undo();
    await(live, [](const DiffusionSnapshot& now) { return now.redoable == 3; });
    for (int redone = 1; redone <= 3; ++redone) {
        live.redo();
        const Snapshot now = await(live, [&](const DiffusionSnapshot& it) { return it.undoable == redone; });
        // Each redo leads to what was there when the next stroke began or the undo came.
        QVERIFY(sameBits(now->values, moments[static_cast<std::size_t>(redone - 1)]->values));
        QCOMPARE(now->simtime, moments[static_cast<std::size_t>(redone - 1)]->simtime);
        QCOMPARE(now->step, moments[static_cast<std::size_t>(redone - 1)]->step);
    }
}

/// The exact solution begins again with what it began with before the stroke.
void LiveChangesTest::undoRestoresTimeAndBeginning()
{
    LiveDiffusion live(*m_pool, { .rows = 40 }, {});
    live.seek(1);
    live.paint(dab(20, 20));
    live.stepOnce();
    const Snapshot first = await(live, [](const DiffusionSnapshot& now) { return now.step == 1; });
    QCOMPARE(first->beginTime, 1.0);
    live.seek(2);
    const Snapshot before = await(live, [](const DiffusionSnapshot& now) { return now.simtime == 2; });
    live.seek(2.5);
    const Snapshot between = await(live, [](const DiffusionSnapshot& now) { return now.simtime == 2.5; });
    live.seek(2);
    await(live, [](const DiffusionSnapshot& now) { return now.simtime == 2; });
    paintStroke(live, 12);
    live.seek(7);
    const Snapshot painted = await(live, [](const DiffusionSnapshot& now) { return now.simtime == 7; });
    QCOMPARE(painted->beginTime, 2.0);
    live.undo();
    const Snapshot undone = await(live, [](const DiffusionSnapshot& now) { return now.redoable == 1; });
    QCOMPARE(undone->simtime, 2.0);
    QCOMPARE(undone->beginTime, 1.0);
    QVERIFY(sameBits(undone->values, before->values));
    live.seek(2.5);
    const Snapshot again = await(live, [](const DiffusionSnapshot& now) { return now.simtime == 2.5; });
    QVERIFY(sameBits(again->values, between->values)); // to the bit: the same modes
}

void LiveChangesTest::continuesAsIfNothingHadBeen()
{
    const auto after = [this](bool withStroke) {
        LiveDiffusion live(*m_pool, { .rows = 60 }, {});
        live.runSteps(20);
        await(live, [](const DiffusionSnapshot& now) { return now.step == 20; });
        if (withStroke) {
            paintStroke(live, 30);
            live.runSteps(13);
            await(live, [](const DiffusionSnapshot& now) { return now.step == 33; });
            live.undo();
            await(live, [](const DiffusionSnapshot& now) { return now.step == 20; });
        }
        live.runSteps(30);
        return await(live, [](const DiffusionSnapshot& now) { return now.step == 50; });
    };
    const Snapshot with = after(true);
    const Snapshot without = after(false);
    QVERIFY(sameBits(with->values, without->values));
    QVERIFY(with->simtime == without->simtime);
}

void LiveChangesTest::undoesAReset()
{
    LiveDiffusion live(*m_pool, { .rows = 40 }, {});
    live.runSteps(30);
    const Snapshot before = await(live, [](const DiffusionSnapshot& now) { return now.step == 30; });
    live.reset();
    await(live, [](const DiffusionSnapshot& now) { return now.step == 0; });
    live.undo();
    const Snapshot undone = await(live, [](const DiffusionSnapshot& now) { return now.step == 30; });
    QVERIFY(sameBits(undone->values, before->values));
    QVERIFY(undone->simtime == before->simtime);
}

void LiveChangesTest::undoesWhileItRuns()
{
    LiveDiffusion live(*m_pool, { .rows = 40 }, {});
    live.setPlaying(true);
    await(live, [](const DiffusionSnapshot& now) { return now.step > 10; });
    paintStroke(live, 12);
    const Snapshot painted = await(live, [](const DiffusionSnapshot& now) { return now.undoable == 1; });
    await(live, [&](const DiffusionSnapshot& now) { return now.step > painted->step + 200; });
    live.undo();
    const Snapshot undone = await(live, [](const DiffusionSnapshot& now) { return now.redoable == 1; });
    QVERIFY(!undone->painted && undone->playing);
    QVERIFY(undone->step <= painted->step + 200);
    await(live, [&](const DiffusionSnapshot& now) { return now.step > undone->step + 20; });
}

void LiveChangesTest::anotherGridForgets()
{
    LiveDiffusion live(*m_pool, { .rows = 40 }, {});
    paintStroke(live, 12);
    await(live, [](const DiffusionSnapshot& now) { return now.undoable == 1; });
    live.setSettings({ .rows = 50 });
    const Snapshot now = await(live, [](const DiffusionSnapshot& it) { return it.grid.rows == 50; });
    QCOMPARE(now->undoable, 0);
    live.undo();
    live.redo();
    live.stepOnce();
    await(live, [](const DiffusionSnapshot& it) { return it.step == 1; });
}

void LiveChangesTest::runsSoManySteps()
{
    LiveDiffusion live(*m_pool, { .rows = 40, .stepsPerFrame = 7 }, {});
    live.runSteps(101);
    const Snapshot ended = await(live, [](const DiffusionSnapshot& now) { return now.runsEnded == 1; });
    QCOMPARE(ended->step, 101);
    QVERIFY(!ended->playing);
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    QCOMPARE(live.snapshot()->step, 101);
    live.runSteps(0);
    live.runSteps(-5);
    live.runSteps(1);
    QCOMPARE(await(live, [](const DiffusionSnapshot& now) { return now.runsEnded == 2; })->step, 102);
}

void LiveChangesTest::runsToATime_data()
{
    QTest::addColumn<LiveMethod>("method");
    QTest::newRow("steps") << LiveMethod::Steps;
    QTest::newRow("exact modes") << LiveMethod::Exact;
}

void LiveChangesTest::runsToATime()
{
    QFETCH(LiveMethod, method);
    LiveDiffusion live(*m_pool, { .rows = 40, .stepsPerFrame = 7, .method = method }, {});
    live.runTo(3);
    const Snapshot ended = await(live, [](const DiffusionSnapshot& now) { return now.runsEnded == 1; });
    QVERIFY(!ended->playing);
    if (method == LiveMethod::Exact)
        QCOMPARE(ended->simtime, 3.0);
    QVERIFY(ended->simtime >= 3 * (1 - 1e-12) && ended->simtime < 3 + ended->clock.dt);
    live.runTo(2); // that is behind
    live.runTo(std::nan(""));
    live.stepOnce();
    const Snapshot next
        = await(live, [&](const DiffusionSnapshot& now) { return now.simtime > ended->simtime; });
    QCOMPARE(next->runsEnded, 1);
}

/// Play or pause end the run without a word.
void LiveChangesTest::aRunGivesWay()
{
    LiveDiffusion live(*m_pool, { .rows = 40 }, {});
    live.runSteps(1000000);
    await(live, [](const DiffusionSnapshot& now) { return now.step > 10; });
    live.setPlaying(false);
    const Snapshot paused = await(live, [](const DiffusionSnapshot& now) { return !now.playing; });
    QCOMPARE(paused->runsEnded, 0);
    live.runSteps(5);
    live.setPlaying(true);
    await(live, [&](const DiffusionSnapshot& now) { return now.step > paused->step + 50; });
}

void LiveChangesTest::runsSlowly()
{
    LiveDiffusion live(*m_pool, { .rows = 40, .stepsPerFrame = 1, .framesPerStep = 600 }, {});
    live.setPlaying(true);
    const Snapshot first = await(live, [](const DiffusionSnapshot& now) { return now.step == 1; });
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    QCOMPARE(live.snapshot()->step, 1); // the next one comes in ten seconds
    live.setSettings({ .rows = 40, .stepsPerFrame = 1 });
    await(live, [](const DiffusionSnapshot& now) { return now.step > 5; });
}

void LiveChangesTest::loadsAndGoesOnExactly()
{
    LiveDiffusion one(*m_pool, { .rows = 50, .D = 0.7 }, {});
    one.beginStroke();
    one.paint(dab(20, 33));
    one.runSteps(25);
    const Snapshot saved = await(one, [](const DiffusionSnapshot& now) { return now.step == 25; });
    one.runSteps(40);
    const Snapshot expected = await(one, [](const DiffusionSnapshot& now) { return now.step == 65; });

    LiveDiffusion other(*m_pool, { .rows = 266 }, {});
    other.load({ std::make_shared<const Array2D<double>>(saved->values), saved->settings.D, saved->simtime,
        saved->step, saved->painted, saved->jumped });
    const Snapshot loaded = await(other, [](const DiffusionSnapshot& now) { return now.step == 25; });
    QVERIFY(sameBits(loaded->values, saved->values));
    QCOMPARE(loaded->clock, saved->clock);
    QCOMPARE(loaded->settings.D, 0.7);
    other.runSteps(40);
    const Snapshot later = await(other, [](const DiffusionSnapshot& now) { return now.step == 65; });
    QVERIFY(sameBits(later->values, expected->values));
    QVERIFY(later->simtime == expected->simtime);
    // What was there before can be gone back to where the grid is the same.
    other.load({ std::make_shared<const Array2D<double>>(saved->values), 0.7, 0, 0, true, false });
    await(other, [](const DiffusionSnapshot& now) { return now.step == 0; });
    other.undo();
    const Snapshot undone = await(other, [](const DiffusionSnapshot& now) { return now.step == 65; });
    QVERIFY(sameBits(undone->values, expected->values));
}

void LiveChangesTest::refusesToLoadNonsense()
{
    LiveDiffusion live(*m_pool, { .rows = 40 }, {});
    live.load({ nullptr });
    live.load({ std::make_shared<const Array2D<double>>(Size { 30, 31 }) });
    live.load({ std::make_shared<const Array2D<double>>(Size { 4, 4 }) });
    live.stepOnce();
    const Snapshot now = await(live, [](const DiffusionSnapshot& it) { return it.step == 1; });
    QCOMPARE(now->grid.rows, 40);
    // The boundary of a file may be anything.
    live.load({ std::make_shared<const Array2D<double>>(Size { 42, 42 }, 5.0) });
    const Snapshot loaded = await(live, [](const DiffusionSnapshot& it) { return it.totals.max == 5; });
    QCOMPARE(loaded->values.at(0, 7), 0.0);
    QCOMPARE(loaded->values.at(7, 41), 0.0);
}

void LiveChangesTest::looksInOtherWays()
{
    LiveDiffusion live(*m_pool, { .rows = 40 }, {});
    const DensityLook look {
        .map = DensityMap::Diverging, .automatic = true, .logarithmic = true, .contours = 4
    };
    const Snapshot before = await(live, [](const DiffusionSnapshot&) { return true; });
    live.setSettings({ .rows = 40, .look = look });
    const Snapshot now = await(live, [&](const DiffusionSnapshot& it) { return it.settings.look == look; });
    QVERIFY(sameBits(now->values, before->values));
    QCOMPARE(now->limits, (ColorLimits { -now->totals.max, now->totals.max }));
    const ColorTable table(differencePalette());
    std::vector<std::uint32_t> row(42);
    for (int i = 0; i < 42; ++i) {
        colorLook(now->values, i, look, now->limits, table, row);
        QVERIFY(std::equal(row.begin(), row.end(), now->colors.row(i)));
    }
    QVERIFY(std::abs(now->energy - now->totals.squares * now->grid.dx * now->grid.dx / 2) < 1e-15);
}

void LiveChangesTest::saysWhichPlan()
{
    m_pool->setActive(2);
    LiveDiffusion live(*m_pool, { .rows = 60 }, {});
    live.setPlaying(true);
    const Snapshot now = await(live, [](const DiffusionSnapshot& it) { return it.planMeasured; });
    QCOMPARE(now->planThreads, 2);
    QVERIFY(now->plan.threads >= 1 && now->plan.threads <= 2);
    QVERIFY(now->plan.stepsPerPass >= 1);
}

} // namespace escapade

using escapade::LiveChangesTest;
QTEST_GUILESS_MAIN(LiveChangesTest)
#include "tst_live_changes.moc"
