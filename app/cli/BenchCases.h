#pragma once

#include "core/base/Geometry.h"
#include "core/base/Result.h"
#include "core/parallel/WorkerPool.h"
#include "core/timing/Benchmark.h"

#include <optional>
#include <string>
#include <vector>

namespace escapade::cli {

/// What to time, as the user named it.
struct BenchChoice
{
    std::vector<std::string> workloads; ///< empty: what the views are, or mandelbrot
    std::vector<std::string> views; ///< a, b, c, d or files; empty: all four
    std::optional<Size> size; ///< of pictures; empty: one that suits the view
    int naiveThreads = 1; ///< of the naive loop for pictures
    bool smoothCounts
        = false; ///< of pictures: what colours need as well, which the naive loop does not compute
    bool operator==(const BenchChoice&) const = default;
};

/// The cases of a choice. Names that do not exist, views that do not fit the workloads and unreadable files
/// are errors. The cases refer to the pool.
Result<std::vector<BenchCase>> makeBenchCases(
    WorkerPool& pool, const BenchChoice& choice, const CancelToken& cancel);

} // namespace escapade::cli
