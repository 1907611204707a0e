#include "core/render/FrameRenderer.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <complex>
#include <random>

using namespace escapade;

namespace {

using Complex = std::complex<double>;

OrbitValueSet allValues()
{
    OrbitValueSet values;
    for (std::size_t n = 0; n < orbitValueCount; ++n)
        values.insert(static_cast<OrbitValue>(n));
    return values;
}

RenderRequest requestAt(const char* re, const char* im, const char* extent, Size size)
{
    RenderRequest request;
    request.viewport = Viewport::fit(
        { *Decimal::parse(re), *Decimal::parse(im), *Decimal::parse(extent), *Decimal::parse(extent) }, size);
    request.maxIterations = 600;
    request.orbitValues = allValues();
    return request;
}

RenderRequest juliaAt(const char* re, const char* im, Size size)
{
    RenderRequest request = requestAt("0", "0", "3", size);
    request.formula = Formula::Julia;
    request.juliaRe = *Decimal::parse(re);
    request.juliaIm = *Decimal::parse(im);
    return request;
}

Frame rendered(WorkerPool& pool, const RenderRequest& request, const RenderSettings& settings = {})
{
    Frame frame;
    renderFrame(pool, request, settings, frame);
    return frame;
}

float valueAt(const Frame& frame, OrbitValue value, int x, int y)
{
    return frame.values[static_cast<std::size_t>(value)].at(x, y);
}

/// The values of a point that escapes, from their definitions, with libm.
struct Expected
{
    double logDistance = 0;
    Complex slope;
    double angle = 0;
    double stripes = 0;
    double point = 1e300;
    double cross = 1e300;
    double circle = 1e300;
};

Complex step(Complex z, Complex c)
{
    // As strict arithmetic rounds: std::complex's product does not promise that.
    return { (z.real() * z.real() - z.imag() * z.imag()) + c.real(),
        (z.real() * z.imag() + z.real() * z.imag()) + c.imag() };
}

Expected expectedOf(Complex start, Complex c, bool julia, std::int32_t count)
{
    constexpr double pi = 3.14159265358979323846;
    Expected result;
    Complex z = start;
    Complex derivative = julia ? 1 : 0;
    double sum = 0;
    double last = 0;
    int terms = 0;
    bool hasAngle = false;
    for (std::int32_t n = 0; n <= count || std::norm(z) <= std::pow(2.0, 32); ++n) {
        derivative = 2.0 * z * derivative + (julia ? 0.0 : 1.0);
        z = step(z, c);
        last = 0.5 + 0.5 * std::sin(simd::stripeDensity * std::arg(z));
        sum += last;
        ++terms;
        if (n <= count) {
            result.point = std::min(result.point, std::abs(z));
            result.cross = std::min({ result.cross, std::abs(z.real()), std::abs(z.imag()) });
            result.circle = std::min(result.circle, std::abs(std::abs(z) - 1));
        }
        if (!hasAngle && n >= count && std::norm(z) > 256) {
            hasAngle = true;
            result.angle = std::arg(z) / (2 * pi);
        }
    }
    result.logDistance = std::log2(2 * std::abs(z) * std::log(std::abs(z)) / std::abs(derivative));
    result.slope = z / derivative;
    result.slope /= std::abs(result.slope);
    const double part = std::clamp(std::log2(std::log2(std::abs(z))) - 4, 0.0, 1.0);
    result.stripes = (1 - part) * sum / terms + part * (sum - last) / std::max(terms - 1, 1);
    return result;
}

double turnsApart(double a, double b)
{
    const double difference = a - b;
    return std::abs(difference - std::round(difference));
}

} // namespace

class OrbitValuesTest : public QObject
{
    Q_OBJECT

private slots:
    void asDefined_data();
    void asDefined();
    void distanceBoundsTheSet();
    void periods_data();
    void periods();
    void cycleSizes();
    void sameBitsHoweverComputed_data();
    void sameBitsHoweverComputed();
    void onlyWhatIsWanted();
    void hugeNumbers();
    void cancelled();

private:
    WorkerPool m_pool { 3 };
};

void OrbitValuesTest::asDefined_data()
{
    QTest::addColumn<RenderRequest>("request");
    QTest::newRow("set") << requestAt("-0.75", "0.1", "3", { 61, 47 });
    QTest::newRow("seahorses") << requestAt("-0.7436", "0.1318", "0.01", { 61, 47 });
    QTest::newRow("julia") << juliaAt("-0.8", "0.156", { 61, 47 });
}

void OrbitValuesTest::asDefined()
{
    QFETCH(const RenderRequest, request);
    const Frame frame = rendered(m_pool, request);
    const SampleLattice lattice(request);
    const bool julia = request.formula == Formula::Julia;
    int compared = 0;
    for (int y = 0; y < frame.labels.height(); ++y) {
        for (int x = 0; x < frame.labels.width(); ++x) {
            // A libm orbit and ours part after some hundred chaotic steps only because of the derivative.
            if (frame.labels.at(x, y) != Label::Escaped)
                continue;
            const Complex pixel(lattice.columns()[static_cast<std::size_t>(x)], lattice.im(y));
            const Complex c = julia ? Complex(lattice.juliaRe(), lattice.juliaIm()) : pixel;
            const Expected expected = expectedOf(julia ? pixel : 0, c, julia, frame.counts.at(x, y));
            const auto at
                = [&](OrbitValue value) { return static_cast<double>(valueAt(frame, value, x, y)); };
            if (std::isinf(expected.logDistance)) {
                QCOMPARE(at(OrbitValue::LogDistance), 1000.0);
                continue;
            }
            QVERIFY2(std::abs(at(OrbitValue::LogDistance) - expected.logDistance) < 2e-4,
                qPrintable(QStringLiteral("%1 %2: %3, %4")
                               .arg(x)
                               .arg(y)
                               .arg(at(OrbitValue::LogDistance))
                               .arg(expected.logDistance)));
            QVERIFY(std::abs(at(OrbitValue::SlopeX) - expected.slope.real()) < 1e-5);
            QVERIFY(std::abs(at(OrbitValue::SlopeY) - expected.slope.imag()) < 1e-5);
            QVERIFY(turnsApart(at(OrbitValue::Angle), expected.angle) < 1e-5);
            QVERIFY(std::abs(at(OrbitValue::Stripes) - expected.stripes) < 1e-4);
            QCOMPARE(at(OrbitValue::TrapPoint), static_cast<double>(static_cast<float>(expected.point)));
            QCOMPARE(at(OrbitValue::TrapCross), static_cast<double>(static_cast<float>(expected.cross)));
            QVERIFY(std::abs(at(OrbitValue::TrapCircle) - expected.circle) < 1e-6);
            ++compared;
        }
    }
    QVERIFY(compared > 1000);
}

/// Left of -2, where that is the nearest point; and nowhere may a point of the set lie within a quarter.
void OrbitValuesTest::distanceBoundsTheSet()
{
    struct Known
    {
        const char* re;
        double distance;
    };
    for (const Known& known :
        { Known { "-2.05", 0.05 }, Known { "-2.5", 0.5 }, Known { "-2.0001", 0.0001 } }) {
        const Frame frame = rendered(m_pool, requestAt(known.re, "0", "1e-9", { 1, 1 }));
        QCOMPARE(frame.labels.at(0, 0), Label::Escaped);
        const double estimate = std::exp2(static_cast<double>(valueAt(frame, OrbitValue::LogDistance, 0, 0)));
        QVERIFY2(estimate > known.distance && estimate / 4 < known.distance,
            qPrintable(QStringLiteral("%1: %2").arg(known.re).arg(estimate)));
    }

    const RenderRequest request = requestAt("-0.75", "0", "3", { 120, 100 });
    const Frame frame = rendered(m_pool, request);
    const SampleLattice lattice(request);
    std::vector<Complex> inside;
    const auto pointAt = [&](int x, int y) {
        return Complex(lattice.columns()[static_cast<std::size_t>(x)], lattice.im(y));
    };
    for (int y = 0; y < 100; ++y) {
        for (int x = 0; x < 120; ++x) {
            if (frame.labels.at(x, y) == Label::Interior)
                inside.push_back(pointAt(x, y));
        }
    }
    QVERIFY(inside.size() > 1000);
    for (int y = 0; y < 100; y += 3) {
        for (int x = 0; x < 120; x += 3) {
            if (frame.labels.at(x, y) != Label::Escaped)
                continue;
            const double quarter
                = std::exp2(static_cast<double>(valueAt(frame, OrbitValue::LogDistance, x, y))) / 4;
            for (const Complex point : inside)
                QVERIFY(std::abs(point - pointAt(x, y)) > quarter);
        }
    }
}

void OrbitValuesTest::periods_data()
{
    QTest::addColumn<QString>("re");
    QTest::addColumn<QString>("im");
    QTest::addColumn<int>("period");
    // Centres of components, to a few digits, and points near where components touch.
    QTest::newRow("cardioid") << "0.1"
                              << "0.1" << 1;
    QTest::newRow("disc") << "-1.05"
                          << "0.1" << 2;
    QTest::newRow("rabbit") << "-0.122561"
                            << "0.744862" << 3;
    QTest::newRow("airplane") << "-1.754878"
                              << "0" << 3;
    QTest::newRow("period 4 on the disc") << "-1.3107"
                                          << "0" << 4;
    QTest::newRow("period 4 on the cardioid") << "0.282271"
                                              << "0.530061" << 4;
    QTest::newRow("period 5") << "-0.504340"
                              << "0.562766" << 5;
    QTest::newRow("where the rabbit's bulb touches, inside the cardioid") << "-0.12378"
                                                                          << "0.64754" << 1;
    QTest::newRow("where the disc touches, inside of it") << "-0.7505"
                                                          << "0" << 2;
    QTest::newRow("where the disc touches, inside the cardioid") << "-0.7495"
                                                                 << "0" << 1;
}

void OrbitValuesTest::periods()
{
    QFETCH(const QString, re);
    QFETCH(const QString, im);
    QFETCH(const int, period);
    const RenderRequest request
        = requestAt(re.toLatin1().constData(), im.toLatin1().constData(), "1e-9", { 3, 3 });
    const Frame frame = rendered(m_pool, request);
    QVERIFY(frame.labels.at(1, 1) != Label::Escaped);
    // Not seen is allowed where orbits are slow, another period is not.
    const int seen = static_cast<int>(valueAt(frame, OrbitValue::Period, 1, 1));
    const bool isSlow = QString(QTest::currentDataTag()).startsWith(QLatin1String("where"));
    QVERIFY2(seen == period || (isSlow && seen == 0), qPrintable(QString::number(seen)));
}

/// In the cardioid the cycle is a fixed point z = (1 - sqrt(1 - 4c)) / 2.
void OrbitValuesTest::cycleSizes()
{
    const RenderRequest request = requestAt("0", "0", "0.2", { 21, 21 });
    const Frame frame = rendered(m_pool, request);
    const SampleLattice lattice(request);
    for (int y = 0; y < 21; ++y) {
        for (int x = 0; x < 21; ++x) {
            const Complex c(lattice.columns()[static_cast<std::size_t>(x)], lattice.im(y));
            const double expected = std::abs((1.0 - std::sqrt(1.0 - 4.0 * c)) / 2.0);
            QVERIFY(
                std::abs(static_cast<double>(valueAt(frame, OrbitValue::CycleSize, x, y)) - expected) < 1e-6);
        }
    }
    const Frame outside = rendered(m_pool, requestAt("-0.77568377", "0.13646737", "1e-9", { 5, 5 }));
    for (int x = 0; x < 5; ++x)
        QVERIFY(
            outside.labels.at(x, 2) == Label::Escaped || valueAt(outside, OrbitValue::CycleSize, x, 2) == -1);
}

void OrbitValuesTest::sameBitsHoweverComputed_data()
{
    QTest::addColumn<RenderRequest>("request");
    std::mt19937 random(11);
    for (int n = 0; n < 12; ++n) {
        const Size size { 30 + static_cast<int>(random() % 150), 20 + static_cast<int>(random() % 100) };
        constexpr const char* extents[] = { "3", "0.01", "1e-6", "1e-10" };
        RenderRequest request = n % 3 == 2 ? juliaAt("-0.1225", "0.745", size)
                                           : requestAt("-0.743643887037151", "0.131825904205330",
                                               extents[random() % std::size(extents)], size);
        request.maxIterations = static_cast<std::int32_t>(50 + random() % 1500);
        request.arithmetic = n % 2 == 0 ? Arithmetic::Strict : Arithmetic::Fused;
        QTest::addRow("%d", n) << request;
    }
}

void OrbitValuesTest::sameBitsHoweverComputed()
{
    QFETCH(const RenderRequest, request);
    RenderSettings settings;
    settings.threads = 1;
    const Frame plain = rendered(m_pool, request, settings);
    for (const SimdLevel level : allSimdLevels) {
        if (!isAvailable(level) || !supports(level, request.arithmetic))
            continue;
        for (const int tileSize : { 64, 7, 256 }) {
            settings.simd = level;
            settings.tileSize = tileSize;
            settings.threads = tileSize == 7 ? 3 : 2;
            const Frame frame = rendered(m_pool, request, settings);
            QVERIFY(frame.counts == plain.counts);
            for (std::size_t n = 0; n < orbitValueCount; ++n)
                QVERIFY2(frame.values[n] == plain.values[n], simdName(level).data());
        }
    }
}

void OrbitValuesTest::onlyWhatIsWanted()
{
    RenderRequest request = requestAt("-0.75", "0", "3", { 40, 30 });
    const Frame all = rendered(m_pool, request);
    request.orbitValues = {};
    request.orbitValues.insert(OrbitValue::Stripes);
    request.orbitValues.insert(OrbitValue::Period);
    const Frame some = rendered(m_pool, request);
    for (std::size_t n = 0; n < orbitValueCount; ++n) {
        if (request.orbitValues.contains(static_cast<OrbitValue>(n)))
            QVERIFY(some.values[n] == all.values[n]);
        else
            QVERIFY(some.values[n].values().empty());
    }
}

/// Whatever doubles do out there, floats are finite and in their ranges.
void OrbitValuesTest::hugeNumbers()
{
    for (const char* extent : { "1e5", "1e30", "1e90" }) {
        RenderRequest julia = juliaAt("3e4", "-1e8", { 33, 17 });
        julia.viewport = Viewport::fit(
            { Decimal(), Decimal(), *Decimal::parse(extent), *Decimal::parse(extent) }, { 33, 17 });
        for (const RenderRequest& request : { requestAt("0", "0", extent, { 33, 17 }), julia }) {
            const Frame frame = rendered(m_pool, request);
            for (std::size_t n = 0; n < orbitValueCount; ++n) {
                for (const float value : frame.values[n].values())
                    QVERIFY(std::isfinite(value));
            }
        }
    }
}

void OrbitValuesTest::cancelled()
{
    const RenderRequest request = requestAt("-0.75", "0", "3", { 64, 64 });
    RenderSettings settings;
    settings.cancel.cancel();
    Frame frame;
    QVERIFY(!renderFrame(m_pool, request, settings, frame).completed);
}

QTEST_GUILESS_MAIN(OrbitValuesTest)
#include "tst_orbit_values.moc"
