#include "core/diffusion/DiffusionStepper.h"
#include "core/diffusion/ExactSolution.h"
#include "core/diffusion/InitialField.h"
#include "core/diffusion/SameEverywhere.h"

#include <QTest>

#include <cmath>
#include <cstring>
#include <numbers>
#include <random>

namespace escapade {

/// The solution at any time at once, against modes that are known and against the steps.
class ExactSolutionTest : public QObject
{
    Q_OBJECT

private slots:
    void sines();
    void decays();
    void singleModes_data();
    void singleModes();
    void returnsToTheBeginning();
    void sameBitsHoweverComputed_data();
    void sameBitsHoweverComputed();
    void sameBitsInWhateverOrder();
    void leavesOutWhatIsGone();
    void stepsAreOfSecondOrder();
    void canBeCancelled();

private:
    WorkerPool m_pool { 4 };
};

namespace {

DiffusionField makeField(int rows)
{
    return *DiffusionField::create(rows + 2);
}

DiffusionField noise(int rows, unsigned seed)
{
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> number(-1, 1);
    DiffusionField field = makeField(rows);
    for (int i = 1; i <= rows; ++i) {
        for (int j = 1; j <= rows; ++j)
            field.row(0, i)[j] = number(random);
    }
    return field;
}

/// sin(k pi i / M) sin(l pi j / M) in the cells.
void addMode(DiffusionField& field, double size, int k, int l)
{
    const double m = field.rows() + 1;
    for (int i = 1; i <= field.rows(); ++i) {
        for (int j = 1; j <= field.rows(); ++j)
            field.row(0, i)[j]
                += size * std::sin(k * std::numbers::pi * i / m) * std::sin(l * std::numbers::pi * j / m);
    }
}

double largestDifference(const DiffusionField& a, const DiffusionField& b)
{
    double largest = 0;
    for (int i = 0; i < a.points(); ++i) {
        for (int j = 0; j < a.points(); ++j)
            largest = std::max(largest, std::abs(a.row(i)[j] - b.row(i)[j]));
    }
    return largest;
}

DiffusionField evaluated(
    ExactSolution& exact, int rows, double time, const ExactSolution::Execution& execution = {})
{
    DiffusionField field = makeField(rows);
    if (!exact.evaluate(time, field.row(0, 1) + 1, field.stride(), execution))
        qFatal("cancelled");
    return field;
}

} // namespace

void ExactSolutionTest::sines()
{
    for (const int whole : { 1, 2, 3, 4, 9, 267, 1024 }) {
        for (int part = 0; part <= 5 * whole; ++part) {
            const auto expected = static_cast<double>(
                std::sin(std::numbers::pi_v<long double> * part / static_cast<long double>(whole)));
            QVERIFY(std::abs(sineOfTurn(part, whole) - expected) < 2.3e-16);
        }
        QCOMPARE(sineOfTurn(whole, whole), 0.0);
        QCOMPARE(sineOfTurn(whole, 2LL * whole), 1.0);
        QCOMPARE(sineOfTurn(3LL * whole, 2LL * whole), -1.0);
    }
}

void ExactSolutionTest::decays()
{
    QCOMPARE(decay(0), 1.0);
    QCOMPARE(decay(1e9), 0.0);
    for (int i = 1; i < 7000; ++i) {
        const double x = i * 0.0999;
        const auto expected = static_cast<double>(std::exp(-static_cast<long double>(x)));
        QVERIFY2(std::abs(decay(x) / expected - 1) < 4.5e-16, qPrintable(QString::number(x)));
    }
}

void ExactSolutionTest::singleModes_data()
{
    QTest::addColumn<int>("rows");
    for (const int rows : { 1, 2, 7, 8, 23, 24, 25, 64, 101 })
        QTest::addRow("%d rows", rows) << rows;
}

void ExactSolutionTest::singleModes()
{
    QFETCH(int, rows);
    constexpr double D = 0.7;
    constexpr double begin = 0.25;
    constexpr double time = 1.75;
    const double dx = 5.0 / (rows + 1);
    const int k = std::min(3, rows);
    const int l = std::min(2, rows);
    DiffusionField field = makeField(rows);
    addMode(field, 0.5, k, l);
    ExactSolution exact(m_pool);
    exact.begin(field, { .dx = dx, .D = D }, begin);
    DiffusionField expected = makeField(rows);
    const double wave = std::numbers::pi / 5;
    addMode(expected, 0.5 * std::exp(-D * (k * k + l * l) * wave * wave * (time - begin)), k, l);
    QVERIFY(largestDifference(evaluated(exact, rows, time), expected) < 1e-15);
    // Backwards as well as forwards.
    QVERIFY(largestDifference(evaluated(exact, rows, begin), field) < 2e-14);
}

void ExactSolutionTest::returnsToTheBeginning()
{
    const auto grid = makeGrid({});
    DiffusionField field = makeField(grid->rows);
    setInitial(field, *grid, InitialDensity::FourPeaks, Boundary::Dirichlet);
    ExactSolution exact(m_pool);
    exact.begin(field, { .dx = grid->dx, .D = 1 }, 3);
    QVERIFY(largestDifference(evaluated(exact, grid->rows, 3), field) < 1e-14);
    QCOMPARE(exact.modesAt(3), (Size { grid->rows, grid->rows }));
}

void ExactSolutionTest::sameBitsHoweverComputed_data()
{
    QTest::addColumn<int>("rows");
    for (const int rows : { 1, 8, 37, 130 })
        QTest::addRow("%d rows", rows) << rows;
}

void ExactSolutionTest::sameBitsHoweverComputed()
{
    QFETCH(int, rows);
    const DiffusionField field = noise(rows, 5);
    for (const double time : { 0.0, 0.001, 0.5 }) {
        m_pool.setActive(1);
        ExactSolution first(m_pool);
        first.begin(field, { .dx = 20.0 / (rows + 1), .D = 1 }, 0);
        const Array2D<double> expected = evaluated(first, rows, time).toArray();
        for (const SimdLevel level :
            { SimdLevel::Scalar, SimdLevel::Sse2, SimdLevel::Avx2, SimdLevel::Avx512 }) {
            if (!isAvailable(level))
                continue;
            m_pool.setActive(3);
            ExactSolution exact(m_pool);
            exact.begin(field, { .dx = 20.0 / (rows + 1), .D = 1 }, 0);
            const Array2D<double> other = evaluated(exact, rows, time, { level, {} }).toArray();
            QVERIFY(
                std::memcmp(other.values().data(), expected.values().data(), expected.values().size_bytes())
                == 0);
        }
    }
}

/// Late times find few modes, earlier ones more: none may depend on those that were there.
void ExactSolutionTest::sameBitsInWhateverOrder()
{
    constexpr int rows = 101;
    const DiffusionField field = noise(rows, 6);
    const ExactProblem problem { .dx = 20.0 / (rows + 1), .D = 1 };
    ExactSolution scrubbed(m_pool);
    scrubbed.begin(field, problem, 0);
    for (const double time : { 30.0, 8.0, 12.0, 0.7, 0.6, 0.0, 3.0 }) {
        ExactSolution fresh(m_pool);
        fresh.begin(field, problem, 0);
        const Array2D<double> expected = evaluated(fresh, rows, time).toArray();
        const Array2D<double> other = evaluated(scrubbed, rows, time).toArray();
        QVERIFY(std::memcmp(other.values().data(), expected.values().data(), expected.values().size_bytes())
            == 0);
    }
}

void ExactSolutionTest::leavesOutWhatIsGone()
{
    constexpr int rows = 100;
    DiffusionField field = makeField(rows);
    addMode(field, 1, 1, 1);
    addMode(field, 1, 90, 90);
    ExactSolution exact(m_pool);
    exact.begin(field, { .dx = 20.0 / 101, .D = 1 }, 0);
    DiffusionField smooth = makeField(rows);
    addMode(smooth, std::exp(-2 * 10 * std::pow(std::numbers::pi / 20, 2)), 1, 1);
    QVERIFY(largestDifference(evaluated(exact, rows, 10), smooth) < 1e-15);
    QCOMPARE(exact.modesAt(10), (Size { 17, 17 })); // (k pi / 20)^2 10 < 75
}

/// The same smooth density on ever finer grids with the same r: the steps' error goes with dx^2.
void ExactSolutionTest::stepsAreOfSecondOrder()
{
    std::vector<double> errors;
    for (const int rows : { 39, 79, 159 }) {
        constexpr double time = 0.05;
        constexpr double r = 0.2;
        const double dx = 1.0 / (rows + 1);
        const auto steps = std::llround(time / (r * dx * dx));
        DiffusionField field = makeField(rows);
        addMode(field, 1, 1, 2);
        addMode(field, 0.25, 3, 1);
        ExactSolution exact(m_pool);
        exact.begin(field, { .dx = dx, .D = 1 }, 0);
        DiffusionStepper stepper(m_pool);
        QVERIFY(stepper.advance(field, { r, Boundary::Dirichlet }, steps, {}).completed);
        const double reached = static_cast<double>(steps) * r * dx * dx;
        errors.push_back(largestDifference(evaluated(exact, rows, reached), field));
    }
    for (std::size_t i = 1; i < errors.size(); ++i) {
        const double order = std::log2(errors.at(i - 1) / errors.at(i));
        QVERIFY2(std::abs(order - 2) < 0.02, qPrintable(QString::number(order)));
    }
}

void ExactSolutionTest::canBeCancelled()
{
    DiffusionField field = makeField(50);
    addMode(field, 1, 1, 1);
    ExactSolution exact(m_pool);
    exact.begin(field, { .dx = 0.1, .D = 1 }, 0);
    ExactSolution::Execution execution;
    execution.cancel.cancel();
    DiffusionField to = makeField(50);
    QVERIFY(!exact.evaluate(0, to.row(0, 1) + 1, to.stride(), execution));
    // And goes on as if nothing had been.
    QVERIFY(largestDifference(evaluated(exact, 50, 0), field) < 1e-14);
}

} // namespace escapade

using escapade::ExactSolutionTest;
QTEST_GUILESS_MAIN(ExactSolutionTest)
#include "tst_exact_solution.moc"
