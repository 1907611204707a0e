// The benchmark's runner on made-up contestants: who runs when, what the figures are, what is noticed.

#include "core/timing/Benchmark.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace escapade {
namespace {

using std::chrono::milliseconds;

/// Contestants whose times are scripted; log has a letter for each run: N, or the number of threads.
struct Script
{
    std::string log;
    int runs = 0;
    int cancelAfter = 1000;

    std::optional<BenchTime> answer(
        const std::string& who, milliseconds wall, milliseconds cpu, std::uint64_t print)
    {
        if (++runs > cancelAfter)
            return std::nullopt;
        log += who;
        return BenchTime { wall, cpu, print };
    }

    BenchCase benchCase()
    {
        BenchCase made;
        made.name = "made up";
        made.unit = "units";
        made.run = [this](const BenchSetting& setting, const CancelToken&) {
            const bool odd = setting.arithmetic == Arithmetic::Fused;
            return answer(std::to_string(setting.threads), milliseconds(120 / setting.threads),
                milliseconds(108), odd ? 8 : 7);
        };
        made.runNaively
            = [this](const CancelToken&) { return answer("N", milliseconds(1200), milliseconds(1200), 7); };
        made.workDone = [] { return 6e6; };
        return made;
    }
};

BenchSetting setting(int threads, SimdLevel simd, Arithmetic arithmetic)
{
    BenchSetting made;
    made.threads = threads;
    made.simd = simd;
    made.arithmetic = arithmetic;
    return made;
}

const std::vector<BenchSetting> twoSettings { setting(1, SimdLevel::Avx2, Arithmetic::Strict),
    setting(2, SimdLevel::Avx2, Arithmetic::Strict) };

} // namespace

class tst_benchmark : public QObject
{
    Q_OBJECT

private slots:
    void takesTurns();
    void shortRunsMakeATurn();
    void noticesOtherBitsWithinATurn();
    void holdsAgainstMore();
    void waysAreContestants();
    void figures();
    void noticesOtherBits();
    void leavesOutWhatCannotDiffer();
    void cancels();
};

void tst_benchmark::takesTurns()
{
    Script script;
    int steps = 0;
    const BenchCase benchCase = script.benchCase();
    const auto result = runBenchmark(benchCase, twoSettings, 3, {}, [&steps] { ++steps; });
    QVERIFY(result);
    // The reference, one of each to warm up, then forwards, backwards, forwards.
    QCOMPARE(script.log, std::string("1") + "12" + "N12" + "21N" + "N12");
    QCOMPARE(steps, benchSteps(benchCase, twoSettings, 3));
}

/// Runs of 20, 10, 30 ...: the first is not counted, and 10 + 30 + 20 are enough.
void tst_benchmark::shortRunsMakeATurn()
{
    Script script;
    BenchCase benchCase = script.benchCase();
    benchCase.run = [&script](const BenchSetting&, const CancelToken&) {
        const int wall = std::array { 20, 10, 30 }[static_cast<std::size_t>(script.runs % 3)];
        return script.answer("1", milliseconds(wall), milliseconds(wall / 10), 7);
    };
    benchCase.runNaively
        = [&script](const CancelToken&) { return script.answer("N", milliseconds(50), milliseconds(50), 7); };
    const auto result = runBenchmark(benchCase, { twoSettings[0] }, 1, {}, [] {});
    QVERIFY(result);
    QCOMPARE(script.log, std::string("11") + "N" + "1" + "111");
    QCOMPARE(result->rows[0].wallSeconds, (std::vector { 0.02 }));
    QCOMPARE(result->rows[0].cpuSeconds, (std::vector { 0.002 }));
    QCOMPARE(result->naiveSeconds, (std::vector { 0.05 }));
}

/// Any run of a turn may give other bits, and once is enough.
void tst_benchmark::noticesOtherBitsWithinATurn()
{
    for (const std::vector<int>& otherRuns : { std::vector { 4 }, { 5 }, { 6 }, { 4, 5, 6 }, { 4, 6 } }) {
        Script script;
        BenchCase benchCase = script.benchCase();
        benchCase.run = [&](const BenchSetting&, const CancelToken&) {
            const bool isOther = std::ranges::find(otherRuns, script.runs) != otherRuns.end();
            return script.answer("1", milliseconds(20), milliseconds(20), isOther ? 8 : 7);
        };
        const auto result = runBenchmark(benchCase, { twoSettings[0] }, 1, {}, [] {});
        QVERIFY(result);
        QCOMPARE(script.log, std::string("11N1111"));
        QVERIFY(!result->rows[0].identical);
    }
}

/// Other loops take turns too, and so does the memory's speed before each row.
void tst_benchmark::holdsAgainstMore()
{
    Script script;
    BenchCase benchCase = script.benchCase();
    benchCase.otherLoops.push_back({ "other", [&script](const CancelToken&) {
                                        return script.answer("P", milliseconds(600), milliseconds(600), 8);
                                    } });
    benchCase.bandwidth = [&script](int threads, const CancelToken&) {
        script.log += "m";
        return std::optional(2e9 * threads);
    };
    const auto plainRun = benchCase.run;
    benchCase.run = [plainRun](const BenchSetting& setting, const CancelToken& cancel) {
        auto time = plainRun(setting, cancel);
        if (time) {
            time->plan = "some plan";
            time->bytesPerUnit = 12;
        }
        return time;
    };
    int steps = 0;
    const auto result = runBenchmark(benchCase, twoSettings, 2, {}, [&steps] { ++steps; });
    QVERIFY(result);
    QCOMPARE(script.log, std::string("1") + "12" + "NPm1m2" + "m2m1PN");
    QCOMPARE(steps, benchSteps(benchCase, twoSettings, 2));
    QCOMPARE(result->naiveName, std::string("naive loop"));
    QCOMPARE(result->otherLoops.size(), std::size_t { 1 });
    QCOMPARE(result->otherLoops[0].wall.median, 0.6);
    QVERIFY(!result->otherLoops[0].identical);
    QVERIFY(result->naiveIdentical);
    const BenchRow& two = result->rows[1];
    QCOMPARE(two.plan, std::string("some plan"));
    QCOMPARE(*two.roofline, 6e6 / 0.06 * 12 / 4e9);
}

/// Each way counts once for what it can tell apart; the first one is the plain loop.
void tst_benchmark::waysAreContestants()
{
    Script script;
    BenchCase benchCase = script.benchCase();
    benchCase.isPicture = false;
    benchCase.runNaively = nullptr;
    benchCase.ways = { { "p", false, false }, { "t", true, false }, { "s", true, true } };
    benchCase.otherLoops.push_back({ "other", [&script](const CancelToken&) {
                                        return script.answer("o", milliseconds(60), milliseconds(60), 8);
                                    } });
    benchCase.run = [&script](const BenchSetting& setting, const CancelToken&) {
        auto time = script.answer(
            setting.way + std::to_string(setting.threads), milliseconds(120), milliseconds(120), 7);
        const bool isVector = setting.simd == SimdLevel::Avx2;
        if (time && isVector)
            time->peakBytes = 1000 - script.runs;
        return time;
    };
    std::vector<BenchSetting> settings = twoSettings;
    settings.push_back(setting(1, SimdLevel::Avx2, Arithmetic::Fused));
    int steps = 0;
    const auto result = runBenchmark(benchCase, settings, 2, {}, [&steps] { ++steps; });
    QVERIFY(result);
    QCOMPARE(script.log, std::string("p1") + "p1t1t2s1s2" + "op1t1t2s1s2" + "s2s1t2t1p1o");
    QCOMPARE(steps, benchSteps(benchCase, settings, 2));
    QCOMPARE(result->naiveSeconds, (std::vector { 0.12, 0.12 }));
    QVERIFY(result->naiveIdentical);
    QCOMPARE(result->rows.size(), std::size_t { 5 });
    QVERIFY(!result->rows[1].peakBytes);
    QCOMPARE(result->rows[4].peakBytes, std::optional<std::int64_t>(1000 - 12)); // the larger one
    QCOMPARE(*result->rows[4].speedUp, 1.0); // over the same way with one thread
    QCOMPARE(usableSettings(benchCase, { settings.back() }).size(), std::size_t { 0 });
}

void tst_benchmark::figures()
{
    Script script;
    const auto result = runBenchmark(script.benchCase(), twoSettings, 2, {}, [] {});
    QVERIFY(result);
    QCOMPARE(result->work, 6e6);
    QCOMPARE(result->naive.median, 1.2);
    QVERIFY(result->naiveIdentical);
    const BenchRow& two = result->rows[1];
    QCOMPARE(two.wallSeconds, (std::vector { 0.06, 0.06 }));
    QCOMPARE(two.cpuMedian, 0.108);
    QCOMPARE(two.cpuPerWall, 0.108 / 0.06);
    QCOMPARE(two.rate, 6e6 / 0.06);
    QCOMPARE(*two.speedUp, 0.12 / 0.06);
    QCOMPARE(*two.efficiency, 0.12 / 0.06 / 2);
    QCOMPARE(two.factorOverNaive, 1.2 / 0.06);
    QVERIFY(two.identical);
}

void tst_benchmark::noticesOtherBits()
{
    Script script;
    const auto result
        = runBenchmark(script.benchCase(), { setting(2, SimdLevel::Avx2, Arithmetic::Fused) }, 1, {}, [] {});
    QVERIFY(result);
    QVERIFY(!result->rows[0].identical);
    QVERIFY(!result->rows[0].speedUp); // one thread was not measured
}

void tst_benchmark::leavesOutWhatCannotDiffer()
{
    Script script;
    BenchCase benchCase = script.benchCase();
    const std::vector<BenchSetting> settings { setting(1, SimdLevel::Sse2, Arithmetic::Strict),
        setting(1, SimdLevel::Sse2, Arithmetic::Fused), setting(1, SimdLevel::Avx2, Arithmetic::Fused) };
    QCOMPARE(usableSettings(benchCase, settings), (std::vector { settings[0], settings[2] }));
    benchCase.isPicture = false;
    QCOMPARE(usableSettings(benchCase, settings), (std::vector { settings[0] }));
}

void tst_benchmark::cancels()
{
    for (const int runs : { 0, 1, 2, 4, 8 }) {
        Script script;
        script.cancelAfter = runs;
        QVERIFY(!runBenchmark(script.benchCase(), twoSettings, 2, {}, [] {}));
        QCOMPARE(static_cast<int>(script.log.size()), runs);
    }
}

} // namespace escapade

QTEST_APPLESS_MAIN(escapade::tst_benchmark)
#include "tst_benchmark.moc"
