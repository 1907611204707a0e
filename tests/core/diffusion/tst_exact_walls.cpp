#include "core/diffusion/ExactSolution.h"
#include "core/diffusion/HeatKernel.h"
#include "core/diffusion/problem/ProblemStepper.h"

#include <QTest>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>
#include <random>

namespace escapade {
namespace {

const Wall zero { .kind = WallKind::Value };
const Wall insulated { .kind = WallKind::Insulated };
const Wall periodic { .kind = WallKind::Periodic };

/// A field of so many cells, from a function of the cell's row and column, counted from 0.
template <typename Density> DiffusionField fieldOf(Size cells, Density density)
{
    DiffusionField field = *DiffusionField::create(Size { cells.width + 2, cells.height + 2 });
    for (int i = 0; i < cells.height; ++i) {
        for (int j = 0; j < cells.width; ++j)
            field.row(0, i + 1)[j + 1] = density(i, j);
    }
    return field;
}

DiffusionField randomField(Size cells)
{
    std::mt19937 random(3);
    std::uniform_real_distribution<double> number(-1, 1);
    return fieldOf(cells, [&](int, int) { return number(random); });
}

double largestDifference(const DiffusionField& a, const DiffusionField& b)
{
    double largest = 0;
    for (int i = 1; i <= a.rows(); ++i) {
        for (int j = 1; j <= a.columns(); ++j)
            largest = std::max(largest, std::abs(a.row(i)[j] - b.row(i)[j]));
    }
    return largest;
}

/// A wave that suits a pair of walls: its value in the middle of a cell, its length, its half waves.
struct Wave
{
    Wall first;
    Wall last;
    double (*value)(int cell, int cells) = nullptr;
    double (*halfWavesPerCell)(int cells) = nullptr; // the angle pi times this is what a spacing takes
};

bool haveSameBits(double a, double b)
{
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

constexpr double pi = std::numbers::pi;

} // namespace

/// The exact solution between walls of every kind that it can do, in boxes that are not square.
class ExactWallsTest : public QObject
{
    Q_OBJECT

private slots:
    void membersAreOrthogonal_data();
    void membersAreOrthogonal();
    void wavesDecay_data();
    void wavesDecay();
    void returnsToTheBeginning_data();
    void returnsToTheBeginning();
    void sourcesAddUp();
    void wallsHoldTheirValue();
    void wallsHeldApartEndLinear();
    void wallsHeldApartEndHarmonic();
    void insulatedWallsMirrorHeldOnes();
    void returnsBetweenWallsHeldApart();
    void stepsConvergeBetweenWallsHeldApart();
    void stepsConvergeToIt_data();
    void stepsConvergeToIt();
    void sameBitsHoweverComputed();
    void saysWhereItCannot();
    void kernelsKeepMassAndSpread_data();
    void kernelsKeepMassAndSpread();
    void kernelsAgreeWithWaves();
    void kernelsKeepTheirDigits();

private:
    DiffusionField evaluated(ExactSolution& exact, const DiffusionField& like, double time,
        const ExactSolution::Execution& execution = {})
    {
        DiffusionField field = *DiffusionField::create(Size { like.width(), like.points() });
        if (!exact.evaluate(time, field.row(0, 1) + 1, field.stride(), execution))
            qFatal("cancelled");
        return field;
    }

    WorkerPool m_pool { 4 };
};

void ExactWallsTest::membersAreOrthogonal_data()
{
    QTest::addColumn<ModeKind>("kind");
    QTest::newRow("sine") << ModeKind::Sine;
    QTest::newRow("cosine") << ModeKind::Cosine;
    QTest::newRow("sine to cosine") << ModeKind::SineCosine;
    QTest::newRow("cosine to sine") << ModeKind::CosineSine;
    QTest::newRow("ring") << ModeKind::Ring;
}

void ExactWallsTest::membersAreOrthogonal()
{
    QFETCH(ModeKind, kind);
    for (const int cells : { 1, 2, 3, 4, 9, 30 }) {
        const ModeBasis basis(kind, cells);
        double before = -1;
        for (int k = 0; k < cells; ++k) {
            QVERIFY(basis.number(k) >= before);
            before = basis.number(k);
            for (int l = 0; l < cells; ++l) {
                double sum = 0;
                for (int i = 0; i < cells; ++i) {
                    sum += basis.members().row(k)[i] * basis.members().row(l)[i];
                    QCOMPARE(basis.transposed().row(i)[k], basis.members().row(k)[i]);
                }
                QVERIFY(std::abs(sum * basis.inverseNorm(k) - (k == l ? 1 : 0)) < 1e-14 * cells + 1e-15);
            }
        }
    }
}

void ExactWallsTest::wavesDecay_data()
{
    QTest::addColumn<int>("down");
    QTest::addColumn<int>("across");
    for (int down = 0; down < 5; ++down) {
        for (int across = 0; across < 5; ++across)
            QTest::addRow("%d %d", down, across) << down << across;
    }
}

/// One wave in each direction, computed by the mathematical library, against its own decay.
void ExactWallsTest::wavesDecay()
{
    QFETCH(int, down);
    QFETCH(int, across);
    const std::array<Wave, 5> waves { {
        { zero, zero, [](int i, int n) { return std::sin(3 * pi * (i + 1) / (n + 1)); },
            [](int n) { return 3.0 / (n + 1); } },
        { insulated, insulated, [](int i, int n) { return std::cos(2 * pi * (i + 0.5) / n); },
            [](int n) { return 2.0 / n; } },
        { zero, insulated, [](int i, int n) { return std::sin(1.5 * pi * (i + 1) / (n + 0.5)); },
            [](int n) { return 1.5 / (n + 0.5); } },
        { insulated, zero, [](int i, int n) { return std::sin(1.5 * pi * (n - i) / (n + 0.5)); },
            [](int n) { return 1.5 / (n + 0.5); } },
        { periodic, periodic, [](int i, int n) { return std::sin(4 * pi * i / n + 1); },
            [](int n) { return 4.0 / n; } },
    } };
    const Wave& y = waves.at(static_cast<std::size_t>(down));
    const Wave& x = waves.at(static_cast<std::size_t>(across));
    constexpr Size cells { 23, 14 };
    constexpr double D = 0.7;
    constexpr double dx = 0.2;
    const DiffusionField field
        = fieldOf(cells, [&](int i, int j) { return y.value(i, cells.height) * x.value(j, cells.width); });
    ExactSolution exact(m_pool);
    exact.begin(field, { .dx = dx, .D = D, .walls = { y.first, y.last, x.first, x.last } }, 0.5);
    const double ky = pi * y.halfWavesPerCell(cells.height) / dx;
    const double kx = pi * x.halfWavesPerCell(cells.width) / dx;
    for (const double time : { 0.5, 0.6, 1.25 }) {
        const double factor = std::exp(-D * (ky * ky + kx * kx) * (time - 0.5));
        const DiffusionField expected = fieldOf(
            cells, [&](int i, int j) { return factor * y.value(i, cells.height) * x.value(j, cells.width); });
        QVERIFY(largestDifference(evaluated(exact, field, time), expected) < 2e-14);
    }
}

void ExactWallsTest::returnsToTheBeginning_data()
{
    QTest::addColumn<Walls>("walls");
    QTest::newRow("held") << Walls::all({ .kind = WallKind::Value, .value = -2 });
    QTest::newRow("insulated") << Walls::all(insulated);
    QTest::newRow("periodic") << Walls::all(periodic);
    QTest::newRow("mixed") << Walls { zero, insulated, periodic, periodic };
    QTest::newRow("mixed the other way") << Walls { periodic, periodic, insulated, zero };
}

void ExactWallsTest::returnsToTheBeginning()
{
    QFETCH(Walls, walls);
    for (const Size cells : { Size { 1, 1 }, Size { 2, 7 }, Size { 40, 9 }, Size { 33, 64 } }) {
        const DiffusionField field = randomField(cells);
        ExactSolution exact(m_pool);
        exact.begin(field, { .walls = walls }, 3);
        QVERIFY(largestDifference(evaluated(exact, field, 3), field) < 1e-13);
    }
}

void ExactWallsTest::sourcesAddUp()
{
    constexpr Size cells { 12, 8 };
    const DiffusionField field = randomField(cells);
    // Everywhere the same: the mean grows with time, whatever else happens.
    ExactSolution plain(m_pool);
    plain.begin(field, { .walls = Walls::all(insulated) }, 0);
    ExactSolution fed(m_pool);
    fed.begin(field, { .walls = Walls::all(insulated), .source = Array2D<double>(cells, 0.25) }, 0);
    const DiffusionField without = evaluated(plain, field, 40);
    const DiffusionField with = evaluated(fed, field, 40);
    for (int j = 1; j <= cells.width; ++j)
        QVERIFY(std::abs(with.row(3)[j] - without.row(3)[j] - 10) < 1e-12);
    // A wave of a source: it grows towards where as much is lost as comes.
    Array2D<double> source(cells);
    for (int i = 0; i < cells.height; ++i) {
        for (int j = 0; j < cells.width; ++j)
            source.at(j, i) = std::cos(pi * (j + 0.5) / cells.width);
    }
    ExactSolution wave(m_pool);
    wave.begin(fieldOf(cells, [](int, int) { return 0.0; }),
        { .D = 2, .walls = Walls::all(insulated), .source = source }, 0);
    const double rate = 2 * (pi / cells.width) * (pi / cells.width);
    for (const double time : { 1e-9, 1e-3, 0.3, 5.0, 1000.0 }) {
        const DiffusionField now = evaluated(wave, field, time);
        const double size = -std::expm1(-rate * time) / rate;
        for (int j = 0; j < cells.width; ++j)
            QVERIFY(std::abs(now.row(2)[j + 1] / (size * source.at(j, 1)) - 1) < 1e-12);
    }
}

void ExactWallsTest::wallsHoldTheirValue()
{
    constexpr Size cells { 10, 6 };
    const Wall held { .kind = WallKind::Value, .value = 3 };
    ExactSolution exact(m_pool);
    const DiffusionField field = randomField(cells);
    exact.begin(field, { .walls = { held, insulated, held, held } }, 0);
    const DiffusionField late = evaluated(exact, field, 1e4);
    QVERIFY(largestDifference(late, fieldOf(cells, [](int, int) { return 3.0; })) < 1e-14);
}

namespace {

Wall heldAt(double value)
{
    return { .kind = WallKind::Value, .value = value };
}

constexpr double forEver = 1e5;

} // namespace

void ExactWallsTest::wallsHeldApartEndLinear()
{
    constexpr Size cells { 10, 6 };
    const DiffusionField field = randomField(cells);
    ExactSolution exact(m_pool);
    for (const Wall& beside : { insulated, periodic }) {
        exact.begin(field, { .walls = { beside, beside, heldAt(1), heldAt(3) } }, 0);
        const DiffusionField across = fieldOf(cells, [](int, int j) { return 1 + 2 * (j + 1) / 11.0; });
        QVERIFY(largestDifference(evaluated(exact, field, forEver), across) < 1e-14);
        exact.begin(field, { .walls = { heldAt(-2), heldAt(5), beside, beside } }, 0);
        const DiffusionField down = fieldOf(cells, [](int i, int) { return -2 + 7 * (i + 1) / 7.0; });
        QVERIFY(largestDifference(evaluated(exact, field, forEver), down) < 1e-14);
    }
}

/// What each of the four walls does alone, in a square: a quarter in the middle, a half on the diagonals
/// together with the neighbour, and 1 everywhere with all others.
void ExactWallsTest::wallsHeldApartEndHarmonic()
{
    constexpr Size cells { 31, 31 };
    const DiffusionField field = randomField(cells);
    std::vector<DiffusionField> alone;
    for (int side = 0; side < 4; ++side) {
        Walls walls = Walls::all(zero);
        std::array { &walls.top, &walls.bottom, &walls.left, &walls.right }
            .at(static_cast<std::size_t>(side))
            ->value
            = 1;
        ExactSolution exact(m_pool);
        exact.begin(field, { .walls = walls }, 0);
        alone.push_back(evaluated(exact, field, forEver));
        QVERIFY(std::abs(alone.back().row(16)[16] - 0.25) < 1e-15);
    }
    for (int i = 1; i <= 31; ++i) {
        QVERIFY(std::abs(alone.at(0).row(i)[i] + alone.at(3).row(i)[i] - 0.5) < 4e-15);
        for (int j = 1; j <= 31; ++j) {
            double sum = 0;
            for (const DiffusionField& one : alone)
                sum += one.row(i)[j];
            QVERIFY2(std::abs(sum - 1) < 4e-15, qPrintable(QString::number(sum - 1)));
        }
    }
}

/// Half of a box that is the same on both sides of its middle has an insulated wall there.
void ExactWallsTest::insulatedWallsMirrorHeldOnes()
{
    constexpr int rows = 9;
    constexpr Size half { 14, rows };
    constexpr Size whole { 14, 2 * rows };
    const DiffusionField smaller = fieldOf(half, [](int, int) { return 0.0; });
    const DiffusionField larger = fieldOf(whole, [](int, int) { return 0.0; });
    ExactSolution exact(m_pool);
    for (const double time : { 1e-3, 5.0, forEver }) {
        exact.begin(larger, { .walls = { heldAt(1), heldAt(1), heldAt(-2), heldAt(0.5) } }, 0);
        const DiffusionField both = evaluated(exact, larger, time);
        exact.begin(smaller, { .walls = { heldAt(1), insulated, heldAt(-2), heldAt(0.5) } }, 0);
        const DiffusionField upper = evaluated(exact, smaller, time);
        exact.begin(smaller, { .walls = { insulated, heldAt(1), heldAt(-2), heldAt(0.5) } }, 0);
        const DiffusionField lower = evaluated(exact, smaller, time);
        for (int i = 1; i <= rows; ++i) {
            for (int j = 1; j <= half.width; ++j) {
                QVERIFY(std::abs(upper.row(i)[j] - both.row(i)[j]) < 2e-14);
                QVERIFY(std::abs(lower.row(i)[j] - both.row(rows + i)[j]) < 2e-14);
            }
        }
    }
}

void ExactWallsTest::returnsBetweenWallsHeldApart()
{
    constexpr Size cells { 40, 23 };
    const DiffusionField field = randomField(cells);
    ExactSolution exact(m_pool);
    exact.begin(field, { .walls = { heldAt(1), heldAt(-3), insulated, heldAt(0.25) } }, 2);
    QVERIFY(largestDifference(evaluated(exact, field, 2), field) < 1e-13);
    // And in two parts as at once, from a time at which the noise is gone.
    const DiffusionField half = evaluated(exact, field, 10);
    const DiffusionField once = evaluated(exact, field, 30);
    exact.begin(half, { .walls = { heldAt(1), heldAt(-3), insulated, heldAt(0.25) } }, 10);
    QVERIFY(largestDifference(evaluated(exact, field, 30), once) < 1e-13);
}

/// Where the steps end between four different values goes to the harmonic density with dx^2, away from the
/// corners.
void ExactWallsTest::stepsConvergeBetweenWallsHeldApart()
{
    const Walls walls { heldAt(1), heldAt(-1), heldAt(0.5), heldAt(3) };
    std::vector<double> errors;
    for (const int rows : { 7, 15, 31 }) {
        DiffusionProblem problem = uniformProblem({ rows, rows }, 1.0 / (rows + 1), 1);
        problem.walls = walls;
        DiffusionField field = fieldOf({ rows, rows }, [](int, int) { return 0.0; });
        GhostRules(walls, problem.dx).close(field);
        ExactSolution exact(m_pool);
        exact.begin(field, { .dx = problem.dx, .walls = walls }, 0);
        const double dt = problem.dx * problem.dx / 4;
        ProblemStepper stepper(m_pool);
        QVERIFY(stepper.advance(field, problem, StepTerms(problem, dt), std::llround(2 / dt), {}).completed);
        const DiffusionField reached = evaluated(exact, field, 2);
        const int quarter = (rows + 1) / 4;
        errors.push_back(std::abs(reached.row(quarter)[quarter] - field.row(quarter)[quarter]));
    }
    const double order = std::log2(errors.at(1) / errors.at(2));
    QVERIFY2(std::abs(order - 2) < 0.2, qPrintable(QString::number(order)));
}

void ExactWallsTest::stepsConvergeToIt_data()
{
    returnsToTheBeginning_data();
}

/// The general steps' error goes with dx^2.
void ExactWallsTest::stepsConvergeToIt()
{
    QFETCH(Walls, walls);
    std::vector<double> errors;
    for (const int rows : { 20, 40, 80 }) {
        constexpr double time = 0.02;
        constexpr double r = 0.2;
        DiffusionProblem problem = uniformProblem({ 2 * rows, rows }, 1.0 / rows, 1);
        problem.walls = walls;
        const ModeBasis down(*modeKind(walls.top, walls.bottom), rows);
        const ModeBasis across(*modeKind(walls.left, walls.right), 2 * rows);
        const double ground = walls.top.kind == WallKind::Value ? walls.top.value : 0;
        DiffusionField field = fieldOf({ 2 * rows, rows }, [&](int i, int j) {
            return ground + down.members().row(1)[i] * across.members().row(2)[j]
                + down.members().row(0)[i] * across.members().row(4)[j] / 2;
        });
        GhostRules(walls, problem.dx).close(field);
        ExactSolution exact(m_pool);
        exact.begin(field, { .dx = problem.dx, .walls = walls }, 0);
        const double dt = r * problem.dx * problem.dx;
        const auto steps = std::llround(time / dt);
        ProblemStepper stepper(m_pool);
        QVERIFY(stepper.advance(field, problem, StepTerms(problem, dt), steps, {}).completed);
        const DiffusionField reached = evaluated(exact, field, static_cast<double>(steps) * dt);
        errors.push_back(largestDifference(reached, field));
    }
    const double order = std::log2(errors.at(1) / errors.at(2));
    QVERIFY2(std::abs(order - 2) < 0.1, qPrintable(QString::number(order)));
}

void ExactWallsTest::sameBitsHoweverComputed()
{
    constexpr Size cells { 45, 77 };
    const DiffusionField field = randomField(cells);
    const ExactProblem problem { .dx = 0.1, .walls = { insulated, zero, periodic, periodic } };
    m_pool.setActive(1);
    ExactSolution first(m_pool);
    first.begin(field, problem, 0);
    const Array2D<double> expected = evaluated(first, field, 0.01).toArray();
    for (const SimdLevel level : { SimdLevel::Scalar, SimdLevel::Sse2, SimdLevel::Avx2, SimdLevel::Avx512 }) {
        if (!isAvailable(level))
            continue;
        m_pool.setActive(3);
        ExactSolution exact(m_pool);
        exact.begin(field, problem, 0);
        const DiffusionField other = evaluated(exact, field, 0.01, { level, {} });
        for (int i = 1; i <= cells.height; ++i)
            QVERIFY(std::equal(
                other.row(i) + 1, other.row(i) + 1 + cells.width, expected.row(i) + 1, haveSameBits));
    }
}

void ExactWallsTest::saysWhereItCannot()
{
    QCOMPARE(findExactIssue(Walls::all(insulated)), std::string());
    Walls walls = Walls::all(insulated);
    walls.left = { .kind = WallKind::Value, .value = 2 };
    QCOMPARE(findExactIssue(walls), std::string());
    walls.right = zero;
    QCOMPARE(findExactIssue(walls), std::string());
    walls.right = { .kind = WallKind::Robin };
    QVERIFY(findExactIssue(walls).find("Robin") != std::string::npos);
    QVERIFY(!modeKind(walls.left, walls.right));
}

void ExactWallsTest::kernelsKeepMassAndSpread_data()
{
    QTest::addColumn<double>("spread");
    for (const double spread : { 0.0, 1e-6, 0.1, 0.25, 0.7, 1.49, 1.5, 2.0, 7.3, 50.0 })
        QTest::addRow("%g", spread) << spread;
}

void ExactWallsTest::kernelsKeepMassAndSpread()
{
    QFETCH(double, spread);
    constexpr int cells = 120;
    const PaddedMatrix kernel = ringKernel(cells, spread);
    for (const int i : { 0, 1, 60, 119 }) {
        double sum = 0;
        double square = 0;
        for (int j = 0; j < cells; ++j) {
            QVERIFY(kernel.row(i)[j] >= 0);
            QCOMPARE(kernel.row(i)[j], kernel.row(j)[i]);
            const int distance = std::min(std::abs(i - j), cells - std::abs(i - j));
            sum += kernel.row(i)[j];
            square += kernel.row(i)[j] * distance * distance;
        }
        QVERIFY(std::abs(sum - 1) < 1e-14);
        QVERIFY(std::abs(square - spread) < 1e-10 * (1 + spread));
    }
    // One after the other they are the kernel of both times, once the finest waves are resolved.
    if (spread < 7)
        return;
    const PaddedMatrix twice = ringKernel(cells, 2 * spread);
    for (int j = 0; j < cells; ++j) {
        double sum = 0;
        for (int k = 0; k < cells; ++k)
            sum += kernel.row(0)[k] * kernel.row(k)[j];
        QVERIFY(std::abs(sum - twice.row(0)[j]) < 1e-12);
    }
    QVERIFY(std::abs(ringKernel(7, 1e300).row(2)[4] - 1.0 / 7) < 1e-14);
    QCOMPARE(ringKernel(1, spread).row(0)[0], 1.0);
}

void ExactWallsTest::kernelsAgreeWithWaves()
{
    constexpr Size cells { 40, 24 };
    const DiffusionField field = fieldOf(cells, [&](int i, int j) {
        return 2 + std::sin(2 * pi * (2.0 * i / cells.height + 3.0 * j / cells.width))
            + std::cos(2 * pi * i / cells.height);
    });
    ExactProblem problem { .dx = 0.5, .D = 0.8, .walls = Walls::all(periodic) };
    ExactSolution waves(m_pool);
    waves.begin(field, problem, 1);
    problem.form = ExactProblem::Form::Kernel;
    ExactSolution kernel(m_pool);
    kernel.begin(field, problem, 1);
    QVERIFY(largestDifference(evaluated(kernel, field, 1), field) == 0); // no time, no change
    for (const double time : { 1.3, 2.0, 9.0 })
        QVERIFY(largestDifference(evaluated(kernel, field, time), evaluated(waves, field, time)) < 1e-12);
    // Other walls are for waves.
    problem.walls = Walls::all(insulated);
    kernel.begin(field, problem, 1);
    QVERIFY(largestDifference(evaluated(kernel, field, 1), field) < 1e-13);
}

/// A density over a hundred powers of ten: every cell has the mean that it must have, to its last digits.
void ExactWallsTest::kernelsKeepTheirDigits()
{
    constexpr Size cells { 60, 60 };
    const DiffusionField field = fieldOf(cells, [&](int i, int j) {
        return std::pow(10.0, -50 - 50 * std::cos(2 * pi * i / 60.0) * std::cos(2 * pi * j / 60.0));
    });
    ExactSolution exact(m_pool);
    exact.begin(field, { .walls = Walls::all(periodic), .form = ExactProblem::Form::Kernel }, 0);
    const DiffusionField now = evaluated(exact, field, 1);
    for (int i = 1; i <= 60; i += 7) {
        for (int j = 1; j <= 60; j += 7) {
            long double sum = 0;
            for (int m = -60; m <= 120; ++m) {
                for (int n = -60; n <= 120; ++n) {
                    const long double offset = (m - i + 1) * (m - i + 1) + (n - j + 1) * (n - j + 1);
                    sum += static_cast<long double>(field.row((m + 120) % 60 + 1)[(n + 120) % 60 + 1])
                        * std::exp(-offset / 4) / (4 * std::numbers::pi_v<long double>);
                }
            }
            QVERIFY(std::abs(static_cast<double>(now.row(i)[j] / sum) - 1) < 1e-11);
        }
    }
}

} // namespace escapade

using escapade::ExactWallsTest;
QTEST_GUILESS_MAIN(ExactWallsTest)
#include "tst_exact_walls.moc"
