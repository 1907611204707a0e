#include "core/timing/Benchmark.h"

#include "core/base/Check.h"
#include "core/parallel/Job.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace escapade {
namespace {

double seconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double>(time).count();
}

/// A contestant's turn: one run or, where that is short, as many as make a turn, after one that is not
/// counted. For a processor that slept while others had their turns needs milliseconds to come back to speed,
/// and has forgotten everything.
std::optional<BenchTime> takeTurn(const std::function<std::optional<BenchTime>()>& run)
{
    constexpr std::chrono::milliseconds turn { 50 };
    constexpr auto patience = 4 * turn; // with runs that spend most of their time on what is not measured
    const auto begin = Clock::now();
    auto time = run();
    if (!time || time->wall >= turn)
        return time;
    BenchTime sum = *std::move(time);
    sum.wall = sum.cpu = {};
    bool isSame = true;
    int runs = 0;
    do {
        time = run();
        if (!time)
            return std::nullopt;
        ++runs;
        sum.wall += time->wall;
        sum.cpu += time->cpu;
        isSame = isSame && time->fingerprint == sum.fingerprint;
        sum.peakBytes = std::max(sum.peakBytes, time->peakBytes);
    } while (sum.wall < turn && Clock::now() - begin < patience);
    sum.wall /= runs;
    sum.cpu /= runs;
    if (!isSame)
        sum.fingerprint = ~sum.fingerprint; // nobody else's
    return sum;
}

/// Runs one case; each step either measures and succeeds or reports that it was cancelled.
class Runner
{
public:
    Runner(const BenchCase& benchCase, const std::vector<BenchSetting>& settings, const CancelToken& cancel,
        const std::function<void()>& step)
        : m_case(benchCase)
        , m_cancel(cancel)
        , m_step(step)
    {
        m_result.name = benchCase.name;
        m_result.description = benchCase.description;
        m_result.unit = benchCase.unit;
        m_result.naiveName = benchCase.naiveName.empty() ? "naive loop" : benchCase.naiveName;
        for (const BenchLoop& loop : benchCase.otherLoops)
            m_result.otherLoops.emplace_back().name = loop.name;
        for (const BenchSetting& setting : settings)
            m_result.rows.emplace_back().setting = setting;
    }

    std::optional<BenchResult> run(int repeats)
    {
        if (!takeReference())
            return std::nullopt;
        m_result.work = m_case.workDone(); // of the strict result, before fused ones replace it
        if (!warmUp())
            return std::nullopt;
        for (int repeat = 0; repeat < repeats; ++repeat) {
            if (!measureRound(repeat % 2 == 1))
                return std::nullopt;
        }
        if (!m_case.runNaively)
            takeFirstRowForNaive();
        computeFigures(m_result);
        return m_result;
    }

private:
    bool takeReference()
    {
        BenchSetting plainest;
        if (!m_case.ways.empty())
            plainest.way = m_case.ways.front().id;
        const auto reference = m_case.run(plainest, m_cancel);
        if (!reference)
            return false;
        m_fingerprint = reference->fingerprint;
        m_step();
        return true;
    }

    bool warmUp()
    {
        return std::all_of(m_result.rows.begin(), m_result.rows.end(), [this](BenchRow& row) {
            if (!m_case.run(row.setting, m_cancel))
                return false;
            m_step();
            return true;
        });
    }

    void takeFirstRowForNaive()
    {
        m_result.naiveSeconds = m_result.rows.front().wallSeconds;
        m_result.naiveIdentical = m_result.rows.front().identical;
    }

    /// The naive loop, the other loops, then the rows, or the other way round.
    bool measureRound(bool backwards)
    {
        const std::size_t contestants
            = (m_case.runNaively ? 1 : 0) + m_result.otherLoops.size() + m_result.rows.size();
        for (std::size_t turn = 0; turn < contestants; ++turn) {
            if (!measure(backwards ? contestants - 1 - turn : turn))
                return false;
            m_step();
        }
        return true;
    }

    bool measure(std::size_t contestant)
    {
        if (m_case.runNaively) {
            if (contestant == 0)
                return measureLoop(m_case.runNaively, m_result.naiveSeconds, m_result.naiveIdentical);
            --contestant;
        }
        const std::size_t others = m_result.otherLoops.size();
        if (contestant < others) {
            BenchLoopResult& loop = m_result.otherLoops[contestant];
            return measureLoop(m_case.otherLoops[contestant].run, loop.seconds, loop.identical);
        }
        return measureRow(m_result.rows[contestant - others]);
    }

    bool measureLoop(const std::function<std::optional<BenchTime>(const CancelToken&)>& run,
        std::vector<double>& all, bool& identical)
    {
        const auto time = takeTurn([&] { return run(m_cancel); });
        if (!time)
            return false;
        all.push_back(seconds(time->wall));
        identical = identical && time->fingerprint == m_fingerprint;
        return true;
    }

    bool measureRow(BenchRow& row)
    {
        if (m_case.bandwidth) {
            const auto bandwidth = m_case.bandwidth(row.setting.threads, m_cancel);
            if (!bandwidth)
                return false;
            row.bandwidths.push_back(*bandwidth);
        }
        const auto time = takeTurn([&] { return m_case.run(row.setting, m_cancel); });
        if (!time)
            return false;
        row.wallSeconds.push_back(seconds(time->wall));
        row.cpuSeconds.push_back(seconds(time->cpu));
        row.identical = row.identical && time->fingerprint == m_fingerprint;
        row.peakBytes = std::max(row.peakBytes, time->peakBytes); // nothing is less than any number
        row.plan = time->plan;
        row.bytesPerUnit = time->bytesPerUnit;
        return true;
    }

    const BenchCase& m_case;
    const CancelToken& m_cancel;
    const std::function<void()>& m_step;
    BenchResult m_result;
    std::uint64_t m_fingerprint = 0;
};

/// What a way can tell apart of a setting.
BenchSetting settingOf(const BenchWay& way, const BenchSetting& setting)
{
    BenchSetting mine;
    mine.way = way.id;
    if (way.usesThreads)
        mine.threads = setting.threads;
    if (way.usesSimd)
        mine.simd = setting.simd;
    return mine;
}

void compareWithOneThread(std::vector<BenchRow>& rows)
{
    for (BenchRow& row : rows) {
        BenchSetting single = row.setting;
        single.threads = 1;
        const auto base = std::find_if(
            rows.begin(), rows.end(), [&](const BenchRow& other) { return other.setting == single; });
        if (base == rows.end())
            continue;
        row.speedUp = base->wall.median / row.wall.median;
        row.efficiency = *row.speedUp / row.setting.threads;
    }
}

} // namespace

std::optional<BenchResult> runBenchmark(const BenchCase& benchCase, const std::vector<BenchSetting>& settings,
    int repeats, const CancelToken& cancel, const std::function<void()>& step)
{
    const auto usable = usableSettings(benchCase, settings);
    ESCAPADE_CHECK(repeats >= 1 && benchCase.run && benchCase.workDone);
    ESCAPADE_CHECK(benchCase.runNaively || (!benchCase.ways.empty() && !usable.empty()));
    return Runner(benchCase, usable, cancel, step).run(repeats);
}

std::vector<BenchSetting> usableSettings(
    const BenchCase& benchCase, const std::vector<BenchSetting>& settings)
{
    std::vector<BenchSetting> usable;
    const auto addNew = [&usable](const BenchSetting& setting) {
        if (std::ranges::find(usable, setting) == usable.end())
            usable.push_back(setting);
    };
    if (!benchCase.ways.empty()) {
        for (const BenchWay& way : benchCase.ways) {
            for (const BenchSetting& setting : settings) {
                if (setting.arithmetic == Arithmetic::Strict)
                    addNew(settingOf(way, setting));
            }
        }
        return usable;
    }
    for (const BenchSetting& setting : settings) {
        BenchSetting mine;
        mine.threads = setting.threads;
        mine.simd = setting.simd;
        mine.arithmetic = setting.arithmetic;
        if (benchCase.isPicture)
            mine = setting;
        else if (setting.arithmetic == Arithmetic::Fused)
            continue;
        if (supports(mine.simd, mine.arithmetic))
            addNew(mine);
    }
    return usable;
}

int benchSteps(const BenchCase& benchCase, const std::vector<BenchSetting>& settings, int repeats)
{
    const int rows = static_cast<int>(usableSettings(benchCase, settings).size());
    const int naive = benchCase.runNaively ? 1 : 0;
    return 1 + rows + repeats * (rows + naive + static_cast<int>(benchCase.otherLoops.size()));
}

void computeFigures(BenchResult& result)
{
    result.naive = summarize(result.naiveSeconds);
    for (BenchLoopResult& loop : result.otherLoops)
        loop.wall = summarize(loop.seconds);
    for (BenchRow& row : result.rows) {
        ESCAPADE_CHECK(row.wallSeconds.size() == row.cpuSeconds.size());
        std::vector<double> ratios;
        for (std::size_t repeat = 0; repeat < row.wallSeconds.size(); ++repeat)
            ratios.push_back(row.cpuSeconds[repeat] / row.wallSeconds[repeat]);
        row.wall = summarize(row.wallSeconds);
        row.cpuMedian = summarize(row.cpuSeconds).median;
        row.cpuPerWall = summarize(ratios).median;
        row.rate = result.work / row.wall.median;
        row.factorOverNaive = result.naive.median / row.wall.median;
        if (!row.bandwidths.empty() && row.bytesPerUnit > 0)
            row.roofline = row.rate * row.bytesPerUnit / summarize(row.bandwidths).median;
    }
    compareWithOneThread(result.rows);
}

} // namespace escapade
