#pragma once

#include "core/timing/ScalingLaws.h"
#include "core/timing/SweepPlan.h"
#include "core/timing/TimingTable.h"

#include <optional>
#include <string>
#include <vector>

namespace escapade {

/// What is drawn against the number of threads.
enum class TimingMetric {
    Time, ///< seconds of a frame, or of a unit of work where the frames show different pictures
    Rate, ///< units of work a second
    SpeedUp, ///< rate over the rate of one thread
    Efficiency ///< speed-up by thread: 1 is ideal
};

/// A measured median with the extremes around it.
struct ScalingPoint
{
    int threads = 1;
    double value = 0;
    double low = 0;
    double high = 0;
    /// What the memory allows at most, of rates; empty where that was not measured.
    std::optional<double> memoryLimit {};
    bool operator==(const ScalingPoint&) const = default;
};

/// The laws that speed-ups follow, as far as there are enough points on cores of their own: Amdahl's for
/// pictures that stay the same, Gustafson's for ones that grow with the threads, and the universal law.
struct ScalingFits
{
    std::optional<AmdahlFit> amdahl;
    std::optional<GustafsonFit> gustafson;
    std::optional<UniversalScalabilityFit> universal;
    bool operator==(const ScalingFits&) const = default;
};

/// What a chart of one kernel's rows shows.
struct ScalingCurve
{
    TimingMetric metric = TimingMetric::Time;
    Scaling scaling = Scaling::Strong;
    bool perWork = false; ///< times are those of a unit of work
    std::vector<ScalingPoint> points; ///< by threads
    std::optional<double> oneThread; ///< the value there: ideal lines and laws start from it
    ScalingFits fits;
    bool operator==(const ScalingCurve&) const = default;
};

/// Of which rows a curve is made.
struct CurveChoice
{
    TimingCell kernel; ///< its threads do not matter
    TimingMetric metric = TimingMetric::Time;
    Scaling scaling = Scaling::Strong;
    bool sameWork = true; ///< all frames did the same work, or their threads' share of it: times compare
    int logicalCores = 1; ///< points beyond it are left out of the laws
};

ScalingCurve curveOf(const std::vector<TimingRow>& rows, const CurveChoice& choice);

/// The value that this speed-up would have with so many threads; the curve must have a value at one thread.
double valueAt(const ScalingCurve& curve, double threads, double speedUp);

/// Speed-ups of one kernel's rows, by threads.
std::vector<SpeedUpPoint> speedUpsOf(const std::vector<TimingRow>& rows, const TimingCell& kernel);

/// The laws for points up to so many cores.
ScalingFits fitsOf(const std::vector<SpeedUpPoint>& points, Scaling scaling, int logicalCores);

} // namespace escapade
