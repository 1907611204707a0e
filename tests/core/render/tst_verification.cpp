// Verifying a picture: all ways agree, and whatever differs is found.

#include "core/render/Verification.h"

#include <QTest>

namespace escapade {
namespace {

RenderRequest requestFor(Formula formula, const char* centreRe, const char* extent, Arithmetic arithmetic)
{
    RenderRequest request;
    request.formula = formula;
    request.juliaRe = *Decimal::parse("-0.8");
    request.juliaIm = *Decimal::parse("0.156");
    const Decimal size = *Decimal::parse(extent);
    request.viewport
        = Viewport::fit({ *Decimal::parse(centreRe), *Decimal::parse("0.1"), size, size }, { 97, 61 });
    request.maxIterations = 700;
    request.arithmetic = arithmetic;
    return request;
}

} // namespace

class tst_Verification : public QObject
{
    Q_OBJECT

private slots:
    void waysHoldEverything();
    void allWaysAgree_data();
    void allWaysAgree();
    void orbitValuesAreCompared();
    void deviationsAreFound_data();
    void deviationsAreFound();
    void cancelledInBetween();

private:
    WorkerPool m_pool { 3 };
};

void tst_Verification::waysHoldEverything()
{
    const std::vector<RenderWay> ways = waysToRender(Arithmetic::Strict, 3);
    for (const SimdLevel simd : allSimdLevels) {
        for (const EscapeMethod method : { EscapeMethod::Block, EscapeMethod::Compaction }) {
            const bool found = std::ranges::any_of(
                ways, [&](const RenderWay& way) { return way.simd == simd && way.method == method; });
            QCOMPARE(found, isAvailable(simd));
        }
    }
    for (int threads = 1; threads <= 3; ++threads) {
        const auto has = [&](const RenderWay& way) { return way.threads == threads && way.tileSize != 64; };
        QVERIFY(std::ranges::count_if(ways, has) >= 2);
    }
    for (std::size_t n = 0; n < ways.size(); ++n)
        QCOMPARE(
            std::ranges::find(ways, ways[n]) - ways.begin(), static_cast<std::ptrdiff_t>(n)); // no way twice
    for (const RenderWay& way : waysToRender(Arithmetic::Fused, 1))
        QVERIFY(supports(way.simd, Arithmetic::Fused));
}

void tst_Verification::allWaysAgree_data()
{
    QTest::addColumn<int>("formula");
    QTest::addColumn<QByteArray>("centre");
    QTest::addColumn<QByteArray>("extent");
    QTest::addColumn<int>("arithmetic");
    const auto add = [](const char* name, Formula formula, const char* centre, const char* extent,
                         Arithmetic arithmetic) {
        QTest::newRow(name) << static_cast<int>(formula) << QByteArray(centre) << QByteArray(extent)
                            << static_cast<int>(arithmetic);
    };
    add("set", Formula::Mandelbrot, "-0.5", "3", Arithmetic::Strict);
    add("set, fused", Formula::Mandelbrot, "-0.5", "3", Arithmetic::Fused);
    add("valley", Formula::Mandelbrot, "-0.75", "1e-3", Arithmetic::Strict);
    add("beyond precision", Formula::Mandelbrot, "-0.75", "1e-15", Arithmetic::Strict);
    add("julia", Formula::Julia, "0", "3", Arithmetic::Strict);
    add("julia, fused", Formula::Julia, "0", "3", Arithmetic::Fused);
}

void tst_Verification::allWaysAgree()
{
    QFETCH(const int, formula);
    QFETCH(const QByteArray, centre);
    QFETCH(const QByteArray, extent);
    QFETCH(const int, arithmetic);
    const RenderRequest request = requestFor(static_cast<Formula>(formula), centre.constData(),
        extent.constData(), static_cast<Arithmetic>(arithmetic));
    const std::vector<RenderWay> ways = waysToRender(request.arithmetic, 3);
    std::vector<std::pair<int, int>> steps;
    const auto result = verifyPicture(
        m_pool, request, ways, {}, [&](int done, int total) { steps.emplace_back(done, total); });
    QVERIFY(result);
    QVERIFY(result->isIdentical());
    QCOMPARE(result->ways, static_cast<int>(ways.size()));
    QCOMPARE(result->unconfirmed.has_value(), request.arithmetic == Arithmetic::Strict);
    QCOMPARE(steps.back().first, steps.back().second);
    Frame frame;
    renderFrame(m_pool, request, {}, frame);
    QCOMPARE(result->hash, countsHash(frame));
}

void tst_Verification::orbitValuesAreCompared()
{
    RenderRequest request = requestFor(Formula::Mandelbrot, "-0.5", "3", Arithmetic::Strict);
    request.orbitValues.insert(OrbitValue::Angle);
    Frame expected;
    renderFrame(m_pool, request, {}, expected);
    Frame frame = expected;
    QVERIFY(!deviationOf({}, frame, expected));
    frame.values[static_cast<std::size_t>(OrbitValue::Angle)].at(5, 7) += 1;
    const auto deviation = deviationOf({}, frame, expected);
    QVERIFY(deviation);
    QVERIFY(deviation->first == (Point { 5, 7 }));
}

void tst_Verification::deviationsAreFound_data()
{
    QTest::addColumn<QByteArray>("what");
    for (const char* what : { "count", "fraction", "sign of zero", "label" })
        QTest::newRow(what) << QByteArray(what);
}

void tst_Verification::deviationsAreFound()
{
    QFETCH(const QByteArray, what);
    Frame expected;
    renderFrame(m_pool, requestFor(Formula::Mandelbrot, "-0.5", "3", Arithmetic::Strict), {}, expected);
    expected.fractions.at(3, 2) = 0;
    Frame frame = expected;
    const auto change = [&](int x, int y) {
        if (what == "count")
            ++frame.counts.at(x, y);
        else if (what == "fraction")
            frame.fractions.at(x, y) += 1;
        else if (what == "sign of zero")
            frame.fractions.at(x, y) = -expected.fractions.at(x, y);
        else
            frame.labels.at(x, y) = Label::NotComputed;
    };
    change(3, 2);
    const RenderWay way { SimdLevel::Sse2, EscapeMethod::Block, 17, 2 };
    const auto deviation = deviationOf(way, frame, expected);
    QVERIFY(deviation);
    QCOMPARE(deviation->pixels, std::int64_t { 1 });
    QVERIFY(deviation->first == (Point { 3, 2 }));
    QVERIFY(deviation->way == way);
}

void tst_Verification::cancelledInBetween()
{
    const RenderRequest request = requestFor(Formula::Mandelbrot, "-0.5", "3", Arithmetic::Strict);
    const CancelToken cancel;
    int last = 0;
    const auto result
        = verifyPicture(m_pool, request, waysToRender(request.arithmetic, 3), cancel, [&](int done, int) {
              last = done;
              if (done == 3)
                  cancel.cancel();
          });
    QVERIFY(!result);
    QCOMPARE(last, 3);
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_Verification)
#include "tst_verification.moc"
