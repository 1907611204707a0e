#include "core/diffusion/FieldTotals.h"
#include "core/diffusion/problem/AlternatingStepper.h"
#include "core/diffusion/problem/ProblemStepper.h"
#include "core/diffusion/problem/ReactionStepper.h"
#include "core/diffusion/problem/SuperStepper.h"

#include <QTest>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <numbers>

namespace escapade {

/// Long steps (RKL2, ADI) at their orders, and reactions against plain loops.
class MethodsTest : public QObject
{
    Q_OBJECT

private slots:
    void longStepsConverge_data();
    void longStepsConverge();
    void longStepsDependOnNoThreads_data();
    void longStepsDependOnNoThreads();
    void superStepsKeepObstaclesAndMass();
    void alternatingSolvesLines_data();
    void alternatingSolvesLines();
    void alternatingIsRefused();
    void grayScottAsThePlainLoop();
    void restStatesRest_data();
    void restStatesRest();
    void turingThresholds();

private:
    enum class Method { Super, Alternating };
    void advance(DiffusionField& field, const DiffusionProblem& problem, Method method, double dt, int steps,
        const StepExecution& execution = {});

    WorkerPool m_pool { 7 };
};

namespace {

constexpr int stages = 31; // 247 explicit steps

DiffusionField fieldOf(const DiffusionProblem& problem, const Array2D<double>& unknowns)
{
    Result<DiffusionField> field = DiffusionField::create(Size { problem.columns + 2, problem.rows + 2 });
    for (int i = 0; i < problem.rows; ++i)
        std::copy_n(unknowns.row(i), problem.columns, field->row(0, i + 1) + 1);
    GhostRules(problem.walls, problem.dx).close(*field);
    return *std::move(field);
}

/// Something without symmetry.
Array2D<double> hills(Size cells)
{
    Array2D<double> values(cells);
    for (int i = 0; i < cells.height; ++i) {
        for (int j = 0; j < cells.width; ++j)
            values.at(j, i) = 0.5 + 0.3 * std::sin(0.37 * i + 0.11 * j * j) + 0.01 * ((i * 7 + j * 5) % 11);
    }
    return values;
}

bool sameBits(const Array2D<double>& a, const Array2D<double>& b)
{
    return a.size() == b.size()
        && std::memcmp(a.values().data(), b.values().data(), a.values().size_bytes()) == 0;
}

bool hasBits(const double* values, const double* expected, int count)
{
    return std::equal(values, values + count, expected, [](double one, double other) {
        return std::bit_cast<std::uint64_t>(one) == std::bit_cast<std::uint64_t>(other);
    });
}

} // namespace

void MethodsTest::advance(DiffusionField& field, const DiffusionProblem& problem, Method method, double dt,
    int steps, const StepExecution& execution)
{
    const StepReport report = method == Method::Super
        ? SuperStepper(m_pool).advance(field, problem, StepTerms(problem, dt), stages, steps, execution)
        : AlternatingStepper(m_pool).advance(field, problem, dt, steps, execution);
    QVERIFY(report.completed);
}

void MethodsTest::longStepsConverge_data()
{
    QTest::addColumn<int>("method");
    QTest::addColumn<int>("wall");
    for (const WallKind wall : { WallKind::Value, WallKind::Insulated, WallKind::Periodic }) {
        for (const Method method : { Method::Super, Method::Alternating })
            QTest::addRow("%s, %s", method == Method::Super ? "RKL2" : "ADI", wallName(wall).data())
                << static_cast<int>(method) << static_cast<int>(wall);
    }
}

/// Time step proportional to dx: the error against the exact solution then falls with dx^2 only if the method
/// is of second order in time as well.
void MethodsTest::longStepsConverge()
{
    QFETCH(int, method);
    QFETCH(int, wall);
    constexpr double pi = std::numbers::pi;
    const auto kind = static_cast<WallKind>(wall);
    const bool held = kind == WallKind::Value;
    const double turn = kind == WallKind::Periodic ? 2 : 1;
    const double endTime = 0.05 / (turn * turn);
    const auto mode
        = [&](double x) { return held ? std::sin(pi * x) : std::cos(turn * pi * x + (turn > 1)); };
    std::vector<double> errors;
    for (const int side : { 32, 64, 128 }) {
        const Size cells { held ? side - 1 : side, held ? side - 1 : side };
        const double dx = 1.0 / side;
        DiffusionProblem problem = uniformProblem(cells, dx, 1);
        problem.walls = Walls::all({ .kind = kind });
        const auto exact = [&](int i, int j, double time) {
            const double offset = held ? 1 : 0.5;
            return mode((j + offset) * dx) * mode((i + offset) * dx)
                * std::exp(-2 * turn * turn * pi * pi * time);
        };
        Array2D<double> begin(cells);
        for (int i = 0; i < cells.height; ++i) {
            for (int j = 0; j < cells.width; ++j)
                begin.at(j, i) = exact(i, j, 0);
        }
        DiffusionField field = fieldOf(problem, begin);
        const int steps = side / 8;
        const double dt = endTime / steps;
        QVERIFY(dt > stepLimit(problem).dt); // no explicit step would do
        QVERIFY(dt <= explicitStepsOf(stages) * stepLimit(problem).dt);
        advance(field, problem, static_cast<Method>(method), dt, steps);
        double error = 0;
        for (int i = 0; i < cells.height; ++i) {
            for (int j = 0; j < cells.width; ++j)
                error = std::max(error, std::abs(field.row(i + 1)[j + 1] - exact(i, j, endTime)));
        }
        errors.push_back(error);
    }
    const double order = std::log2(errors[1] / errors[2]);
    QVERIFY2(std::abs(order - 2) <= 0.1,
        qPrintable(QStringLiteral("order %1, errors %2 %3").arg(order).arg(errors[1]).arg(errors[2])));
}

void MethodsTest::longStepsDependOnNoThreads_data()
{
    QTest::addColumn<int>("method");
    QTest::newRow("RKL2") << static_cast<int>(Method::Super);
    QTest::newRow("ADI") << static_cast<int>(Method::Alternating);
}

void MethodsTest::longStepsDependOnNoThreads()
{
    QFETCH(int, method);
    const Size cells { 83, 97 };
    DiffusionProblem problem = uniformProblem(cells, 1, 1);
    problem.walls.left = { .kind = WallKind::Robin, .a = 0.3, .b = 1, .g = 0.1 };
    problem.walls.right = { .kind = WallKind::Value, .value = 0.7 };
    problem.walls.top = problem.walls.bottom = { .kind = WallKind::Periodic };
    problem.source = hills(cells);
    if (static_cast<Method>(method) == Method::Super)
        problem.diffusivity = hills(cells);
    std::optional<Array2D<double>> first;
    for (const int threads : { 1, 2, 3, 7 }) {
        DiffusionField field = fieldOf(problem, hills(cells));
        StepExecution execution;
        execution.threads = threads;
        execution.plan = StepPlan { threads + 1, 1 };
        advance(field, problem, static_cast<Method>(method), 10 * stepLimit(problem).dt, 5, execution);
        if (!first)
            first = field.toArray();
        QVERIFY(sameBits(field.toArray(), *first));
    }
}

void MethodsTest::superStepsKeepObstaclesAndMass()
{
    const Size cells { 40, 30 };
    DiffusionProblem problem = uniformProblem(cells, 1, 1);
    problem.diffusivity = hills(cells);
    problem.cells = Array2D<CellKind>(cells, CellKind::Free);
    for (int i = 0; i < cells.height; ++i)
        problem.cells.at(20, i) = CellKind::Insulating;
    Array2D<double> begin = hills(cells);
    for (int i = 0; i < cells.height; ++i) {
        begin.at(20, i) = 0;
        for (int j = 21; j < cells.width; ++j)
            begin.at(j, i) = 0.25;
    }
    DiffusionField field = fieldOf(problem, begin);
    const double before = totalsOf(field).sum;
    const double dt = 0.9 * explicitStepsOf(stages) * stepLimit(problem).dt;
    advance(field, problem, Method::Super, dt, 200);
    QVERIFY(std::abs(totalsOf(field).sum / before - 1) < 1e-12);
    QCOMPARE(field.row(7)[21], 0.0); // the obstacle
    for (int j = 22; j <= 40; ++j)
        QVERIFY(std::abs(field.row(9)[j] - 0.25) < 1e-12);

    // Far beyond what explicit steps can do, the same answer as theirs at a late time.
    DiffusionField small = fieldOf(problem, begin);
    const int many = 50000;
    QVERIFY(ProblemStepper(m_pool)
                .advance(small, problem, StepTerms(problem, 200 * dt / many), many, {})
                .completed);
    for (int j = 1; j <= 40; ++j)
        QVERIFY2(std::abs(field.row(15)[j] - small.row(15)[j]) < 1e-6,
            qPrintable(QString::number(field.row(15)[j] - small.row(15)[j])));
}

void MethodsTest::alternatingSolvesLines_data()
{
    QTest::addColumn<double>("firstSlope");
    QTest::addColumn<double>("lastSlope");
    QTest::addColumn<bool>("periodic");
    QTest::newRow("held") << 0.0 << 0.0 << false;
    QTest::newRow("insulated") << 1.0 << 1.0 << false;
    QTest::newRow("Robin and held") << -0.4 << 0.0 << false;
    QTest::newRow("periodic") << 0.0 << 0.0 << true;
}

void MethodsTest::alternatingSolvesLines()
{
    QFETCH(double, firstSlope);
    QFETCH(double, lastSlope);
    QFETCH(bool, periodic);
    for (const int count : { 3, 4, 50 }) {
        for (const double h : { 0.1, 3.0, 500.0 }) {
            const LineSolver solver(count, h, { .periodic = periodic, .slope = firstSlope },
                { .periodic = periodic, .slope = lastSlope });
            std::vector<double> wanted;
            wanted.reserve(static_cast<std::size_t>(count));
            for (int n = 0; n < count; ++n)
                wanted.push_back(1 + std::sin(2.3 * n));
            const auto at = [&](int n) {
                if (n < 0)
                    return periodic ? wanted.back() : firstSlope * wanted.front();
                if (n == count)
                    return periodic ? wanted.front() : lastSlope * wanted.back();
                return wanted[static_cast<std::size_t>(n)];
            };
            std::vector<double> cells;
            cells.reserve(static_cast<std::size_t>(count));
            for (int n = 0; n < count; ++n)
                cells.push_back(at(n) - h * (at(n - 1) - 2 * at(n) + at(n + 1)));
            solver.solve(cells.data(), 1, 1);
            for (int n = 0; n < count; ++n)
                QVERIFY(std::abs(cells[static_cast<std::size_t>(n)] - at(n)) < 1e-10);
        }
    }
}

void MethodsTest::alternatingIsRefused()
{
    DiffusionProblem problem = uniformProblem({ 8, 8 }, 1, 1);
    QCOMPARE(AlternatingStepper::findIssue(problem), std::string());
    problem.diffusivity.at(3, 3) = 2;
    QVERIFY(!AlternatingStepper::findIssue(problem).empty());
    problem = uniformProblem({ 8, 8 }, 1, 1);
    problem.cells = Array2D<CellKind>({ 8, 8 }, CellKind::Free);
    problem.cells.at(1, 1) = CellKind::Held;
    QVERIFY(!AlternatingStepper::findIssue(problem).empty());
    QVERIFY(!AlternatingStepper::findIssue(uniformProblem({ 2, 8 }, 1, 1)).empty());
}

/// Pearson's model written down as anybody would, one thread, whole arrays.
void MethodsTest::grayScottAsThePlainLoop()
{
    const int rows = 61;
    const int columns = 74;
    ReactionRule rule { usualReaction(ReactionModel::GrayScott), Walls::all({ .kind = WallKind::Periodic }),
        2.5 / 256, 1 };
    const double F = rule.reaction.parameters[0];
    const double k = rule.reaction.parameters[1];
    Array2D<double> u({ columns, rows }, 1);
    Array2D<double> v({ columns, rows });
    for (int i = 20; i < 40; ++i) {
        for (int j = 25; j < 47; ++j) {
            u.at(j, i) = 0.5 + 0.001 * (i % 7);
            v.at(j, i) = 0.25 + 0.001 * (j % 5);
        }
    }
    const auto plainStep = [&] {
        const Array2D<double> oldU = u;
        const Array2D<double> oldV = v;
        const double scale = rule.dt / (rule.dx * rule.dx);
        for (int i = 0; i < rows; ++i) {
            for (int j = 0; j < columns; ++j) {
                const auto laplacian = [&](const Array2D<double>& a) {
                    return a.at(j, (i + 1) % rows) + a.at(j, (i + rows - 1) % rows)
                        + a.at((j + 1) % columns, i) + a.at((j + columns - 1) % columns, i) - 4 * a.at(j, i);
                };
                const double x = oldU.at(j, i);
                const double y = oldV.at(j, i);
                u.at(j, i)
                    = x + (rule.reaction.Du * scale * laplacian(oldU) + rule.dt * (F * (1 - x) - x * y * y));
                v.at(j, i)
                    = y + (rule.reaction.Dv * scale * laplacian(oldV) + rule.dt * (x * y * y - (F + k) * y));
            }
        }
    };
    DiffusionProblem grid = uniformProblem({ columns, rows }, rule.dx, 1);
    grid.walls = rule.walls;
    DiffusionField fieldU = fieldOf(grid, u);
    DiffusionField fieldV = fieldOf(grid, v);
    for (const int threads : { 1, 2, 3, 7 }) {
        StepExecution execution;
        execution.threads = threads;
        execution.plan = StepPlan { threads + 2, 1 };
        QVERIFY(ReactionStepper(m_pool).advance(fieldU, fieldV, rule, 101, execution).completed);
        for (int step = 0; step < 101; ++step)
            plainStep();
        for (int i = 0; i < rows; ++i) {
            QVERIFY(hasBits(fieldU.row(i + 1) + 1, u.row(i), columns));
            QVERIFY(hasBits(fieldV.row(i + 1) + 1, v.row(i), columns));
        }
    }
    QVERIFY(totalsOf(fieldV).max > 0.2); // it lives
}

void MethodsTest::restStatesRest_data()
{
    QTest::addColumn<int>("model");
    for (const ReactionModel model : { ReactionModel::GrayScott, ReactionModel::Schnakenberg,
             ReactionModel::FitzHughNagumo, ReactionModel::Brusselator })
        QTest::addRow("%s", reactionName(model).data()) << static_cast<int>(model);
}

void MethodsTest::restStatesRest()
{
    QFETCH(int, model);
    const Reaction reaction = usualReaction(static_cast<ReactionModel>(model));
    QCOMPARE(findReactionIssue(reaction), std::string());
    const Substances rest = restState(reaction);
    const Substances rate = reactionRate(reaction, rest);
    QVERIFY(std::abs(rate.u) < 1e-12 && std::abs(rate.v) < 1e-12);

    // Held there by its walls, a field at rest stays.
    ReactionRule rule { reaction, Walls::all({ .kind = WallKind::Value }), 1, 0.01 };
    rule.reaction.Du = 1;
    rule.reaction.Dv = 2;
    const DiffusionProblem grid = uniformProblem({ 9, 7 }, 1, 1);
    DiffusionField u = fieldOf(grid, Array2D<double>({ 9, 7 }, rest.u));
    DiffusionField v = fieldOf(grid, Array2D<double>({ 9, 7 }, rest.v));
    closeReaction(u, v, rule);
    QVERIFY(ReactionStepper(m_pool).advance(u, v, rule, 100, {}).completed);
    QVERIFY(std::abs(u.row(3)[4] - rest.u) < 1e-12 && std::abs(v.row(3)[4] - rest.v) < 1e-12);
}

/// Published thresholds: below them a disturbance dies, above them it grows.
void MethodsTest::turingThresholds()
{
    const auto growth = [&](ReactionModel model, double ratio) {
        Reaction reaction = usualReaction(model);
        reaction.Dv = ratio * reaction.Du;
        const Substances rest = restState(reaction);
        const ReactionRule rule { reaction, Walls::all({ .kind = WallKind::Periodic }), 0.5, 0.003 };
        const Size cells { 40, 3 };
        Array2D<double> u(cells, rest.u);
        for (int j = 0; j < cells.width; ++j) {
            for (int i = 0; i < cells.height; ++i)
                u.at(j, i) += 1e-4 * ((j * 7) % 13 - 6);
        }
        DiffusionProblem grid = uniformProblem(cells, rule.dx, 1);
        grid.walls = rule.walls;
        DiffusionField first = fieldOf(grid, u);
        DiffusionField second = fieldOf(grid, Array2D<double>(cells, rest.v));
        const auto size = [&] {
            double largest = 0;
            for (int j = 1; j <= cells.width; ++j)
                largest = std::max(largest, std::abs(first.row(1)[j] - rest.u));
            return largest;
        };
        ReactionStepper stepper(m_pool);
        static_cast<void>(stepper.advance(first, second, rule, 10000, {}));
        const double before = size();
        static_cast<void>(stepper.advance(first, second, rule, 10000, {}));
        return size() / before;
    };
    QVERIFY(growth(ReactionModel::Schnakenberg, 7) < 1); // the threshold is 8.57
    QVERIFY(growth(ReactionModel::Schnakenberg, 12) > 1);
    QVERIFY(growth(ReactionModel::Brusselator, 6) < 1); // 7.46
    QVERIFY(growth(ReactionModel::Brusselator, 10) > 1);
}

} // namespace escapade

using escapade::MethodsTest;
QTEST_GUILESS_MAIN(MethodsTest)
#include "tst_methods.moc"
