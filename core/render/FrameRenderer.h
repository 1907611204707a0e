#pragma once

#include "core/color/Coloring.h"
#include "core/parallel/WorkerPool.h"
#include "core/render/Frame.h"
#include "core/render/PassPlan.h"

#include <atomic>
#include <functional>

namespace escapade {

/// How to compute a picture: none of this changes a pixel.
struct RenderSettings
{
    SimdLevel simd = SimdLevel::Scalar;
    int tileSize = 32; ///< samples along a tile's side, 1 to 256
    int threads = 0; ///< 0: as many as the pool has active, live
    Priority priority = Priority::Interactive;
    CancelToken cancel;
    std::atomic<std::int64_t>* samplesDone
        = nullptr; ///< counts up with each finished tile, for progress bars
};

/// What a pass needs to know of a request, computed once: the coordinates of every column and row as doubles.
class SampleLattice
{
public:
    explicit SampleLattice(const RenderRequest& request);

    double re(int x) const { return m_re[static_cast<std::size_t>(x)]; }
    double im(int y) const { return m_im[static_cast<std::size_t>(y)]; }
    double juliaRe() const { return m_juliaRe; }
    double juliaIm() const { return m_juliaIm; }
    /// Whether doubles near this sample lie further apart than half a pixel, so that the sample misses its
    /// pixel.
    bool isBeyondPrecision(int x, int y) const
    {
        return m_coarseRe[static_cast<std::size_t>(x)] || m_coarseIm[static_cast<std::size_t>(y)];
    }

private:
    std::vector<double> m_re;
    std::vector<double> m_im;
    std::vector<bool> m_coarseRe;
    std::vector<bool> m_coarseIm;
    double m_juliaRe = 0;
    double m_juliaIm = 0;
};

/// The results of one tile of one pass, before they are put into the frame. Sample n belongs to pixel
/// samples[n].
struct TileResult
{
    int index = 0; ///< in the list of tiles
    Rect area; ///< pixels of the picture that the tile's samples stand for
    int divider = 1; ///< each sample stands for a square of divider x divider pixels, itself at the top left
    std::vector<Point> samples;
    std::vector<std::int32_t> counts;
    std::vector<float> fractions;
    std::vector<Label> labels;
};

/// Computes one pass on the pool, blocking; store() is called by the workers, several at once, for each
/// finished tile.
JobReport renderPass(WorkerPool& pool, const RenderRequest& request, const SampleLattice& lattice,
    const Pass& pass, const std::vector<Rect>& tiles, const RenderSettings& settings,
    const std::function<void(const TileResult&)>& store);

/// Computes a whole frame in one pass, blocking: for files, benchmarks and sweeps.
JobReport renderFrame(
    WorkerPool& pool, const RenderRequest& request, const RenderSettings& settings, Frame& frame);

/// The picture of a frame, 0xAARRGGBB. Pixels that are not computed are transparent.
Array2D<std::uint32_t> colorFrame(const Frame& frame, const ColorTable& table);

} // namespace escapade
