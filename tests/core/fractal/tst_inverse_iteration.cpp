#include "core/fractal/InverseIteration.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <deque>
#include <numeric>

using namespace escapade;

Q_DECLARE_METATYPE(escapade::InverseMethod)

namespace {

/// A view of the whole set whose samples are at no simple numbers.
Viewport wholeSet(Size size = { 97, 71 })
{
    return Viewport::fit({ *Decimal::parse("0.0123"), *Decimal::parse("-0.0071"), *Decimal::parse("4.1"),
                             *Decimal::parse("4.1") },
        size);
}

InverseRequest rabbit(InverseMethod method)
{
    InverseRequest request;
    request.method = method;
    request.c = { -0.123, 0.745 };
    request.viewport = wholeSet();
    request.points = 30'000;
    request.hitLimit = 5;
    request.seed = 42;
    return request;
}

/// The hit of a point by way of the exact viewport.
std::int32_t* pixelAt(Array2D<std::int32_t>& hits, const Viewport& viewport, Complex z)
{
    const auto x = std::lround(viewport.columnOf(Decimal::fromDouble(z.real())));
    const auto y = std::lround(viewport.rowOf(Decimal::fromDouble(z.imag())));
    if (x < 0 || y < 0 || x >= hits.width() || y >= hits.height())
        return nullptr;
    return &hits.at(static_cast<int>(x), static_cast<int>(y));
}

Array2D<std::int32_t> naiveRandom(const InverseRequest& request)
{
    Array2D<std::int32_t> hits(request.viewport.size);
    for (int chain = 0; chain < inverseChains; ++chain) {
        for (const Complex z : inverseChain(request, chain)) {
            if (std::int32_t* pixel = pixelAt(hits, request.viewport, z); pixel != nullptr)
                *pixel = std::min(*pixel + 1, request.hitLimit);
        }
    }
    return hits;
}

/// The textbook's queue; only for views of the whole set.
Array2D<std::int32_t> naiveTree(const InverseRequest& request)
{
    Array2D<std::int32_t> hits(request.viewport.size);
    std::deque<Complex> queue { repellingFixedPoint(request.c) };
    for (std::int64_t points = 0; !queue.empty() && points < request.points;) {
        const Complex root = squareRoot(queue.front() - request.c);
        queue.pop_front();
        for (const Complex z : { root, -root }) {
            std::int32_t* pixel = pixelAt(hits, request.viewport, z);
            if (pixel == nullptr || *pixel >= request.hitLimit || points >= request.points)
                continue;
            ++*pixel;
            ++points;
            queue.push_back(z);
        }
    }
    return hits;
}

std::int64_t total(const InversePicture& picture)
{
    const auto hits = picture.hits.values();
    return std::accumulate(hits.begin(), hits.end(), std::int64_t { 0 });
}

} // namespace

class InverseIterationTest : public QObject
{
    Q_OBJECT

private slots:
    void everyPointIsARootOfTheOneBefore()
    {
        const InverseRequest request = rabbit(InverseMethod::Random);
        for (const int chain : { 0, 1, inverseChains - 1 }) {
            const std::vector<Complex> points = inverseChain(request, chain);
            int principal = 0;
            for (std::size_t n = 1; n < points.size(); ++n) {
                QVERIFY(std::abs(points[n] * points[n] + request.c - points[n - 1]) < 1e-14);
                principal += points[n].real() > 0 ? 1 : 0;
            }
            const double share = principal / static_cast<double>(points.size());
            QVERIFY(share > 0.4 && share < 0.6); // 468 tosses: 0.5 +- 0.023
        }
        QVERIFY(inverseChain(request, 0) != inverseChain(request, 1));
    }

    void allChainsTogetherHaveThePointsAskedFor()
    {
        InverseRequest request = rabbit(InverseMethod::Random);
        request.points = 1000; // not a multiple of the chains
        std::size_t points = 0;
        for (int chain = 0; chain < inverseChains; ++chain)
            points += inverseChain(request, chain).size();
        QCOMPARE(points, std::size_t { 1000 });
    }

    void theUnitCircle()
    {
        InverseRequest request = rabbit(InverseMethod::Random);
        request.c = {};
        int leftHalf = 0;
        for (const Complex z : inverseChain(request, 3)) {
            QVERIFY(std::abs(std::abs(z) - 1) < 1e-9);
            leftHalf += z.real() < 0 ? 1 : 0;
        }
        QVERIFY(leftHalf > 150 && leftHalf < 320); // of 469
    }

    void theIntervalFromMinusTwoToTwo()
    {
        InverseRequest request = rabbit(InverseMethod::Random);
        request.c = { -2, 0 };
        double least = 2;
        double most = -2;
        for (int chain = 0; chain < inverseChains; ++chain) {
            for (const Complex z : inverseChain(request, chain)) {
                QVERIFY(std::abs(z.imag()) < 1e-9);
                QVERIFY(std::abs(z.real()) <= 2 + 1e-9);
                least = std::min(least, z.real());
                most = std::max(most, z.real());
            }
        }
        QVERIFY(least < -1.999 && most > 1.999);
    }

    void picturesOfTheCircleShowNothingElse_data() { methods(); }
    void picturesOfTheCircleShowNothingElse()
    {
        QFETCH(const InverseMethod, method);
        WorkerPool pool(2);
        InverseRequest request = rabbit(method);
        request.c = {};
        const auto picture = inverseIteration(pool, request);
        QVERIFY(picture);
        const Viewport& viewport = request.viewport;
        const double diagonal = viewport.spacing.toDouble() * 0.71;
        int onTheCircle = 0;
        for (int y = 0; y < viewport.size.height; ++y) {
            for (int x = 0; x < viewport.size.width; ++x) {
                const double distance = std::abs(std::hypot(viewport.re(x), viewport.im(y)) - 1);
                const bool hit = picture->hits.at(x, y) > 0;
                QVERIFY(!hit || distance <= diagonal);
                // The circle passes well through the pixel.
                if (distance < diagonal / 4) {
                    ++onTheCircle;
                    QVERIFY(hit);
                }
            }
        }
        QVERIFY(onTheCircle > 20);
    }

    void isTheNaivePicture_data() { methods(); }
    void isTheNaivePicture()
    {
        QFETCH(const InverseMethod, method);
        WorkerPool pool(3);
        const InverseRequest request = rabbit(method);
        const auto picture = inverseIteration(pool, request);
        QVERIFY(picture);
        const auto naive = method == InverseMethod::Random ? naiveRandom(request) : naiveTree(request);
        QVERIFY(picture->hits == naive);
        QVERIFY(total(*picture) > 1000);
        QCOMPARE(*std::ranges::max_element(picture->hits.values()), request.hitLimit);
    }

    void theThreadsDoNotMatter_data() { methods(); }
    void theThreadsDoNotMatter()
    {
        QFETCH(const InverseMethod, method);
        WorkerPool pool(5);
        InverseRequest request = rabbit(method);
        // The tree is more than one slice wide, and threads often meet at a pixel.
        request.points = 100'000;
        request.hitLimit = InverseRequest::maxHitLimit;
        request.viewport = wholeSet({ 40, 30 });
        InverseSettings settings;
        settings.threads = 1;
        const auto alone = inverseIteration(pool, request, settings);
        QVERIFY(alone);
        for (const int threads : { 2, 3, 5 }) {
            settings.threads = threads;
            const auto together = inverseIteration(pool, request, settings);
            QVERIFY(together);
            QVERIFY(together->hits == alone->hits);
            QCOMPARE(together->points, alone->points);
        }
    }

    void theSeedMattersForTheRandomOneOnly()
    {
        WorkerPool pool(2);
        for (const InverseMethod method : { InverseMethod::Random, InverseMethod::Tree }) {
            InverseRequest request = rabbit(method);
            const auto one = inverseIteration(pool, request);
            request.seed = 43;
            const auto other = inverseIteration(pool, request);
            QCOMPARE(one->hits == other->hits, method == InverseMethod::Tree);
        }
    }

    void aTreeEndsWhereEveryPixelHasItsHits()
    {
        WorkerPool pool(2);
        InverseRequest request = rabbit(InverseMethod::Tree);
        request.points = 1'000'000;
        request.hitLimit = 2;
        const auto picture = inverseIteration(pool, request);
        QVERIFY(picture);
        QVERIFY(picture->points < 10'000);
        QCOMPARE(picture->points, total(*picture)); // all are in view
    }

    void aTreeEndsInAViewOfAPartToo()
    {
        WorkerPool pool(2);
        InverseRequest request = rabbit(InverseMethod::Tree);
        request.viewport = Viewport::fit({ *Decimal::parse("1.2766"), *Decimal::parse("-0.4797"),
                                             *Decimal::parse("0.5"), *Decimal::parse("0.5") },
            { 97, 71 });
        request.points = InverseRequest::maxPoints;
        request.hitLimit = 1;
        const auto picture = inverseIteration(pool, request);
        QVERIFY(picture);
        QVERIFY(picture->points < 100'000);
        QVERIFY(total(*picture) > 30);
        QVERIFY(total(*picture) < picture->points);
    }

    void theLimitOfPointsHolds_data() { methods(); }
    void theLimitOfPointsHolds()
    {
        QFETCH(const InverseMethod, method);
        WorkerPool pool(2);
        InverseRequest request = rabbit(method);
        request.points = 777;
        request.hitLimit = 1000;
        const auto picture = inverseIteration(pool, request);
        QVERIFY(picture);
        QCOMPARE(picture->points, std::int64_t { 777 });
        QCOMPARE(total(*picture), std::int64_t { 777 }); // all are in view
    }

    void extremeRequestsAreNoTrouble_data() { methods(); }
    void extremeRequestsAreNoTrouble()
    {
        QFETCH(const InverseMethod, method);
        WorkerPool pool(2);
        InverseRequest request = rabbit(method);
        request.points = 2000;
        for (const Complex c :
            { Complex(1e200, -1e200), Complex(-1e3, 0), Complex(0.25, 0), Complex(0, 1) }) {
            request.c = c;
            QVERIFY(inverseIteration(pool, request));
        }
        request.c = { -0.75, 0.1 };
        for (const char* extent : { "1e-300", "1000" }) {
            request.viewport = Viewport::fit(
                { *Decimal::parse("-0.743643887037158704752191506114774"), *Decimal::parse("0.1"),
                    *Decimal::parse(extent), *Decimal::parse(extent) },
                { 1, 7 });
            QVERIFY(inverseIteration(pool, request));
        }
    }

    void canBeCancelled_data() { methods(); }
    void canBeCancelled()
    {
        QFETCH(const InverseMethod, method);
        WorkerPool pool(2);
        InverseSettings settings;
        settings.cancel.cancel();
        const auto picture = inverseIteration(pool, rabbit(method), settings);
        QVERIFY(!picture);
        QVERIFY(!picture.error().message.empty());
    }

private:
    static void methods()
    {
        QTest::addColumn<InverseMethod>("method");
        QTest::newRow("random") << InverseMethod::Random;
        QTest::newRow("tree") << InverseMethod::Tree;
    }
};

QTEST_APPLESS_MAIN(InverseIterationTest)
#include "tst_inverse_iteration.moc"
