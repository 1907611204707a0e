// Matching of point clouds: the Chamfer distance against its definition, and the same bits in every way.

#include "core/simd/KernelTable.h"
#include "core/workloads/ChamferLesson.h"
#include "core/workloads/ChamferMatching.h"
#include "core/workloads/KdTree.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <thread>

namespace escapade {
namespace {

constexpr CloudsRequest smallClouds { 3, 4, 300, 5 };

/// The definition, in the plainest words: distances first, roots of each, nothing shared with the program.
double distanceByDefinition(const PointCluster& a, const PointCluster& b)
{
    const auto meanOfNearest = [](const PointCluster& from, const PointCluster& to) {
        double sum = 0;
        for (std::size_t n = 0; n < from.size(); ++n) {
            double nearest = std::numeric_limits<double>::infinity();
            for (std::size_t m = 0; m < to.size(); ++m)
                nearest = std::min(
                    nearest, std::hypot(from.x[n] - to.x[m], from.y[n] - to.y[m], from.z[n] - to.z[m]));
            sum += nearest;
        }
        return sum / static_cast<double>(from.size());
    };
    return meanOfNearest(a, b) + meanOfNearest(b, a);
}

PointCluster clusterOf(std::initializer_list<std::array<double, 3>> points)
{
    PointCluster cluster;
    for (const auto& [x, y, z] : points) {
        cluster.x.push_back(x);
        cluster.y.push_back(y);
        cluster.z.push_back(z);
    }
    return cluster;
}

ChamferMatching matched(const CloudPair& clouds, NearestSearch search = NearestSearch::PlainLoop,
    LessonPlace place = LessonPlace::CallingThread, int threads = 1, SimdLevel level = SimdLevel::Scalar)
{
    WorkerPool pool(8);
    const LessonSettings settings { threads, level, {}, nullptr };
    LessonContext context(pool, settings);
    return matchClouds(context, clouds, search, place).value_or(ChamferMatching());
}

} // namespace

class tst_chamfer : public QObject
{
    Q_OBJECT

private slots:
    void cloudsAreSeeded();
    void handMadeDistance();
    void asDefined();
    void findsTheRightMatches();
    void isSymmetricAndZeroWithItself();
    void sameBitsInEveryWay();
    void kernelTakesAnyNumber();
    void treeFindsTheNearest_data();
    void treeFindsTheNearest();
    void lessonWaysAgree();
    void cancels();
};

void tst_chamfer::cloudsAreSeeded()
{
    const CloudPair clouds = makeClouds(smallClouds);
    QCOMPARE(clouds.left.size(), 3U);
    QCOMPARE(clouds.right.size(), 4U);
    QVERIFY(makeClouds(smallClouds).left == clouds.left);
    CloudsRequest other = smallClouds;
    other.seed = 6;
    QVERIFY(makeClouds(other).left != clouds.left);
    double sum = 0;
    double squares = 0;
    const PointCluster& cluster = clouds.left.front();
    QVERIFY(cluster.size() >= 225 && cluster.size() <= 300);
    for (const double x : cluster.x) {
        sum += x;
        squares += x * x;
    }
    const auto count = static_cast<double>(cluster.size());
    const double mean = sum / count;
    const double deviation = std::sqrt(squares / count - mean * mean);
    QVERIFY(mean > 0.5 && mean < 10.5); // centres between 1 and 10
    QVERIFY(deviation > 0.8 && deviation < 3.4); // spreads between 1 and 3
}

void tst_chamfer::handMadeDistance()
{
    // a = {0, 10 on x}, b = {(0, 3, 4)}: from a 5 and sqrt(125), from b 5.
    const CloudPair clouds { { clusterOf({ { 0, 0, 0 }, { 10, 0, 0 } }) }, { clusterOf({ { 0, 3, 4 } }) } };
    const double expected = (5 + std::sqrt(125.0)) / 2 + 5;
    for (const auto search : { NearestSearch::PlainLoop, NearestSearch::Vectors, NearestSearch::Tree })
        QCOMPARE(matched(clouds, search).distances, std::vector { expected });
}

void tst_chamfer::asDefined()
{
    const CloudPair clouds = makeClouds(smallClouds);
    const ChamferMatching matching = matched(clouds);
    QCOMPARE(matching.distances.size(), 12U);
    for (std::size_t left = 0; left < 3; ++left) {
        for (std::size_t right = 0; right < 4; ++right) {
            const double expected = distanceByDefinition(clouds.left[left], clouds.right[right]);
            QVERIFY(std::abs(matching.distances[left * 4 + right] - expected) < 1e-12 * expected);
        }
    }
}

void tst_chamfer::findsTheRightMatches()
{
    const ChamferMatching matching = matched(makeClouds({ 4, 4, 400, 1 }));
    QCOMPARE(matching.nearestRight, (std::vector { 3, 2, 1, 0 }));
    QCOMPARE(matching.nearestLeft, (std::vector { 3, 2, 1, 0 }));
}

void tst_chamfer::isSymmetricAndZeroWithItself()
{
    const CloudPair clouds = makeClouds(smallClouds);
    const CloudPair turned { clouds.right, clouds.left };
    const auto there = matched(clouds).distances;
    const auto back = matched(turned).distances;
    for (std::size_t left = 0; left < 3; ++left) {
        for (std::size_t right = 0; right < 4; ++right)
            QVERIFY(there[left * 4 + right] == back[right * 3 + left]); // a sum of the same two
    }
    const CloudPair same { { clouds.left.front() }, { clouds.left.front() } };
    QCOMPARE(matched(same, NearestSearch::Tree).distances, std::vector { 0.0 });
}

void tst_chamfer::sameBitsInEveryWay()
{
    const CloudPair clouds = makeClouds(smallClouds);
    const ChamferMatching plain = matched(clouds);
    for (const auto search : { NearestSearch::PlainLoop, NearestSearch::Vectors, NearestSearch::Tree }) {
        for (const SimdLevel level : allSimdLevels) {
            if (!isAvailable(level))
                continue;
            QVERIFY(matched(clouds, search, LessonPlace::CallingThread, 1, level) == plain);
            for (const int threads : { 1, 2, 3, 7 })
                QVERIFY(matched(clouds, search, LessonPlace::Pool, threads, level) == plain);
        }
    }
}

void tst_chamfer::kernelTakesAnyNumber()
{
    const PointCluster points = makeClouds({ 1, 1, 200, 9 }).left.front();
    for (const SimdLevel level : allSimdLevels) {
        if (!isAvailable(level))
            continue;
        for (int queries = 0; queries <= 70; ++queries) {
            for (const int targets : { 0, 1, 5 }) {
                constexpr double untouched = -7;
                std::vector<double> squared(static_cast<std::size_t>(queries) + 1, untouched);
                const double* x = points.x.data();
                const double* y = points.y.data();
                const double* z = points.z.data();
                simd::kernels(level).findNearest(
                    { { x, y, z, queries }, { x + 80, y + 80, z + 80, targets }, squared.data() });
                QCOMPARE(squared.back(), untouched); // nothing beyond the end
                for (int q = 0; q < queries; ++q) {
                    double expected = std::numeric_limits<double>::infinity();
                    for (int t = 80; t < 80 + targets; ++t)
                        expected = std::min(expected,
                            (x[t] - x[q]) * (x[t] - x[q]) + (y[t] - y[q]) * (y[t] - y[q])
                                + (z[t] - z[q]) * (z[t] - z[q]));
                    QVERIFY(squared[static_cast<std::size_t>(q)] == expected);
                }
            }
        }
    }
}

void tst_chamfer::treeFindsTheNearest_data()
{
    QTest::addColumn<int>("points");
    QTest::addColumn<double>("grid"); // coordinates are rounded to multiples of it, so that many are equal
    for (const int points : { 0, 1, 2, 8, 9, 17, 100, 1000 }) {
        for (const double grid : { 0.0, 0.5, 4.0, 100.0 })
            QTest::addRow("%d points, grid %g", points, grid) << points << grid;
    }
}

void tst_chamfer::treeFindsTheNearest()
{
    QFETCH(const int, points);
    QFETCH(const double, grid);
    const auto snapped = [grid](std::vector<double> values, std::size_t count) {
        values.resize(count);
        for (double& value : values)
            value = grid > 0 ? std::round(value / grid) * grid : value;
        return values;
    };
    const CloudPair clouds = makeClouds({ 1, 1, 1500, 3 });
    const PointCluster& cloud = clouds.left.front();
    const auto count = static_cast<std::size_t>(points);
    const PointCluster targets { snapped(cloud.x, count), snapped(cloud.y, count), snapped(cloud.z, count) };
    const KdTree tree(targets);
    const PointCluster& queries = clouds.right.front();
    for (std::size_t q = 0; q < 200; ++q) {
        // Every third one far outside, every fifth one on the grid.
        const double scale = q % 3 == 0 ? 50 : 1;
        const double x = q % 5 == 0 ? snapped({ queries.x[q] }, 1).front() : queries.x[q] * scale;
        const double y = queries.y[q];
        const double z = queries.z[q] * scale;
        double expected = std::numeric_limits<double>::infinity();
        for (std::size_t t = 0; t < count; ++t) {
            const double dx = targets.x[t] - x;
            const double dy = targets.y[t] - y;
            const double dz = targets.z[t] - z;
            expected = std::min(expected, dx * dx + dy * dy + dz * dz);
        }
        QVERIFY(tree.nearestSquared(x, y, z) == expected); // QCOMPARE would take what is nearly the same
    }
}

void tst_chamfer::lessonWaysAgree()
{
    WorkerPool pool(8);
    const Lesson lesson = makeChamferLesson(pool, smallClouds);
    QCOMPARE(lesson.id, std::string("chamfer"));
    std::optional<std::uint64_t> fingerprint;
    for (const LessonWay& way : lesson.ways) {
        QVERIFY(!way.mayBeWrong);
        for (const int threads : { 1, 2, 3, 7 }) {
            std::atomic<double> progress { 0 };
            const auto run = way.run({ threads, bestSimdLevel(), {}, &progress });
            QVERIFY(run);
            QVERIFY(run->wall.count() > 0);
            QCOMPARE(progress.load(), 1.0);
            QCOMPARE(run->fingerprint, fingerprint.value_or(run->fingerprint));
            fingerprint = run->fingerprint;
            QVERIFY2(run->result.starts_with("1-"), run->result.c_str());
        }
    }
}

void tst_chamfer::cancels()
{
    WorkerPool pool(2);
    const Lesson lesson = makeChamferLesson(pool, { 8, 8, 20'000, 1 }); // minutes in the plain loop
    for (const LessonWay& way : lesson.ways) {
        LessonSettings settings;
        settings.threads = 2;
        std::jthread canceller([cancel = settings.cancel] {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            cancel.cancel();
        });
        const auto run = way.run(settings);
        QVERIFY(!run || way.id.starts_with("tree")); // trees may be through before
    }
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_chamfer)
#include "tst_chamfer.moc"
