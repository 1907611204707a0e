// The block kernel: four vectors of points advance together until all of them are decided. Runs of eight
// iterations keep only the largest |z|^2 seen; where that passes 4, the run is done again from its start,
// testing at every step, for the exact count. The largest value over *every* step is what makes this right
// for Julia sets with |c| > 2 too, whose orbits may come back inside radius 2.
//
// Included by the escape_*.cpp files, which define ESCAPADE_ISA and ESCAPADE_ARCH.

#include "core/base/Label.h"
#include "core/simd/EscapeJob.h"
#include "core/simd/Lanes.inl"
#include "core/simd/Log2.inl"
#include "core/simd/kernels/EscapeKernels.h"

namespace escapade::simd::ESCAPADE_ISA {

constexpr int vectors = 4;
constexpr int blockPoints = vectors * width;
static_assert(escapePadding % blockPoints == 0);

constexpr int runLength = 8;
constexpr std::int64_t carefulIterations
    = 24; // most orbits that leave at all leave early: no use in long runs
constexpr std::int64_t firstCheckpoint = 512;
constexpr std::int64_t cycleCheckInterval = 64;
constexpr std::int64_t cancelInterval = 4096;
constexpr int tailLimit = 64;

/// An orbit's state; the squares are kept because the test and the next step may both need them.
struct Orbit
{
    Vec x;
    Vec y;
    Vec xx;
    Vec yy;
};

inline Orbit orbitAt(Vec x, Vec y)
{
    return { x, y, x * x, y * y };
}

/// |z|^2, rounded as the arithmetic's definition says: x*x + y*y, or fma(x, x, y*y).
template <bool fused> inline Vec sizeSquared(const Orbit& z)
{
    if constexpr (fused)
        return fusedMultiplyAdd(z.x, z.x, z.yy);
    else
        return z.xx + z.yy;
}

/// z^2 + c. strict rounds like complex arithmetic written out; fused is x' = fma(-y, y, fma(x, x, cr)),
/// y' = fma(x + x, y, ci).
template <bool fused> inline Orbit next(const Orbit& z, Vec cr, Vec ci)
{
    if constexpr (fused)
        return orbitAt(fusedNegatedMultiplyAdd(z.y, z.y, fusedMultiplyAdd(z.x, z.x, cr)),
            fusedMultiplyAdd(z.x + z.x, z.y, ci));
    else
        return orbitAt((z.xx - z.yy) + cr, doubledPlus(z.x * z.y, ci));
}

struct Block
{
    Vec cr[vectors];
    Vec ci[vectors];
    Orbit z[vectors];
    Mask active[vectors];
    Mask interior[vectors];
    Vec counts[vectors];
    Vec escapeX[vectors]; // z_(k+1) of the lanes that left
    Vec escapeY[vectors];
    Vec checkpointX[vectors];
    Vec checkpointY[vectors];
};

inline bool anyActive(const Block& block)
{
    return any(block.active[0] | block.active[1] | block.active[2] | block.active[3]);
}

/// Points inside the main cardioid or the period-2 disc by a margin that keeps clear of every rounding error:
/// with a multiplier within about 1e-7 of the unit circle a rounded orbit may drift, so such points are
/// iterated. Source: closed forms in e.g. Milnor, Dynamics in One Complex Variable, appendix on the
/// Mandelbrot set.
inline Mask inClosedFormInterior(Vec cr, Vec ci)
{
    const Vec yy = ci * ci;
    const Vec fromCusp = cr - splat(0.25);
    const Vec q = fromCusp * fromCusp + yy;
    const Mask cardioid = q * (q + fromCusp) < splat(0.25) * yy - splat(1e-7);
    const Vec fromCentre = cr + splat(1);
    const Mask disc = fromCentre * fromCentre + yy < splat(0.0625 - 1e-7);
    return cardioid | disc;
}

inline void loadBlock(const EscapeJob& job, int base, Block& block)
{
    for (int v = 0; v < vectors; ++v) {
        const int at = base + v * width;
        block.cr[v] = load(job.cRe + at);
        block.ci[v] = load(job.cIm + at);
        block.z[v] = orbitAt(load(job.startRe + at), load(job.startIm + at));
        block.interior[v]
            = job.closedFormInterior ? inClosedFormInterior(block.cr[v], block.ci[v]) : noLanes();
        block.active[v] = !block.interior[v];
        block.counts[v] = splat(static_cast<double>(job.maxIterations));
        block.escapeX[v] = splat(0);
        block.escapeY[v] = splat(0);
    }
}

/// One iteration, the one with this index, with the test after it.
template <bool fused> inline void carefulStep(Block& block, std::int64_t index)
{
    for (int v = 0; v < vectors; ++v) {
        block.z[v] = next<fused>(block.z[v], block.cr[v], block.ci[v]);
        const Mask stays
            = sizeSquared<fused>(block.z[v]) <= splat(4); // false for NaN: such an orbit has left
        const Mask gone = block.active[v] & !stays;
        block.counts[v] = select(gone, splat(static_cast<double>(index)), block.counts[v]);
        block.escapeX[v] = select(gone, block.z[v].x, block.escapeX[v]);
        block.escapeY[v] = select(gone, block.z[v].y, block.escapeY[v]);
        block.active[v] = block.active[v] & stays;
    }
}

/// Up to eight iterations from this index; returns how many were done.
template <bool fused> inline std::int64_t run(Block& block, std::int64_t index, std::int64_t limit)
{
    if (index < carefulIterations || limit - index < runLength) {
        carefulStep<fused>(block, index);
        return 1;
    }
    Orbit z[vectors];
    Vec peak[vectors];
    for (int v = 0; v < vectors; ++v) {
        z[v] = block.z[v];
        peak[v] = splat(0);
    }
    for (int step = 0; step < runLength; ++step) {
        for (int v = 0; v < vectors; ++v) {
            z[v] = next<fused>(z[v], block.cr[v], block.ci[v]);
            // The new value comes second, so that a NaN, once there, stays (maximum gives b where either is
            // NaN).
            peak[v] = maximum(peak[v], sizeSquared<fused>(z[v]));
        }
    }
    Mask gone = noLanes();
    for (int v = 0; v < vectors; ++v)
        gone = gone | (block.active[v] & !(peak[v] <= splat(4)));
    if (any(gone)) {
        for (int step = 0; step < runLength; ++step)
            carefulStep<fused>(block, index + step);
    } else {
        for (int v = 0; v < vectors; ++v)
            block.z[v] = z[v];
    }
    return runLength;
}

inline void setCheckpoint(Block& block)
{
    for (int v = 0; v < vectors; ++v) {
        block.checkpointX[v] = block.z[v].x;
        block.checkpointY[v] = block.z[v].y;
    }
}

/// Orbits that are bit for bit where they were at the checkpoint repeat for ever: they never leave.
/// Source: R. P. Brent, An improved Monte Carlo factorization algorithm, BIT 20 (1980), for the doubling
/// checkpoints.
inline void closeCycles(Block& block)
{
    for (int v = 0; v < vectors; ++v) {
        const Mask repeats = block.active[v] & (block.z[v].x == block.checkpointX[v])
            & (block.z[v].y == block.checkpointY[v]);
        block.interior[v] = block.interior[v] | repeats;
        block.active[v] = block.active[v] & !repeats;
    }
}

template <bool fused> inline bool iterateBlock(const EscapeJob& job, Block& block)
{
    const std::int64_t limit = job.maxIterations;
    std::int64_t nextCancel = cancelInterval;
    std::int64_t nextCheck = firstCheckpoint + cycleCheckInterval;
    std::int64_t nextCheckpoint = 2 * firstCheckpoint;
    bool haveCheckpoint = false;
    for (std::int64_t index = 0; index < limit && anyActive(block);) {
        index += run<fused>(block, index, limit);
        if (job.cycleCheck && index >= firstCheckpoint && !haveCheckpoint) {
            setCheckpoint(block);
            haveCheckpoint = true;
        } else if (haveCheckpoint && index >= nextCheck) {
            closeCycles(block);
            nextCheck = index + cycleCheckInterval;
            if (index >= nextCheckpoint) {
                setCheckpoint(block);
                nextCheckpoint = 2 * index;
            }
        }
        if (index >= nextCancel) {
            nextCancel = index + cancelInterval;
            if (job.cancelled != nullptr && job.cancelled(job.cancelContext))
                return false;
        }
    }
    return true;
}

/// Smooth fractions and labels of one vector. An orbit is called escaped only beyond R = max(2, |c|), from
/// where it cannot return: |z| > R >= |c| gives |z^2 + c| >= |z|^2 - |c| > |z| (R - 1) >= |z|. For Mandelbrot
/// and for |c| <= 2 that is radius 2 itself; for a Julia set with |c| > 2 the count is still that of radius
/// 2, and the orbit goes on here until it is beyond R (for c = -6 the point 3 is outside radius 2 and fixed:
/// it stays undecided). Smooth count: k + 1 + extra - log2(log2 |z|). Source: Peitgen and Saupe, The Science
/// of Fractal Images, section 4.
template <bool fused> inline void finishVector(const EscapeJob& job, int base, const Block& block, int v)
{
    const Vec cr = block.cr[v];
    const Vec ci = block.ci[v];
    const Mask counted = block.counts[v] < splat(static_cast<double>(job.maxIterations));
    const Vec radius2 = maximum(cr * cr + ci * ci, splat(4));
    const Vec smoothRadius2 = radius2 * splat(262144);
    Orbit z = orbitAt(block.escapeX[v], block.escapeY[v]);
    Vec size2 = sizeSquared<fused>(z);
    Vec extra = splat(0);
    for (int step = 0; step < tailLimit; ++step) {
        const Mask pending = counted & (size2 <= smoothRadius2);
        if (!any(pending))
            break;
        const Orbit after = next<fused>(z, cr, ci);
        z = orbitAt(select(pending, after.x, z.x), select(pending, after.y, z.y));
        size2 = sizeSquared<fused>(z);
        extra = select(pending, extra + splat(1), extra);
    }
    const Mask escaped = counted & !(size2 <= radius2);
    const Mask smooth = escaped & (size2 < splat(1e300));
    const Vec logarithm = log2Of(log2Of(select(smooth, size2, splat(16))) * splat(0.5));
    const Vec fraction = select(smooth, splat(1) + extra - logarithm, splat(0));

    double counts[width];
    double fractions[width];
    double labels[width];
    store(counts, block.counts[v]);
    store(fractions, fraction);
    store(labels,
        select(escaped, splat(static_cast<double>(Label::Escaped)),
            select(block.interior[v], splat(static_cast<double>(Label::Interior)),
                splat(static_cast<double>(Label::Undecided)))));
    for (int lane = 0; lane < width; ++lane) {
        job.counts[base + lane] = static_cast<std::int32_t>(counts[lane]);
        job.fractions[base + lane] = static_cast<float>(fractions[lane]);
        job.labels[base + lane] = static_cast<std::uint8_t>(labels[lane]);
    }
}

template <bool fused> inline bool escapeBlocks(const EscapeJob& job)
{
    for (int base = 0; base < job.points; base += blockPoints) {
        if (job.cancelled != nullptr && job.cancelled(job.cancelContext))
            return false;
        Block block;
        loadBlock(job, base, block);
        if (!iterateBlock<fused>(job, block))
            return false;
        for (int v = 0; v < vectors; ++v)
            finishVector<fused>(job, base + v * width, block, v);
    }
    return true;
}

bool escapeStrict(const EscapeJob& job)
{
    return escapeBlocks<false>(job);
}

#if defined(__FMA__) || !defined(ESCAPADE_ARCH)
bool escapeFused(const EscapeJob& job)
{
    return escapeBlocks<true>(job);
}
#endif

} // namespace escapade::simd::ESCAPADE_ISA
