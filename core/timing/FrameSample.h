#pragma once

#include "core/simd/KernelTable.h"
#include "core/timing/Schedule.h"

#include <chrono>

namespace escapade {

/// The live pictures that are timed.
enum class Workload { Mandelbrot, Julia, Diffusion };

/// The timing of one complete frame that ran with one setting from its beginning to its end.
struct FrameSample
{
    Workload workload = Workload::Mandelbrot;
    int threads = 1;
    SimdLevel simd = SimdLevel::Scalar;
    Arithmetic arithmetic = Arithmetic::Strict;
    std::chrono::nanoseconds wall {}; ///< from the submission of its first tile to the end of its last
    std::chrono::nanoseconds cpu {}; ///< processor time of all workers
    double work = 0; ///< pixel iterations, or cell updates of the diffusion field
    Schedule schedule = Schedule::Dynamic;
    int tileSize = 0; ///< pixels along a tile's side; 0: as a live picture chooses
    double memoryLimit = 0; ///< units of work a second that the memory allows at most; 0: not measured
    bool operator==(const FrameSample&) const = default;
};

} // namespace escapade
