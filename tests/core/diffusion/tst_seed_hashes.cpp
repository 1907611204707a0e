// All 21 snapshots of the seeds' run, bit for bit, however it is computed.
//
// The product of threads 1 to 7, steps a pass 1 to 25 and all instruction sets is sampled: one combination in
// fourteen, spread so that each value of each factor is among them. ESCAPADE_FULL_PRODUCT=1 runs them all.

#include "core/diffusion/DiffusionStepper.h"
#include "core/diffusion/FieldTotals.h"
#include "core/diffusion/InitialField.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <random>
#include <vector>

namespace escapade {
namespace {

constexpr int mostThreads = 7;
constexpr int mostStepsPerPass = 25;
constexpr int oneIn = 14;

struct Reference
{
    std::int64_t step = 0;
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
        references.push_back({ values.at(names.indexOf("step")).toLongLong(),
            values.at(names.indexOf("fnv1a64_all")).toULongLong(nullptr, 16) });
    }
    return references;
}

std::vector<SimdLevel> availableLevels()
{
    std::vector<SimdLevel> available;
    std::copy_if(allSimdLevels.begin(), allSimdLevels.end(), std::back_inserter(available), isAvailable);
    return available;
}

QString describe(const StepExecution& execution)
{
    return QStringLiteral("%1 threads, %2 steps a pass, %3")
        .arg(execution.threads)
        .arg(execution.plan ? execution.plan->stepsPerPass : 0)
        .arg(QLatin1String(simdName(execution.simd).data()));
}

} // namespace

class SeedHashesTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void everyCombination_data();
    void everyCombination();
    void changesOnTheWay_data();
    void changesOnTheWay();

private:
    /// The first snapshot that differs, or nothing. `next` says how many steps to do at once, of those left,
    /// and may change how.
    template <typename Next> QString firstDifference(StepExecution& execution, Next next);

    std::unique_ptr<WorkerPool> m_pool;
    std::vector<Reference> m_references;
    DiffusionGrid m_grid;
};

void SeedHashesTest::initTestCase()
{
    m_pool = std::make_unique<WorkerPool>(mostThreads);
    m_references = readReference();
    QCOMPARE(m_references.size(), std::size_t { 21 });
    m_grid = *makeGrid({});
}

template <typename Next> QString SeedHashesTest::firstDifference(StepExecution& execution, Next next)
{
    Result<DiffusionField> field = DiffusionField::create(m_grid.points);
    setInitial(*field, m_grid, InitialDensity::FourPeaks, Boundary::Dirichlet);
    DiffusionStepper stepper(*m_pool);
    std::int64_t step = 0;
    for (const Reference& reference : m_references) {
        while (step < reference.step) {
            const std::int64_t now = next(reference.step - step);
            const StepRule rule { m_grid.coefficient, Boundary::Dirichlet };
            if (!stepper.advance(*field, rule, now, execution).completed)
                return QStringLiteral("did not complete");
            step += now;
        }
        if (hashOf(*field) != reference.hash)
            return QStringLiteral("step %1: %2").arg(step).arg(describe(execution));
    }
    return step == 7060 ? QString() : QStringLiteral("ended at step %1").arg(step);
}

void SeedHashesTest::everyCombination_data()
{
    QTest::addColumn<int>("threads");
    QTest::addColumn<int>("stepsPerPass");
    QTest::addColumn<SimdLevel>("simd");
    const bool all = qEnvironmentVariableIsSet("ESCAPADE_FULL_PRODUCT");
    int number = 0;
    for (const SimdLevel simd : availableLevels()) {
        for (int threads = 1; threads <= mostThreads; ++threads) {
            for (int steps = 1; steps <= mostStepsPerPass; ++steps) {
                // 7 * 25 combinations of a level are no multiple of the stride: each level has others.
                if (number++ % oneIn == 0 || all)
                    QTest::addRow("%d threads, %d steps a pass, %s", threads, steps, simdName(simd).data())
                        << threads << steps << simd;
            }
        }
    }
}

void SeedHashesTest::everyCombination()
{
    QFETCH(int, threads);
    QFETCH(int, stepsPerPass);
    QFETCH(SimdLevel, simd);
    StepExecution execution;
    execution.simd = simd;
    execution.threads = threads;
    execution.plan = StepPlan { threads, stepsPerPass };
    QCOMPARE(firstDifference(execution, [](std::int64_t left) { return left; }), QString());
}

void SeedHashesTest::changesOnTheWay_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 12; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

/// Stopped and continued at any step, each time with other threads, steps a pass and instructions; in between
/// with a plan that is just being tuned.
void SeedHashesTest::changesOnTheWay()
{
    QFETCH(unsigned, seed);
    std::mt19937 random(seed);
    const auto from = [&random](int least, int most) {
        return least + static_cast<int>(random() % static_cast<unsigned>(most - least + 1));
    };
    const std::vector<SimdLevel> levels = availableLevels();
    StepExecution execution;
    const auto next = [&](std::int64_t left) {
        execution.simd = levels.at(static_cast<std::size_t>(from(0, static_cast<int>(levels.size()) - 1)));
        execution.threads = from(0, mostThreads);
        m_pool->setActive(from(1, mostThreads));
        execution.plan.reset();
        if (random() % 3 != 0)
            execution.plan
                = StepPlan { from(1, 12), from(1, mostStepsPerPass), from(0, mostThreads), from(1, 6) };
        return std::min<std::int64_t>(left, from(1, 200));
    };
    QCOMPARE(firstDifference(execution, next), QString());
}

} // namespace escapade

using escapade::SeedHashesTest;
QTEST_APPLESS_MAIN(SeedHashesTest)
#include "tst_seed_hashes.moc"
