// Squares that are known whole: every point of them is what the plain loop says, and pictures do not tell.

#include "core/fractal/NaiveEscape.h"
#include "core/render/EscapeBands.h"
#include "core/render/FrameRenderer.h"
#include "tests/core/FusedCount.h"

#include <QTest>

#include <complex>
#include <random>

using namespace escapade;

namespace {

Decimal decimal(const char* text)
{
    return *Decimal::parse(text);
}

RenderRequest home(Formula formula, Size size = { 203, 151 })
{
    RenderRequest request;
    request.formula = formula;
    request.juliaRe = decimal("-0.7436");
    request.juliaIm = decimal("0.1318");
    request.viewport = Viewport::fit(homeView(formula), size);
    request.smoothCounts = false;
    return request;
}

Frame rendered(WorkerPool& pool, const RenderRequest& request, const RenderSettings& settings = {})
{
    Frame frame;
    if (!renderFrame(pool, request, settings, frame).completed)
        qFatal("a frame that nobody cancelled is not complete");
    return frame;
}

/// The rim of the main cardioid.
std::complex<double> cardioid(double angle)
{
    return std::polar(0.5, angle) - std::polar(0.25, 2 * angle);
}

/// Squares in random places, every other one near the Mandelbrot set, all of one size.
struct Squares
{
    std::vector<double> re;
    std::vector<double> im;
    std::vector<std::int32_t> counts;
    simd::BandJob job;

    Squares(std::mt19937_64& random, int count, double halfWidth, double halfHeight)
        : counts(static_cast<std::size_t>(count), 77)
    {
        std::uniform_real_distribution<double> place(-2.6, 2.6);
        std::uniform_real_distribution<double> outwards(1, 1.3);
        for (int n = 0; n < count; ++n) {
            const auto c = n % 2 == 0 ? std::complex(place(random), place(random))
                                      : cardioid(place(random) * 2) * outwards(random);
            re.push_back(c.real());
            im.push_back(c.imag());
        }
        job.re = re.data();
        job.im = im.data();
        job.squares = count;
        job.halfWidth = halfWidth;
        job.halfHeight = halfHeight;
        job.maxIterations = 1000;
        job.closedFormInterior = true;
        job.counts = counts.data();
    }
};

/// As the kernels ask of single points, with their distance from the rim.
bool isInClosedForm(double re, double im)
{
    const double u = re - 0.25;
    const double q = u * u + im * im;
    return q * (q + u) < im * im / 4 - 1e-7 || (re + 1) * (re + 1) + im * im < 0.0625 - 1e-7;
}

/// Whether a point of a square is what was found of the square.
bool agrees(const simd::BandJob& job, std::int32_t found, double re, double im)
{
    if (found == simd::bandInterior)
        return isInClosedForm(re, im);
    const double cRe = job.isJulia ? job.juliaRe : re;
    const double cIm = job.isJulia ? job.juliaIm : im;
    const double zRe = job.isJulia ? re : 0;
    const double zIm = job.isJulia ? im : 0;
    return naiveEscapeCount(zRe, zIm, cRe, cIm, job.maxIterations) == found
        && fusedCount(zRe, zIm, cRe, cIm, job.maxIterations) == found;
}

/// Along the edges, where the extremes are, and anywhere.
bool allAgree(const simd::BandJob& job, double re, double im, std::int32_t found, std::mt19937_64& random)
{
    constexpr int steps = 8;
    std::uniform_real_distribution<double> anywhere(-1, 1);
    const auto agreesAt = [&](double x, double y) {
        return agrees(job, found, re + x * job.halfWidth, im + y * job.halfHeight);
    };
    for (int step = -steps; step <= steps; ++step) {
        const double along = static_cast<double>(step) / steps;
        if (!agreesAt(along, -1) || !agreesAt(along, 1) || !agreesAt(-1, along) || !agreesAt(1, along)
            || !agreesAt(anywhere(random), anywhere(random)))
            return false;
    }
    return true;
}

} // namespace

class EscapeBandsTest : public QObject
{
    Q_OBJECT

private:
    WorkerPool m_pool { 3 };

private slots:
    void pointsAreWhatTheirSquareIs_data()
    {
        QTest::addColumn<bool>("isJulia");
        QTest::addColumn<double>("juliaRe");
        QTest::addColumn<double>("juliaIm");
        QTest::newRow("Mandelbrot") << false << 0.0 << 0.0;
        QTest::newRow("Julia") << true << -0.7436 << 0.1318;
        QTest::newRow("Julia beyond 2") << true << -2.5 << 0.1; // orbits leave and come back
        QTest::newRow("Julia of 0") << true << 0.0 << 0.0;
    }
    void pointsAreWhatTheirSquareIs()
    {
        QFETCH(bool, isJulia);
        QFETCH(double, juliaRe);
        QFETCH(double, juliaIm);
        for (const SimdLevel level : allSimdLevels) {
            if (!isAvailable(level))
                continue;
            std::mt19937_64 random(5);
            std::uniform_real_distribution<double> power(-7, -0.5);
            int known = 0;
            int interior = 0;
            for (int set = 0; set < 200; ++set) {
                const double half = std::pow(10, power(random));
                for (const double height : { half, half / 7 }) {
                    Squares squares(random, 4 * simd::bandPadding, half, height);
                    simd::BandJob& job = squares.job;
                    job.isJulia = isJulia;
                    job.juliaRe = juliaRe;
                    job.juliaIm = juliaIm;
                    job.closedFormInterior = !isJulia;
                    simd::kernels(level).findBands(job);
                    for (std::size_t n = 0; n < squares.counts.size(); ++n) {
                        const std::int32_t found = squares.counts[n];
                        QVERIFY(found >= simd::bandInterior && found < simd::bandIterations);
                        if (found == simd::bandUnknown)
                            continue;
                        QVERIFY2(allAgree(job, squares.re[n], squares.im[n], found, random),
                            qPrintable(QString("%1 %2 +- %3, %4: %5")
                                           .arg(squares.re[n], 0, 'g', 17)
                                           .arg(squares.im[n], 0, 'g', 17)
                                           .arg(half)
                                           .arg(height)
                                           .arg(found)));
                        ++known;
                        interior += found == simd::bandInterior ? 1 : 0;
                    }
                }
            }
            QVERIFY(known > 16000); // of 51,200
            QVERIFY(isJulia || interior > 600);
        }
    }

    /// Near the rim, where a square that sticks out is easily taken for interior.
    void interiorSquaresDoNotStickOut()
    {
        for (const SimdLevel level : allSimdLevels) {
            if (!isAvailable(level))
                continue;
            std::mt19937_64 random(6);
            std::uniform_real_distribution<double> turn(0, 2 * M_PI);
            std::uniform_real_distribution<double> unit(0, 1);
            int interior = 0;
            for (const double half : { 1e-5, 1e-3, 0.01, 0.03 }) {
                Squares squares(random, 32 * simd::bandPadding, half, half);
                for (std::size_t n = 0; n < squares.re.size(); ++n) {
                    const double angle = turn(random);
                    const double inwards = 4 * half * unit(random);
                    const auto c = n % 4 == 0 ? std::polar(0.25 - inwards, angle) - 1.0
                                              : (1 - inwards) * cardioid(angle);
                    squares.re[n] = c.real();
                    squares.im[n] = c.imag();
                }
                simd::kernels(level).findBands(squares.job);
                for (std::size_t n = 0; n < squares.counts.size(); ++n) {
                    if (squares.counts[n] != simd::bandInterior)
                        continue;
                    ++interior;
                    QVERIFY(allAgree(squares.job, squares.re[n], squares.im[n], simd::bandInterior, random));
                }
            }
            QVERIFY(interior > 500);
        }
    }

    void picturesDoNotTell_data()
    {
        QTest::addColumn<RenderRequest>("request");
        QTest::newRow("home") << home(Formula::Mandelbrot);
        QTest::newRow("home of a Julia set") << home(Formula::Julia);
        RenderRequest request = home(Formula::Julia);
        request.juliaRe = decimal("-2.5");
        QTest::newRow("Julia beyond 2") << request;
        request.juliaIm = {};
        request.juliaRe = decimal("-3.75"); // 2.5 stays where it is: it never escapes
        request.viewport = Viewport::fit({ {}, {}, decimal("5.0625"), decimal("5.0625") }, { 648, 648 });
        QTest::newRow("Julia with an orbit that stays outside 2") << request;
        request = home(Formula::Mandelbrot);
        request.maxIterations = 1;
        QTest::newRow("a limit of 1") << request;
        request.maxIterations = 3000;
        QTest::newRow("with discs") << request;
        for (const char* extent : { "40", "25", "8", "0.3", "0.01", "0.0001" }) {
            request.viewport = Viewport::fit(
                { decimal("-0.7"), decimal("0.4"), decimal(extent), decimal(extent) }, { 203, 151 });
            request.maxIterations = 500;
            QTest::addRow("extent %s", extent) << request;
        }
        request.viewport = Viewport::fit(
            { decimal("0.5"), decimal("0.6"), decimal("0.00003"), decimal("0.00003") }, { 203, 151 });
        QTest::newRow("pixels hardly large enough") << request;
        request.viewport.size = { 7, 3 };
        QTest::newRow("smaller than a square") << request;
    }
    void picturesDoNotTell()
    {
        QFETCH(RenderRequest, request);
        for (const Arithmetic arithmetic : { Arithmetic::Strict, Arithmetic::Fused }) {
            request.arithmetic = arithmetic;
            for (const bool closedForm : { true, false }) {
                request.shortcuts = {};
                request.shortcuts.closedForm = closedForm;
                request.shortcuts.bands = false;
                const Frame expected = rendered(m_pool, request);
                request.shortcuts.bands = true;
                for (const SimdLevel simd : allSimdLevels) {
                    for (const int tileSize : { 5, 64, 100 }) {
                        RenderSettings settings;
                        settings.simd = simd;
                        settings.tileSize = tileSize;
                        if (!isAvailable(simd) || !supports(simd, arithmetic))
                            continue;
                        for (const auto method : { EscapeMethod::Compaction, EscapeMethod::Block }) {
                            settings.method = method;
                            const Frame frame = rendered(m_pool, request, settings);
                            QVERIFY(frame.counts == expected.counts);
                            QVERIFY(frame.labels == expected.labels);
                        }
                    }
                }
            }
        }
    }

    void mostSquaresOfHomeAreKnown()
    {
        const RenderRequest request = home(Formula::Mandelbrot, { 1024, 1024 });
        const SampleLattice lattice(request);
        TileBands bands;
        QVERIFY(findBands(request, lattice, bestSimdLevel(), { 0, 0, 1024, 1024 }, bands));
        int known = 0;
        forEachSquare(
            bands, [&](const Rect&, std::int32_t found) { known += found != simd::bandUnknown ? 1 : 0; });
        QVERIFY2(known > 128 * 128 * 7 / 10, qPrintable(QString::number(known)));
        // In a small interior nothing leaves, and no closed form knows it.
        RenderRequest inside = request;
        inside.viewport = Viewport::fit(
            { decimal("-0.1226"), decimal("0.7449"), decimal("0.05"), decimal("0.05") }, { 64, 64 });
        QVERIFY(!findBands(inside, SampleLattice(inside), bestSimdLevel(), { 0, 0, 64, 64 }, bands));
    }

    void whoWantsMoreThanCountsGetsNoBands()
    {
        TileResult tile;
        tile.area = { 0, 0, 64, 64 };
        tile.rows = sampleRows(tile.area, {});
        const auto may = [&tile](const RenderRequest& request) {
            return mayHaveBands(request, SampleLattice(request), tile);
        };
        RenderRequest request = home(Formula::Mandelbrot);
        QVERIFY(may(request));
        request.smoothCounts = true;
        QVERIFY(!may(request));
        request.smoothCounts = false;
        request.orbitValues.insert(OrbitValue::LogDistance);
        QVERIFY(!may(request));
        request.orbitValues = {};
        request.shortcuts.bands = false;
        QVERIFY(!may(request));
        request.shortcuts.bands = true;
        tile.rows = sampleRows(tile.area, { 1, 2 }); // of which some are known
        QVERIFY(!may(request));
        tile.rows = sampleRows(tile.area, {});
        request.viewport.centreRe = decimal("100"); // rounding is larger than what was reckoned with
        QVERIFY(!may(request));
    }
};

QTEST_APPLESS_MAIN(EscapeBandsTest)
#include "tst_escape_bands.moc"
