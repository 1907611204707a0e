#pragma once

#include "core/base/Array2D.h"
#include "core/fractal/Viewport.h"
#include "core/parallel/CancelToken.h"
#include "core/parallel/WorkerPool.h"

#include <cstdint>

namespace escapade {

/// The escape-time loop as anybody would write it first, in plain doubles, one pixel after the other on the
/// calling thread: the operations of the seeds' Python in their order. It is what the kernels are tested
/// against and what benchmarks take as 1.

/// The first k with |z_(k+1)|^2 > 4, starting at z_0 = z; maxIterations where the point never left. Long runs
/// look at the token every few milliseconds and return early, with a meaningless count, when it is raised.
std::int32_t naiveEscapeCount(double zRe, double zIm, double cRe, double cIm, std::int32_t maxIterations,
    const CancelToken& cancel = {});

/// The counts of a whole picture, row 0 at the top. Cancelling leaves zeros.
Array2D<std::int32_t> naiveMandelbrot(
    const Viewport& viewport, std::int32_t maxIterations, const CancelToken& cancel = {});
Array2D<std::int32_t> naiveJulia(const Viewport& viewport, double cRe, double cIm, std::int32_t maxIterations,
    const CancelToken& cancel = {});

/// The same on a pool, a row to each worker in turn, blocking: what a first parallel program does.
Array2D<std::int32_t> naiveMandelbrot(WorkerPool& pool, int threads, const Viewport& viewport,
    std::int32_t maxIterations, const CancelToken& cancel = {});
Array2D<std::int32_t> naiveJulia(WorkerPool& pool, int threads, const Viewport& viewport, double cRe,
    double cIm, std::int32_t maxIterations, const CancelToken& cancel = {});

} // namespace escapade
