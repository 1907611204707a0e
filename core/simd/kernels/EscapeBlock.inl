// The block kernel: four vectors of points advance together until all of them are decided. Runs of eight
// iterations keep only the largest |z|^2 seen; where that passes 4, the run is done again from its start,
// testing at every step, for the exact count. The largest value over *every* step is what makes this right
// for Julia sets with |c| > 2 too, whose orbits may come back inside radius 2.
//
// This is the simple kernel that the tests compare the compaction kernel with.

#pragma once

#include "core/simd/kernels/EscapeFinish.inl"
#include "core/simd/kernels/EscapeKernels.h"

namespace escapade::simd::ESCAPADE_ISA {

constexpr int vectors = 4;
constexpr int blockPoints = vectors * width;
static_assert(escapePadding % blockPoints == 0);

constexpr int blockRun = 8;
constexpr std::int64_t carefulIterations
    = 24; // most orbits that leave at all leave early: no use in long runs
constexpr std::int64_t cancelInterval = 4096;

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

inline void loadBlock(const EscapeJob& job, int base, Block& block)
{
    for (int v = 0; v < vectors; ++v) {
        const int at = base + v * width;
        block.cr[v] = load(job.cRe + at);
        block.ci[v] = load(job.cIm + at);
        block.z[v] = startOrbit(job, at);
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
    if (index < carefulIterations || limit - index < blockRun) {
        carefulStep<fused>(block, index);
        return 1;
    }
    Orbit z[vectors];
    Vec peak[vectors];
    for (int v = 0; v < vectors; ++v) {
        z[v] = block.z[v];
        peak[v] = splat(0);
    }
    for (int step = 0; step < blockRun; ++step) {
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
        for (int step = 0; step < blockRun; ++step)
            carefulStep<fused>(block, index + step);
    } else {
        for (int v = 0; v < vectors; ++v)
            block.z[v] = z[v];
    }
    return blockRun;
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

/// Points that are proved to stay by what is known of their surroundings.
inline void askForProofs(const EscapeJob& job, int base, Block& block)
{
    double points[blockPoints];
    std::uint8_t proved[blockPoints];
    for (int n = 0; n < blockPoints; ++n)
        points[n] = base + n < job.points ? base + n : base;
    job.findProved(job.proofContext, points, blockPoints, proved);
    for (int v = 0; v < vectors; ++v) {
        double values[width];
        for (int lane = 0; lane < width; ++lane)
            values[lane] = proved[v * width + lane];
        const Mask known = block.active[v] & (load(values) > splat(0));
        block.interior[v] = block.interior[v] | known;
        block.active[v] = block.active[v] & !known;
    }
}

template <bool fused> inline bool iterateBlock(const EscapeJob& job, int base, Block& block)
{
    const std::int64_t limit = job.maxIterations;
    std::int64_t nextCancel = cancelInterval;
    CycleSchedule schedule;
    for (std::int64_t index = 0; index < limit && anyActive(block);) {
        index += run<fused>(block, index, limit);
        if (index == discCheckIndex && job.findProved != nullptr)
            askForProofs(job, base, block);
        if (job.cycleCheck && CycleSchedule::isCheck(index))
            closeCycles(block);
        if (job.cycleCheck && schedule.takesCheckpoint(index))
            setCheckpoint(block);
        if (index >= nextCancel) {
            nextCancel = index + cancelInterval;
            if (job.cancelled != nullptr && job.cancelled(job.cancelContext))
                return false;
        }
    }
    return true;
}

template <bool fused> inline void finishVector(const EscapeJob& job, int base, const Block& block, int v)
{
    const Mask counted = block.counts[v] < splat(static_cast<double>(job.maxIterations));
    Escaped<1> points { { orbitAt(block.escapeX[v], block.escapeY[v]) }, { block.cr[v] }, { block.ci[v] },
        { splat(0) }, { splat(0) }, { noLanes() } };
    alignToStride<fused>(points, { block.counts[v] });
    finish<fused>(points);
    const Mask escaped = counted & points.escaped[0];
    const Vec fraction = select(escaped, points.fraction[0], splat(0));

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
        if (job.fractions != nullptr)
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
        if (!iterateBlock<fused>(job, base, block))
            return false;
        for (int v = 0; v < vectors; ++v)
            finishVector<fused>(job, base + v * width, block, v);
    }
    return true;
}

bool blockStrict(const EscapeJob& job)
{
    return escapeBlocks<false>(job);
}

#if defined(__FMA__) || !defined(ESCAPADE_ARCH)
bool blockFused(const EscapeJob& job)
{
    return escapeBlocks<true>(job);
}
#endif

} // namespace escapade::simd::ESCAPADE_ISA
