// The counts that escapade-cli writes equal those of the seeds' own Python loops at every pixel, whatever the
// thread count and instruction set.

#include "core/document/AtomicFile.h"
#include "core/document/Npy.h"
#include "core/simd/SimdLevel.h"
#include "tests/cli/CliRun.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <complex>
#include <cstring>
#include <random>
#include <set>
#include <span>
#include <vector>

namespace escapade {
namespace {

struct View
{
    QString formula;
    int width = 0;
    int height = 0;
    QString re;
    QString im;
    QString extentWidth;
    QString extentHeight;
    int maxIterations = 0;
    QString cRe = QStringLiteral("0");
    QString cIm = QStringLiteral("0");
};

QString number(double value)
{
    return QString::number(value, 'g', 17);
}

using Complex = std::complex<double>;

bool leavesWithin(Complex z, Complex c, int iterations)
{
    for (int k = 0; k < iterations; ++k) {
        z = z * z + c;
        if (std::norm(z) > 4)
            return true;
    }
    return false;
}

/// A place at random where orbits that leave after very different times stand together, found by halving a
/// line from a point that stays to one that leaves.
template <typename Leaves> Complex edgePoint(std::mt19937& random, Complex inside, const Leaves& leaves)
{
    std::uniform_real_distribution<double> turn(0, 2 * 3.14159265358979);
    Complex outside = inside + std::polar(4.0, turn(random));
    for (int halving = 0; halving < 60; ++halving) {
        const Complex middle = (inside + outside) / 2.0;
        (leaves(middle) ? outside : inside) = middle;
    }
    return outside;
}

View randomMandelbrot(std::mt19937& random, double extent, int width, int height)
{
    const Complex centre
        = edgePoint(random, { -0.1, 0.05 }, [](Complex c) { return leavesWithin(0, c, 300); });
    return { "mandelbrot", width, height, number(centre.real()), number(centre.imag()), number(extent),
        number(extent), 700 };
}

View randomJulia(std::mt19937& random, double extent, int width, int height)
{
    // A constant inside the main cardioid: its Julia set is a closed curve around 0.
    std::uniform_real_distribution<double> part(-0.22, 0.22);
    const Complex c(part(random), part(random));
    const Complex centre = edgePoint(random, 0, [c](Complex z) { return leavesWithin(z, c, 300); });
    return { "julia", width, height, number(centre.real()), number(centre.imag()), number(extent),
        number(extent), 500, number(c.real()), number(c.imag()) };
}

Result<std::vector<std::int32_t>> oracle(const View& view, const QString& file)
{
    const QString script = ESCAPADE_SOURCE_DIR "/tests/data/seed_oracle.py";
    QProcess process;
    process.start("python3",
        { script, view.formula, QString::number(view.width), QString::number(view.height), view.re, view.im,
            view.extentWidth, view.extentHeight, QString::number(view.maxIterations), view.cRe, view.cIm,
            file });
    if (!process.waitForFinished(-1) || process.exitStatus() != QProcess::NormalExit
        || process.exitCode() != 0)
        return Error { "python3 failed: " + process.readAllStandardError().toStdString() };
    const Result<std::string> bytes = readFile(file.toStdString(), std::size_t { 1 } << 24U);
    if (!bytes)
        return bytes.error();
    std::vector<std::int32_t> counts(bytes->size() / sizeof(std::int32_t));
    std::memcpy(counts.data(), bytes->data(), counts.size() * sizeof(std::int32_t));
    return counts;
}

QStringList availableLevels()
{
    QStringList names;
    for (const SimdLevel level : allSimdLevels) {
        if (isAvailable(level))
            names << QString::fromLatin1(
                simdName(level).data(), static_cast<qsizetype>(simdName(level).size()));
    }
    return names;
}

QStringList renderArguments(const View& view, const QString& output)
{
    QStringList arguments { "render", "--fractal", view.formula, "--center", view.re + "," + view.im,
        "--extent", view.extentWidth + "," + view.extentHeight, "--size",
        QString("%1x%2").arg(view.width).arg(view.height), "--max-iter", QString::number(view.maxIterations),
        "--stats", "--output", output };
    if (view.formula == "julia")
        arguments << "--julia-c" << view.cRe + "," + view.cIm;
    return arguments;
}

} // namespace

class tst_oracle : public QObject
{
    Q_OBJECT

private slots:
    void counts_data();
    void counts();

private:
    /// Renders the view under one setting and compares; returns the hash that --stats gave, empty where
    /// something was wrong.
    void compare(const View& view, const std::vector<std::int32_t>& expected, const QStringList& setting,
        QString& hash);

    QTemporaryDir m_folder;
};

void tst_oracle::counts_data()
{
    QTest::addColumn<QStringList>("view");
    const auto add = [](const char* name, const View& view) {
        QTest::newRow(name) << QStringList { view.formula, QString::number(view.width),
            QString::number(view.height), view.re, view.im, view.extentWidth, view.extentHeight,
            QString::number(view.maxIterations), view.cRe, view.cIm };
    };
    add("the seeds' whole set", { "mandelbrot", 256, 256, "-0.8", "0", "3", "3", 256 });
    add("the seeds' zoom", { "mandelbrot", 256, 256, "-1.1195", "0.2718", "0.005", "0.005", 1024 });
    add("the seeds' Julia set", { "julia", 256, 256, "0", "0", "4", "3", 256, "-1.1193", "0.2718" });
    add("one pixel", { "mandelbrot", 1, 1, "-0.75", "0.1", "1", "1", 100 });
    add("one column", { "mandelbrot", 1, 67, "-0.7", "0.2", "0.1", "0.5", 300 });
    add("257x3", { "mandelbrot", 257, 3, "-0.743643887037151", "0.131825904205330", "1e-3", "1e-4", 2000 });
    add("3x257 Julia", { "julia", 3, 257, "0.1", "-0.05", "0.2", "2.5", 300, "-0.4", "0.6" });
    add("one iteration", { "mandelbrot", 33, 21, "0", "0", "6", "6", 1 });
    add("two iterations", { "julia", 33, 21, "0", "0", "5", "5", 2, "0.3", "0.5" });
    add("an extent wider than high", { "mandelbrot", 50, 70, "-0.5", "0.5", "2", "0.1", 200 });
    add("more digits than a double has",
        { "mandelbrot", 64, 48, "-0.743643887037158704752191506114774", "0.131825904205311970493132056385139",
            "1.00000000000000000000000000000001e-9", "1e-9", 1200 });
    // Beyond |c| = 2 an orbit may come back inside radius 2 after it has left: the first exit counts.
    add("Julia, c outside radius 2", { "julia", 80, 60, "1.6", "0.1", "1.5", "1.5", 300, "-2.2", "0.1" });
    add("Julia, c far outside", { "julia", 80, 60, "0", "0", "12", "12", 300, "-5.5", "2.25" });

    std::mt19937 random(20240229);
    int serial = 0;
    for (const double extent : { 0.3, 1e-2, 1e-4, 1e-6, 1e-8, 1e-9 }) {
        ++serial;
        add(qPrintable(QString("random Mandelbrot %1, %2").arg(serial).arg(extent)),
            randomMandelbrot(random, extent, 41 + serial, 33));
        add(qPrintable(QString("random Julia %1, %2").arg(serial).arg(extent)),
            randomJulia(random, extent, 37, 30 + serial));
    }
}

void tst_oracle::counts()
{
    QFETCH(const QStringList, view);
    QVERIFY(m_folder.isValid());
    const View shown { view[0], view[1].toInt(), view[2].toInt(), view[3], view[4], view[5], view[6],
        view[7].toInt(), view[8], view[9] };
    const auto expected = oracle(shown, m_folder.filePath("oracle.raw"));
    QVERIFY2(expected, expected ? "" : expected.error().message.c_str());
    QCOMPARE(static_cast<int>(expected->size()), shown.width * shown.height);
    if (shown.width > 1 && shown.maxIterations > 1) {
        const std::set<std::int32_t> different(expected->begin(), expected->end());
        QVERIFY2(different.size() >= 2, "a view with one count only tests little");
    }

    QString firstHash;
    for (const QString& simd : availableLevels()) {
        for (const char* threads : { "1", "2", "3", "7" }) {
            QString hash;
            compare(shown, *expected, { "--simd", simd, "--threads", threads }, hash);
            if (QTest::currentTestFailed())
                return;
            if (firstHash.isEmpty())
                firstHash = hash;
            QCOMPARE(hash, firstHash);
        }
    }
}

void tst_oracle::compare(
    const View& view, const std::vector<std::int32_t>& expected, const QStringList& setting, QString& hash)
{
    const QString file = m_folder.filePath("counts.npy");
    const test::CliResult run = test::runCli(renderArguments(view, file) + setting);
    QVERIFY2(!run.crashed && run.exitCode == 0, run.err.constData());
    const Result<std::string> bytes = readFile(file.toStdString(), std::size_t { 1 } << 24U);
    QVERIFY(bytes);
    const auto counts = decodeNpy(std::as_bytes(std::span(*bytes)));
    QVERIFY2(counts, counts ? "" : counts.error().message.c_str());
    QCOMPARE(counts->width(), view.width);
    QCOMPARE(counts->height(), view.height);
    for (int y = 0; y < view.height; ++y) {
        for (int x = 0; x < view.width; ++x) {
            // The loops number their rows from the bottom, and leave k at its last value where they never
            // broke.
            const int fromBottom = view.height - 1 - y;
            const int place = fromBottom * view.width + x;
            const std::int32_t python = expected[static_cast<std::size_t>(place)];
            const auto ours = std::min(static_cast<std::int32_t>(counts->at(x, y)), view.maxIterations - 1);
            if (ours != python)
                QFAIL(qPrintable(QString("%1: pixel %2,%3 is %4; Python's is %5")
                                     .arg(setting.join(' '))
                                     .arg(x)
                                     .arg(y)
                                     .arg(ours)
                                     .arg(python)));
        }
    }
    hash = QJsonDocument::fromJson(run.out).object().value("fnv1a64").toString();
    QCOMPARE(hash.size(), 16);
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_oracle)
#include "tst_oracle.moc"
