#include "core/diffusion/DensityColors.h"
#include "core/diffusion/DiffusionStepper.h"
#include "core/diffusion/ExactModes.h"
#include "core/diffusion/FieldTotals.h"
#include "core/diffusion/InitialField.h"
#include "core/diffusion/StepPlan.h"
#include "core/timing/SpareMemory.h"

#include <QTest>

#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

namespace escapade {

/// Memory, initial densities, sums, plans, and the exact solutions.
class DiffusionFieldTest : public QObject
{
    Q_OBJECT

private slots:
    void liesWellInMemory_data();
    void liesWellInMemory();
    void refusesMoreMemoryThanThereIs();
    void boundaries();
    void initialDensities();
    void takesArrays();
    void refusesArrays();
    void sumsAreCompensated();
    void plansCoverTheGrid();
    void plansAreSensible();
    void exactModesAgreeWithTheSteps();
    void exactModesOfAnyField();
    void gaussianConverges();
    void colors();
};

namespace {

DiffusionField makeField(
    const DiffusionGrid& grid, InitialDensity initial, Boundary boundary = Boundary::Dirichlet)
{
    Result<DiffusionField> field = DiffusionField::create(grid.points);
    if (!field)
        qFatal("%s", field.error().message.c_str());
    setInitial(*field, grid, initial, boundary);
    return std::move(field).value();
}

void advance(DiffusionField& field, const StepRule& rule, std::int64_t steps)
{
    WorkerPool pool(2);
    DiffusionStepper stepper(pool);
    StepExecution execution;
    execution.simd = bestSimdLevel();
    if (!stepper.advance(field, rule, steps, execution).completed)
        qFatal("not completed");
}

double largestDifference(const Array2D<double>& a, const Array2D<double>& b)
{
    double largest = 0;
    for (std::size_t i = 0; i < a.values().size(); ++i) {
        const double difference = std::abs(a.values()[i] - b.values()[i]);
        if (!(difference <= largest)) // NaN counts as a difference
            largest = difference;
        if (std::isnan(largest))
            break;
    }
    return largest;
}

} // namespace

void DiffusionFieldTest::liesWellInMemory_data()
{
    QTest::addColumn<int>("points");
    for (const int points : { 3, 4, 9, 10, 58, 66, 268, 498, 505, 506, 514, 1017, 1018, 2042 })
        QTest::addRow("%d", points) << points;
}

void DiffusionFieldTest::liesWellInMemory()
{
    QFETCH(int, points);
    Result<DiffusionField> field = DiffusionField::create(points);
    QVERIFY(field.has_value());
    const auto address = [](const double* place) { return reinterpret_cast<std::uintptr_t>(place); };
    QCOMPARE(address(field->row(0, 0) + 1) % 64, std::uintptr_t { 0 });
    QCOMPARE(address(field->row(1, 0) + 1) % 64, std::uintptr_t { 0 });
    QCOMPARE(field->stride() % 8, 0);
    QVERIFY(field->stride() * 8 % 4096 != 0);
    QVERIFY(field->stride() >= points);
    QCOMPARE((address(field->row(1, 0)) - address(field->row(0, 0))) % 4096, std::uintptr_t { 1024 });
    // The arrays do not overlap: written full, the other one is still zero.
    for (int i = 0; i < points; ++i)
        std::fill_n(field->row(0, i), points, 1.0);
    for (int i = 0; i < points; ++i)
        QVERIFY(std::all_of(
            field->row(1, i), field->row(1, i) + points, [](double value) { return value == 0; }));
}

void DiffusionFieldTest::refusesMoreMemoryThanThereIs()
{
    QVERIFY(spareMemoryBytes() > 0);
    const std::size_t needed = std::size_t { 2 } * 16386 * 16400 * sizeof(double);
    if (spareMemoryBytes() > needed)
        QSKIP("this machine has room for the largest grid");
    const auto field = DiffusionField::create(maxGridRows + 2);
    QVERIFY(!field.has_value());
    QVERIFY(field.error().message.find("MiB") != std::string::npos);
}

void DiffusionFieldTest::boundaries()
{
    Result<DiffusionField> field = DiffusionField::create(4);
    const auto corner = [&](Boundary boundary) {
        field->row(0, 1)[1] = 1;
        field->row(0, 1)[2] = 2;
        field->row(0, 2)[1] = 3;
        field->row(0, 2)[2] = 4;
        field->applyBoundary(boundary);
        const Array2D<double> all = field->toArray();
        return std::vector<double>(all.values().begin(), all.values().end());
    };
    using Values = std::vector<double>;
    QCOMPARE(corner(Boundary::Dirichlet), (Values { 0, 0, 0, 0, 0, 1, 2, 0, 0, 3, 4, 0, 0, 0, 0, 0 }));
    QCOMPARE(corner(Boundary::Neumann), (Values { 1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4 }));
    QCOMPARE(corner(Boundary::Periodic), (Values { 4, 3, 4, 3, 2, 1, 2, 1, 4, 3, 4, 3, 2, 1, 2, 1 }));
}

void DiffusionFieldTest::initialDensities()
{
    const auto grid = makeGrid({});
    const DiffusionField peaks = makeField(*grid, InitialDensity::FourPeaks);
    QVERIFY(peaks.row(67)[67] == 0.9850189383232516);
    QVERIFY(peaks.row(134)[134] == 0);
    const DiffusionField gaussian = makeField(*grid, InitialDensity::Gaussian);
    QVERIFY(gaussian.row(134)[134] == 1); // x = 0
    QVERIFY(std::abs(gaussian.row(134)[147] - std::exp(-std::pow(13 * grid->dx, 2) / 2)) < 1e-15);
    QVERIFY(gaussian.row(100)[120] == gaussian.row(120)[100]);
    const DiffusionField point = makeField(*grid, InitialDensity::Point);
    QCOMPARE(totalsOf(point).sum * grid->dx * grid->dx, 1.0);
    QVERIFY(point.row(134)[134] == totalsOf(point).max);
}

void DiffusionFieldTest::takesArrays()
{
    Array2D<double> values({ 5, 5 }, 2.0);
    values.at(3, 1) = 7; // row 1, column 3
    Result<DiffusionField> field = DiffusionField::create(5);
    QVERIFY(setInitial(*field, values, Boundary::Dirichlet).has_value());
    QCOMPARE(field->row(1)[3], 7.0);
    QCOMPARE(field->row(3)[1], 2.0);
    QCOMPARE(field->row(0)[3], 0.0);
    QCOMPARE(field->row(1)[4], 0.0);
}

void DiffusionFieldTest::refusesArrays()
{
    Result<DiffusionField> field = DiffusionField::create(5);
    const auto wrongShape = setInitial(*field, Array2D<double>({ 5, 4 }), Boundary::Dirichlet);
    QVERIFY(!wrongShape.has_value());
    QVERIFY(wrongShape.error().message.find("(4, 5)") != std::string::npos);
    QVERIFY(wrongShape.error().message.find("(5, 5)") != std::string::npos);
    for (const double bad :
        { std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(), -1e301 }) {
        Array2D<double> values({ 5, 5 });
        values.at(3, 2) = bad;
        const auto refused = setInitial(*field, values, Boundary::Dirichlet);
        QVERIFY(!refused.has_value());
        QVERIFY(refused.error().message.find("[2][3]") != std::string::npos);
    }
}

void DiffusionFieldTest::sumsAreCompensated()
{
    CompensatedSum sum;
    for (const double value : { 1.0, 1e100, 1.0, -1e100 })
        sum.add(value);
    QCOMPARE(sum.value(), 2.0);
    QCOMPARE(totalsOfRow(std::array { -3.0, -1.0, -2.0 }.data(), 3).max, -1.0);
}

void DiffusionFieldTest::plansCoverTheGrid()
{
    std::mt19937 random(3);
    for (int round = 0; round < 2000; ++round) {
        const int rows = 1 + static_cast<int>(random() % 3000);
        const StepPlan plan
            = planSteps(rows, 1 + static_cast<int>(random() % 16), std::size_t { 1 } << (16 + random() % 6));
        QVERIFY(plan.stepsPerPass >= 1);
        QVERIFY(plan.strips >= 1 && plan.strips <= rows);
        int next = 1;
        for (int strip = 0; strip < plan.strips; ++strip) {
            const RowRange range = stripRows(rows, plan.strips, strip);
            QCOMPARE(range.first, next);
            QVERIFY(range.last > range.first);
            next = range.last;
        }
        QCOMPARE(next, rows + 1);
    }
}

void DiffusionFieldTest::plansAreSensible()
{
    constexpr std::size_t cache = std::size_t { 1 } << 20U;
    QCOMPARE(planSteps(20, 8, cache).strips, 1); // too small to share
    QCOMPARE(planSteps(266, 2, 2 * cache), (StepPlan { 2, 16 }));
    QCOMPARE(planSteps(266, 1, 2 * cache), (StepPlan { 1, 16 }));
    QVERIFY(planSteps(1024, 1, cache).stepsPerPass >= 4); // blocks for the cache with one thread too
    QVERIFY(planSteps(16384, 1, cache).stepsPerPass >= 4);
    QCOMPARE(planSteps(4096, 1, cache).strips, 1); // no row is computed twice
    QCOMPARE(planSteps(4096, 4, cache).strips, 8);
    QCOMPARE(rowsTogetherIn({ 1, 16 }, 266, cache), 4);
    QCOMPARE(rowsTogetherIn({ 1, 8 }, 4096, cache), 2); // eight rows of seven levels are 1.9 MB
    QCOMPARE(rowsTogetherIn({ 1, 1 }, 16384, cache), 4); // no level is kept
    QCOMPARE(rowsOfLevel(4), 8);
    QCOMPARE(rowsOfLevel(2), 4);
    for (const int rows : { 20, 266, 1024, 2048, 4096, 16384 }) {
        for (const int threads : { 1, 2, 7 }) {
            // Legs that do not keep the other views waiting: four million updates are a millisecond or two.
            const StepPlan plan = planSteps(rows, threads, cache);
            const double updates = static_cast<double>(rows) * rows * plan.stepsPerPass;
            QVERIFY(updates / plan.strips / plan.legs <= 4.2e6);
        }
    }
}

/// The seeds' problem after its 7060 steps, against the closed form.
void DiffusionFieldTest::exactModesAgreeWithTheSteps()
{
    const auto grid = makeGrid({});
    DiffusionField field = makeField(*grid, InitialDensity::FourPeaks);
    const ExactModes modes(field.toArray(), grid->coefficient);
    QVERIFY(largestDifference(modes.after(0), field.toArray()) < 1e-14);
    advance(field, { grid->coefficient }, 7060);
    QVERIFY(largestDifference(modes.after(7060), field.toArray()) < 1e-14);
}

/// Noise has the checkerboard in it, whose factor is near -1.
void DiffusionFieldTest::exactModesOfAnyField()
{
    std::mt19937 random(9);
    std::uniform_real_distribution<double> number(-1, 1);
    for (const double coefficient : { 0.25, 0.2, 0.1 }) {
        Array2D<double> values({ 40, 40 });
        for (double& value : values.values())
            value = number(random);
        Result<DiffusionField> field = DiffusionField::create(40);
        QVERIFY(setInitial(*field, values, Boundary::Dirichlet).has_value());
        const ExactModes modes(field->toArray(), coefficient);
        for (const std::int64_t steps : { 1, 2, 100, 1001 }) {
            DiffusionField copy = makeField(*makeGrid({ .dx = 20.0 / 38.5 }), InitialDensity::Point);
            QVERIFY(setInitial(copy, field->toArray(), Boundary::Dirichlet).has_value());
            advance(copy, { coefficient }, steps);
            QVERIFY(largestDifference(modes.after(steps), copy.toArray()) < 1e-14 * 10);
        }
    }
}

/// The spreading Gaussian on free ground: the error goes with dx^2.
void DiffusionFieldTest::gaussianConverges()
{
    std::vector<double> errors;
    for (const int rows : { 50, 100, 200 }) {
        const auto grid = makeGrid({ .dx = 20 / (rows + 0.5), .runtime = 1, .r = 0.25 });
        DiffusionField field = makeField(*grid, InitialDensity::Gaussian);
        advance(field, { grid->coefficient }, grid->steps);
        const double time = grid->dt * static_cast<double>(grid->steps);
        const double t0 = 0.5; // of standard deviation 1, for D = 1
        double largest = 0;
        for (int i = 1; i <= grid->rows; ++i) {
            for (int j = 1; j <= grid->rows; ++j) {
                const double rho2 = std::pow(grid->position(i), 2) + std::pow(grid->position(j), 2);
                const double exact = t0 / (time + t0) * std::exp(-rho2 / (4 * (time + t0)));
                const double error = std::abs(field.row(i)[j] - exact);
                largest = error <= largest ? largest : error;
            }
        }
        errors.push_back(largest);
    }
    QVERIFY(errors.back() < 1e-3);
    const double order = std::log2(errors.at(1) / errors.at(2));
    QVERIFY2(std::abs(order - 2) < 0.02, qPrintable(QString::number(order)));
}

void DiffusionFieldTest::colors()
{
    const ColorTable table(densityPalette());
    const std::array densities { 0.0, -5.0, 1.0, 7.0, 0.5, 1.5 };
    std::array<std::uint32_t, densities.size()> shown {};
    colorDensities(densities, table, {}, shown);
    QCOMPARE(shown.at(0), table.at(0));
    QCOMPARE(shown.at(1), table.at(0));
    QCOMPARE(shown.at(2), table.at(1));
    QCOMPARE(shown.at(3), table.at(1));
    QCOMPARE(shown.at(4), table.at(0.5));
    QVERIFY(shown.at(2) != shown.at(0));
    colorDensities(densities, table, { 1, 2 }, shown);
    QCOMPARE(shown.at(5), table.at(0.5));
}

} // namespace escapade

using escapade::DiffusionFieldTest;
QTEST_APPLESS_MAIN(DiffusionFieldTest)
#include "tst_diffusion_field.moc"
