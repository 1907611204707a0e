#include "core/render/FrameRenderer.h"

#include "core/base/Check.h"
#include "core/render/EscapeTile.h"
#include "core/simd/StreamedRow.h"

#include <algorithm>

namespace escapade {

int tileSizeFor(std::int32_t maxIterations)
{
    // A tile of 64 x 64 points that all stay takes half a millisecond for every thousand iterations.
    constexpr std::int32_t manyIterations = 4000;
    constexpr int smallTile = 32;
    return maxIterations > manyIterations ? smallTile : RenderSettings {}.tileSize;
}

void storeTile(const TileResult& tile, Frame& frame)
{
    if (tile.divider != 1 || tile.sampleCount() != tile.area.width * tile.area.height) {
        forEachSample(tile, [&](Point sample, std::size_t n) {
            frame.counts.at(sample.x, sample.y) = tile.counts[n];
            if (!frame.fractions.values().empty())
                frame.fractions.at(sample.x, sample.y) = tile.fractions[n];
            frame.labels.at(sample.x, sample.y) = tile.labels[n];
            for (std::size_t v = 0; v < orbitValueCount; ++v) {
                if (!frame.values[v].values().empty())
                    frame.values[v].at(sample.x, sample.y) = tile.values[v][n];
            }
        });
        return;
    }
    // A whole tile: much faster row by row.
    std::size_t n = 0;
    for (const SampleRow& row : tile.rows) {
        const auto samples = static_cast<std::size_t>(row.count);
        simd::streamRow(tile.counts.data() + n, samples, frame.counts.row(row.y) + row.x);
        if (!frame.fractions.values().empty())
            simd::streamRow(tile.fractions.data() + n, samples, frame.fractions.row(row.y) + row.x);
        simd::streamRow(tile.labels.data() + n, samples, frame.labels.row(row.y) + row.x);
        for (std::size_t v = 0; v < orbitValueCount; ++v) {
            if (!frame.values[v].values().empty())
                std::copy_n(tile.values[v].data() + n, samples, frame.values[v].row(row.y) + row.x);
        }
        n += samples;
    }
    simd::endOfRows();
}

JobReport renderPass(WorkerPool& pool, const RenderRequest& request, const SampleLattice& lattice,
    const Pass& pass, const std::vector<Rect>& tiles, const RenderSettings& settings,
    const std::function<void(const TileResult&)>& store, const Array2D<Label>* known,
    const Reflection* reflection)
{
    ESCAPADE_CHECK(supports(settings.simd, request.arithmetic));
    ESCAPADE_CHECK(request.maxIterations >= 1);
    Job job;
    job.tileCount = static_cast<int>(tiles.size());
    job.priority = settings.priority;
    job.cancel = settings.cancel;
    job.threads = settings.threads;
    job.recordTiles = settings.recordTiles;
    job.compute = [&](int index) {
        // Members of the pool live as long as the program: each keeps this from tile to tile.
        thread_local TileResult result;
        result.index = index;
        result.area = tiles[static_cast<std::size_t>(index)];
        result.divider = pass.divider;
        result.rows = sampleRows(result.area, pass);
        if (known != nullptr)
            result.rows = unknownSamples(result.rows, *known);
        if (result.rows.empty()
            || !computeTile(request, lattice, settings.simd, settings.method, settings.cancel, result))
            return;
        int samples = result.sampleCount();
        store(result);
        if (reflection != nullptr && reflect(*reflection, result)) {
            store(result);
            samples += result.sampleCount();
        }
        if (settings.samplesDone != nullptr)
            settings.samplesDone->fetch_add(samples, std::memory_order_relaxed);
    };
    return pool.run(job);
}

std::vector<Rect> wholeTiles(const SampleLattice& lattice, Size size, int tileSize)
{
    const Pass whole;
    if (!lattice.reflection())
        return planTiles(size, whole, tileSize);
    return planTiles(partsWithoutImages(*lattice.reflection()), whole, tileSize);
}

void renderTile(const RenderRequest& request, const SampleLattice& lattice, const RenderSettings& settings,
    const Rect& area, Frame& frame)
{
    thread_local TileResult result; // a worker's own, kept from tile to tile
    result.area = area;
    result.divider = 1;
    result.rows = sampleRows(area, {});
    if (!computeTile(request, lattice, settings.simd, settings.method, settings.cancel, result))
        return;
    storeTile(result, frame);
    if (lattice.reflection() && reflect(*lattice.reflection(), result))
        storeTile(result, frame);
}

JobReport renderFrame(
    WorkerPool& pool, const RenderRequest& request, const RenderSettings& settings, Frame& frame)
{
    const SampleLattice lattice(request);
    const auto tiles = wholeTiles(lattice, request.viewport.size, settings.tileSize);
    frame.resize(request);
    // Tiles and their images write to pixels of their own, so they need no lock.
    JobReport report = renderPass(
        pool, request, lattice, {}, tiles, settings,
        [&frame](const TileResult& tile) { storeTile(tile, frame); }, nullptr,
        lattice.reflection() ? &*lattice.reflection() : nullptr);
    if (!report.completed)
        frame.forget();
    return report;
}

JobReport smoothTiles(WorkerPool& pool, const Supersampling& work, const std::vector<Rect>& tiles,
    const RenderSettings& settings,
    const std::function<void(const Rect& area, const Array2D<std::uint32_t>& colors)>& store)
{
    Job job;
    job.tileCount = static_cast<int>(tiles.size());
    job.priority = settings.priority;
    job.cancel = settings.cancel;
    job.threads = settings.threads;
    job.recordTiles = settings.recordTiles;
    job.compute = [&](int index) {
        const Rect& area = tiles[static_cast<std::size_t>(index)];
        thread_local Array2D<std::uint32_t> colors; // a worker's own, kept from tile to tile
        if (work.smooth(area, settings.simd, settings.cancel, colors))
            store(area, colors);
    };
    return pool.run(job);
}

} // namespace escapade
