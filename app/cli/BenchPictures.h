#pragma once

#include "core/base/Result.h"
#include "core/parallel/WorkerPool.h"
#include "core/render/RenderRequest.h"
#include "core/timing/Benchmark.h"

#include <optional>
#include <string>
#include <vector>

namespace escapade::cli {

/// A picture to be timed.
struct BenchPicture
{
    std::string view; ///< a, b, c, d, a file's name, or "seeds"
    RenderRequest request; ///< strict; the contestants decide on the arithmetic
    std::string place; ///< centre and extent, for people
    bool operator==(const BenchPicture&) const = default;
};

/// Four Mandelbrot views: a the whole set, b a zoom, c all interior with the shortcuts off, d a deep zoom in
/// a seahorse valley. Sizes are chosen so that the naive loop takes a fraction of a second for each, unless
/// one is given. (By name there are two more, in the size in which other programs are measured: F the whole
/// set and S a seahorse.)
std::vector<BenchPicture> standardViews(std::optional<Size> size);

/// The seeds' Julia set.
BenchPicture standardJulia(std::optional<Size> size);

/// A view by its letter, or the location in a file.
Result<BenchPicture> namedPicture(const std::string& view, std::optional<Size> size);

/// Chooses the iteration limit of a location that leaves it open, before anything is timed. An error when
/// cancelled.
Result<void> chooseAutomaticLimit(WorkerPool& pool, BenchPicture& picture, const CancelToken& cancel);

/// "mandelbrot" or "julia".
std::string workloadOf(const BenchPicture& picture);

/// The picture as a benchmark's case; the naive loop runs on this many threads.
BenchCase makePictureCase(WorkerPool& pool, int naiveThreads, const BenchPicture& picture);

} // namespace escapade::cli
