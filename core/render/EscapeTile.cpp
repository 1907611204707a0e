#include "core/render/EscapeTile.h"

#include "core/base/Check.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <new>
#include <utility>

namespace escapade {
namespace {

/// Memory that a thread keeps from tile to tile.
class KernelMemory
{
public:
    KernelMemory()
        : m_scratch(static_cast<double*>(
            ::operator new[](simd::escapeScratch * sizeof(double), std::align_val_t(64))))
    { }

    /// Room for the coordinates of a number of points, padded as kernels want it.
    void resize(int points)
    {
        const auto size = static_cast<std::size_t>(paddedPoints(points));
        m_re.resize(size);
        m_im.resize(size);
        // What the last tile left behind the last point is finite, too.
    }

    static int paddedPoints(int points)
    {
        return (points + simd::escapePadding - 1) / simd::escapePadding * simd::escapePadding;
    }

    std::vector<double>& re() { return m_re; }
    std::vector<double>& im() { return m_im; }
    double* scratch() { return m_scratch.get(); }

    /// An array that has this value everywhere.
    static const double* constant(std::vector<double>& values, double value, int points)
    {
        values.assign(static_cast<std::size_t>(paddedPoints(points)), value);
        return values.data();
    }
    std::vector<double>& constantRe() { return m_constantRe; }
    std::vector<double>& constantIm() { return m_constantIm; }

private:
    struct Free
    {
        void operator()(double* memory) const { ::operator delete[](memory, std::align_val_t(64)); }
    };
    std::vector<double> m_re;
    std::vector<double> m_im;
    std::vector<double> m_constantRe;
    std::vector<double> m_constantIm;
    std::unique_ptr<double, Free> m_scratch;
};

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

} // namespace

bool computeTile(const RenderRequest& request, const SampleLattice& lattice, SimdLevel simd,
    EscapeMethod method, const CancelToken& cancel, TileResult& tile)
{
    thread_local KernelMemory memory;
    const int points = tile.sampleCount();
    memory.resize(points);
    writeCoordinates(tile.rows, lattice, memory.re(), memory.im());
    const auto padded = static_cast<std::size_t>(KernelMemory::paddedPoints(points));
    tile.counts.resize(padded);
    tile.fractions.resize(padded);
    tile.labels.resize(padded);

    ESCAPADE_CHECK(points <= simd::maxEscapePoints);
    simd::EscapeJob job;
    job.cRe = memory.re().data();
    job.cIm = memory.im().data();
    if (request.formula == Formula::Julia) {
        job.startRe
            = std::exchange(job.cRe, KernelMemory::constant(memory.constantRe(), lattice.juliaRe(), points));
        job.startIm
            = std::exchange(job.cIm, KernelMemory::constant(memory.constantIm(), lattice.juliaIm(), points));
    }
    job.points = points;
    job.maxIterations = request.maxIterations;
    job.closedFormInterior = request.shortcuts.closedForm && request.formula == Formula::Mandelbrot;
    job.cycleCheck = request.shortcuts.cycleCheck;
    const ProofContext proofs { lattice.discs(), job.cRe, job.cIm };
    // Orbits of this length are over, or found to repeat, before a disc would pay.
    constexpr std::int32_t fewIterations = 2000;
    if (lattice.discs() != nullptr && request.maxIterations > fewIterations) {
        job.findProved = findProved;
        job.proofContext = &proofs;
    }
    job.cancelled = isCancelled;
    job.cancelContext = &cancel;
    job.scratch = memory.scratch();
    job.counts = tile.counts.data();
    job.fractions = tile.fractions.data();
    job.labels = reinterpret_cast<std::uint8_t*>(tile.labels.data());
    if (!simd::escapeKernel(simd, method, request.arithmetic)(job))
        return false;
    if (lattice.hasBeyondPrecision())
        markBeyondPrecision(lattice, tile);
    return true;
}

} // namespace escapade
