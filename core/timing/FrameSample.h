#pragma once

#include "core/simd/KernelTable.h"
#include "core/timing/Schedule.h"

#include <array>
#include <chrono>

namespace escapade {

/// What is timed: the live pictures, and the work of those lessons that only more threads and wider vectors
/// make faster, which sweeps measure.
enum class Workload { Mandelbrot, Julia, Diffusion, Pi, Sum, ConditionalSum, ArrayExpression };

inline constexpr std::array allWorkloads { Workload::Mandelbrot, Workload::Julia, Workload::Diffusion,
    Workload::Pi, Workload::Sum, Workload::ConditionalSum, Workload::ArrayExpression };

constexpr bool isFractal(Workload workload)
{
    return workload == Workload::Mandelbrot || workload == Workload::Julia;
}

constexpr bool isLesson(Workload workload)
{
    return !isFractal(workload) && workload != Workload::Diffusion;
}

/// The timing of one complete frame, or of one run of a lesson, that ran with one setting from its beginning
/// to its end.
struct FrameSample
{
    Workload workload = Workload::Mandelbrot;
    int threads = 1;
    SimdLevel simd = SimdLevel::Scalar;
    Arithmetic arithmetic = Arithmetic::Strict;
    std::chrono::nanoseconds wall {}; ///< from the beginning of its work to the end of its last tile
    std::chrono::nanoseconds cpu {}; ///< processor time of all workers
    double work = 0; ///< pixel iterations, cell updates of the diffusion field, a lesson's elements
    Schedule schedule = Schedule::Dynamic;
    int tileSize = 0; ///< pixels along a tile's side; 0: as a live picture chooses
    double memoryLimit = 0; ///< units of work a second that the memory allows at most; 0: not measured
    bool operator==(const FrameSample&) const = default;
};

} // namespace escapade
