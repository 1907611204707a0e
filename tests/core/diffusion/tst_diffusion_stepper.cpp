#include "core/diffusion/DiffusionStepper.h"
#include "core/diffusion/FieldTotals.h"
#include "core/diffusion/InitialField.h"
#include "core/diffusion/TextbookLoop.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <random>
#include <thread>

namespace escapade {

/// The steps on the pool against the seeds' own results and against the textbook loop, bit for bit.
class DiffusionStepperTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void textbookGivesTheSeedsHashes();
    void givesTheSeedsHashes_data();
    void givesTheSeedsHashes();
    void equalsTheTextbook_data();
    void equalsTheTextbook();
    void flushesSubnormals();
    void overflowsAsTheTextbookDoes();
    void restoresTheFloatingPointState();
    void stopAndGoIsExact();
    void followsTheThreadCount();
    void powersOfTwoScale();
    void conservesMass_data();
    void conservesMass();
    void staysWithinItsBounds();
    void stopsWhenCancelled();
    void takesNoSteps();

private:
    std::unique_ptr<WorkerPool> m_pool;
};

namespace {

/// A snapshot of the seeds' run.
struct Reference
{
    std::int64_t step = 0;
    double sum = 0;
    double max = 0;
    std::uint64_t hash = 0;
};

std::vector<Reference> readReference()
{
    QFile file(QStringLiteral(ESCAPADE_SOURCE_DIR "/tests/data/diff2d_reference.csv"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no reference");
    const QList<QByteArray> names = file.readLine().trimmed().split(',');
    std::vector<Reference> references;
    while (!file.atEnd()) {
        const QList<QByteArray> values = file.readLine().trimmed().split(',');
        const auto value = [&](const char* name) { return values.at(names.indexOf(name)); };
        references.push_back({ value("step").toLongLong(), value("sum").toDouble(), value("max").toDouble(),
            value("fnv1a64_all").toULongLong(nullptr, 16) });
    }
    return references;
}

DiffusionField fieldOf(const DiffusionGrid& grid, InitialDensity initial, Boundary boundary)
{
    Result<DiffusionField> field = DiffusionField::create(grid.points);
    if (!field)
        qFatal("%s", field.error().message.c_str());
    setInitial(*field, grid, initial, boundary);
    return std::move(field).value();
}

DiffusionField fieldOf(const Array2D<double>& values, Boundary boundary)
{
    Result<DiffusionField> field = DiffusionField::create(values.width());
    if (!field || !setInitial(*field, values, boundary))
        qFatal("no field");
    return std::move(field).value();
}

/// Noise with an exact zero here and there.
Array2D<double> noise(int rows, std::mt19937& random, double scale = 1)
{
    Array2D<double> values({ rows + 2, rows + 2 });
    std::uniform_real_distribution<double> number(-scale, scale);
    for (double& value : values.values())
        value = random() % 7 == 0 ? 0 : number(random);
    return values;
}

bool sameBits(const Array2D<double>& a, const Array2D<double>& b)
{
    return a.size() == b.size()
        && std::memcmp(a.values().data(), b.values().data(), a.values().size_bytes()) == 0;
}

std::vector<SimdLevel> levels()
{
    std::vector<SimdLevel> available;
    std::copy_if(allSimdLevels.begin(), allSimdLevels.end(), std::back_inserter(available), isAvailable);
    return available;
}

} // namespace

void DiffusionStepperTest::initTestCase()
{
    m_pool = std::make_unique<WorkerPool>(8);
}

void DiffusionStepperTest::textbookGivesTheSeedsHashes()
{
    const auto grid = makeGrid({});
    const DiffusionField field = fieldOf(*grid, InitialDensity::FourPeaks, Boundary::Dirichlet);
    TextbookLoop loop(field.toArray(), { grid->coefficient, Boundary::Dirichlet });
    std::int64_t step = 0;
    for (const Reference& reference : readReference()) {
        if (reference.step > 1500)
            break;
        loop.advance(reference.step - step);
        step = reference.step;
        QCOMPARE(hashOf(fieldOf(loop.density(), Boundary::Dirichlet)), reference.hash);
    }
    QCOMPARE(step, 1412);
}

void DiffusionStepperTest::givesTheSeedsHashes_data()
{
    QTest::addColumn<int>("threads");
    QTest::addColumn<SimdLevel>("simd");
    QTest::addColumn<int>("stepsPerPass"); // 0: as planned
    const std::vector<SimdLevel> available = levels();
    for (const int threads : { 1, 2, 3, 7 }) {
        for (const SimdLevel simd : available)
            QTest::addRow("%d threads %s", threads, simdName(simd).data()) << threads << simd << 0;
    }
    for (int steps = 1; steps <= 25; ++steps) {
        const int threads = 1 + steps % 7;
        const SimdLevel simd = available.at(static_cast<std::size_t>(steps) % available.size());
        QTest::addRow("%d threads %s, %d steps a pass", threads, simdName(simd).data(), steps)
            << threads << simd << steps;
    }
}

void DiffusionStepperTest::givesTheSeedsHashes()
{
    QFETCH(int, threads);
    QFETCH(SimdLevel, simd);
    QFETCH(int, stepsPerPass);
    const std::vector<Reference> references = readReference();
    QCOMPARE(references.size(), std::size_t { 21 });
    const auto grid = makeGrid({});
    DiffusionField field = fieldOf(*grid, InitialDensity::FourPeaks, Boundary::Dirichlet);
    DiffusionStepper stepper(*m_pool);
    StepExecution execution;
    execution.simd = simd;
    execution.threads = threads;
    if (stepsPerPass > 0)
        execution.plan = StepPlan { threads, stepsPerPass, 0, 1 + stepsPerPass % 3 };
    std::int64_t step = 0;
    for (const Reference& reference : references) {
        const std::int64_t steps = reference.step - step;
        const auto report
            = stepper.advance(field, { grid->coefficient, Boundary::Dirichlet }, steps, execution);
        QVERIFY(report.completed);
        step = reference.step;
        QCOMPARE(hashOf(field), reference.hash);
        const FieldTotals totals = totalsOf(field);
        QVERIFY(totals.max == reference.max);
        QVERIFY(std::abs(totals.sum - reference.sum) <= 1e-15 * reference.sum);
    }
    QCOMPARE(step, 7060);
}

void DiffusionStepperTest::equalsTheTextbook_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 120; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

void DiffusionStepperTest::equalsTheTextbook()
{
    QFETCH(int, seed);
    std::mt19937 random(static_cast<unsigned>(seed));
    const auto from = [&random](int least, int most) {
        return least + static_cast<int>(random() % static_cast<unsigned>(most - least + 1));
    };
    int rows = seed <= 24 ? seed : from(1, seed % 10 == 0 ? 300 : 90);
    if (seed % 20 == 0)
        rows = from(512, 800); // long rows are stepped in bands of columns
    const Boundary boundary = std::array { Boundary::Dirichlet, Boundary::Neumann, Boundary::Periodic }.at(
        static_cast<std::size_t>(seed % 3));
    const StepRule rule { std::uniform_real_distribution<double>(0.01, 0.25)(random), boundary };
    StepExecution execution;
    const std::vector<SimdLevel> available = levels();
    execution.simd = available.at(static_cast<std::size_t>(from(0, static_cast<int>(available.size()) - 1)));
    execution.threads = from(1, 7);
    if (seed % 8 != 0)
        execution.plan = StepPlan { from(1, std::min(rows, 12)), from(1, 25), from(0, 7), from(1, 9) };

    const Array2D<double> start = noise(rows, random);
    DiffusionField field = fieldOf(start, boundary);
    TextbookLoop loop(field.toArray(), rule);
    // With a small cache, fewer rows are stepped together.
    DiffusionStepper stepper(
        *m_pool, seed / 2 % 2 == 0 ? std::size_t { 1 } << 16U : std::size_t { 1 } << 21U);
    for (int part = 0; part < 3; ++part) {
        const int steps = from(1, 40);
        QVERIFY(stepper.advance(field, rule, steps, execution).completed);
        loop.advance(steps);
        QVERIFY2(sameBits(field.toArray(), loop.density()),
            qPrintable(QStringLiteral("%1 rows, boundary %2, %3 threads, plan %4 x %5 in %6 legs, part %7")
                           .arg(rows)
                           .arg(QLatin1String(boundaryName(boundary).data()))
                           .arg(execution.threads)
                           .arg(execution.plan ? execution.plan->strips : 0)
                           .arg(execution.plan ? execution.plan->stepsPerPass : 0)
                           .arg(execution.plan ? execution.plan->legs : 0)
                           .arg(part)));
    }
}

/// A point spreads one cell a step, and falls below the smallest normal number soon.
void DiffusionStepperTest::flushesSubnormals()
{
    Array2D<double> point({ 42, 42 });
    point.at(20, 20) = 1e-300;
    const StepRule rule { 0.01, Boundary::Dirichlet };
    DiffusionField field = fieldOf(point, rule.boundary);
    TextbookLoop loop(field.toArray(), rule);
    DiffusionStepper stepper(*m_pool);
    StepExecution execution;
    execution.simd = bestSimdLevel();
    execution.plan = StepPlan { 4, 5 };
    QVERIFY(stepper.advance(field, rule, 30, execution).completed);
    loop.advance(30);
    QVERIFY(sameBits(field.toArray(), loop.density()));
    for (const double value : loop.density().values())
        QVERIFY(value == 0 || std::isnormal(value));
    QVERIFY(loop.density().at(22, 20) > 0);
}

/// With r above 1/4 numbers grow until four times a cell is none any more, while the cell still is.
void DiffusionStepperTest::overflowsAsTheTextbookDoes()
{
    std::mt19937 random(8);
    const Array2D<double> begin = noise(60, random, 1e300);
    const StepRule rule { 2, Boundary::Neumann };
    bool overflowed = false;
    for (int steps = 3; steps <= 9; ++steps) {
        TextbookLoop loop(fieldOf(begin, rule.boundary).toArray(), rule);
        loop.advance(steps);
        const auto expected = loop.density().values();
        overflowed = overflowed || !std::ranges::all_of(expected, [](double c) { return std::isfinite(c); });
        for (const SimdLevel level : levels()) {
            DiffusionField field = fieldOf(begin, rule.boundary);
            DiffusionStepper stepper(*m_pool);
            StepExecution execution;
            execution.simd = level;
            QVERIFY(stepper.advance(field, rule, steps, execution).completed);
            const Array2D<double> result = field.toArray();
            QVERIFY(std::ranges::equal(result.values(), expected,
                [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }));
        }
    }
    QVERIFY(overflowed);
}

void DiffusionStepperTest::restoresTheFloatingPointState()
{
    volatile double smallest = std::numeric_limits<double>::min();
    TextbookLoop loop(Array2D<double>({ 5, 5 }), {});
    loop.advance(1);
    QVERIFY(smallest / 2 > 0);

    // The pool's members too.
    DiffusionField field = fieldOf(Array2D<double>({ 40, 40 }), Boundary::Dirichlet);
    DiffusionStepper stepper(*m_pool);
    QVERIFY(stepper.advance(field, {}, 4, {}).completed);
    std::atomic<int> gradual = 0;
    Job job;
    job.tileCount = 64;
    job.compute = [&](int) { gradual += smallest / 2 > 0 ? 1 : 0; };
    QVERIFY(m_pool->run(job).completed);
    QCOMPARE(gradual.load(), 64);
}

void DiffusionStepperTest::stopAndGoIsExact()
{
    const auto grid = makeGrid({ .dx = 0.2 });
    DiffusionStepper stepper(*m_pool);
    DiffusionField atOnce = fieldOf(*grid, InitialDensity::FourPeaks, Boundary::Neumann);
    const StepRule rule { grid->coefficient, Boundary::Neumann };
    QVERIFY(stepper.advance(atOnce, rule, 200, {}).completed);
    for (const int first : { 1, 7, 16, 100, 199 }) {
        DiffusionField inParts = fieldOf(*grid, InitialDensity::FourPeaks, Boundary::Neumann);
        StepExecution execution;
        execution.threads = 1 + first % 4;
        QVERIFY(stepper.advance(inParts, rule, first, execution).completed);
        QVERIFY(stepper.advance(inParts, rule, 200 - first, {}).completed);
        QVERIFY(sameBits(inParts.toArray(), atOnce.toArray()));
    }
}

/// The active count changes while a job runs.
void DiffusionStepperTest::followsTheThreadCount()
{
    const auto grid = makeGrid({ .dx = 0.1 });
    const StepRule rule { grid->coefficient, Boundary::Periodic };
    DiffusionField field = fieldOf(*grid, InitialDensity::FourPeaks, Boundary::Periodic);
    TextbookLoop loop(field.toArray(), rule);
    std::atomic<bool> done = false;
    std::thread changer([&] {
        for (int count = 1; !done; count = count % 8 + 1) {
            m_pool->setActive(count);
            std::this_thread::sleep_for(std::chrono::microseconds(300));
        }
    });
    DiffusionStepper stepper(*m_pool);
    StepExecution execution;
    execution.simd = bestSimdLevel();
    bool completed = true;
    for (int part = 0; part < 20; ++part)
        completed = stepper.advance(field, rule, 50, execution).completed && completed;
    done = true;
    changer.join();
    m_pool->setActive(WorkerPool::logicalCores());
    loop.advance(1000);
    QVERIFY(completed);
    QVERIFY(sameBits(field.toArray(), loop.density()));
}

void DiffusionStepperTest::powersOfTwoScale()
{
    std::mt19937 random(5);
    const Array2D<double> start = noise(50, random);
    Array2D<double> scaled = start;
    for (double& value : scaled.values())
        value *= 1024;
    DiffusionStepper stepper(*m_pool);
    DiffusionField one = fieldOf(start, Boundary::Dirichlet);
    DiffusionField other = fieldOf(scaled, Boundary::Dirichlet);
    QVERIFY(stepper.advance(one, { 0.2 }, 100, {}).completed);
    QVERIFY(stepper.advance(other, { 0.2 }, 100, {}).completed);
    Array2D<double> expected = one.toArray();
    for (double& value : expected.values())
        value *= 1024;
    QVERIFY(sameBits(other.toArray(), expected));
}

void DiffusionStepperTest::conservesMass_data()
{
    QTest::addColumn<Boundary>("boundary");
    QTest::newRow("neumann") << Boundary::Neumann;
    QTest::newRow("periodic") << Boundary::Periodic;
}

void DiffusionStepperTest::conservesMass()
{
    QFETCH(Boundary, boundary);
    const auto grid = makeGrid({ .dx = 0.3 });
    DiffusionField field = fieldOf(*grid, InitialDensity::FourPeaks, boundary);
    const double before = totalsOf(field).sum;
    DiffusionStepper stepper(*m_pool);
    QVERIFY(stepper.advance(field, { grid->coefficient, boundary }, 10000, {}).completed);
    QVERIFY(std::abs(totalsOf(field).sum / before - 1) < 1e-13);
    // By then it is almost level.
    QVERIFY(totalsOf(field).max < 1.2 * before / (66 * 66));
}

void DiffusionStepperTest::staysWithinItsBounds()
{
    std::mt19937 random(6);
    DiffusionField field = fieldOf(noise(60, random), Boundary::Dirichlet);
    DiffusionStepper stepper(*m_pool);
    double before = totalsOf(field).max;
    for (int part = 0; part < 50; ++part) {
        QVERIFY(stepper.advance(field, { 0.25 }, 5, {}).completed);
        const double now = totalsOf(field).max;
        QVERIFY(now <= before);
        before = now;
    }
    const Array2D<double> values = field.toArray();
    for (const double value : values.values())
        QVERIFY(std::abs(value) <= 1);
}

void DiffusionStepperTest::stopsWhenCancelled()
{
    const auto grid = makeGrid({});
    for (const std::optional<StepPlan> plan :
        { std::optional<StepPlan>(), std::optional(StepPlan { 5, 9 }) }) {
        DiffusionField field = fieldOf(*grid, InitialDensity::FourPeaks, Boundary::Dirichlet);
        DiffusionStepper stepper(*m_pool);
        StepExecution execution;
        execution.plan = plan;
        std::thread canceller([token = execution.cancel] {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            token.cancel();
        });
        const auto report
            = stepper.advance(field, { 0.25 }, std::numeric_limits<std::int64_t>::max() / 2, execution);
        canceller.join();
        QVERIFY(!report.completed);
        QVERIFY(report.failure.empty());
    }
}

void DiffusionStepperTest::takesNoSteps()
{
    std::mt19937 random(7);
    const Array2D<double> start = noise(9, random);
    DiffusionField field = fieldOf(start, Boundary::Neumann);
    const Array2D<double> before = field.toArray();
    DiffusionStepper stepper(*m_pool);
    QVERIFY(stepper.advance(field, {}, 0, {}).completed);
    QVERIFY(sameBits(field.toArray(), before));
}

} // namespace escapade

using escapade::DiffusionStepperTest;
QTEST_APPLESS_MAIN(DiffusionStepperTest)
#include "tst_diffusion_stepper.moc"
