// The points that the compaction kernel has in flight: taking them in, keeping them together, and dropping
// those that are known to stay.

#pragma once

#include "core/base/Label.h"
#include "core/simd/kernels/EscapeOrbit.inl"

namespace escapade::simd::ESCAPADE_ISA {

/// Vectors that advance together: enough to hide the latency of one iteration's chain of operations.
constexpr int groupVectors = 4;
constexpr int groupPoints = groupVectors * width;
constexpr int spareRoom = 64; // behind the last point, for a whole group and a whole vector
static_assert(groupPoints + width <= spareRoom);

/// Points in flight, as arrays; those from count on, up to a whole group, are at rest in the origin.
struct Live
{
    double* x;
    double* y;
    double* cr;
    double* ci;
    double* point; // index in the job
    double* checkpointX; // only if hasCheckpoint
    double* checkpointY;
    int count = 0;
    bool hasCheckpoint = false;
};

inline void writeStaying(const EscapeJob& job, int at, Label label)
{
    job.counts[at] = job.maxIterations;
    job.fractions[at] = 0;
    job.labels[at] = static_cast<std::uint8_t>(label);
}

/// Moves the lanes that stay, but for z, from one place in the arrays to another at or before it.
inline void moveRest(Live& live, int from, int to, Mask stays)
{
    compress(live.cr + to, load(live.cr + from), stays);
    compress(live.ci + to, load(live.ci + from), stays);
    compress(live.point + to, load(live.point + from), stays);
    if (live.hasCheckpoint) {
        compress(live.checkpointX + to, load(live.checkpointX + from), stays);
        compress(live.checkpointY + to, load(live.checkpointY + from), stays);
    }
}

/// The same for a vector all of whose lanes stay.
inline void moveWhole(Live& live, int from, int to)
{
    store(live.cr + to, load(live.cr + from));
    store(live.ci + to, load(live.ci + from));
    store(live.point + to, load(live.point + from));
    if (live.hasCheckpoint) {
        store(live.checkpointX + to, load(live.checkpointX + from));
        store(live.checkpointY + to, load(live.checkpointY + from));
    }
}

inline int wholeGroups(int count)
{
    return (count + groupPoints - 1) / groupPoints * groupPoints;
}

/// Puts points at rest behind the last one, up to a whole group.
inline void padLive(Live& live)
{
    for (int n = live.count; n < wholeGroups(live.count); ++n) {
        double* const arrays[] = { live.x, live.y, live.cr, live.ci, live.point };
        for (double* const array : arrays)
            array[n] = 0;
        if (live.hasCheckpoint) {
            live.checkpointX[n] = 1; // never where it was
            live.checkpointY[n] = 1;
        }
    }
}

/// Orbits that are bit for bit where they were at the checkpoint repeat for ever: they never leave.
/// Source: R. P. Brent, An improved Monte Carlo factorization algorithm, BIT 20 (1980), for the doubling
/// checkpoints.
[[gnu::noinline]] void dropCycles(const EscapeJob& job, Live& live)
{
    padLive(live);
    const int padded = (live.count + width - 1) / width * width;
    int to = 0;
    int dropped = 0;
    for (int from = 0; from < padded; from += width) {
        const Vec x = load(live.x + from);
        const Vec y = load(live.y + from);
        const Mask repeats = (x == load(live.checkpointX + from)) & (y == load(live.checkpointY + from));
        const Mask stays = !repeats;
        if (any(repeats)) {
            double points[width];
            compress(points, load(live.point + from), repeats);
            const int count = countLanes(repeats);
            for (int n = 0; n < count; ++n)
                writeStaying(job, static_cast<int>(points[n]), Label::Interior);
            dropped += count;
        }
        if (to != from || any(repeats)) {
            moveRest(live, from, to, stays);
            compress(live.x + to, x, stays);
            compress(live.y + to, y, stays);
        }
        to += countLanes(stays);
    }
    live.count -= dropped;
}

/// Points that are proved to stay by what is known of their surroundings. False when cancelled: finding it
/// out may take a while.
inline bool dropProved(const EscapeJob& job, Live& live)
{
    std::uint8_t proved[groupPoints];
    int to = 0;
    for (int from = 0; from < live.count; from += groupPoints) {
        if (job.cancelled != nullptr && job.cancelled(job.cancelContext))
            return false;
        const int count = live.count - from < groupPoints ? live.count - from : groupPoints;
        job.findProved(job.proofContext, live.point + from, count, proved);
        for (int n = 0; n < count; ++n) {
            if (proved[n] != 0) {
                writeStaying(job, static_cast<int>(live.point[from + n]), Label::Interior);
                continue;
            }
            double* const arrays[] = { live.x, live.y, live.cr, live.ci, live.point };
            for (double* const array : arrays)
                array[to] = array[from + n];
            ++to;
        }
    }
    live.count = to;
    return true;
}

/// A whole vector of points.
inline void writeInterior(const EscapeJob& job, int first)
{
    for (int n = first; n < first + width; ++n)
        job.counts[n] = job.maxIterations;
    for (int n = first; n < first + width; ++n)
        job.fractions[n] = 0;
    for (int n = first; n < first + width; ++n)
        job.labels[n] = static_cast<std::uint8_t>(Label::Interior);
}

/// Takes points in, but for those that are known to be interior.
[[gnu::noinline]] void loadChunk(const EscapeJob& job, int base, int count, Live& chunk)
{
    for (int n = base; n < base + count; ++n)
        job.labels[n] = static_cast<std::uint8_t>(Label::Escaped); // until proved otherwise
    Vec point = laneNumbers() + splat(base);
    int to = 0;
    for (int n = base; n < base + count; n += width, point = point + splat(width)) {
        const Orbit z = startOrbit(job, n);
        const Vec cr = load(job.cRe + n);
        const Vec ci = load(job.cIm + n);
        const Mask present = point < splat(base + count);
        const Mask interior = job.closedFormInterior ? present & inClosedFormInterior(cr, ci) : noLanes();
        if (any(interior)) {
            if (!any(!interior)) {
                writeInterior(job, n);
                continue;
            }
            double points[width];
            compress(points, point, interior);
            for (int k = countLanes(interior); k-- > 0;)
                writeStaying(job, static_cast<int>(points[k]), Label::Interior);
        }
        const Mask stays = present & !interior;
        if (!any(!stays)) {
            store(chunk.x + to, z.x);
            store(chunk.y + to, z.y);
            store(chunk.cr + to, cr);
            store(chunk.ci + to, ci);
            store(chunk.point + to, point);
            to += width;
            continue;
        }
        compress(chunk.x + to, z.x, stays);
        compress(chunk.y + to, z.y, stays);
        compress(chunk.cr + to, cr, stays);
        compress(chunk.ci + to, ci, stays);
        compress(chunk.point + to, point, stays);
        to += countLanes(stays);
    }
    chunk.count = to;
}

/// Whether an orbit among these might come back after having left: see the top of this file.
inline bool mayComeBack(const EscapeJob& job, const Live& live)
{
    constexpr double ring = 1e-11; // of |c|^2, so more than 2^-40 of |c|
    Mask doubtful = noLanes();
    for (int n = 0; n < live.count; n += width) {
        const Vec cr = load(live.cr + n);
        const Vec ci = load(live.ci + n);
        const Vec size2 = cr * cr + ci * ci;
        const Mask outside = job.startRe == nullptr ? size2 >= splat(4 + ring) : noLanes();
        doubtful = doubtful | !((size2 <= splat(4 - ring)) | outside);
    }
    return any(doubtful);
}

inline void takeCheckpoint(Live& live)
{
    for (int n = 0; n < live.count; ++n) {
        live.checkpointX[n] = live.x[n];
        live.checkpointY[n] = live.y[n];
    }
    live.hasCheckpoint = true;
}

inline void append(Live& batch, const Live& chunk)
{
    for (int n = 0; n < chunk.count; n += width) {
        const int to = batch.count + n;
        store(batch.x + to, load(chunk.x + n));
        store(batch.y + to, load(chunk.y + n));
        store(batch.cr + to, load(chunk.cr + n));
        store(batch.ci + to, load(chunk.ci + n));
        store(batch.point + to, load(chunk.point + n));
    }
    batch.count += chunk.count;
}

} // namespace escapade::simd::ESCAPADE_ISA
