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
    bool operator==(const BenchSetting&) const = default;
};

/// One timed computation.
struct BenchTime
{
    std::chrono::nanoseconds wall {};
    std::chrono::nanoseconds cpu {};
    std::uint64_t fingerprint = 0; ///< a hash of the result: equal for equal bits
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
    /// The same in a plain scalar loop on one thread: what factors are taken over.
    std::function<std::optional<BenchTime>(const CancelToken&)> runNaively;
    /// The units of work, asked for after the first run.
    std::function<double()> workDone;
};

/// A contestant's repeats, and the figures that follow from them.
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
    bool operator==(const BenchRow&) const = default;
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
    std::vector<BenchRow> rows;
    bool operator==(const BenchResult&) const = default;
};

/// Times a case under all settings (those that it can tell apart and the machine can run), each `repeats`
/// times. Within a repeat the naive loop and all settings take turns, every other repeat backwards, so that
/// whatever drifts meets all alike. One run of each is made first and thrown away. Empty when cancelled.
/// `step` is called after each run.
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
