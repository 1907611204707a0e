#pragma once

#include "core/base/Result.h"
#include "core/parallel/WorkerPool.h"
#include "core/timing/Benchmark.h"

#include <array>

namespace escapade::cli {

/// A grid that diffusion is timed on: one that fits the caches of a core, one that fits those of a processor,
/// and one that fits none.
struct DiffusionSize
{
    const char* workload;
    int rows;
    int steps;
};
inline constexpr std::array diffusionSizes { DiffusionSize { "diffusion", 266, 2000 },
    DiffusionSize { "diffusion-seeds", 266, 7075 }, DiffusionSize { "diffusion-1024", 1024, 160 },
    DiffusionSize { "diffusion-4096", 4096, 32 } };

/// The seeds' problem on a grid of that size, against the textbook's loop in two passes (and, for comparison,
/// a plain loop in one pass). Plans are tuned before anything is timed. Fails for lack of memory. The case
/// refers to the pool.
Result<BenchCase> makeDiffusionCase(WorkerPool& pool, const DiffusionSize& size);

} // namespace escapade::cli
