// The points that the compaction kernel has in flight: taking them in, keeping them together, and dropping
// those that are known to stay.

#pragma once

#include "core/base/Label.h"
#include "core/simd/kernels/EscapeOrbit.inl"

namespace escapade::simd::ESCAPADE_ISA {

/// Vectors that advance together: enough to hide the latency of one iteration's chain of operations, and as
/// many as have room in registers with their coordinates.
constexpr int groupVectors = vectorRegisters >= 32 ? 6 : 4;
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
    if (job.fractions != nullptr)
        job.fractions[at] = 0;
    job.labels[at] = static_cast<std::uint8_t>(label);
}

inline void writeUndecided(const EscapeJob& job, const Live& live)
{
    const EscapeJob out
        = job; // a copy, for labels are bytes, whose stores may change anything that has an address
    const double* const points = live.point;
    const int count = live.count;
    for (int n = 0; n < count; ++n)
        writeStaying(out, static_cast<int>(points[n]), Label::Undecided);
}

/// Moves the lanes that stay, but for z, from one place in the arrays to another at or before it.
[[gnu::always_inline]] inline void moveRest(Live& live, int from, int to, Mask stays)
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
[[gnu::always_inline]] inline void moveWhole(Live& live, int from, int to)
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

/// Points whose orbits might come back after having left, from |c|^2: see the top of EscapeCompaction.inl.
[[gnu::always_inline]] inline Mask mayComeBack(const EscapeJob& job, Vec c2)
{
    constexpr double ring = 1e-11; // of |c|^2, so more than 2^-40 of |c|
    const double outside = job.startRe == nullptr ? 4 + ring : __builtin_nan("");
    return !((c2 <= splat(4 - ring)) | (c2 >= splat(outside)));
}

inline bool anyMayComeBack(const EscapeJob& job, const Live& live)
{
    Mask doubtful = noLanes();
    for (int n = 0; n < live.count; n += width)
        doubtful = doubtful | mayComeBack(job, squared(load(live.cr + n), load(live.ci + n)));
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

/// The room behind a batch's points, for more of them: what is still in flight there when its count is added
/// to the batch's belongs to that.
inline Live roomBehind(const Live& batch)
{
    Live room = batch;
    double** const arrays[] = { &room.x, &room.y, &room.cr, &room.ci, &room.point };
    for (double** const array : arrays)
        *array += batch.count;
    room.count = 0;
    return room;
}

} // namespace escapade::simd::ESCAPADE_ISA
