#include "core/base/Fnv1a.h"
#include "core/diffusion/MatterDensity.h"
#include "core/diffusion/problem/GaussianField.h"
#include "tests/core/diffusion/LiveFields.h"

#include <QTest>

#include <cmath>
#include <numbers>

namespace escapade {

using namespace test;

namespace {

/// The power of a wave in a field, mean over its cosine and sine.
double powerOf(const Array2D<double>& field, int ky, int kx)
{
    double cosine = 0;
    double sine = 0;
    for (int i = 0; i < field.height(); ++i) {
        for (int j = 0; j < field.width(); ++j) {
            const double angle
                = 2 * std::numbers::pi * (ky * (i + 0.5) / field.height() + kx * (j + 0.5) / field.width());
            cosine += field.at(j, i) * std::cos(angle);
            sine += field.at(j, i) * std::sin(angle);
        }
    }
    const auto cells = static_cast<double>(field.values().size());
    return (cosine * cosine + sine * sine) / (cells * cells);
}

double meanOf(const Array2D<double>& shown)
{
    double sum = 0;
    for (int i = 1; i < shown.height() - 1; ++i) {
        for (int j = 1; j < shown.width() - 1; ++j)
            sum += shown.at(j, i);
    }
    return sum / ((shown.height() - 2.0) * (shown.width() - 2.0));
}

} // namespace

/// The random beginning of the cosmic web, and the matter that its potential gathers.
class CosmicWebTest : public QObject
{
    Q_OBJECT

private slots:
    void sameBitsOnEveryMachine();
    void fieldDoesNotDependOnTheGrid();
    void coarseGridsLeaveOutFineWaves();
    void hasItsDeviationAndSpectrum();
    void matterBeginsEven();
    void matterIsTheSpreadOfWhereItCameFrom_data();
    void matterIsTheSpreadOfWhereItCameFrom();
    void survivesWhatIsNoDensity();
    void theExampleGathersMatter();
    void theStepsAgreeWithTheExactAnswer();
};

/// Computed once; every machine and compiler must give it.
void CosmicWebTest::sameBitsOnEveryMachine()
{
    const Array2D<double> field = gaussianField({ 7, 1.5, -3, 16 }, { 60, 40 });
    QCOMPARE(fnv1a64Of(field.values()), std::uint64_t { 2971454655287130154U });
}

void CosmicWebTest::fieldDoesNotDependOnTheGrid()
{
    const GaussianField what { 5, 2, -2, 9 };
    const Array2D<double> coarse = gaussianField(what, { 30, 20 });
    const Array2D<double> fine = gaussianField(what, { 90, 60 });
    for (int i = 0; i < 20; ++i) {
        for (int j = 0; j < 30; ++j)
            QVERIFY(std::abs(coarse.at(j, i) - fine.at(3 * j + 1, 3 * i + 1)) < 1e-12);
    }
    QVERIFY(gaussianField({ 6, 2, -2, 9 }, { 30, 20 }).at(3, 3) != coarse.at(3, 3));
}

void CosmicWebTest::coarseGridsLeaveOutFineWaves()
{
    const Array2D<double> field = gaussianField({ 1, 1, 0, 200 }, { 16, 16 });
    QVERIFY(powerOf(field, 3, 2) > 0);
    for (const double value : field.values())
        QVERIFY(std::isfinite(value));
    QCOMPARE(gaussianField({ 1, 1, 0, 200 }, { 1, 1 }).at(0, 0), 0.0);
}

/// On average over seeds.
void CosmicWebTest::hasItsDeviationAndSpectrum()
{
    constexpr int seeds = 200;
    double variance = 0;
    double mean = 0;
    double largeWaves = 0;
    double smallWaves = 0;
    for (int seed = 1; seed <= seeds; ++seed) {
        const Array2D<double> field
            = gaussianField({ static_cast<std::uint64_t>(seed), 3, -2, 6 }, { 24, 24 });
        for (const double value : field.values()) {
            variance += value * value / (24 * 24 * seeds);
            mean += value / (24 * 24 * seeds);
        }
        for (const auto& [ky, kx] : { std::pair { 0, 2 }, std::pair { 2, 0 } })
            largeWaves += powerOf(field, ky, kx);
        for (const auto& [ky, kx] : { std::pair { 0, 4 }, std::pair { 4, 0 } })
            smallWaves += powerOf(field, ky, kx);
    }
    QVERIFY(std::abs(mean) < 1e-12);
    QVERIFY2(std::abs(variance / 9 - 1) < 0.1, qPrintable(QString::number(variance)));
    const double ratio = largeWaves / smallWaves; // 2^2
    QVERIFY2(ratio > 3.2 && ratio < 5, qPrintable(QString::number(ratio)));
}

void CosmicWebTest::matterBeginsEven()
{
    const Array2D<double> potential = gaussianField({ 5, 2, -2, 5 }, { 20, 20 });
    std::vector<double> row(20);
    matterOfRow(potential, 7, matterFactor(1, 0, 0.1), row);
    for (const double density : row)
        QCOMPARE(density, 1.0);
}

void CosmicWebTest::matterIsTheSpreadOfWhereItCameFrom_data()
{
    QTest::addColumn<double>("time");
    for (const double time : { 0.02, 0.1, 0.3, 1.0 })
        QTest::addRow("b = %g", time) << time;
}

/// In one dimension, against integrals over the places that matter came from: its density is their variance
/// over 2 nu b.
void CosmicWebTest::matterIsTheSpreadOfWhereItCameFrom()
{
    QFETCH(double, time);
    constexpr double nu = 0.5;
    constexpr int cells = 200;
    constexpr double length = 2 * std::numbers::pi;
    constexpr double dx = length / cells;
    const auto potential = [](double q) { return 3 * std::cos(q) + std::sin(2 * q); };
    std::vector<double> expected;
    Array2D<double> values({ cells + 2, 3 });
    for (int j = 0; j < cells + 2; ++j) {
        const double x = j * dx;
        constexpr int samples = 20000;
        double weight = 0;
        double mean = 0;
        double square = 0;
        for (int n = 0; n < samples; ++n) {
            const double offset = (n - samples / 2) * (6 * std::numbers::pi / samples);
            const double w = std::exp(potential(x + offset) / (2 * nu) - offset * offset / (4 * nu * time));
            weight += w;
            mean += w * offset;
            square += w * offset * offset;
        }
        mean /= weight;
        expected.push_back((square / weight - mean * mean) / (2 * nu * time));
        for (int i = 0; i < 3; ++i)
            values.at(j, i) = weight;
    }
    Array2D<double> logarithms(values.size());
    matterLogarithms(values.values(), logarithms.values());
    std::vector<double> row(static_cast<std::size_t>(cells) + 2);
    matterOfRow(logarithms, 1, matterFactor(nu, time, dx), row);
    for (std::size_t j = 1; j <= cells; ++j)
        QVERIFY2(std::abs(row.at(j) - expected.at(j)) < 2e-3 * (1 + expected.at(j)),
            qPrintable(QStringLiteral("%1: %2 %3").arg(j).arg(row.at(j)).arg(expected.at(j))));
}

void CosmicWebTest::survivesWhatIsNoDensity()
{
    Array2D<double> values({ 8, 8 }, 0.5);
    values.at(3, 3) = 0;
    values.at(4, 4) = -7;
    values.at(5, 5) = 1e308;
    Array2D<double> logarithms(values.size());
    matterLogarithms(values.values(), logarithms.values());
    std::vector<double> row(8);
    for (int i = 1; i < 7; ++i) {
        matterOfRow(logarithms, i, matterFactor(1, 1, 0.1), row);
        for (const double density : row)
            QVERIFY(std::isfinite(density) && density >= 0);
    }
}

void CosmicWebTest::theExampleGathersMatter()
{
    WorkerPool pool(3);
    LiveDiffusion live(pool, {}, {});
    const auto example = std::make_shared<const DiffusionExample>(*findBuiltinExample("cosmic-web"));
    QCOMPARE(runtimeOf(*example), example->runtime);
    const LiveSettings settings { .rows = 128, .view = LiveView::Matter };
    live.setExample(example, settings);
    const Snapshot first = await(live, [](const DiffusionSnapshot& now) { return now.hasMatter; });
    QVERIFY(first->hasExact);
    QCOMPARE(first->totals.max, 1.0);
    for (int i = 1; i <= 128; ++i)
        QCOMPARE(first->matter.at(i, i), 1.0);
    double emptiest = 1;
    double fullest = 1;
    for (const double part : { 0.02, 0.1, 0.5, 1.0 }) {
        const double time = part * example->runtime;
        live.seek(time);
        const Snapshot now = await(live, [&](const DiffusionSnapshot& it) { return it.simtime == time; });
        QVERIFY2(std::abs(meanOf(now->matter) - 1) < 0.03, qPrintable(QString::number(meanOf(now->matter))));
        const auto all = now->matter.values();
        emptiest = std::min(emptiest, *std::min_element(all.begin(), all.end()));
        fullest = std::max(fullest, *std::max_element(all.begin(), all.end()));
    }
    QVERIFY2(fullest > 20 && emptiest < 0.05, qPrintable(QStringLiteral("%1 %2").arg(fullest).arg(emptiest)));
    // Back again, to the bit.
    const double time = 0.1 * example->runtime;
    live.seek(time);
    const Snapshot once = await(live, [&](const DiffusionSnapshot& now) { return now.simtime == time; });
    live.seek(0.9 * example->runtime);
    await(live, [&](const DiffusionSnapshot& now) { return now.simtime > time; });
    live.seek(time);
    const Snapshot again = await(live, [&](const DiffusionSnapshot& now) { return now.simtime == time; });
    QVERIFY(once->matter == again->matter);
    QVERIFY(once->colors == again->colors);
    live.setSettings({ .rows = 128, .view = LiveView::Density });
    await(live, [](const DiffusionSnapshot& now) { return now.matter.size().isEmpty(); });
    // Others have none.
    live.setExample(std::make_shared<const DiffusionExample>(*findBuiltinExample("maze")), settings);
    const Snapshot maze = await(live, [](const DiffusionSnapshot& now) { return now.example == "maze"; });
    QVERIFY(!maze->hasMatter && maze->matter.size().isEmpty());
    QCOMPARE(maze->settings.view, LiveView::Density);
}

void CosmicWebTest::theStepsAgreeWithTheExactAnswer()
{
    WorkerPool pool(3);
    LiveDiffusion live(pool, {}, {});
    live.setExample(std::make_shared<const DiffusionExample>(*findBuiltinExample("cosmic-web")),
        { .rows = 192, .view = LiveView::Matter });
    live.runSteps(30);
    const Snapshot now = await(
        live, [](const DiffusionSnapshot& it) { return it.step == 30 && it.error && it.errorTime > 0; });
    QVERIFY2(*now->error < 0.02 && *now->error > 0, qPrintable(QString::number(*now->error)));
}

} // namespace escapade

using escapade::CosmicWebTest;
QTEST_GUILESS_MAIN(CosmicWebTest)
#include "tst_cosmic_web.moc"
