#include "core/diffusion/FieldTotals.h"
#include "core/diffusion/problem/ProblemStepper.h"

#include <QTest>

#include <atomic>
#include <cmath>
#include <cstring>
#include <functional>
#include <limits>
#include <numbers>
#include <random>
#include <thread>

namespace escapade {

/// General diffusion problems: their walls, their step and its limit, against plain loops and exact answers.
class ProblemTest : public QObject
{
    Q_OBJECT

private slots:
    void stepsAsThePlainLoop();
    void limitsTheStep();
    void refusesNonsense();
    void keepsMass_data();
    void keepsMass();
    void keepsTheMaximumPrinciple();
    void obstaclesHold();
    void meanOfFacesIsHarmonic();
    void convergesInSecondOrder_data();
    void convergesInSecondOrder();
    void robinConverges();
    void spreadsAsAGaussian();
    void splitsExactly();

private:
    /// Does something, and meanwhile changes the pool's active count again and again, if it is to.
    void whileThreadsChange(bool change, const std::function<void()>& something);

    WorkerPool m_pool { 7 };
};

namespace {

using Random = std::mt19937;

double uniform(Random& random, double low, double high)
{
    return low + (high - low) * static_cast<double>(random() >> 5U) * 0x1p-27;
}

int below(Random& random, int count)
{
    return static_cast<int>(random() % static_cast<unsigned>(count));
}

Wall randomWall(Random& random)
{
    Wall wall;
    wall.kind = std::array { WallKind::Value, WallKind::Insulated,
        WallKind::Robin }[static_cast<std::size_t>(below(random, 3))];
    wall.value = uniform(random, -1, 1);
    wall.a = uniform(random, 0, 2);
    wall.b = uniform(random, 0.1, 2);
    wall.g = uniform(random, -1, 1);
    return wall;
}

Walls randomWalls(Random& random)
{
    Walls walls { randomWall(random), randomWall(random), randomWall(random), randomWall(random) };
    if (below(random, 3) == 0)
        walls.top.kind = walls.bottom.kind = WallKind::Periodic;
    if (below(random, 3) == 0)
        walls.left.kind = walls.right.kind = WallKind::Periodic;
    return walls;
}

DiffusionProblem randomProblem(Random& random, Size cells)
{
    DiffusionProblem problem = uniformProblem(cells, uniform(random, 0.1, 2), uniform(random, 0.1, 3));
    problem.walls = randomWalls(random);
    if (below(random, 4) != 0) {
        for (double& value : problem.diffusivity.values())
            value = below(random, 10) == 0 ? 0 : uniform(random, 0.01, 5);
    }
    if (below(random, 2) == 0) {
        problem.source = Array2D<double>(cells);
        for (double& value : problem.source.values())
            value = uniform(random, -1, 1);
    }
    if (below(random, 2) == 0) {
        problem.cells = Array2D<CellKind>(cells, CellKind::Free);
        for (CellKind& kind : problem.cells.values()) {
            if (below(random, 4) == 0)
                kind = below(random, 2) == 0 ? CellKind::Insulating : CellKind::Held;
        }
    }
    return problem;
}

/// A field with the values of an array of unknowns, closed.
DiffusionField fieldOf(const DiffusionProblem& problem, const Array2D<double>& unknowns)
{
    Result<DiffusionField> field = DiffusionField::create(Size { problem.columns + 2, problem.rows + 2 });
    for (int i = 0; i < problem.rows; ++i)
        std::copy_n(unknowns.row(i), problem.columns, field->row(0, i + 1) + 1);
    GhostRules(problem.walls, problem.dx).close(*field);
    return *std::move(field);
}

Array2D<double> randomUnknowns(Random& random, Size cells)
{
    Array2D<double> unknowns(cells);
    for (double& value : unknowns.values())
        value = uniform(random, 0.001, 1);
    return unknowns;
}

bool sameBits(const Array2D<double>& a, const Array2D<double>& b)
{
    return a.size() == b.size()
        && std::memcmp(a.values().data(), b.values().data(), a.values().size_bytes()) == 0;
}

double largestDt(const DiffusionProblem& problem)
{
    const double dt = stepLimit(problem).dt;
    return std::isfinite(dt) ? dt : 1;
}

} // namespace

void ProblemTest::whileThreadsChange(bool change, const std::function<void()>& something)
{
    std::atomic<bool> done = false;
    std::thread changer;
    if (change) {
        changer = std::thread([&] {
            for (int count = 1; !done; count = count % 7 + 1) {
                m_pool.setActive(count);
                std::this_thread::sleep_for(std::chrono::microseconds(50));
            }
        });
    }
    something();
    done = true;
    if (changer.joinable())
        changer.join();
}

void ProblemTest::stepsAsThePlainLoop()
{
    Random random(20250);
    ProblemStepper stepper(m_pool);
    for (int run = 0; run < 100; ++run) {
        // The smallest, the largest, and of those in between more small ones than large ones.
        const int part = 1 << below(random, 5);
        Size cells { 1 + below(random, 257 / part), 1 + below(random, 300 / part) };
        if (run < 9)
            cells = { 1 + run % 3, 1 + run / 3 };
        if (run == 9)
            cells = { 257, 300 };
        const DiffusionProblem problem = randomProblem(random, cells);
        QCOMPARE(findProblemIssue(problem), std::string());
        const double dt = uniform(random, 0.2, 1) * largestDt(problem);
        DiffusionField field = fieldOf(problem, randomUnknowns(random, cells));
        ProblemLoop loop(field.toArray(), problem, dt);
        const StepTerms terms(problem, dt);
        // Stopped and continued with other threads and strips; the last time their number changes on the way.
        for (const int threads : { 1, 2, 3, 7, 0 }) {
            const int steps = 1 + below(random, 6);
            StepExecution execution;
            execution.threads = threads;
            execution.plan = StepPlan { 1 + below(random, 9), 1 };
            bool completed = false;
            whileThreadsChange(threads == 0,
                [&] { completed = stepper.advance(field, problem, terms, steps, execution).completed; });
            QVERIFY(completed);
            loop.advance(steps);
            QVERIFY2(sameBits(field.toArray(), loop.density()),
                qPrintable(QStringLiteral("run %1, %2 threads").arg(run).arg(threads)));
        }
    }
}

void ProblemTest::limitsTheStep()
{
    DiffusionProblem problem = uniformProblem({ 5, 4 }, 0.5, 2);
    problem.walls = Walls::all({ .kind = WallKind::Periodic });
    QCOMPARE(stepLimit(problem).dt, 0.25 * 0.25 / 2);
    problem.walls = Walls::all({ .kind = WallKind::Value });
    QCOMPARE(stepLimit(problem).dt, 0.25 * 0.25 / 2);
    QVERIFY(checkStep(problem, 0.03125).has_value());
    const Result<void> beyond = checkStep(problem, 0.0313);
    QVERIFY(!beyond);
    QVERIFY(beyond.error().message.find("0.03125") != std::string::npos);
    QVERIFY(checkStep(problem, 0.0313, Beyond::Allow).has_value());
    QVERIFY(!checkStep(problem, 0));
    QVERIFY(!checkStep(problem, std::numeric_limits<double>::quiet_NaN(), Beyond::Allow));
    problem.diffusivity.at(2, 2) = 20; // harmonic means of 2 and 20, four times
    QCOMPARE(stepLimit(problem).dt, 0.25 / (4 * (2.0 * 2 * 20 / 22)));
    QCOMPARE(stepLimit(problem).row, 2);
    QCOMPARE(stepLimit(problem).column, 2);
    problem.diffusivity = Array2D<double>({ 5, 4 });
    QVERIFY(std::isinf(stepLimit(problem).dt));

    // A step beyond the limit does grow without end: the refusal is not idle.
    DiffusionProblem plain = uniformProblem({ 20, 20 }, 1, 1);
    plain.walls = Walls::all({ .kind = WallKind::Periodic });
    Array2D<double> board({ 20, 20 });
    for (int i = 0; i < 20; ++i) {
        for (int j = 0; j < 20; ++j)
            board.at(j, i) = (i + j) % 2;
    }
    DiffusionField field = fieldOf(plain, board);
    ProblemStepper(m_pool).advance(field, plain, StepTerms(plain, 0.26), 400, {});
    QVERIFY(totalsOf(field).max > 1e5);
}

void ProblemTest::refusesNonsense()
{
    const DiffusionProblem good = uniformProblem({ 4, 3 }, 1, 1);
    QCOMPARE(findProblemIssue(good), std::string());
    const auto isRefused = [&](const auto& change) {
        DiffusionProblem problem = good;
        change(problem);
        return !findProblemIssue(problem).empty();
    };
    QVERIFY(isRefused([](auto& problem) { problem.rows = 0; }));
    QVERIFY(isRefused([](auto& problem) { problem.columns = maxGridRows + 1; }));
    QVERIFY(isRefused([](auto& problem) { problem.dx = 0; }));
    QVERIFY(isRefused([](auto& problem) { problem.dx = std::numeric_limits<double>::infinity(); }));
    QVERIFY(isRefused([](auto& problem) { problem.diffusivity.at(1, 2) = -1; }));
    QVERIFY(isRefused(
        [](auto& problem) { problem.diffusivity.at(1, 2) = std::numeric_limits<double>::quiet_NaN(); }));
    QVERIFY(isRefused([](auto& problem) { problem.source = Array2D<double>({ 3, 4 }); }));
    QVERIFY(isRefused([](auto& problem) { problem.cells = Array2D<CellKind>({ 1, 1 }); }));
    QVERIFY(isRefused([](auto& problem) { problem.walls.top.kind = WallKind::Periodic; }));
    QVERIFY(isRefused([](auto& problem) { problem.walls.left = { .kind = WallKind::Robin, .a = -1 }; }));
    QVERIFY(
        isRefused([](auto& problem) { problem.walls.left = { .kind = WallKind::Robin, .a = 0, .b = 0 }; }));
}

void ProblemTest::keepsMass_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("insulated") << static_cast<int>(WallKind::Insulated);
    QTest::newRow("periodic") << static_cast<int>(WallKind::Periodic);
}

void ProblemTest::keepsMass()
{
    QFETCH(int, kind);
    Random random(7);
    const Size cells { 13, 11 };
    DiffusionProblem problem = uniformProblem(cells, 1, 1);
    for (double& value : problem.diffusivity.values())
        value = uniform(random, 0.01, 1);
    problem.walls = Walls::all({ .kind = static_cast<WallKind>(kind) });
    DiffusionField field = fieldOf(problem, randomUnknowns(random, cells));
    const double before = totalsOf(field).sum;
    ProblemStepper stepper(m_pool);
    const StepTerms terms(problem, stepLimit(problem).dt);
    QVERIFY(stepper.advance(field, problem, terms, 100000, {}).completed);
    QVERIFY2(std::abs(totalsOf(field).sum / before - 1) < 1e-13,
        qPrintable(QString::number(totalsOf(field).sum / before - 1)));
}

void ProblemTest::keepsTheMaximumPrinciple()
{
    Random random(99);
    ProblemStepper stepper(m_pool);
    for (int run = 0; run < 20; ++run) {
        const Size cells { 1 + below(random, 30), 1 + below(random, 30) };
        DiffusionProblem problem = randomProblem(random, cells);
        problem.source = {};
        for (Wall* wall :
            { &problem.walls.top, &problem.walls.bottom, &problem.walls.left, &problem.walls.right }) {
            wall->value = std::abs(wall->value);
            wall->g = std::abs(wall->g) * wall->a; // between 0 and a: the outside is between 0 and 1
        }
        DiffusionField field = fieldOf(problem, randomUnknowns(random, cells));
        const StepTerms terms(problem, largestDt(problem));
        for (int round = 0; round < 10; ++round) {
            QVERIFY(stepper.advance(field, problem, terms, 7, {}).completed);
            for (int i = 1; i <= field.rows(); ++i) {
                for (int j = 1; j <= field.columns(); ++j)
                    QVERIFY(field.row(i)[j] >= -1e-15 && field.row(i)[j] <= 1 + 1e-15);
            }
        }
    }
}

void ProblemTest::obstaclesHold()
{
    Random random(5);
    const Size cells { 31, 20 };
    DiffusionProblem problem = uniformProblem(cells, 1, 1);
    problem.cells = Array2D<CellKind>(cells, CellKind::Free);
    for (int i = 0; i < cells.height; ++i)
        problem.cells.at(15, i) = CellKind::Insulating; // from wall to wall
    problem.cells.at(3, 3) = CellKind::Held;
    Array2D<double> unknowns(cells);
    unknowns.at(3, 3) = 0.75;
    DiffusionField field = fieldOf(problem, unknowns);
    QVERIFY(ProblemStepper(m_pool).advance(field, problem, StepTerms(problem, 0.25), 5000, {}).completed);
    QCOMPARE(field.row(4)[4], 0.75);
    QVERIFY(std::abs(field.row(20)[15] - 0.75) < 0.01); // the left chamber takes the held value
    for (int j = 16; j < 31; ++j)
        QCOMPARE(field.row(10)[j], 0.0); // nothing gets to the right one, not the last bit
}

void ProblemTest::meanOfFacesIsHarmonic()
{
    QCOMPARE(faceDiffusivity(0.1, 0.1), 0.1);
    QCOMPARE(faceDiffusivity(1, 3), 1.5);
    QCOMPARE(faceDiffusivity(3, 1), 1.5);
    QCOMPARE(faceDiffusivity(0, 7), 0.0);
    QCOMPARE(faceDiffusivity(0, 0), 0.0);

    // Two materials between held walls: the steady flux is that of resistances in series, exactly.
    const Size cells { 10, 1 };
    DiffusionProblem problem = uniformProblem(cells, 1, 1);
    for (int j = 5; j < 10; ++j)
        problem.diffusivity.at(j, 0) = 4;
    problem.walls.left = { .kind = WallKind::Value, .value = 1 };
    problem.walls.right = { .kind = WallKind::Value, .value = 0 };
    DiffusionField field = fieldOf(problem, Array2D<double>(cells));
    const StepTerms terms(problem, stepLimit(problem).dt);
    QVERIFY(ProblemStepper(m_pool).advance(field, problem, terms, 20000, {}).completed);
    const double resistance = 5.5 / 1 + 5.5 / 4;
    QVERIFY(std::abs((1 - field.row(1)[1]) - 1 / resistance) < 1e-12);
    QVERIFY(std::abs(field.row(1)[10] * 4 - 1 / resistance) < 1e-12);
}

void ProblemTest::convergesInSecondOrder_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("sine modes") << static_cast<int>(WallKind::Value);
    QTest::newRow("cosine modes") << static_cast<int>(WallKind::Insulated);
    QTest::newRow("periodic waves") << static_cast<int>(WallKind::Periodic);
}

void ProblemTest::convergesInSecondOrder()
{
    QFETCH(int, kind);
    const auto wall = static_cast<WallKind>(kind);
    constexpr double pi = std::numbers::pi;
    constexpr double endTime = 0.02;
    // On [0, 1] x [0, 2], modes (1, 2) that fit the walls; a fixed r makes time's error second order in dx.
    const auto mode = [&](int k, double x) {
        if (wall == WallKind::Value)
            return std::sin(pi * k * x);
        return wall == WallKind::Insulated ? std::cos(pi * k * x) : std::sin(2 * pi * k * x + 0.3);
    };
    const double stretch = wall == WallKind::Periodic ? 2 : 1;
    const double decayRate = stretch * stretch * pi * pi * (1 + 4.0 / 4);
    std::vector<double> errors;
    for (const int half : { 16, 32, 64 }) {
        const bool held = wall == WallKind::Value; // its walls are a spacing away, the others' half of one
        const Size cells { held ? half - 1 : half, held ? 2 * half - 1 : 2 * half };
        const double dx = 1.0 / half;
        DiffusionProblem problem = uniformProblem(cells, dx, 1);
        problem.walls = Walls::all({ .kind = wall });
        const double offset = held ? 1 : 0.5;
        const auto exact = [&](int i, int j, double time) {
            return mode(1, (j + offset) * dx) * mode(2, (i + offset) * dx / 2) * std::exp(-decayRate * time);
        };
        Array2D<double> begin(cells);
        for (int i = 0; i < cells.height; ++i) {
            for (int j = 0; j < cells.width; ++j)
                begin.at(j, i) = exact(i, j, 0);
        }
        DiffusionField field = fieldOf(problem, begin);
        const auto steps = static_cast<int>(std::lround(endTime / (0.2 * dx * dx)));
        const double dt = endTime / steps;
        QVERIFY(checkStep(problem, dt).has_value());
        QVERIFY(ProblemStepper(m_pool).advance(field, problem, StepTerms(problem, dt), steps, {}).completed);
        double error = 0;
        for (int i = 0; i < cells.height; ++i) {
            for (int j = 0; j < cells.width; ++j)
                error = std::max(error, std::abs(field.row(i + 1)[j + 1] - exact(i, j, endTime)));
        }
        errors.push_back(error);
    }
    const double order = std::log2(errors[1] / errors[2]);
    QVERIFY2(std::abs(order - 2) <= 0.02, qPrintable(QStringLiteral("order %1").arg(order)));
}

void ProblemTest::robinConverges()
{
    // Steady: u = 1 at the left, u + du/dn = 0 at the right of a box of length 1: u = 1 - x / 2.
    constexpr int columns = 9;
    constexpr double dx = 1 / (columns + 0.5); // held a spacing away, Robin half of one
    DiffusionProblem problem = uniformProblem({ columns, 2 }, dx, 1);
    problem.walls.left = { .kind = WallKind::Value, .value = 1 };
    problem.walls.right = { .kind = WallKind::Robin, .a = 1, .b = 1, .g = 0 };
    DiffusionField field = fieldOf(problem, Array2D<double>({ columns, 2 }));
    const StepTerms terms(problem, stepLimit(problem).dt);
    QVERIFY(ProblemStepper(m_pool).advance(field, problem, terms, 4000, {}).completed);
    for (int j = 1; j <= columns; ++j)
        QVERIFY(std::abs(field.row(1)[j] - (1 - j * dx / 2)) < 1e-12);
}

void ProblemTest::spreadsAsAGaussian()
{
    constexpr int side = 161;
    constexpr double dx = 0.1;
    constexpr double start = 0.25;
    constexpr double elapsed = 0.5;
    const DiffusionProblem problem = uniformProblem({ side, side }, dx, 1);
    const auto exact = [&](int i, int j, double time) {
        const double x = (j - side / 2) * dx;
        const double y = (i - side / 2) * dx;
        return start / (start + time) * std::exp(-(x * x + y * y) / (4 * (start + time)));
    };
    Array2D<double> begin({ side, side });
    for (int i = 0; i < side; ++i) {
        for (int j = 0; j < side; ++j)
            begin.at(j, i) = exact(i, j, 0);
    }
    DiffusionField field = fieldOf(problem, begin);
    constexpr int steps = 300; // r = 1/6, at which the leading errors of time and space cancel
    QVERIFY(ProblemStepper(m_pool)
                .advance(field, problem, StepTerms(problem, elapsed / steps), steps, {})
                .completed);
    for (int i = 0; i < side; ++i) {
        for (int j = 0; j < side; ++j)
            QVERIFY(std::abs(field.row(i + 1)[j + 1] - exact(i, j, elapsed)) < 1e-3);
    }
}

void ProblemTest::splitsExactly()
{
    Random random(3);
    const Size cells { 40, 27 };
    const DiffusionProblem problem = randomProblem(random, cells);
    const StepTerms terms(problem, largestDt(problem));
    const Array2D<double> begin = randomUnknowns(random, cells);
    DiffusionField once = fieldOf(problem, begin);
    DiffusionField twice = fieldOf(problem, begin);
    ProblemStepper stepper(m_pool);
    QVERIFY(stepper.advance(once, problem, terms, 12, {}).completed);
    QVERIFY(stepper.advance(twice, problem, terms, 5, {}).completed);
    QVERIFY(stepper.advance(twice, problem, terms, 7, {}).completed);
    QVERIFY(sameBits(once.toArray(), twice.toArray()));
}

} // namespace escapade

using escapade::ProblemTest;
QTEST_GUILESS_MAIN(ProblemTest)
#include "tst_problem.moc"
