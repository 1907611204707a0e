#include "core/render/EscapeTile.h"

#include "core/base/Check.h"
#include "core/render/EscapeBands.h"
#include "core/render/OrbitTile.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <new>
#include <utility>

namespace escapade {
namespace {

std::size_t paddedPoints(int points)
{
    constexpr int padding = simd::escapePadding;
    const int groups = (points + padding - 1) / padding;
    return static_cast<std::size_t>(groups) * padding;
}

/// Memory that a thread keeps from tile to tile. What one leaves behind the next one's last point is finite.
struct KernelMemory
{
    struct Free
    {
        void operator()(double* memory) const { ::operator delete[](memory, alignment); }
    };
    static constexpr std::align_val_t alignment { 64 };

    std::vector<double> re;
    std::vector<double> im;
    std::vector<double> juliaRe; ///< the same value everywhere
    std::vector<double> juliaIm;
    std::unique_ptr<double, Free> scratch { static_cast<double*>(
        ::operator new[](simd::escapeScratch * sizeof(double), alignment)) };
};

/// Makes an array have a value in that many places, unless it has.
void fillWith(std::vector<double>& values, double value, std::size_t size)
{
    if (values.size() < size || values.front() != value)
        values.assign(size, value);
}

void writeCoordinates(const std::vector<SampleRow>& rows, const SampleLattice& lattice,
    std::vector<double>& re, std::vector<double>& im)
{
    auto toRe = re.begin();
    auto toIm = im.begin();
    for (const SampleRow& row : rows) {
        const auto columns = lattice.columns().begin() + row.x;
        if (row.step == 1) {
            toRe = std::copy_n(columns, row.count, toRe);
        } else {
            for (std::ptrdiff_t k = 0; k < row.count; ++k)
                *toRe++ = columns[k * row.step];
        }
        toIm = std::fill_n(toIm, row.count, lattice.im(row.y));
    }
}

bool isCancelled(const void* token)
{
    return static_cast<const CancelToken*>(token)->isCancelled();
}

/// What findProved() needs.
struct ProofContext
{
    const InteriorDiscs* discs = nullptr;
    const double* re = nullptr;
    const double* im = nullptr;
};

void findProved(const void* context, const double* points, int count, std::uint8_t* proved)
{
    const auto& known = *static_cast<const ProofContext*>(context);
    for (int n = 0; n < count; ++n) {
        const auto point = static_cast<std::size_t>(points[n]);
        proved[n] = known.discs->covers(known.re[point], known.im[point]) ? 1 : 0;
    }
}

void markBeyondPrecision(const SampleLattice& lattice, TileResult& tile)
{
    forEachSample(tile, [&](Point sample, std::size_t n) {
        if (lattice.isBeyondPrecision(sample.x, sample.y))
            tile.labels[n] = Label::BeyondPrecision;
    });
}

/// Iterates the points whose coordinates are in memory; of the job, points and results must be set.
bool iterate(const RenderRequest& request, const SampleLattice& lattice, SimdLevel simd, EscapeMethod method,
    const CancelToken& cancel, KernelMemory& memory, simd::EscapeJob& job)
{
    const std::size_t padded = paddedPoints(job.points);
    job.cRe = memory.re.data();
    job.cIm = memory.im.data();
    if (request.formula == Formula::Julia) {
        fillWith(memory.juliaRe, lattice.juliaRe(), padded);
        fillWith(memory.juliaIm, lattice.juliaIm(), padded);
        job.startRe = std::exchange(job.cRe, memory.juliaRe.data());
        job.startIm = std::exchange(job.cIm, memory.juliaIm.data());
    }
    job.maxIterations = request.maxIterations;
    job.closedFormInterior = request.shortcuts.closedForm && request.formula == Formula::Mandelbrot;
    job.cycleCheck = request.shortcuts.cycleCheck;
    job.hasIdleAdders = hasIdleAdders();
    const ProofContext proofs { lattice.discs(), job.cRe, job.cIm };
    // Orbits of this length are over, or found to repeat, before a disc would pay.
    constexpr std::int32_t fewIterations = 2000;
    if (lattice.discs() != nullptr && request.maxIterations > fewIterations) {
        job.findProved = findProved;
        job.proofContext = &proofs;
    }
    job.cancelled = isCancelled;
    job.cancelContext = &cancel;
    job.scratch = memory.scratch.get();
    const bool isDone = simd::escapeKernel(simd, method, request.arithmetic)(job);
    job.findProved = nullptr; // what it asks lives no longer than this
    job.proofContext = nullptr;
    return isDone;
}

/// computeTile() for a tile some of whose squares lie in a band.
bool computeBandedTile(const RenderRequest& request, const SampleLattice& lattice, SimdLevel simd,
    EscapeMethod method, const CancelToken& cancel, const TileBands& bands, KernelMemory& memory,
    TileResult& tile)
{
    thread_local std::vector<std::int32_t> counts;
    thread_local std::vector<Label> labels;
    simd::EscapeJob job;
    job.points = writeUnknown(bands, lattice, memory.re.data(), memory.im.data());
    const std::size_t padded = paddedPoints(job.points);
    if (counts.size() < padded) {
        counts.resize(padded);
        labels.resize(padded);
    }
    job.counts = counts.data();
    job.labels = reinterpret_cast<std::uint8_t*>(labels.data());
    if (job.points > 0 && !iterate(request, lattice, simd, method, cancel, memory, job))
        return false;
    mergeBands(bands, request.maxIterations, counts.data(), labels.data(), tile);
    return true;
}

} // namespace

bool computeTile(const RenderRequest& request, const SampleLattice& lattice, SimdLevel simd,
    EscapeMethod method, const CancelToken& cancel, TileResult& tile)
{
    thread_local KernelMemory memory;
    simd::EscapeJob job;
    job.points = tile.sampleCount();
    ESCAPADE_CHECK(job.points <= simd::maxEscapePoints);
    const std::size_t padded = paddedPoints(job.points);
    memory.re.resize(padded);
    memory.im.resize(padded);
    tile.counts.resize(padded);
    tile.fractions.resize(request.smoothCounts ? padded : 0);
    tile.labels.resize(padded);
    thread_local TileBands bands;
    if (mayHaveBands(request, lattice, tile) && findBands(request, lattice, simd, tile.area, bands))
        return computeBandedTile(request, lattice, simd, method, cancel, bands, memory, tile);
    writeCoordinates(tile.rows, lattice, memory.re, memory.im);
    job.counts = tile.counts.data();
    if (request.smoothCounts)
        job.fractions = tile.fractions.data();
    job.labels = reinterpret_cast<std::uint8_t*>(tile.labels.data());
    if (!iterate(request, lattice, simd, method, cancel, memory, job))
        return false;
    if (lattice.hasBeyondPrecision())
        markBeyondPrecision(lattice, tile);
    return request.orbitValues.isEmpty() || computeOrbitValues(request, job, simd, cancel, tile);
}

} // namespace escapade
