#pragma once

#include "core/timing/ScalingCurve.h"
#include "core/timing/TimingTable.h"

#include <QString>

namespace escapade {

/// "850 µs", "12.3 ms", "1.23 s": three digits.
QString timeText(double seconds);

/// "12.3 [11.2, 14.9] ms": median, smallest and largest, in the unit of the median.
QString timeSummaryText(const Summary& seconds);

/// "1.23 G/s".
QString rateText(double perSecond);

/// "1.95×" and "98 %"; a dash where there is nothing to compare with.
QString speedUpText(const std::optional<double>& speedUp);
QString efficiencyText(const std::optional<double>& efficiency);

/// The names of pictures and lessons: "Mandelbrot", "Sum of a range".
QString workloadText(Workload workload);

/// What the rate of a workload counts: "Pixel iterations", "Cell updates", "Points".
QString workText(Workload workload);

/// "ms/iteration", "ns/update".
QString timePerWorkText(const QString& timeUnit, Workload workload);

/// "AVX2, strict", and "AVX2, strict, static, 32 px tiles" where a sweep chose them.
QString kernelText(const TimingCell& kernel);

/// "Dynamic", "Static".
QString scheduleText(Schedule schedule);

/// "Time", "Rate", "Speed-up", "Efficiency".
QString metricText(TimingMetric metric);

/// A value of a metric with its unit, "12.3 ms", "1.95×".
QString metricValueText(TimingMetric metric, double value);

/// "1 logical core", "2 logical cores".
QString coresText(int logicalCores);

} // namespace escapade
