#pragma once

#include "core/timing/TimingTable.h"

#include <chrono>
#include <optional>
#include <vector>

namespace escapade {

/// One way of computing, of those that a sweep compares.
struct SweepSetting
{
    int threads = 1;
    SimdLevel simd = SimdLevel::Scalar;
    Arithmetic arithmetic = Arithmetic::Strict;
    Schedule schedule = Schedule::Dynamic;
    int tileSize = 64; ///< pixels along a tile's side
    bool operator==(const SweepSetting&) const = default;
};

/// What a sweep varies: every combination.
struct SweepAxes
{
    std::vector<int> threads;
    std::vector<SimdLevel> simd;
    std::vector<Arithmetic> arithmetics;
    std::vector<Schedule> schedules { Schedule::Dynamic };
    std::vector<int> tileSizes { 64 };
    bool operator==(const SweepAxes&) const = default;
};

/// The combinations that this machine can compute, threads varying fastest.
std::vector<SweepSetting> settingsOf(const SweepAxes& axes);

/// What stays the same from one thread count to the next: the picture, or its part for each thread.
enum class Scaling { Strong, Weak };

/// What to measure, and how long.
struct SweepPlan
{
    std::vector<SweepSetting> settings;
    int leastRepeats = static_cast<int>(leastForInterval); ///< at least 1
    int mostRepeats = 500; ///< at least leastRepeats
    double precision = 0.02; ///< relativeUncertainty() that every setting's median must come down to
    std::chrono::nanoseconds budget = std::chrono::seconds(60);
    Scaling scaling = Scaling::Strong;
    bool operator==(const SweepPlan&) const = default;
};

/// The indices of the settings in the order in which a repeat takes them: every other one backwards, so that
/// whatever drifts with time (clock, temperature, other programs) meets all settings alike.
std::vector<std::size_t> orderOfRepeat(const SweepPlan& plan, int repeat);

/// How far a sweep is.
struct SweepProgress
{
    int measurements = 0;
    int repeats = 0; ///< that are complete
    int settings = 0;
    int precise = 0; ///< settings whose median is known well enough
    std::optional<double> worst; ///< relativeUncertainty() of the least known setting; empty: not known yet
    std::chrono::nanoseconds elapsed {};
    std::chrono::nanoseconds left {}; ///< an estimate; never more than the rest of the budget
    bool operator==(const SweepProgress&) const = default;
};

/// Keeps the times of a sweep, and decides when they are enough.
class SweepTally
{
public:
    explicit SweepTally(SweepPlan plan);

    void add(std::size_t setting, std::chrono::nanoseconds wall);
    /// Whether the repeats that are complete are enough: as many as there may be, or every median is known.
    bool isEnough() const;
    SweepProgress progress(std::chrono::nanoseconds elapsed) const;

private:
    int completeRepeats() const;
    double repeatsNeeded() const;

    SweepPlan m_plan;
    std::vector<std::vector<double>> m_seconds; // by setting
    std::vector<std::optional<double>> m_uncertainty; // of their medians
};

/// 1, 2, ... up to `most`; beyond eight only powers of two and `most` itself.
std::vector<int> threadCountsUpTo(int most);

} // namespace escapade
