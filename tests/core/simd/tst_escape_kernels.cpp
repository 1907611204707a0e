#include "core/base/Label.h"
#include "core/fractal/NaiveEscape.h"
#include "core/simd/KernelTable.h"
#include "tests/core/FusedCount.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

using namespace escapade;

namespace {

/// Points to iterate and what came of them.
struct Points
{
    std::vector<double> startRe, startIm, cRe, cIm;
    std::vector<std::int32_t> counts;
    std::vector<float> fractions;
    std::vector<std::uint8_t> labels;

    void add(double zRe, double zIm, double re, double im)
    {
        startRe.push_back(zRe);
        startIm.push_back(zIm);
        cRe.push_back(re);
        cIm.push_back(im);
    }
    int size() const { return static_cast<int>(cRe.size()); }
};

enum class Shortcuts { Off, On };

/// What to test: one kernel of one instruction set.
struct Kernel
{
    SimdLevel level = SimdLevel::Scalar;
    EscapeMethod method = EscapeMethod::Compaction;
};

bool noneIsProved(int /*point*/)
{
    return false;
}

bool everySixthIsProved(int point)
{
    return point % 6 == 0;
}

/// Every job is done once more without fractions, and once as on the other kind of processor: counts and
/// labels must not tell.
void iterateOtherwise(simd::EscapeJob job, simd::EscapeKernel kernel, const Points& expected)
{
    std::vector<std::int32_t> counts(expected.cRe.size(), -1);
    std::vector<std::uint8_t> labels(expected.cRe.size(), 77);
    std::vector<float> fractions(expected.cRe.size(), -1);
    const auto run = [&] {
        job.counts = counts.data();
        job.labels = labels.data();
        if (!kernel(job))
            qFatal("a kernel that nobody cancelled says that it was cancelled");
        return std::equal(expected.counts.begin(), expected.counts.end(), counts.begin())
            && std::equal(expected.labels.begin(), expected.labels.end(), labels.begin());
    };
    job.hasIdleAdders = !job.hasIdleAdders;
    job.fractions = fractions.data();
    if (!run() || !std::equal(expected.fractions.begin(), expected.fractions.end(), fractions.begin()))
        qFatal("doubling by addition, or not, changes the results");
    job.fractions = nullptr;
    if (!run())
        qFatal("without fractions the counts or the labels are other ones");
    job.hasIdleAdders = !job.hasIdleAdders;
    if (!run())
        qFatal("without fractions the counts or the labels are other ones");
}

Points iterated(Points points, Kernel kernel, Arithmetic arithmetic, std::int32_t maxIterations,
    Shortcuts shortcuts, bool (*isProved)(int) = noneIsProved)
{
    const auto count = points.cRe.size();
    while (points.cRe.size() % simd::escapePadding != 0)
        points.add(0, 0, 0.1, 0.1); // would be noticed: it never leaves
    points.counts.resize(points.cRe.size());
    points.fractions.resize(points.cRe.size());
    points.labels.resize(points.cRe.size());
    simd::EscapeJob job;
    const bool fromZero = std::ranges::all_of(points.startRe, [](double z) { return z == 0; })
        && std::ranges::all_of(points.startIm, [](double z) { return z == 0; });
    if (!fromZero) {
        job.startRe = points.startRe.data();
        job.startIm = points.startIm.data();
    }
    job.cRe = points.cRe.data();
    job.cIm = points.cIm.data();
    job.points = static_cast<int>(count);
    job.maxIterations = maxIterations;
    job.closedFormInterior = shortcuts == Shortcuts::On && fromZero;
    job.cycleCheck = shortcuts == Shortcuts::On;
    job.counts = points.counts.data();
    job.fractions = points.fractions.data();
    job.labels = points.labels.data();
    if (isProved != noneIsProved) {
        job.proofContext = reinterpret_cast<const void*>(isProved);
        job.findProved = [](const void* context, const double* at, int number, std::uint8_t* proved) {
            const auto known = reinterpret_cast<bool (*)(int)>(const_cast<void*>(context));
            for (int n = 0; n < number; ++n)
                proved[n] = known(static_cast<int>(at[n])) ? 1 : 0;
        };
    }
    std::vector<double> scratch(simd::escapeScratch);
    job.scratch = scratch.data();
    const simd::EscapeKernel kernelOf = simd::escapeKernel(kernel.level, kernel.method, arithmetic);
    if (!kernelOf(job))
        qFatal("a kernel that nobody cancelled says that it was cancelled");
    points.counts.resize(count);
    points.fractions.resize(count);
    points.labels.resize(count);
    iterateOtherwise(job, kernelOf, points);
    return points;
}

Points randomMandelbrot(std::mt19937_64& random, int count, double reCentre, double imCentre, double extent)
{
    std::uniform_real_distribution<double> offset(-extent / 2, extent / 2);
    Points points;
    for (int n = 0; n < count; ++n)
        points.add(0, 0, reCentre + offset(random), imCentre + offset(random));
    return points;
}

Points randomJulia(std::mt19937_64& random, int count, double cRe, double cIm)
{
    std::uniform_real_distribution<double> offset(-2.5, 2.5);
    Points points;
    for (int n = 0; n < count; ++n)
        points.add(offset(random), offset(random), cRe, cIm);
    return points;
}

std::vector<std::pair<std::string, Kernel>> allKernels()
{
    std::vector<std::pair<std::string, Kernel>> kernels;
    for (const SimdLevel level : allSimdLevels) {
        if (!isAvailable(level))
            continue;
        kernels.push_back(
            { std::string(simdName(level)) + " compaction", { level, EscapeMethod::Compaction } });
        kernels.push_back({ std::string(simdName(level)) + " block", { level, EscapeMethod::Block } });
    }
    return kernels;
}

void addKernelRows(Arithmetic arithmetic = Arithmetic::Strict)
{
    QTest::addColumn<Kernel>("kernel");
    for (const auto& [name, kernel] : allKernels()) {
        if (supports(kernel.level, arithmetic))
            QTest::newRow(name.c_str()) << kernel;
    }
}

/// Signed zeros, denormals, huge numbers, points on |c| = 2 and beside it.
Points awkwardPoints()
{
    Points points;
    for (const double re :
        { 0.0, -0.0, 5e-324, -1e-310, 1e-160, 0.25, -0.75, -1.25, -2.0, 2.0, 1e8, 1e154, -1e200, 1.7e308 }) {
        for (const double im : { 0.0, -0.0, 5e-324, 1e-17, 1e-8, 1.0, -2.0, 1e160 })
            points.add(0, 0, re, im);
    }
    for (const double offset : { 0.0, 1e-16, -1e-16, 1e-13, -1e-13, 1e-11, -1e-11, 1e-9, -1e-9 }) {
        for (int n = 0; n < 12; ++n)
            points.add(0, 0, (2 + offset) * std::cos(0.5 * n), (2 + offset) * std::sin(0.5 * n));
    }
    return points;
}

void append(Points& points, const Points& more)
{
    for (std::size_t n = 0; n < more.cRe.size(); ++n)
        points.add(more.startRe[n], more.startIm[n], more.cRe[n], more.cIm[n]);
}

/// One job in which what helps with some points is wrong for the next: stretches that leave early, late, at
/// |c| = 2 and not at all.
Points stretchesOfManyKinds(std::mt19937_64& random)
{
    Points points;
    for (const int length : { 512, 700, 300, 512 }) {
        append(points, randomMandelbrot(random, length, -0.8, 0, 3));
        append(points, randomMandelbrot(random, 2 * length, -1.1195, 0.2718, 0.005));
        append(points, awkwardPoints());
    }
    return points;
}

/// The same of Julia sets, some of whose orbits leave and come back.
Points juliaStretches(std::mt19937_64& random)
{
    Points points;
    for (const int length : { 40, 512, 300 }) {
        append(points, randomJulia(random, length, 0.3, 0.5));
        append(points, randomJulia(random, length, -2.5, 0));
        append(points, randomJulia(random, length, -1.1193, 0.2718));
        std::uniform_real_distribution<double> start(-2.2, 2.2);
        for (int n = 0; n < length; ++n)
            points.add(start(random), 0, -2.5, 0);
    }
    return points;
}

std::vector<Points> workloads()
{
    std::mt19937_64 random(20260101);
    std::vector<Points> all;
    // The last ones are longer than what kernels work on at once.
    for (const int count : { 1, 2, 3, 7, 8, 9, 31, 32, 33, 63, 257, 511, 513, 4097, 8500 })
        all.push_back(randomMandelbrot(random, count, -0.8, 0, 3));
    all.push_back(awkwardPoints());
    all.push_back(randomMandelbrot(random, 400, -0.743643887037151, 0.131825904205330, 5e-5));
    all.push_back(randomMandelbrot(random, 400, -1.1195, 0.2718, 0.005));
    all.push_back(randomMandelbrot(random, 400, -0.75, 0.01, 1e-9));
    all.push_back(randomMandelbrot(random, 200, 0, 0, 40)); // |c| beyond 2
    for (const auto& [re, im] :
        { std::pair(-1.1193, 0.2718), std::pair(0.3, 0.5), std::pair(-2.5, 0.0), std::pair(3.0, -1.0) })
        all.push_back(randomJulia(random, 300, re, im));
    all.push_back(stretchesOfManyKinds(random));
    all.push_back(juliaStretches(random));
    return all;
}

constexpr Kernel simplest { SimdLevel::Scalar, EscapeMethod::Block };

constexpr std::int32_t limits[] = { 1, 2, 7, 24, 25, 31, 100, 632, 1000, 3001 };

} // namespace

class EscapeKernelsTest : public QObject
{
    Q_OBJECT

private slots:
    void strictCountsEqualTheNaiveLoop_data() { addKernelRows(); }
    void strictCountsEqualTheNaiveLoop()
    {
        QFETCH(Kernel, kernel);
        for (const Points& points : workloads()) {
            for (const std::int32_t limit : limits) {
                const Points with = iterated(points, kernel, Arithmetic::Strict, limit, Shortcuts::On);
                const Points without = iterated(points, kernel, Arithmetic::Strict, limit, Shortcuts::Off);
                for (int n = 0; n < points.size(); ++n) {
                    const auto i = static_cast<std::size_t>(n);
                    const std::int32_t expected = naiveEscapeCount(
                        points.startRe[i], points.startIm[i], points.cRe[i], points.cIm[i], limit);
                    QCOMPARE(without.counts[i], expected);
                    QCOMPARE(with.counts[i], expected);
                }
            }
        }
    }

    void fusedCountsEqualFmaCode_data() { addKernelRows(Arithmetic::Fused); }
    void fusedCountsEqualFmaCode()
    {
        QFETCH(Kernel, kernel);
        bool differsFromStrict = false;
        for (const Points& points : workloads()) {
            const Points result = iterated(points, kernel, Arithmetic::Fused, 3001, Shortcuts::On);
            for (int n = 0; n < points.size(); ++n) {
                const auto i = static_cast<std::size_t>(n);
                QCOMPARE(result.counts[i],
                    fusedCount(points.startRe[i], points.startIm[i], points.cRe[i], points.cIm[i], 3001));
                differsFromStrict = differsFromStrict
                    || result.counts[i]
                        != naiveEscapeCount(
                            points.startRe[i], points.startIm[i], points.cRe[i], points.cIm[i], 3001);
            }
        }
        QVERIFY2(differsFromStrict, "these points cannot tell fused from strict");
    }

    void everyLevelGivesTheSameFractionsAndLabels_data() { addKernelRows(); }
    void everyLevelGivesTheSameFractionsAndLabels()
    {
        QFETCH(Kernel, kernel);
        for (const Arithmetic arithmetic : { Arithmetic::Strict, Arithmetic::Fused }) {
            if (!supports(kernel.level, arithmetic))
                continue;
            for (const Points& points : workloads()) {
                for (const std::int32_t limit : { 3, 18, 255, 256, 257, 512, 631, 632, 633, 1000 }) {
                    for (bool (*const isProved)(int) : { noneIsProved, everySixthIsProved }) {
                        const Points simple
                            = iterated(points, simplest, arithmetic, limit, Shortcuts::On, isProved);
                        const Points other
                            = iterated(points, kernel, arithmetic, limit, Shortcuts::On, isProved);
                        QCOMPARE(other.counts, simple.counts);
                        QCOMPARE(other.fractions, simple.fractions);
                        QCOMPARE(other.labels, simple.labels);
                    }
                }
            }
        }
    }

    void provedPointsAreInteriorAndOthersAreNot()
    {
        // Points that would be undecided at this limit, with a proof for some.
        Points points;
        for (int n = 0; n < 700; ++n)
            points.add(0, 0, -0.1 + 1e-5 * n, 0.01);
        for (const auto& [name, kernel] : allKernels()) {
            const Points result
                = iterated(points, kernel, Arithmetic::Strict, 300, Shortcuts::Off, everySixthIsProved);
            for (int n = 0; n < 700; ++n) {
                QCOMPARE(static_cast<Label>(result.labels[static_cast<std::size_t>(n)]),
                    n % 6 == 0 ? Label::Interior : Label::Undecided);
                QCOMPARE(result.counts[static_cast<std::size_t>(n)], 300);
            }
        }
    }

    void smoothCountIsContinuousAndRight()
    {
        // Against the definition in long double with libm, with a radius so large that the rest vanishes.
        std::mt19937_64 random(7);
        const Points points = randomMandelbrot(random, 2000, -0.8, 0, 3);
        const Points result = iterated(points, simplest, Arithmetic::Strict, 1000, Shortcuts::On);
        for (std::size_t i = 0; i < points.cRe.size(); ++i) {
            if (result.labels[i] != static_cast<std::uint8_t>(Label::Escaped))
                continue;
            // In double as far as the count (late orbits are chaotic), from there on in long double.
            double zRe = 0;
            double zIm = 0;
            int n = 0;
            for (; n <= result.counts[i]; ++n) {
                const double newRe = zRe * zRe - zIm * zIm + points.cRe[i];
                zIm = 2 * zRe * zIm + points.cIm[i];
                zRe = newRe;
            }
            long double x = zRe;
            long double y = zIm;
            for (; x * x + y * y < 1e12L; ++n) {
                const long double newX = x * x - y * y + points.cRe[i];
                y = 2 * x * y + points.cIm[i];
                x = newX;
            }
            const long double expected = n - std::log2(std::log2(std::hypot(x, y)));
            const long double actual = result.counts[i] + static_cast<long double>(result.fractions[i]);
            QVERIFY2(std::abs(actual - expected) < 1e-4L,
                qPrintable(QString::number(static_cast<double>(actual - expected))));
        }
    }

    void aJuliaOrbitOutsideRadiusTwoMayStay()
    {
        // c = -6: the point 3 is a fixed point of z^2 - 6, outside radius 2 but inside radius |c|.
        Points points;
        points.add(3, 0, -6, 0);
        points.add(3.001, 0, -6, 0);
        for (const auto& [name, kernel] : allKernels()) {
            const Points result = iterated(points, kernel, Arithmetic::Strict, 1000, Shortcuts::On);
            QCOMPARE(result.counts, (std::vector<std::int32_t> { 0, 0 }));
            QCOMPARE(static_cast<Label>(result.labels[0]), Label::Undecided);
            QCOMPARE(static_cast<Label>(result.labels[1]), Label::Escaped);
        }
    }

    void anOrbitThatComesBackInsideKeepsItsFirstCount()
    {
        // c = -2.5, z = 0.9: z_1 = -1.69, z_2 = 0.3561, z_3 = -2.37 (out), and z_9 would be inside again for
        // some starts.
        std::mt19937_64 random(99);
        Points points;
        std::uniform_real_distribution<double> start(-2.2, 2.2);
        int comeBack = 0;
        while (points.size() < 300) {
            const double z = start(random);
            const std::int32_t k = naiveEscapeCount(z, 0, -2.5, 0, 200);
            double x = z;
            for (std::int32_t n = 0; n <= k + 1; ++n)
                x = x * x - 2.5;
            comeBack += k < 200 && std::abs(x) <= 2 ? 1 : 0;
            points.add(z, 0, -2.5, 0);
        }
        QVERIFY(comeBack > 10);
        for (const auto& [name, kernel] : allKernels()) {
            const Points result = iterated(points, kernel, Arithmetic::Strict, 200, Shortcuts::On);
            for (std::size_t i = 0; i < points.cRe.size(); ++i)
                QCOMPARE(result.counts[i], naiveEscapeCount(points.startRe[i], 0, -2.5, 0, 200));
        }
    }

    void anOrbitThatComesBackLateKeepsItsFirstCount()
    {
        // The same where kernels do not look at every step any more: from a point that leaves and comes back,
        // twenty steps of z = +-sqrt(z' + 2.5) backwards along points inside radius 2.
        std::mt19937_64 random(11);
        std::uniform_real_distribution<double> beforeLeaving(0.5, 0.75);
        std::uniform_int_distribution<int> depth(15, 22);
        Points points;
        int deceptive = 0; // out at some step after the sixteenth, in again at the twenty-fourth
        while (points.size() < 600) {
            double z = beforeLeaving(random);
            for (int n = depth(random); n > 0; --n) {
                const double root = std::sqrt(z + 2.5);
                z = random() % 2 == 0 || std::sqrt(root + 2.5) > 2 ? -root : root;
            }
            const std::int32_t count = naiveEscapeCount(z, 0, -2.5, 0, 200);
            if (count < 16 || count == 200)
                continue;
            double x = z;
            for (int n = 0; n < 24; ++n)
                x = x * x - 2.5;
            deceptive += count < 23 && std::abs(x) <= 2 ? 1 : 0;
            points.add(z, 0, -2.5, 0);
        }
        QVERIFY2(deceptive > 20, qPrintable(QString::number(deceptive)));
        for (const auto& [name, kernel] : allKernels()) {
            const Points result = iterated(points, kernel, Arithmetic::Strict, 200, Shortcuts::On);
            for (std::size_t i = 0; i < points.cRe.size(); ++i)
                QCOMPARE(result.counts[i], naiveEscapeCount(points.startRe[i], 0, -2.5, 0, 200));
        }
    }

    void interiorIsNeverClaimedForAPointThatLeaves()
    {
        // Around the rim of the cardioid, the disc and the cusp, with a limit high enough to decide most of
        // them.
        std::mt19937_64 random(5);
        std::uniform_real_distribution<double> angle(0, 6.283185307179586);
        std::normal_distribution<double> off(0, 1e-4);
        Points points;
        for (int n = 0; n < 1500; ++n) {
            const double t = angle(random);
            const double radius = 1 + off(random);
            const double mRe = radius * std::cos(t);
            const double mIm = radius * std::sin(t);
            if (n % 2 == 0) // m/2 - m^2/4
                points.add(0, 0, mRe / 2 - (mRe * mRe - mIm * mIm) / 4, mIm / 2 - mRe * mIm / 2);
            else
                points.add(0, 0, -1 + mRe / 4, mIm / 4);
        }
        constexpr std::int32_t limit = 20000;
        const Points result
            = iterated(points, Kernel { bestSimdLevel() }, Arithmetic::Strict, limit, Shortcuts::On);
        int interior = 0;
        for (std::size_t i = 0; i < points.cRe.size(); ++i) {
            QCOMPARE(result.counts[i], naiveEscapeCount(0, 0, points.cRe[i], points.cIm[i], limit));
            interior += result.labels[i] == static_cast<std::uint8_t>(Label::Interior) ? 1 : 0;
        }
        QVERIFY(interior > 100);
    }

    void cancellingStopsAKernel_data() { addKernelRows(); }
    void cancellingStopsAKernel()
    {
        QFETCH(Kernel, kernel);
        Points points;
        points.add(0, 0, -0.1, 0.1);
        while (points.cRe.size() < simd::escapePadding)
            points.add(4, 4, 0, 0);
        std::vector<std::int32_t> counts(simd::escapePadding);
        std::vector<float> fractions(simd::escapePadding);
        std::vector<std::uint8_t> labels(simd::escapePadding);
        int asked = 0;
        simd::EscapeJob job;
        std::vector<double> scratch(simd::escapeScratch);
        job.scratch = scratch.data();
        job.cRe = points.cRe.data();
        job.cIm = points.cIm.data();
        job.points = 1;
        job.maxIterations = 2147483647;
        job.counts = counts.data();
        job.fractions = fractions.data();
        job.labels = labels.data();
        job.cancelContext = &asked;
        job.cancelled = [](const void* context) {
            auto* times = const_cast<int*>(static_cast<const int*>(context));
            return ++*times > 5;
        };
        QVERIFY(!simd::escapeKernel(kernel.level, kernel.method, Arithmetic::Strict)(job));
        QCOMPARE(asked, 6);
    }
};

QTEST_APPLESS_MAIN(EscapeKernelsTest)
#include "tst_escape_kernels.moc"
