// What a user takes home: the files say what was measured, and an independent program finds the same figures
// in the frames that they hold.

#include "core/timing/TimingExport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <random>

namespace escapade {
namespace {

FrameSample sampleOf(int threads, double wallMs, double cpuMs, double work)
{
    const auto toTime = [](double ms) { return std::chrono::nanoseconds(std::llround(1e6 * ms)); };
    return { Workload::Mandelbrot, threads, SimdLevel::Avx2, Arithmetic::Strict, toTime(wallMs),
        toTime(cpuMs), work };
}

TimingExport sample()
{
    TimingExport timings;
    timings.version = "1.2";
    timings.source = "sweep";
    timings.takenAt = "2026-01-31T12:00:00Z";
    timings.machine.cpuName = "A \"fast\" one | really";
    timings.machine.logicalCores = 4;
    timings.load = { 0.5, 0.25, 0.125 };
    for (const double wall : { 100.0, 140.0, 110.0 })
        timings.table.add(sampleOf(1, wall, wall, 1e6));
    timings.table.add(sampleOf(2, 62.5, 120, 1e6));
    FrameSample last = sampleOf(3, 50, 120, 1e6);
    last.schedule = Schedule::Static;
    last.tileSize = 32;
    timings.table.add(last);
    return timings;
}

/// Computes the cells' figures from the frames with nothing but Python's statistics, and prints those that
/// are off by more than rounding.
constexpr const char* independent = R"(
import json, math, statistics, sys
data = json.load(sys.stdin)
cells = {}
for s in data["samples"]:
    kernel = (s["workload"], s["simd"], s["arithmetic"], s["schedule"], s["tile_px"])
    cells.setdefault(kernel + (s["threads"],), []).append(s)
def rate(frames):
    return 1 / statistics.median(f["wall_s"] / f["work"] for f in frames)
def ends(values):
    # Ranks r and n + 1 - r hold the median with a probability of 1 - 2 P(fewer than r of n fair coins are heads).
    n = len(values)
    sure = [r for r in range(1, n // 2 + 1) if 40 * sum(math.comb(n, k) for k in range(r)) <= 2 ** n]
    return (sorted(values)[sure[-1] - 1], sorted(values)[n - sure[-1]]) if sure else (None, None)
assert len(data["cells"]) == len(cells), "cells"
for c in data["cells"]:
    key = (c["workload"], c["simd"], c["arithmetic"], c["schedule"], c["tile_px"], c["threads"])
    frames = cells[key]
    wall = [f["wall_s"] for f in frames]
    single = cells.get(key[:5] + (1,))
    speed_up = rate(frames) / rate(single) if single else None
    p = c["threads"]
    low, high = ends(wall)
    expected = {
        "frames": len(frames), "wall_median_s": statistics.median(wall), "wall_min_s": min(wall),
        "wall_max_s": max(wall), "cpu_median_s": statistics.median(f["cpu_s"] for f in frames),
        "cpu_per_wall": statistics.median(f["cpu_s"] / f["wall_s"] for f in frames), "rate_per_s": rate(frames),
        "wall_median_low_s": low, "wall_median_high_s": high, "speed_up": speed_up, "efficiency": speed_up / p if speed_up else None,
        "serial_fraction": (1 / speed_up - 1 / p) / (1 - 1 / p) if speed_up and p > 1 else None }
    for name, value in expected.items():
        got = c[name]
        if (value is None) != (got is None) or value is not None and abs(got - value) > 1e-9 * max(1e-9, abs(value)):
            print(key, name, got, "should be", value)
)";

} // namespace

class tst_TimingExport : public QObject
{
    Q_OBJECT

private slots:
    void csvHasALineForEachFrame();
    void markdownSaysTheFigures();
    void anIndependentProgramFindsTheSame();
    void growingPicturesHaveNoSerialFraction();
    void remarksAreToldToo();
    void nothingIsStillAFile();
    void timeIsUtc();
};

void tst_TimingExport::csvHasALineForEachFrame()
{
    QCOMPARE(QByteArray::fromStdString(toCsv(sample())),
        QByteArray("workload,threads,simd,arithmetic,wall_s,cpu_s,work,schedule,tile_px\n"
                   "mandelbrot,1,avx2,strict,0.1,0.1,1000000,dynamic,0\n"
                   "mandelbrot,1,avx2,strict,0.14,0.14,1000000,dynamic,0\n"
                   "mandelbrot,1,avx2,strict,0.11,0.11,1000000,dynamic,0\n"
                   "mandelbrot,2,avx2,strict,0.0625,0.12,1000000,dynamic,0\n"
                   "mandelbrot,3,avx2,strict,0.05,0.12,1000000,static,32\n"));
}

void tst_TimingExport::markdownSaysTheFigures()
{
    const QString text = QString::fromStdString(toMarkdown(sample()));
    QVERIFY(text.contains(QStringLiteral("Taken 2026-01-31T12:00:00Z, sweep.")));
    QVERIFY(text.contains(QStringLiteral("4 logical cores")));
    QVERIFY(text.contains(QStringLiteral("0.50, 0.25, 0.12")));
    QVERIFY(text.contains(QStringLiteral("| 1 | avx2 | strict | 3 | 110 [100, 140] | 1.00 |")));
    // 1.76 times as fast: efficiency 88 %, serial fraction (1 / 1.76 - 1 / 2) / (1 / 2) = 13.6 %.
    QVERIFY2(text.contains(QStringLiteral("| 1.76 | 88 % | 13.6 % | - | live |")), qPrintable(text));
}

void tst_TimingExport::anIndependentProgramFindsTheSame()
{
    TimingExport timings = sample();
    std::mt19937 random(6);
    const auto uniform = [&random](double least, double most) {
        return least + (most - least) * static_cast<double>(random()) / 4294967296.0;
    };
    for (int n = 0; n < 1500; ++n) {
        FrameSample frame = sampleOf(1 + n % 5, uniform(1, 50), uniform(1, 90), uniform(1e5, 1e8));
        frame.workload = static_cast<Workload>(random() % 3);
        frame.simd = static_cast<SimdLevel>(random() % 4);
        frame.arithmetic = static_cast<Arithmetic>(random() % 2);
        frame.schedule = static_cast<Schedule>(random() % 2);
        frame.tileSize = random() % 4 == 0 ? 32 : 64;
        timings.table.add(frame);
    }
    QProcess python;
    python.start(QStringLiteral("python3"), { QStringLiteral("-c"), QString::fromLatin1(independent) });
    QVERIFY(python.waitForStarted());
    python.write(QByteArray::fromStdString(toJson(timings)));
    python.closeWriteChannel();
    QVERIFY(python.waitForFinished());
    QCOMPARE(QString::fromUtf8(python.readAllStandardError()), QString());
    QCOMPARE(QString::fromUtf8(python.readAllStandardOutput()), QString());
    QCOMPARE(python.exitCode(), 0);
}

void tst_TimingExport::growingPicturesHaveNoSerialFraction()
{
    const auto fractions = [](Scaling scaling) {
        TimingExport timings = sample();
        timings.scaling = scaling;
        const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(toJson(timings)));
        int found = 0;
        for (const auto& cell : document.object().value(QStringLiteral("cells")).toArray())
            found += cell.toObject().value(QStringLiteral("serial_fraction")).isDouble() ? 1 : 0;
        return found;
    };
    QCOMPARE(fractions(Scaling::Strong), 1);
    QCOMPARE(fractions(Scaling::Weak), 0);
}

void tst_TimingExport::remarksAreToldToo()
{
    TimingExport timings = sample();
    QVERIFY(toMarkdown(timings).find("Note:") == std::string::npos);
    timings.remark = "Other programs \"computed\".";
    QVERIFY(toMarkdown(timings).find("- Note: Other programs") != std::string::npos);
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(toJson(timings)));
    QCOMPARE(document.object().value(QStringLiteral("remark")).toString(),
        QStringLiteral("Other programs \"computed\"."));
}

void tst_TimingExport::nothingIsStillAFile()
{
    const TimingExport timings;
    QCOMPARE(
        toCsv(timings), std::string("workload,threads,simd,arithmetic,wall_s,cpu_s,work,schedule,tile_px\n"));
    QVERIFY(toMarkdown(timings).starts_with("# Timings"));
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(toJson(timings)));
    QVERIFY(document.object().value(QStringLiteral("samples")).isArray());
    QVERIFY(document.object().value(QStringLiteral("load")).isNull());
}

void tst_TimingExport::timeIsUtc()
{
    const QDateTime now = QDateTime::fromString(QString::fromStdString(utcNow()), Qt::ISODate);
    QVERIFY(now.isValid());
    QCOMPARE(now.timeSpec(), Qt::UTC);
    QVERIFY(std::abs(now.secsTo(QDateTime::currentDateTimeUtc())) < 60);
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_TimingExport)
#include "tst_timing_export.moc"
