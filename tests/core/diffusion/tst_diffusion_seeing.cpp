// What is painted, shown and measured of a density: brush shapes, looks, time series, lines, moments.

#include "core/diffusion/DensityLook.h"
#include "core/diffusion/FieldMoment.h"
#include "core/diffusion/LiveField.h"
#include "core/diffusion/SameEverywhere.h"
#include "core/diffusion/SampleLine.h"
#include "core/diffusion/TimeSeries.h"

#include <QTest>

#include <cmath>
#include <limits>

namespace escapade {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

DiffusionField emptyField(int points)
{
    Result<DiffusionField> field = DiffusionField::create(points);
    if (!field)
        qFatal("no field");
    return std::move(field).value();
}

FieldMoment momentOf(double value, int points = 10)
{
    FieldMoment moment;
    moment.values = Array2D<double>({ points, points }, value);
    moment.simtime = value;
    return moment;
}

} // namespace

class DiffusionSeeingTest : public QObject
{
    Q_OBJECT

private slots:
    void discCoversItsCells();
    void rectangleCoversItsCells();
    void setAndErase();
    void shapesIgnoreNonsense();
    void logarithm();
    void limits();
    void fractions();
    void contoursLieBetween();
    void totals();
    void seriesStaysBounded();
    void seriesGoesBackInTime();
    void linesAreBilinear();
    void resamplingKeepsTheMean();
    void historyGoesBackAndForth();
    void historyIsBounded();
    void speeds();
};

void DiffusionSeeingTest::discCoversItsCells()
{
    DiffusionField field = emptyField(42);
    const BrushStroke disc { { 20, 15 }, { 20, 19 }, 1, 0.5, BrushMode::Add, BrushShape::Disc };
    paint(field, disc, Boundary::Dirichlet);
    for (int i = 0; i < 42; ++i) {
        for (int j = 0; j < 42; ++j)
            QCOMPARE(field.row(i)[j], (i - 20) * (i - 20) + (j - 15) * (j - 15) <= 16 ? 0.5 : 0.0);
    }
    // Half outside: only what is inside, and the wall stays at zero.
    paint(field, { { 1, 1 }, { 1, 6 }, 1, 2, BrushMode::Set, BrushShape::Disc }, Boundary::Dirichlet);
    QCOMPARE(field.row(1)[1], 2.0);
    QCOMPARE(field.row(0)[1], 0.0);
    QCOMPARE(field.row(1)[0], 0.0);
}

void DiffusionSeeingTest::rectangleCoversItsCells()
{
    // Whichever corner comes first.
    for (const auto& [from, to] : { std::pair { FieldPoint { 5, 8 }, FieldPoint { 12, 20 } },
             std::pair { FieldPoint { 12, 8 }, FieldPoint { 5, 20 } } }) {
        DiffusionField field = emptyField(42);
        paint(field, { from, to, 1, -0.25, BrushMode::Add, BrushShape::Rectangle }, Boundary::Dirichlet);
        for (int i = 0; i < 42; ++i) {
            for (int j = 0; j < 42; ++j)
                QCOMPARE(field.row(i)[j], i >= 5 && i <= 12 && j >= 8 && j <= 20 ? -0.25 : 0.0);
        }
    }
    DiffusionField field = emptyField(42);
    paint(field, { { 7.2, 9.4 }, { 7.2, 9.4 }, 1, 1, BrushMode::Set, BrushShape::Rectangle },
        Boundary::Dirichlet);
    QCOMPARE(field.row(7)[9], 1.0); // at least the cell that it begins in
}

void DiffusionSeeingTest::setAndErase()
{
    DiffusionField field = emptyField(42);
    const auto line = [](BrushMode mode, double strength) {
        return BrushStroke { { 20, 5 }, { 20, 35 }, 3, strength, mode };
    };
    paint(field, line(BrushMode::Add, 0.3), Boundary::Dirichlet);
    paint(field, line(BrushMode::Set, 0.7), Boundary::Dirichlet);
    for (int j = 5; j <= 35; ++j)
        QCOMPARE(field.row(20)[j], 0.7);
    QCOMPARE(field.row(22)[20], 0.7); // to the rim
    QCOMPARE(field.row(24)[20], 0.0);
    paint(field, line(BrushMode::Erase, 0.7), Boundary::Dirichlet);
    for (int i = 0; i < 42; ++i) {
        for (int j = 0; j < 42; ++j)
            QCOMPARE(field.row(i)[j], 0.0);
    }
    paint(field, line(BrushMode::Set, 1e300), Boundary::Dirichlet);
    QCOMPARE(field.row(20)[20], largestPainted);
}

void DiffusionSeeingTest::shapesIgnoreNonsense()
{
    DiffusionField field = emptyField(20);
    const Array2D<double> before = field.toArray();
    for (const BrushShape shape : { BrushShape::Disc, BrushShape::Rectangle }) {
        for (const FieldPoint& place :
            { FieldPoint { nan, 3 }, FieldPoint { 3, std::numeric_limits<double>::infinity() } })
            paint(field, { { 5, 5 }, place, 1, 1, BrushMode::Set, shape }, Boundary::Dirichlet);
        paint(field, { { -300, -300 }, { -290, -290 }, 1, 1, BrushMode::Set, shape }, Boundary::Dirichlet);
    }
    QVERIFY(field.toArray() == before);
    // As large as can be: everything, and nothing beyond.
    paint(field, { { -1e300, -1e300 }, { 1e300, 1e300 }, 1, 1, BrushMode::Set, BrushShape::Rectangle },
        Boundary::Dirichlet);
    QCOMPARE(field.row(1)[1], 1.0);
    QCOMPARE(field.row(18)[18], 1.0);
    QCOMPARE(field.row(19)[18], 0.0);
}

void DiffusionSeeingTest::logarithm()
{
    for (int n = -2000; n <= 2000; ++n) {
        const double x = std::pow(1.41, n);
        QVERIFY(std::abs(binaryLogarithm(x) - std::log2(x)) < 1e-13 * std::max(1.0, std::abs(std::log2(x))));
    }
    QCOMPARE(binaryLogarithm(1), 0.0);
    QCOMPARE(binaryLogarithm(8), 3.0);
    QCOMPARE(binaryLogarithm(0.25), -2.0);
}

void DiffusionSeeingTest::limits()
{
    FieldTotals totals;
    totals.min = -0.5;
    totals.max = 2;
    DensityLook look;
    QCOMPARE(limitsOf(look, totals), (ColorLimits { 0, 1 }));
    look.automatic = true;
    QCOMPARE(limitsOf(look, totals), (ColorLimits { -0.5, 2 }));
    look.map = DensityMap::Diverging;
    QCOMPARE(limitsOf(look, totals), (ColorLimits { -2, 2 }));
    look.automatic = false;
    QCOMPARE(limitsOf(look, totals), (ColorLimits { -1, 1 }));
    look.automatic = true;
    for (const double level : { 0.0, -3.0, 7.0 }) {
        totals.min = totals.max = level;
        const ColorLimits made = limitsOf(look, totals);
        QVERIFY(made.low < made.high);
    }
    QCOMPARE(withinLimits({ .fixed = { 2, 1 } }).fixed, ColorLimits());
    QCOMPARE(withinLimits({ .fixed = { nan, 1 } }).fixed, ColorLimits());
    QCOMPARE(withinLimits({ .contours = 1000 }).contours, mostContours);
}

/// From density to fraction and back, on each kind of scale.
void DiffusionSeeingTest::fractions()
{
    for (const DensityMap map : { DensityMap::Spectrum, DensityMap::Diverging }) {
        for (const bool logarithmic : { false, true }) {
            const DensityLook look { .map = map, .logarithmic = logarithmic };
            const ColorLimits range
                = map == DensityMap::Diverging ? ColorLimits { -4, 4 } : ColorLimits { 0, 4 };
            QCOMPARE(fractionOf(4, look, range), 1.0);
            QCOMPARE(fractionOf(1e9, look, range), 1.0);
            QCOMPARE(fractionOf(-1e9, look, range), 0.0);
            if (map == DensityMap::Diverging)
                QCOMPARE(fractionOf(0, look, range), 0.5);
            double before = -1;
            for (double fraction = 0.01; fraction < 1; fraction += 0.03) { // NOLINT
                const double density = densityAt(fraction, look, range);
                QVERIFY(std::abs(fractionOf(density, look, range) - fraction) < 1e-12);
                QVERIFY(density > before || before == -1);
                before = density;
            }
        }
    }
    // Each power of ten takes as much of the colours.
    const DensityLook look { .logarithmic = true };
    QVERIFY(std::abs(fractionOf(1e-3, look, { 0, 1 }) - 0.5) < 1e-12);
    QCOMPARE(fractionOf(1e-7, look, { 0, 1 }), 0.0);
    QCOMPARE(fractionOf(-1, look, { 0, 1 }), 0.0);
}

void DiffusionSeeingTest::contoursLieBetween()
{
    Array2D<double> slope({ 101, 3 });
    for (int i = 0; i < 3; ++i) {
        for (int j = 0; j <= 100; ++j)
            slope.at(j, i) = j / 100.0;
    }
    const ColorTable table(densityPalette());
    std::vector<std::uint32_t> plain(101);
    std::vector<std::uint32_t> lined(101);
    colorLook(slope, 1, {}, { 0, 1 }, table, plain);
    colorLook(slope, 1, { .contours = 3 }, { 0, 1 }, table, lined);
    for (int j = 0; j <= 100; ++j) {
        const auto n = static_cast<std::size_t>(j);
        QCOMPARE(plain[n], table.at(slope.at(j, 1)));
        const bool onContour = j == 24 || j == 49 || j == 74 || j == 99; // the last: where the bar ends
        QCOMPARE(lined[n] != plain[n], onContour);
    }
}

void DiffusionSeeingTest::totals()
{
    DiffusionField field = emptyField(5);
    const std::array cells { 1.0, -2.0, 3.0, 0.5, 0.0, -0.25, 4.0, 1.0, 1.0 };
    for (std::ptrdiff_t i = 0; i < 3; ++i)
        std::copy_n(cells.data() + 3 * i, 3, field.row(0, static_cast<int>(i) + 1) + 1);
    const FieldTotals totals = totalsOf(field);
    QCOMPARE(totals.sum, 8.25);
    QCOMPARE(totals.max, 4.0);
    QCOMPARE(totals.min, -2.0);
    QCOMPARE(totals.squares, 1 + 4 + 9 + 0.25 + 0.0625 + 16 + 1 + 1);
}

void DiffusionSeeingTest::seriesStaysBounded()
{
    TimeSeries series(100);
    for (int n = 0; n < 100000; ++n) {
        series.add(n, 2.0 * n);
        QVERIFY(series.points().size() < 100);
        QCOMPARE(series.points().back(), (TimeSeries::Point { static_cast<double>(n), 2.0 * n }));
    }
    QVERIFY(series.points().size() >= 40);
    QCOMPARE(series.points().front().time, 0.0);
    for (std::size_t n = 1; n < series.points().size(); ++n)
        QVERIFY(series.points()[n].time > series.points()[n - 1].time);
    // Evenly: no gap is much larger than the others.
    const double gap = series.points()[1].time;
    for (std::size_t n = 1; n + 1 < series.points().size(); ++n)
        QVERIFY(series.points()[n].time - series.points()[n - 1].time <= 2 * gap);
}

void DiffusionSeeingTest::seriesGoesBackInTime()
{
    TimeSeries series;
    for (int n = 0; n < 10; ++n)
        series.add(n, n);
    series.add(4, 44);
    QCOMPARE(series.points().size(), std::size_t { 5 });
    QCOMPARE(series.points().back(), (TimeSeries::Point { 4, 44 }));
    series.add(nan, 1);
    series.add(5, nan);
    QCOMPARE(series.points().size(), std::size_t { 5 });
    series.add(-1, 0);
    QCOMPARE(series.points().size(), std::size_t { 1 });
    series.clear();
    QVERIFY(series.points().empty());
}

void DiffusionSeeingTest::linesAreBilinear()
{
    Array2D<double> plane({ 20, 12 });
    for (int i = 0; i < 12; ++i) {
        for (int j = 0; j < 20; ++j)
            plane.at(j, i) = 3.0 * i - 2.0 * j;
    }
    const std::vector<double> samples = sampleLine(plane, { 1, 2 }, { 10, 18 }, 65);
    for (int n = 0; n < 65; ++n) {
        const double part = n / 64.0;
        QVERIFY(std::abs(samples[static_cast<std::size_t>(n)] - (3 * (1 + 9 * part) - 2 * (2 + 16 * part)))
            < 1e-12);
    }
    QCOMPARE(densityAt(plane, { -5, -5 }), 0.0);
    QCOMPARE(densityAt(plane, { 1e300, 1e300 }), 33.0 - 38.0);
    QVERIFY(std::isfinite(densityAt(plane, { nan, nan })));
}

void DiffusionSeeingTest::resamplingKeepsTheMean()
{
    Array2D<double> values({ 30, 17 });
    double sum = 0;
    for (std::size_t n = 0; n < values.values().size(); ++n)
        sum += values.values()[n] = static_cast<double>(n * 7919 % 101);
    for (const Size size : { Size { 7, 5 }, Size { 30, 17 }, Size { 64, 100 }, Size { 1, 1 } }) {
        const Array2D<double> other = resampled(values, size);
        QCOMPARE(other.size(), size);
        double otherSum = 0;
        for (const double value : other.values())
            otherSum += value;
        QVERIFY(std::abs(otherSum / (size.width * size.height) - sum / (30 * 17)) < 1e-10);
    }
    QVERIFY(resampled(values, { 30, 17 }) == values);
    QCOMPARE(resampled({}, { 3, 3 }).width(), 0);
}

void DiffusionSeeingTest::historyGoesBackAndForth()
{
    MomentHistory history(std::size_t { 1 } << 20U);
    QVERIFY(!history.undo(momentOf(0)));
    QVERIFY(!history.redo(momentOf(0)));
    history.keep(momentOf(1));
    history.keep(momentOf(2));
    QCOMPARE(history.undoable(), 2);
    QCOMPARE(history.undo(momentOf(3))->simtime, 2.0);
    QCOMPARE(history.undo(momentOf(2))->simtime, 1.0);
    QCOMPARE(history.undoable(), 0);
    QCOMPARE(history.redoable(), 2);
    QCOMPARE(history.redo(momentOf(1))->simtime, 2.0);
    QCOMPARE(history.redo(momentOf(2))->simtime, 3.0);
    QCOMPARE(history.undo(momentOf(3))->simtime, 2.0);
    history.keep(momentOf(5)); // another way was taken
    QCOMPARE(history.redoable(), 0);
    QCOMPARE(history.undo(momentOf(6))->simtime, 5.0);
}

void DiffusionSeeingTest::historyIsBounded()
{
    const std::size_t one = momentOf(0, 32).bytes();
    MomentHistory history(5 * one);
    for (int n = 0; n < 100; ++n) {
        history.keep(momentOf(n, 32));
        QVERIFY(history.bytes() <= 5 * one);
    }
    QCOMPARE(history.undoable(), 5);
    for (int n = 99; n >= 95; --n)
        QCOMPARE(history.undo(momentOf(n + 1, 32))->simtime, static_cast<double>(n));
    QVERIFY(history.bytes() <= 5 * one);
    // A moment that is larger than all is still one to go back to.
    MomentHistory small(10);
    small.keep(momentOf(7, 32));
    QCOMPARE(small.undo(momentOf(8, 32))->simtime, 7.0);
    QCOMPARE(small.redo(momentOf(7, 32))->simtime, 8.0);
}

void DiffusionSeeingTest::speeds()
{
    const LiveClock clock = liveClock(0.1, 1, 0.25);
    LiveSettings settings;
    QVERIFY(std::abs(liveSpeed(settings, clock) - 60 * 5 * 0.0025) < 1e-15);
    for (const double speed : { 1e-3, 0.01, 0.15, 0.3, 3.0, 100.0 }) {
        const LiveSettings made = withSpeed(settings, clock, speed);
        QCOMPARE(made, withinLimits(made));
        QVERIFY(made.stepsPerFrame == 1 || made.framesPerStep == 1);
        const double ratio = liveSpeed(made, clock) / speed;
        QVERIFY2(ratio > 0.66 && ratio < 1.5, qPrintable(QString::number(speed)));
    }
    QCOMPARE(withSpeed(settings, clock, 1e-9).framesPerStep, maxFramesPerStep);
    QCOMPARE(withSpeed(settings, clock, 1e9).stepsPerFrame, maxStepsPerFrame);
    QCOMPARE(withSpeed(settings, clock, nan), settings);
}

} // namespace escapade

using escapade::DiffusionSeeingTest;
QTEST_APPLESS_MAIN(DiffusionSeeingTest)
#include "tst_diffusion_seeing.moc"
