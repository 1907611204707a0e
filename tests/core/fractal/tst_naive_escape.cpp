// The naive loop, which kernels are tested and timed against, gives the counts of the seeds' own Python at
// every pixel.

#include "core/document/AtomicFile.h"
#include "core/fractal/NaiveEscape.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstring>
#include <thread>
#include <vector>

namespace escapade {
namespace {

Decimal decimal(const QString& text)
{
    return *Decimal::parse(text.toStdString());
}

} // namespace

class tst_naive_escape : public QObject
{
    Q_OBJECT

private slots:
    void equalsPython_data();
    void equalsPython();
    void countsByHand();
    void notANumberHasLeft();
    void stopsWhenCancelled();
};

void tst_naive_escape::equalsPython_data()
{
    QTest::addColumn<QStringList>(
        "view"); // formula, width, height, re, im, extent w, extent h, iterations, c
    QTest::newRow("whole set") << QStringList { "mandelbrot", "61", "47", "-0.8", "0", "3", "3", "256", "0",
        "0" };
    QTest::newRow("zoom") << QStringList { "mandelbrot", "40", "33", "-1.1195", "0.2718", "0.005", "0.005",
        "700", "0", "0" };
    QTest::newRow("1e-9") << QStringList { "mandelbrot", "31", "32", "-0.743643887037151",
        "0.131825904205330", "1e-9", "1e-9", "600", "0", "0" };
    QTest::newRow("one pixel") << QStringList { "mandelbrot", "1", "1", "-0.75", "0.1", "1", "1", "90", "0",
        "0" };
    QTest::newRow("julia") << QStringList { "julia", "61", "47", "0", "0", "4", "3", "256", "-1.1193",
        "0.2718" };
    QTest::newRow("julia, large c") << QStringList { "julia", "40", "30", "1.6", "0.1", "1.5", "1.5", "200",
        "-2.2", "0.1" };
}

void tst_naive_escape::equalsPython()
{
    QFETCH(const QStringList, view);
    const QTemporaryDir folder;
    const QString file = folder.filePath("counts.raw");
    QCOMPARE(
        QProcess::execute("python3",
            QStringList { ESCAPADE_SOURCE_DIR "/tests/data/seed_oracle.py" } + view + QStringList { file }),
        0);
    const Size size { view[1].toInt(), view[2].toInt() };
    const auto bytes = readFile(file.toStdString(), 1 << 24);
    QVERIFY(bytes);
    std::vector<std::int32_t> expected(
        static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height));
    QCOMPARE(bytes->size(), expected.size() * sizeof(std::int32_t));
    std::memcpy(expected.data(), bytes->data(), bytes->size());

    const Viewport viewport
        = Viewport::fit({ decimal(view[3]), decimal(view[4]), decimal(view[5]), decimal(view[6]) }, size);
    const std::int32_t maxIterations = view[7].toInt();
    const Array2D<std::int32_t> counts = view[0] == "mandelbrot"
        ? naiveMandelbrot(viewport, maxIterations)
        : naiveJulia(viewport, view[8].toDouble(), view[9].toDouble(), maxIterations);
    QCOMPARE(counts.size(), size);
    int differing = 0;
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            // Theirs has row 0 at the bottom, and one less where the loop never broke.
            const auto theirs
                = static_cast<std::size_t>(size.height - 1 - y) * static_cast<std::size_t>(size.width)
                + static_cast<std::size_t>(x);
            differing += std::min(counts.at(x, y), maxIterations - 1) == expected[theirs] ? 0 : 1;
        }
    }
    QCOMPARE(differing, 0);
}

void tst_naive_escape::countsByHand()
{
    QCOMPARE(naiveEscapeCount(0, 0, 3, 0, 100), 0); // z_1 = 3
    QCOMPARE(naiveEscapeCount(0, 0, 2, 0, 100), 1); // 2, 6: |2|^2 = 4 has not left
    QCOMPARE(naiveEscapeCount(0, 0, 1, 0, 100), 2); // 1, 2, 5
    QCOMPARE(naiveEscapeCount(0, 0, 0, 0, 100), 100);
    QCOMPARE(naiveEscapeCount(0, 0, -2, 0, 7), 7); // -2, 2, 2, ...
    QCOMPARE(naiveEscapeCount(0, 0, 1, 0, 2), 2); // would leave with the next iteration
    QCOMPARE(naiveEscapeCount(0, 0, 1, 0, 3), 2);
    QCOMPARE(naiveEscapeCount(0, 3, 0, 0, 100), 0); // Julia: (3i)^2 = -9
    QCOMPARE(naiveEscapeCount(0, 0, -1, 0, 3'000'000), 3'000'000); // over several chunks
}

void tst_naive_escape::notANumberHasLeft()
{
    QCOMPARE(naiveEscapeCount(1e200, 1e200, 0, 0, 100), 0); // inf - inf
}

void tst_naive_escape::stopsWhenCancelled()
{
    const CancelToken cancel;
    const Viewport viewport
        = Viewport::fit({ decimal("0"), decimal("0"), decimal("0.1"), decimal("0.1") }, { 64, 64 });
    std::jthread canceller([&cancel] {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        cancel.cancel();
    });
    // Hours of iterations: only the token can end them.
    const auto counts = naiveMandelbrot(viewport, 2'000'000'000, cancel);
    QVERIFY(counts.at(63, 63) == 0);
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_naive_escape)
#include "tst_naive_escape.moc"
