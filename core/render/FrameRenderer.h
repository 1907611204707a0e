#pragma once

#include "core/parallel/WorkerPool.h"
#include "core/render/Frame.h"
#include "core/render/PassPlan.h"
#include "core/render/SampleLattice.h"
#include "core/render/Supersampling.h"
#include "core/render/TileSamples.h"

#include <atomic>
#include <functional>

namespace escapade {

/// How to compute a picture: none of this changes a pixel.
struct RenderSettings
{
    SimdLevel simd = SimdLevel::Scalar;
    EscapeMethod method = EscapeMethod::Compaction;
    int tileSize = 64; ///< samples along a tile's side, 1 to 256
    int threads = 0; ///< 0: as many as the pool has active, live
    Priority priority = Priority::Interactive;
    CancelToken cancel;
    std::atomic<std::int64_t>* samplesDone
        = nullptr; ///< counts up with each finished tile, for progress bars
    bool recordTiles = true; ///< see Job
};

/// The side of tiles for a window's picture, whose workers are to follow a changed number of threads within
/// milliseconds: where many iterations make tiles long, smaller ones, which cost a few percent.
int tileSizeFor(std::int32_t maxIterations);

/// Computes one pass on the pool, blocking; store() is called by the workers, several at once, for each
/// finished tile and, where the pass is reflected, for its image. Samples that have a label in known are left
/// out; those of a tile are read by the worker that computes it.
JobReport renderPass(WorkerPool& pool, const RenderRequest& request, const SampleLattice& lattice,
    const Pass& pass, const std::vector<Rect>& tiles, const RenderSettings& settings,
    const std::function<void(const TileResult&)>& store, const Array2D<Label>* known = nullptr,
    const Reflection* reflection = nullptr);

/// Puts a tile's results where they belong in a frame.
void storeTile(const TileResult& tile, Frame& frame);

/// The tiles of a frame that is computed in one pass, row after row: those that are not the image of others.
std::vector<Rect> wholeTiles(const SampleLattice& lattice, Size size, int tileSize);

/// Computes one of these on the calling thread and puts it, and its image, into the frame. Nothing happens
/// when cancelled.
void renderTile(const RenderRequest& request, const SampleLattice& lattice, const RenderSettings& settings,
    const Rect& area, Frame& frame);

/// Computes a whole frame in one pass, blocking: for files, benchmarks and sweeps. When cancelled, nothing of
/// it is kept.
JobReport renderFrame(
    WorkerPool& pool, const RenderRequest& request, const RenderSettings& settings, Frame& frame);

/// Makes the edges of a complete picture smooth on the pool, blocking; store() is called by the workers,
/// several at once, with the colours of each tile. Not completed: cancelled, or it failed.
JobReport smoothTiles(WorkerPool& pool, const Supersampling& work, const std::vector<Rect>& tiles,
    const RenderSettings& settings,
    const std::function<void(const Rect& area, const Array2D<std::uint32_t>& colors)>& store);

} // namespace escapade
