// A live field whose problem is changed: D and obstacles painted, steps of another length, saved and loaded.

#include "core/document/DiffusionState.h"
#include "tests/core/diffusion/LiveFields.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <future>
#include <set>
#include <thread>

namespace escapade {

using namespace test;

namespace {

LiveState fetched(LiveDiffusion& live)
{
    auto promise = std::make_shared<std::promise<LiveState>>();
    live.fetch([promise](const LiveState& state) { promise->set_value(state); });
    return promise->get_future().get();
}

std::shared_ptr<const DiffusionExample> exampleOf(const char* id)
{
    return std::make_shared<const DiffusionExample>(*findBuiltinExample(id));
}

BrushStroke stroke(BrushTarget target, double strength, BrushMode mode = BrushMode::Set)
{
    BrushStroke made { { 10, 12 }, { 20, 30 }, 4, strength, mode, BrushShape::Rectangle };
    made.target = target;
    return made;
}

/// Cells that are inside of the rectangle of stroke().
bool isInside(int i, int j)
{
    return i >= 10 && i <= 20 && j >= 12 && j <= 30;
}

} // namespace

class LiveProblemsTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_pool = std::make_unique<WorkerPool>(3); }
    void paintsDiffusivity();
    void paintsObstacles();
    void paintsHeldCells();
    void paintsStamps();
    void whatReactsHasNoMaps();
    void fourPeaksBecomeGeneralAndBack();
    void undoesMapsExactly();
    void mapsTakeTheExactAnswerAway();
    void exactAnswersOfExamples_data();
    void exactAnswersOfExamples();
    void takesAnotherRatio_data();
    void takesAnotherRatio();
    void refusesUnstableRatios();
    void blowsUpAndStops();
    void goesOnFromFiles_data();
    void goesOnFromFiles();
    void goesOnFromChangedProblems();
    void refusesFilesThatDoNotFit_data();
    void refusesFilesThatDoNotFit();

private:
    void load(LiveDiffusion& live, const char* id, int rows)
    {
        live.setExample(exampleOf(id), { .rows = rows });
        await(live, [&](const DiffusionSnapshot& now) { return now.example == id && now.grid.rows == rows; });
    }
    Snapshot after(LiveDiffusion& live, std::int64_t steps)
    {
        const std::int64_t before = live.snapshot()->step;
        const std::int64_t parts = live.snapshot()->clock.parts;
        live.runSteps(steps);
        return await(live,
            [&](const DiffusionSnapshot& now) { return now.step == before + steps * parts && !now.playing; });
    }

    std::unique_ptr<WorkerPool> m_pool;
};

/// In what hardly conducts, a difference stays.
void LiveProblemsTest::paintsDiffusivity()
{
    const auto middle = [this](double multiple) {
        LiveDiffusion live(*m_pool, {}, {});
        load(live, "insulated-box", 40);
        live.beginStroke();
        live.paint(stroke(BrushTarget::Diffusivity, multiple));
        live.paint(stroke(BrushTarget::Density, 5));
        await(live, [](const DiffusionSnapshot& now) { return now.hasPaintedMaps && now.painted; });
        return after(live, 40)->values.at(21, 15);
    };
    const double poor = middle(0.001);
    const double usual = middle(1);
    const double good = middle(8);
    QVERIFY(poor > 4.9);
    QVERIFY(usual < poor && good < usual);
}

void LiveProblemsTest::paintsObstacles()
{
    LiveDiffusion live(*m_pool, {}, {});
    load(live, "checkerboard", 40);
    live.paint(stroke(BrushTarget::Insulating, 0));
    Snapshot now = await(live, [](const DiffusionSnapshot& it) { return it.hasPaintedMaps; });
    now = after(live, 30);
    for (int i = 1; i <= 40; ++i) {
        for (int j = 1; j <= 40; ++j) {
            if (!isInside(i, j))
                continue;
            QCOMPARE(now->values.at(j, i), 0.0);
            QCOMPARE(now->colors.at(j, i), 0xff808080U);
        }
    }
    const double mass = now->mass;
    now = after(live, 300);
    QVERIFY(std::abs(now->mass / mass - 1) < 1e-12); // nothing went in or out
    live.paint(stroke(BrushTarget::Insulating, 0, BrushMode::Erase));
    now = after(live, 30);
    QVERIFY(now->values.at(13, 11) > 0);
    QVERIFY(now->hasExact); // all is free again
}

void LiveProblemsTest::paintsHeldCells()
{
    LiveDiffusion live(*m_pool, {}, {});
    load(live, "checkerboard", 40);
    live.paint(stroke(BrushTarget::Held, 2.5));
    live.paint(stroke(BrushTarget::Density, -1)); // in vain
    await(live, [](const DiffusionSnapshot& it) { return it.hasPaintedMaps; });
    const Snapshot now = after(live, 50);
    for (int i = 10; i <= 20; ++i) {
        for (int j = 12; j <= 30; ++j)
            QCOMPARE(now->values.at(j, i), 2.5);
    }
    QVERIFY(now->values.at(20, 22) > 1); // it warms what is beside it
    live.reset();
    const Snapshot begin = await(live, [](const DiffusionSnapshot& it) { return it.step == 0; });
    QVERIFY(!begin->hasPaintedMaps && begin->hasExact);
    QVERIFY(begin->totals.max <= 1);
}

void LiveProblemsTest::paintsStamps()
{
    auto picture = std::make_shared<Array2D<double>>(Size { 2, 1 });
    picture->at(0, 0) = 1;
    picture->at(1, 0) = 0.25;
    BrushStroke stamp { { 20, 20 }, { 20, 20 }, 6, 8, BrushMode::Set, BrushShape::Stamp };
    stamp.stamp = picture;
    stamp.mode = BrushMode::Add;
    LiveDiffusion live(*m_pool, { .rows = 40 }, {});
    const Snapshot before = await(live, [](const DiffusionSnapshot& now) { return now.grid.rows == 40; });
    live.paint(stamp);
    const Snapshot now = await(live, [](const DiffusionSnapshot& it) { return it.painted; });
    // Twelve cells wide, six high: the left half by 8, the right one by 2.
    for (int i = 1; i <= 40; ++i) {
        for (int j = 1; j <= 40; ++j) {
            const bool isIn = std::abs(i - 20) <= 3 && std::abs(j - 20) <= 6;
            const double added = now->values.at(j, i) - before->values.at(j, i);
            QVERIFY(std::abs(added - (!isIn ? 0 : j < 20 ? 8 : 2)) < 1e-12);
        }
    }
    stamp.stamp = nullptr;
    live.paint(stamp); // nothing
    stamp.stamp = std::make_shared<Array2D<double>>();
    live.paint(stamp);
    live.stepOnce();
    await(live, [](const DiffusionSnapshot& it) { return it.step == 1; });
}

void LiveProblemsTest::whatReactsHasNoMaps()
{
    LiveDiffusion live(*m_pool, {}, {});
    load(live, "gray-scott-mitosis", 40);
    live.paint(stroke(BrushTarget::Insulating, 0));
    const Snapshot now = await(live, [](const DiffusionSnapshot& it) { return !it.problem.empty(); });
    QVERIFY(now->problem.find("no obstacles") != std::string::npos);
    QVERIFY(!now->hasPaintedMaps);
}

void LiveProblemsTest::fourPeaksBecomeGeneralAndBack()
{
    LiveDiffusion live(*m_pool, { .rows = 50 }, {});
    await(live, [](const DiffusionSnapshot& now) { return now.grid.rows == 50; });
    const Snapshot ten = after(live, 10);
    live.beginStroke();
    live.paint(stroke(BrushTarget::Insulating, 0));
    const Snapshot painted = await(live, [](const DiffusionSnapshot& now) { return now.hasPaintedMaps; });
    QVERIFY(painted->isGeneral && !painted->hasExact);
    QVERIFY(painted->exactIssue.find("obstacles") != std::string::npos);
    QCOMPARE(painted->step, ten->step);
    QVERIFY(painted->values.at(3, 3) == ten->values.at(3, 3));
    after(live, 10);
    live.undo();
    const Snapshot undone = await(live, [](const DiffusionSnapshot& now) { return now.redoable == 1; });
    QVERIFY(!undone->isGeneral && undone->hasExact);
    QVERIFY(sameBits(undone->values, ten->values));
    const Snapshot later = after(live, 10);
    LiveDiffusion other(*m_pool, { .rows = 50 }, {});
    await(other, [](const DiffusionSnapshot&) { return true; });
    QVERIFY(sameBits(later->values, after(other, 20)->values));
    live.redo();
    await(live, [](const DiffusionSnapshot& now) { return now.hasPaintedMaps; });
    live.reset();
    const Snapshot begin = await(live, [](const DiffusionSnapshot& now) { return now.step == 0; });
    QVERIFY(!begin->isGeneral);
    QCOMPARE(begin->clock.coefficient, maxStableR);
}

/// Goes on after the undo as if nothing had been painted; redo brings all of it back.
void LiveProblemsTest::undoesMapsExactly()
{
    const auto run = [this](bool paints) {
        LiveDiffusion live(*m_pool, {}, {});
        load(live, "metal-grains", 48);
        after(live, 7);
        if (paints) {
            live.beginStroke();
            live.paint(stroke(BrushTarget::Diffusivity, 3));
            live.beginStroke();
            live.paint(stroke(BrushTarget::Held, 1));
            live.setWalls(Walls::all({ .kind = WallKind::Periodic }));
            await(live, [](const DiffusionSnapshot& now) { return now.undoable == 2; });
            const Snapshot both = after(live, 5);
            live.undo();
            live.undo();
            await(live, [](const DiffusionSnapshot& now) { return now.redoable == 2; });
            live.redo();
            live.redo();
            const Snapshot again
                = await(live, [](const DiffusionSnapshot& now) { return now.undoable == 2; });
            if (!sameBits(again->values, both->values) || again->walls != both->walls)
                return Snapshot();
            live.undo();
            live.undo();
            await(live, [](const DiffusionSnapshot& now) { return now.redoable == 2; });
        }
        return after(live, 20);
    };
    const Snapshot with = run(true);
    const Snapshot without = run(false);
    QVERIFY(with);
    QVERIFY(sameBits(with->values, without->values));
    QVERIFY(with->simtime == without->simtime);
    QVERIFY(with->walls == without->walls);
}

void LiveProblemsTest::mapsTakeTheExactAnswerAway()
{
    LiveDiffusion live(*m_pool, {}, {});
    load(live, "checkerboard", 40);
    live.setSettings({ .rows = 40, .method = LiveMethod::Exact, .view = LiveView::Error });
    await(live, [](const DiffusionSnapshot& now) { return now.settings.method == LiveMethod::Exact; });
    live.setPlaying(true);
    await(live, [](const DiffusionSnapshot& now) { return now.simtime > 0; });
    live.paint(stroke(BrushTarget::Diffusivity, 0.5));
    const Snapshot now = await(live, [](const DiffusionSnapshot& it) { return !it.hasExact; });
    QCOMPARE(now->settings.method, LiveMethod::Steps);
    QCOMPARE(now->settings.view, LiveView::Density);
    await(live, [&](const DiffusionSnapshot& it) { return it.step > now->step + 10; });
    // Alternating directions cannot go on either.
    LiveDiffusion other(*m_pool, {}, {});
    load(other, "checkerboard", 40);
    other.setSettings({ .rows = 40, .method = LiveMethod::Alternating });
    await(other, [](const DiffusionSnapshot& it) { return it.settings.method == LiveMethod::Alternating; });
    other.paint(stroke(BrushTarget::Insulating, 0));
    QCOMPARE(await(other, [](const DiffusionSnapshot& it) { return it.hasPaintedMaps; })->settings.method,
        LiveMethod::Steps);
}

void LiveProblemsTest::exactAnswersOfExamples_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<bool>("exact");
    for (const DiffusionExample& example : builtinExamples()) {
        const std::set<std::string> exact { "four-peaks", "point-source", "checkerboard", "image-blur",
            "periodic-ring", "source-and-sink", "cosmic-web" };
        QTest::addRow("%s", example.id.c_str())
            << QByteArray::fromStdString(example.id) << exact.contains(example.id);
    }
}

/// The error of explicit steps, and of the other methods, is there and small where there is an exact answer.
void LiveProblemsTest::exactAnswersOfExamples()
{
    QFETCH(const QByteArray, id);
    QFETCH(const bool, exact);
    LiveDiffusion live(*m_pool, {}, {});
    load(live, id.constData(), 96);
    const Snapshot first = live.snapshot();
    QCOMPARE(first->hasExact, exact);
    QCOMPARE(first->exactIssue.empty(), exact);
    if (!exact)
        return;
    for (const LiveMethod method : { LiveMethod::Steps, LiveMethod::SuperSteps, LiveMethod::Alternating }) {
        if (!first->isGeneral && method != LiveMethod::Steps)
            continue;
        live.reset();
        live.setSettings({ .rows = 96, .method = method });
        live.runSteps(20);
        const Snapshot now = await(live, [&](const DiffusionSnapshot& it) {
            return it.settings.method == method && !it.playing && it.simtime > 0 && it.error
                && it.errorTime == it.simtime;
        });
        const double size = std::max(now->totals.max, -now->totals.min);
        QVERIFY2(*now->error > 0 && *now->error < 0.1 * size,
            qPrintable(QStringLiteral("%1 of %2").arg(*now->error).arg(size)));
    }
    // And back to the beginning by the slider.
    live.seek(first->simtime);
    const Snapshot back = await(live, [](const DiffusionSnapshot& it) { return it.simtime == 0; });
    for (int i = 1; i <= 96; ++i) {
        for (int j = 1; j < back->values.width() - 1; ++j)
            QVERIFY(std::abs(back->values.at(j, i) - first->values.at(j, i))
                < 1e-12 * std::max(1.0, first->totals.max));
    }
}

void LiveProblemsTest::takesAnotherRatio_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<double>("D");
    QTest::newRow("four peaks") << QByteArray("four-peaks") << 1.0;
    QTest::newRow("four peaks, slow") << QByteArray("four-peaks") << 0.37;
    QTest::newRow("four peaks, fast") << QByteArray("four-peaks") << 3.5;
    QTest::newRow("held walls") << QByteArray("checkerboard") << 1.0;
    QTest::newRow("grains") << QByteArray("metal-grains") << 2.0;
}

/// r is r, whatever D is; the same time comes with more steps.
void LiveProblemsTest::takesAnotherRatio()
{
    QFETCH(const QByteArray, id);
    QFETCH(const double, D);
    LiveDiffusion live(*m_pool, {}, {});
    live.setExample(exampleOf(id.constData()), { .rows = 40, .D = D });
    for (const double ratio : { 0.25, 0.1, 0.01 }) {
        live.setSettings({ .rows = 40, .D = D, .ratio = ratio });
        const Snapshot now = await(live, [&](const DiffusionSnapshot& it) {
            return it.settings.ratio == ratio && it.grid.rows == 40 && it.settings.D == D;
        });
        QVERIFY(std::abs(now->clock.coefficient / ratio - 1) < 1e-12);
        QCOMPARE(now->clock.parts, 1);
        QVERIFY(now->problem.empty() && !now->isUnstable);
        const double time = now->simtime;
        const Snapshot later = after(live, 1);
        QVERIFY(std::abs((later->simtime - time) / now->clock.dt - 1) < 1e-9);
    }
    live.setSettings({ .rows = 40, .D = D });
    const Snapshot own = await(live, [](const DiffusionSnapshot& it) { return it.settings.ratio == 0; });
    QVERIFY(own->clock.coefficient <= maxStableR * (1 + 1e-12));
}

void LiveProblemsTest::refusesUnstableRatios()
{
    LiveDiffusion live(*m_pool, { .rows = 40, .ratio = 0.15 }, {});
    await(live, [](const DiffusionSnapshot& now) { return now.settings.ratio == 0.15; });
    live.setSettings({ .rows = 40, .ratio = 0.3 });
    const Snapshot refused = await(live, [](const DiffusionSnapshot& now) { return !now.problem.empty(); });
    QVERIFY2(refused->problem.find("r is 0.3; it must be at most 0.25") == 0, refused->problem.c_str());
    QCOMPARE(refused->settings.ratio, 0.15);
    QVERIFY(!refused->isUnstable);
    live.setSettings({ .rows = 40, .ratio = 0.25 });
    const Snapshot taken = await(live, [](const DiffusionSnapshot& now) { return now.problem.empty(); });
    QCOMPARE(taken->clock.coefficient, 0.25);
    for (const double nonsense : { std::nan(""), -1.0, 0.0 })
        QCOMPARE(withinLimits({ .ratio = nonsense }).ratio, 0.0);
    QCOMPARE(withinLimits({ .ratio = 1e300 }).ratio, maxRatio);
}

/// Never a number that is none, however long one looks.
void LiveProblemsTest::blowsUpAndStops()
{
    for (const char* const id : { "four-peaks", "image-blur" }) {
        for (const double ratio : { 0.26, 0.5 }) {
            LiveDiffusion live(*m_pool, {}, {});
            load(live, id, 40);
            live.setSettings({ .rows = 40, .stepsPerFrame = 10000, .ratio = ratio, .beyond = Beyond::Allow });
            await(live, [](const DiffusionSnapshot& now) { return now.isUnstable; });
            live.beginStroke();
            live.paint({ { 20, 20 }, { 20, 20 }, 0.9, 0.5 });
            live.setPlaying(true);
            const Snapshot ended
                = await(live, [](const DiffusionSnapshot& now) { return !now.problem.empty(); });
            QVERIFY(ended->problem.find("1e100") != std::string::npos);
            QVERIFY(!ended->playing);
            QVERIFY(ended->runsEnded > 0);
            QVERIFY(ended->totals.max > 1e100 && ended->totals.max < 1e140);
            QVERIFY(std::isfinite(ended->energy) && std::isfinite(ended->mass));
            for (const double value : ended->values.values())
                QVERIFY(std::isfinite(value));
            live.stepOnce(); // no further
            live.setPlaying(true);
            std::this_thread::sleep_for(std::chrono::milliseconds(30));
            live.setPlaying(false);
            const Snapshot still = await(live, [](const DiffusionSnapshot& now) { return !now.playing; });
            QCOMPARE(still->step, ended->step);
            live.undo();
            const Snapshot back = await(live, [](const DiffusionSnapshot& now) { return now.redoable == 1; });
            QVERIFY(back->totals.max <= 10);
            live.setSettings({ .rows = 40 });
            const Snapshot stable = await(live, [](const DiffusionSnapshot& now) { return !now.isUnstable; });
            QVERIFY(stable->problem.empty());
            after(live, 5);
        }
    }
}

void LiveProblemsTest::goesOnFromFiles_data()
{
    QTest::addColumn<QByteArray>("id");
    for (const DiffusionExample& example : builtinExamples())
        QTest::addRow("%s", example.id.c_str()) << QByteArray::fromStdString(example.id);
}

/// Saved, loaded into a field that does something else, and run on: the same bits as without.
void LiveProblemsTest::goesOnFromFiles()
{
    QFETCH(const QByteArray, id);
    QTemporaryDir folder;
    const std::filesystem::path path = std::filesystem::path(folder.path().toStdString()) / "a.toml";
    LiveDiffusion one(*m_pool, {}, {});
    load(one, id.constData(), 40);
    after(one, 12);
    const auto written = writeDiffusionState(path, fetched(one));
    QVERIFY2(written, written ? "" : written.error().message.c_str());
    const Snapshot expected = after(one, 25);

    const auto state = readDiffusionState(path);
    QVERIFY2(state, state ? "" : state.error().message.c_str());
    LiveDiffusion other(*m_pool, { .rows = 64 }, {});
    other.setExample(exampleOf("hot-plate"), { .rows = 30 });
    other.load(*state);
    await(other, [](const DiffusionSnapshot& now) { return now.step == 12; });
    const Snapshot now = after(other, 25);
    QVERIFY(sameBits(now->values, expected->values));
    QVERIFY(now->simtime == expected->simtime);
    QVERIFY(now->walls == expected->walls);
    QVERIFY(now->reaction == expected->reaction);
}

void LiveProblemsTest::goesOnFromChangedProblems()
{
    QTemporaryDir folder;
    const auto roundTrip = [&](LiveDiffusion& one, const char* name) {
        const std::filesystem::path path = std::filesystem::path(folder.path().toStdString()) / name;
        if (const auto written = writeDiffusionState(path, fetched(one)); !written)
            qFatal("%s", written.error().message.c_str());
        const Snapshot expected = after(one, 15);
        const auto state = readDiffusionState(path);
        if (!state)
            qFatal("%s", state.error().message.c_str());
        LiveDiffusion other(*m_pool, { .rows = 40 }, {});
        await(other, [](const DiffusionSnapshot&) { return true; });
        other.load(*state);
        await(other, [&](const DiffusionSnapshot& now) {
            return now.step == state->step && now.painted == state->painted;
        });
        const Snapshot now = after(other, 15);
        return sameBits(now->values, expected->values) && now->simtime == expected->simtime
            && now->settings.method == expected->settings.method && now->clock == expected->clock
            && now->walls == expected->walls && now->hasPaintedMaps == expected->hasPaintedMaps;
    };
    LiveDiffusion painted(*m_pool, {}, {});
    load(painted, "image-blur", 40);
    painted.paint(stroke(BrushTarget::Diffusivity, 0.25));
    painted.paint({ { 30, 10 }, { 35, 20 }, 4, 0.75, BrushMode::Set, BrushShape::Disc, BrushTarget::Held });
    painted.setWalls(
        { { .kind = WallKind::Robin, .a = 2, .b = 0.5, .g = 1 }, { .kind = WallKind::Value, .value = 0.5 },
            { .kind = WallKind::Periodic }, { .kind = WallKind::Periodic } });
    painted.setSettings({ .rows = 40, .D = 1.5, .method = LiveMethod::SuperSteps });
    await(painted, [](const DiffusionSnapshot& now) { return now.settings.D == 1.5; });
    after(painted, 3);
    QVERIFY(roundTrip(painted, "painted.toml"));

    LiveDiffusion peaks(*m_pool, { .rows = 40 }, {});
    await(peaks, [](const DiffusionSnapshot&) { return true; });
    peaks.paint(stroke(BrushTarget::Insulating, 0));
    await(peaks, [](const DiffusionSnapshot& now) { return now.hasPaintedMaps; });
    after(peaks, 3);
    QVERIFY(roundTrip(peaks, "peaks.toml"));

    LiveDiffusion shorter(*m_pool, { .rows = 40, .ratio = 0.07 }, {});
    await(shorter, [](const DiffusionSnapshot&) { return true; });
    after(shorter, 3);
    QVERIFY(roundTrip(shorter, "shorter.toml"));

    LiveDiffusion spots(*m_pool, {}, {});
    load(spots, "gray-scott-spots", 40);
    Reaction reaction = *spots.snapshot()->reaction;
    reaction.parameters[0] = 0.03;
    spots.setReaction(reaction);
    spots.setWalls(Walls::all({ .kind = WallKind::Insulated }));
    await(spots, [](const DiffusionSnapshot& now) { return now.walls.top.kind == WallKind::Insulated; });
    after(spots, 3);
    QVERIFY(roundTrip(spots, "spots.toml"));
}

void LiveProblemsTest::refusesFilesThatDoNotFit_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char* from, const char* to, const char* message) {
        QTest::newRow(to) << QByteArray(from) << QByteArray(to) << QByteArray(message);
    };
    row("example = \"image-blur\"", "example = \"no-such\"", "which this program does not have");
    row("example = \"image-blur\"", "example = \"../a\"", "letters, digits");
    row("example = \"image-blur\"", "example = \"gray-scott-spots\"", "needs the keys second and reaction");
    row("example = \"image-blur\"", "example = \"hot-plate\"", "its shape is (42, 42)");
    row("method = \"rkl2\"", "method = \"fast\"", "method must be");
    row("method = \"rkl2\"", "r = 0.7", "r is 0.7; it must be 0.001 to 0.5");
    row("method = \"rkl2\"", "r = nan", "r is");
    row("kind = \"insulated\"", "kind = \"open\"", "walls, top, kind must be");
    row("kind = \"insulated\"", "kind = \"periodic\"", "both be periodic");
    row("kind = \"insulated\"", "kind = 3", "walls, top, kind must be text");
    row("[walls]", "[walls]\nmiddle = 3", "walls, middle is not a key");
    row("[walls]", "[wall]", "wall is not a key");
    row("method = \"rkl2\"", "reaction = [1, 2]", "does not react");
    row("method = \"rkl2\"", "reaction = [1, \"x\"]", "reaction must be numbers");
    row("method = \"rkl2\"", "reaction = []", "reaction must be a list");
    row("\nobstacles", "\nobstacle", "is not a key of a saved field");
    row("a-obstacles.npy", "a.npy", "its shape is (42, 42)");
    row("a-obstacles.npy", "a-diffusivity.npy", "not the ones that were saved");
    row("a-obstacles.npy", "/etc/a.npy", "in the same folder");
}

void LiveProblemsTest::refusesFilesThatDoNotFit()
{
    QFETCH(const QByteArray, from);
    QFETCH(const QByteArray, to);
    QFETCH(const QByteArray, message);
    QTemporaryDir folder;
    const std::filesystem::path path = std::filesystem::path(folder.path().toStdString()) / "a.toml";
    LiveDiffusion live(*m_pool, {}, {});
    load(live, "image-blur", 40);
    live.paint(stroke(BrushTarget::Held, 0.25));
    live.setSettings({ .rows = 40, .method = LiveMethod::SuperSteps });
    QVERIFY(writeDiffusionState(path, fetched(live)));
    QVERIFY(readDiffusionState(path));
    QFile file(QString::fromStdString(path.string()));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QByteArray text = file.readAll();
    const qsizetype at = text.indexOf(from);
    QVERIFY(at >= 0);
    text.replace(at, from.size(), to);
    file.resize(0);
    file.seek(0);
    file.write(text);
    file.close();
    const auto state = readDiffusionState(path);
    QVERIFY(!state);
    QVERIFY2(state.error().message.find(message.toStdString()) != std::string::npos,
        state.error().message.c_str());
}

} // namespace escapade

using escapade::LiveProblemsTest;
QTEST_GUILESS_MAIN(LiveProblemsTest)
#include "tst_live_problems.moc"
