#pragma once

#include "core/base/Result.h"
#include "core/parallel/CancelToken.h"
#include "core/simd/KernelTable.h"
#include "core/simd/Shortcuts.h"
#include "core/timing/Statistics.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace escapade {

/// How a contestant computes.
struct BenchSetting
{
    int threads = 1;
    SimdLevel simd = SimdLevel::Scalar;
    Arithmetic arithmetic = Arithmetic::Strict;
    EscapeMethod method = EscapeMethod::Compaction; ///< of pictures
    std::optional<Shortcuts> shortcuts; ///< of pictures; empty: the view's own
    int tileSize = 0; ///< of pictures, in pixels; 0: the usual one
    std::string way {}; ///< of cases that have ways: BenchWay::id
    bool operator==(const BenchSetting&) const = default;
};

/// One timed computation.
struct BenchTime
{
    std::chrono::nanoseconds wall {};
    std::chrono::nanoseconds cpu {};
    std::uint64_t fingerprint = 0; ///< a hash of the result: equal for equal bits
    std::string plan {}; ///< how the work was cut up, for people; empty where that is not said
    double bytesPerUnit = 0; ///< of memory moved for a unit of work, by that plan; 0: not known
    /// The most memory that it had at once beyond what the program had before; empty: not known.
    std::optional<std::int64_t> peakBytes {};
};

/// One of several ways to do a case's work, as a lesson has them.
struct BenchWay
{
    std::string id;
    bool usesThreads = false;
    bool usesSimd = false;
    bool operator==(const BenchWay&) const = default;
};

/// Another plain loop that does the same work, shown beside the one that factors are taken over.
struct BenchLoop
{
    std::string name; ///< "one pass"
    std::function<std::optional<BenchTime>(const CancelToken&)> run;
};

/// Something to compute in several ways. The functions block, give nothing when cancelled, and throw when
/// they fail.
struct BenchCase
{
    std::string name; ///< "mandelbrot a"
    std::string description; ///< its size and parameters, for people
    std::string unit; ///< of the work: "pixel-iterations"
    bool isPicture = true; ///< whether arithmetic, method, shortcuts and tiles make a difference
    std::function<std::optional<BenchTime>(const BenchSetting&, const CancelToken&)> run;
    /// The contestants are these ways, each with the threads and instruction sets that it can tell apart.
    /// Empty: there is one.
    std::vector<BenchWay> ways;
    /// The same in a plain scalar loop on one thread: what factors are taken over. Empty: that is the first
    /// way.
    std::function<std::optional<BenchTime>(const CancelToken&)> runNaively;
    /// The units of work, asked for after the first run.
    std::function<double()> workDone;
    std::string naiveName; ///< what runNaively is; empty: "naive loop"
    std::vector<BenchLoop> otherLoops;
    /// What the memory does with so many threads, bytes a second; none where it does not matter.
    std::function<std::optional<double>(int threads, const CancelToken&)> bandwidth;
};

/// A contestant's turns, and the figures that follow from them.
struct BenchRow
{
    BenchSetting setting;
    std::vector<double> wallSeconds; ///< in the order of measuring
    std::vector<double> cpuSeconds;
    bool identical = true; ///< every repeat gave the bits of the scalar, strict, one-thread result

    Summary wall;
    double cpuMedian = 0; ///< seconds
    double cpuPerWall = 0; ///< median of the repeats' ratios: cores busy on average
    double rate = 0; ///< work / median wall time
    std::optional<double> speedUp; ///< over one thread with the same kernel; empty when that was not measured
    std::optional<double> efficiency; ///< speedUp / threads
    double factorOverNaive = 0; ///< ratio of the median wall times
    std::string plan; ///< of the last repeat
    double bytesPerUnit = 0; ///< of that plan; 0: not known
    std::vector<double> bandwidths; ///< bytes a second, one for each repeat; empty: not measured
    /// Where memory sets the limit: rate * bytesPerUnit / median bandwidth.
    std::optional<double> roofline;
    std::optional<std::int64_t> peakBytes; ///< the most that a repeat had; empty: not known
    bool operator==(const BenchRow&) const = default;
};

/// The repeats of a plain loop.
struct BenchLoopResult
{
    std::string name;
    std::vector<double> seconds;
    Summary wall;
    bool identical = true; ///< it gave the same bits, too
    bool operator==(const BenchLoopResult&) const = default;
};

struct BenchResult
{
    std::string name;
    std::string description;
    std::string unit;
    double work = 0;
    std::vector<double> naiveSeconds;
    Summary naive;
    bool naiveIdentical = true; ///< the plain loop gave the same bits, too
    std::string naiveName;
    std::vector<BenchLoopResult> otherLoops;
    std::vector<BenchRow> rows;
    bool operator==(const BenchResult&) const = default;
};

/// Times a case under all settings (those that it can tell apart and the machine can run), each `repeats`
/// times. Within a repeat the plain loops, the memory's speed and all settings take turns, every other repeat
/// backwards, so that whatever drifts meets all alike. A contestant whose run takes less than 50 ms makes as
/// many in its turn as take so long, after one that is not counted; their mean is the turn's time. (Runs that
/// spend most of their time on what is not measured end a turn after 200 ms.) One run of each is made before
/// all turns and thrown away. Empty when cancelled. `step` is called after each turn.
std::optional<BenchResult> runBenchmark(const BenchCase& benchCase, const std::vector<BenchSetting>& settings,
    int repeats, const CancelToken& cancel, const std::function<void()>& step);

/// The settings of a list that make sense for a case.
std::vector<BenchSetting> usableSettings(
    const BenchCase& benchCase, const std::vector<BenchSetting>& settings);

/// How often runBenchmark() will call step().
int benchSteps(const BenchCase& benchCase, const std::vector<BenchSetting>& settings, int repeats);

/// Fills in the figures that follow from the repeats.
void computeFigures(BenchResult& result);

} // namespace escapade
