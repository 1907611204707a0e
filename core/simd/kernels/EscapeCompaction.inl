// The compaction kernel: a batch of points advances together in runs without any test. After a run the points
// that are still in are moved together, so that vectors stay full, and those that have left are put into a
// queue with the state that they had *before* the run; whenever the queue holds four vectors, these are
// replayed step by step for the exact count.
//
// What makes one test after many steps sound: let s be the rounded |z|^2, and let an orbit have s > 4 at some
// step inside a run. If |c| <= 2 - d with d = 2^-40, write |z| = 2 + e: rounding leaves e > -2^-49. Then
// |z^2 + c| - 2 >= (2 + e)^2 - |c| - 2 >= 4 e + d - 2^-48 > d / 2 after rounding, which is above zero and at
// least doubles in each further step: the test after the run sees s > 4 (or infinity, or NaN, which it takes
// for outside). If |c| >= 2 + d and z_0 = 0, then z_1 = c is outside, and from |z| >= |c| follows |z^2 + c|
// >= |z| (|z| - 1) >= |z| (1 + d), so the orbit grows, too. In the thin ring between, and for Julia sets with
// |c| > 2 - d, whose orbits may leave radius 2 and come back (z -> z^2 - 2.5 from 0.9), nothing of the kind
// holds: batches with such a point keep the largest s of every run and test that.

#pragma once

#include "core/simd/kernels/EscapeFinish.inl"
#include "core/simd/kernels/EscapeKernels.h"

namespace escapade::simd::ESCAPADE_ISA {

/// Vectors that advance together: enough to hide the latency of one iteration's chain of operations.
constexpr int groupVectors = 4;
constexpr int groupPoints = groupVectors * width;
constexpr int longestRun = 120;
/// Points that go through the first iterations together: few enough to stay in the first-level cache, for
/// many of them leave there.
constexpr int chunkPoints = 512;
/// Vectors of the queue that are finished together.
constexpr int drainVectors = 4;
constexpr int drainPoints = drainVectors * width;
constexpr int spareRoom = 64; // behind the last point, for a whole group and a whole vector
static_assert(groupPoints + width <= spareRoom && chunkPoints % width == 0);

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

/// Points that left during a run. In the first iterations: their state and count after it; later: their state
/// before it, and the iterations done by then.
struct Queue
{
    double* x;
    double* y;
    double* cr;
    double* ci;
    double* point;
    double* count;
    int size = 0;
};

constexpr int queueCapacity = 128;
static_assert(groupPoints + drainPoints + width <= queueCapacity);

struct Memory
{
    Live chunk;
    Live batch;
    Queue queue;
};

inline double* takeArray(double*& scratch, int size)
{
    double* const array = scratch;
    scratch += size;
    return array;
}

inline Memory divideScratch(double* scratch)
{
    Memory memory;
    Live& chunk = memory.chunk;
    double** const ofChunk[] = { &chunk.x, &chunk.y, &chunk.cr, &chunk.ci, &chunk.point };
    for (double** const array : ofChunk)
        *array = takeArray(scratch, chunkPoints + spareRoom);
    chunk.checkpointX = nullptr;
    chunk.checkpointY = nullptr;
    Live& batch = memory.batch;
    double** const ofBatch[]
        = { &batch.x, &batch.y, &batch.cr, &batch.ci, &batch.point, &batch.checkpointX, &batch.checkpointY };
    for (double** const array : ofBatch)
        *array = takeArray(scratch, escapeBatch + spareRoom);
    Queue& queue = memory.queue;
    double** const ofQueue[] = { &queue.x, &queue.y, &queue.cr, &queue.ci, &queue.point, &queue.count };
    for (double** const array : ofQueue)
        *array = takeArray(scratch, queueCapacity);
    return memory;
}
static_assert(5 * (chunkPoints + spareRoom) + 7 * (escapeBatch + spareRoom) + 6 * queueCapacity
    <= escapeScratch);

/// Steps without a test from an index on: short while many orbits leave, longer later. A run never passes an
/// index at which something is checked.
inline int runLengthAt(std::int64_t index, std::int64_t limit)
{
    int length = longestRun;
    if (index < earlyIterations)
        length = earlyRun;
    else if (index < 128)
        length = 8;
    else if (index < firstCheckpoint)
        length = 16;
    else if (index - firstCheckpoint < 16 * cycleCheckInterval)
        length = 40;
    else if (index - firstCheckpoint < 64 * cycleCheckInterval)
        length = 60;
    return limit - index < length ? static_cast<int>(limit - index) : length;
}

inline void writeStaying(const EscapeJob& job, int at, Label label)
{
    job.counts[at] = job.maxIterations;
    job.fractions[at] = 0;
    job.labels[at] = static_cast<std::uint8_t>(label);
}

inline void writeEscaped(
    const EscapeJob& job, const double* points, const double* counts, Vec fraction, Mask escaped, int lanes)
{
    double fractionOf[width];
    store(fractionOf, fraction);
    int at[width];
    std::int32_t countOf[width];
    float narrowOf[width];
    for (int lane = 0; lane < width; ++lane) {
        at[lane] = static_cast<int>(points[lane]);
        countOf[lane] = static_cast<std::int32_t>(counts[lane]);
        narrowOf[lane] = static_cast<float>(fractionOf[lane]);
    }
    for (int lane = 0; lane < lanes; ++lane) {
        job.counts[at[lane]] = countOf[lane];
        job.fractions[at[lane]] = narrowOf[lane];
    }
    if (!any(!escaped))
        return;
    double known[width];
    store(known, select(escaped, splat(1), splat(0)));
    for (int lane = 0; lane < lanes; ++lane) {
        if (known[lane] == 0)
            job.labels[at[lane]] = static_cast<std::uint8_t>(Label::Undecided);
    }
}

/// Replays orbits that leave within a run, step by step: z becomes z_(count + 1).
template <bool fused> inline void replay(Escaped<drainVectors>& points, Vec counts[drainVectors])
{
    Mask inside[drainVectors];
    for (int v = 0; v < drainVectors; ++v)
        inside[v] = !noLanes();
    for (int step = 0; step < longestRun; ++step) {
        Mask anyInside = noLanes();
        for (int v = 0; v < drainVectors; ++v) {
            Orbit& z = points.z[v];
            const Orbit after = next<fused>(z, points.cr[v], points.ci[v]);
            z.x = select(inside[v], after.x, z.x);
            z.y = select(inside[v], after.y, z.y);
            z.xx = select(inside[v], after.xx, z.xx);
            z.yy = select(inside[v], after.yy, z.yy);
            inside[v] = inside[v] & (sizeSquared<fused>(z) <= splat(4));
            counts[v] = select(inside[v], counts[v] + splat(1), counts[v]);
            anyInside = anyInside | inside[v];
        }
        if (!any(anyInside))
            break;
    }
}

enum class Phase { Early, Late };

/// Takes the last points of the queue, up to a group, and writes their results. Early orbits are first
/// brought to the end of a run of four, so many steps further.
template <bool fused, Phase phase> [[gnu::noinline]] void drainOnce(const EscapeJob& job, Queue& queue, int further)
{
    const int size = queue.size < drainPoints ? queue.size : drainPoints;
    const int base = queue.size - size;
    for (int n = queue.size; n < base + drainPoints; ++n) {
        queue.x[n] = 4; // outside
        queue.y[n] = 0;
        queue.cr[n] = 0;
        queue.ci[n] = 0;
        queue.point[n] = 0;
        queue.count[n] = 0;
    }
    Escaped<drainVectors> points;
    Vec counts[drainVectors];
    for (int v = 0; v < drainVectors; ++v) {
        const int at = base + v * width;
        points.z[v] = orbitAt(load(queue.x + at), load(queue.y + at));
        points.cr[v] = load(queue.cr + at);
        points.ci[v] = load(queue.ci + at);
        counts[v] = load(queue.count + at);
    }
    if constexpr (phase == Phase::Late) {
        replay<fused>(points, counts);
        for (int v = 0; v < drainVectors; ++v)
            points.since[v] = splat(1);
    } else {
        for (int v = 0; v < drainVectors; ++v) {
            for (int step = 0; step < further; ++step)
                points.z[v] = next<fused>(points.z[v], points.cr[v], points.ci[v]);
            // The count is that many steps before the end of its run, which is a multiple of four.
            double sinceOf[width];
            store(sinceOf, counts[v]);
            for (int lane = 0; lane < width; ++lane)
                sinceOf[lane] = earlyRun - static_cast<double>(static_cast<int>(sinceOf[lane]) % earlyRun);
            points.since[v] = load(sinceOf);
        }
    }
    finish<fused>(points);
    double countOf[drainPoints];
    for (int v = 0; v < drainVectors; ++v)
        store(countOf + v * width, counts[v]);
    for (int v = 0; v < drainVectors && v * width < size; ++v) {
        const int lanes = size - v * width < width ? size - v * width : width;
        writeEscaped(job, queue.point + base + v * width, countOf + v * width, points.fraction[v],
            points.escaped[v], lanes);
    }
    queue.size = base;
}

template <bool fused, Phase phase> inline void drain(const EscapeJob& job, Queue& queue, int further)
{
    while (queue.size > 0)
        drainOnce<fused, phase>(job, queue, further);
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

/// Puts the lanes of a vector that left into the queue.
inline void enqueue(Queue& queue, const Live& live, int from, Vec x, Vec y, Vec count, Mask gone)
{
    const int to = queue.size;
    compress(queue.x + to, x, gone);
    compress(queue.y + to, y, gone);
    compress(queue.count + to, count, gone);
    compress(queue.cr + to, load(live.cr + from), gone);
    compress(queue.ci + to, load(live.ci + from), gone);
    compress(queue.point + to, load(live.point + from), gone);
    queue.size += countLanes(gone);
}

/// A group after its run.
struct Group
{
    Orbit z[groupVectors];
    Vec counts[groupVectors]; // early only
    Mask stays[groupVectors];
};

/// A run of one group. Early, every step is counted; later, only the state after the run is tested, or with
/// everyStep the largest |z|^2 of all steps.
template <bool fused, Phase phase, bool everyStep>
[[gnu::always_inline]] inline Group runGroup(const Live& live, int from, std::int64_t index, int length)
{
    Group group;
    Vec cr[groupVectors];
    Vec ci[groupVectors];
    Vec size2[groupVectors];
    for (int v = 0; v < groupVectors; ++v) {
        const int at = from + v * width;
        group.z[v] = orbitAt(load(live.x + at), load(live.y + at));
        group.counts[v] = splat(static_cast<double>(index));
        group.stays[v] = !noLanes();
        cr[v] = load(live.cr + at);
        ci[v] = load(live.ci + at);
        size2[v] = splat(0);
    }
    for (int step = 0; step < length; ++step) {
        for (int v = 0; v < groupVectors; ++v) {
            Orbit& z = group.z[v];
            if constexpr (phase == Phase::Late && !everyStep)
                z = orbitAt(z.x, z.y); // here rather than at the end, so that fewer registers live on
            z = next<fused>(z, cr[v], ci[v], v % 2 == 0 ? Doubling::Fused : Doubling::Added);
            if constexpr (phase == Phase::Early) {
                // False for NaN: such an orbit has left.
                group.stays[v] = group.stays[v] & (sizeSquared<fused>(z) <= splat(4));
                group.counts[v] = select(group.stays[v], group.counts[v] + splat(1), group.counts[v]);
            } else if constexpr (everyStep) {
                // The new value comes second, so that a NaN, once there, stays (maximum gives b where either
                // is NaN).
                size2[v] = maximum(size2[v], sizeSquared<fused>(z));
            }
        }
    }
    if constexpr (phase == Phase::Late) {
        for (int v = 0; v < groupVectors; ++v)
            group.stays[v] = (everyStep ? size2[v] : sizeSquared<fused>(group.z[v])) <= splat(4);
    }
    return group;
}

inline bool allStay(const Group& group)
{
    Mask gone = noLanes();
    for (int v = 0; v < groupVectors; ++v)
        gone = gone | !group.stays[v];
    return !any(gone);
}

/// Puts a group that was read from one place of the arrays to another at or before it, without the lanes that
/// left; returns where the next group goes.
template <Phase phase>
[[gnu::always_inline]] inline int storeGroup(const Group& group, Live& live, Queue& queue, int from, int to, std::int64_t index)
{
    if (allStay(group)) {
        for (int v = 0; v < groupVectors; ++v) {
            if (to != from)
                moveRest(live, from + v * width, to + v * width, group.stays[v]);
            store(live.x + to + v * width, group.z[v].x);
            store(live.y + to + v * width, group.z[v].y);
        }
        return to + groupPoints;
    }
    for (int v = 0; v < groupVectors; ++v) {
        const int at = from + v * width;
        const Mask stays = group.stays[v];
        if (any(!stays)) {
            if constexpr (phase == Phase::Early)
                enqueue(queue, live, at, group.z[v].x, group.z[v].y, group.counts[v], !stays);
            else
                enqueue(queue, live, at, load(live.x + at), load(live.y + at),
                    splat(static_cast<double>(index)), !stays);
        }
        if (!any(stays))
            continue;
        moveRest(live, at, to, stays);
        compress(live.x + to, group.z[v].x, stays);
        compress(live.y + to, group.z[v].y, stays);
        to += countLanes(stays);
    }
    return to;
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

template <bool fused, Phase phase, bool everyStep>
[[gnu::noinline]] void advance(const EscapeJob& job, Live& live, Queue& queue, std::int64_t index, int length)
{
    padLive(live);
    const int padded = wholeGroups(live.count);
    int to = 0;
    for (int from = 0; from < padded; from += groupPoints) {
        const Group group = runGroup<fused, phase, everyStep>(live, from, index, length);
        to = storeGroup<phase>(group, live, queue, from, to, index);
        while (queue.size >= drainPoints)
            drainOnce<fused, phase>(job, queue, earlyRun - length);
    }
    live.count = to - (padded - live.count); // those at rest stay, at the end
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

/// Points that are proved to stay by what is known of their surroundings.
inline void dropProved(const EscapeJob& job, Live& live)
{
    std::uint8_t proved[groupPoints];
    int to = 0;
    for (int from = 0; from < live.count; from += groupPoints) {
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
}

/// Takes points in, but for those that are known to be interior.
[[gnu::noinline]] void loadChunk(const EscapeJob& job, int base, int count, Live& chunk)
{
    for (int n = base; n < base + count; ++n)
        job.labels[n] = static_cast<std::uint8_t>(Label::Escaped); // until proved otherwise
    double lanes[width];
    for (int lane = 0; lane < width; ++lane)
        lanes[lane] = lane;
    Vec point = load(lanes) + splat(base);
    int to = 0;
    for (int n = base; n < base + count; n += width, point = point + splat(width)) {
        const Orbit z = startOrbit(job, n);
        const Vec cr = load(job.cRe + n);
        const Vec ci = load(job.cIm + n);
        const Mask present = point < splat(base + count);
        const Mask interior = job.closedFormInterior ? present & inClosedFormInterior(cr, ci) : noLanes();
        if (any(interior)) {
            double points[width];
            compress(points, point, interior);
            for (int k = countLanes(interior); k-- > 0;)
                writeStaying(job, static_cast<int>(points[k]), Label::Interior);
        }
        const Mask stays = present & !interior;
        compress(chunk.x + to, z.x, stays);
        compress(chunk.y + to, z.y, stays);
        compress(chunk.cr + to, cr, stays);
        compress(chunk.ci + to, ci, stays);
        compress(chunk.point + to, point, stays);
        to += countLanes(stays);
    }
    chunk.count = to;
}

/// The first iterations of a chunk; what is left of it joins the batch.
template <bool fused> inline void iterateChunk(const EscapeJob& job, Memory& memory)
{
    Live& chunk = memory.chunk;
    const std::int64_t limit = job.maxIterations < earlyIterations ? job.maxIterations : earlyIterations;
    for (std::int64_t index = 0; index < limit && chunk.count > 0;) {
        const int length = runLengthAt(index, limit);
        if (length < earlyRun)
            drain<fused, Phase::Early>(job, memory.queue, 0);
        advance<fused, Phase::Early, true>(job, chunk, memory.queue, index, length);
        if (length < earlyRun)
            drain<fused, Phase::Early>(job, memory.queue, earlyRun - length);
        index += length;
    }
    Live& batch = memory.batch;
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

/// Whether an orbit of this batch might come back after having left: see the top of this file.
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

/// All but the first iterations of a batch. False when cancelled.
template <bool fused, bool everyStep> inline bool iterateBatch(const EscapeJob& job, Live& live, Queue& queue)
{
    const std::int64_t limit = job.maxIterations;
    CycleSchedule schedule;
    for (std::int64_t index = earlyIterations; index < limit && live.count > 0;) {
        if (job.cancelled != nullptr && job.cancelled(job.cancelContext))
            return false;
        const int length = runLengthAt(index, limit);
        advance<fused, Phase::Late, everyStep>(job, live, queue, index, length);
        index += length;
        if (index == discCheckIndex && job.findProved != nullptr)
            dropProved(job, live);
        if (job.cycleCheck && CycleSchedule::isCheck(index))
            dropCycles(job, live);
        if (job.cycleCheck && schedule.takesCheckpoint(index))
            takeCheckpoint(live);
    }
    drain<fused, Phase::Late>(job, queue, 0);
    for (int n = 0; n < live.count; ++n)
        writeStaying(job, static_cast<int>(live.point[n]), Label::Undecided);
    return true;
}

template <bool fused> inline bool escapeByCompaction(const EscapeJob& job)
{
    Memory memory = divideScratch(job.scratch);
    Live& batch = memory.batch;
    for (int base = 0; base < job.points;) {
        if (job.cancelled != nullptr && job.cancelled(job.cancelContext))
            return false;
        batch.count = 0;
        batch.hasCheckpoint = false;
        const int end = job.points - base < escapeBatch ? job.points : base + escapeBatch;
        for (; base < end; base += chunkPoints) {
            loadChunk(job, base, end - base < chunkPoints ? end - base : chunkPoints, memory.chunk);
            iterateChunk<fused>(job, memory);
        }
        base = end;
        drain<fused, Phase::Early>(job, memory.queue, 0);
        const bool finished = mayComeBack(job, batch) ? iterateBatch<fused, true>(job, batch, memory.queue)
                                                      : iterateBatch<fused, false>(job, batch, memory.queue);
        if (!finished)
            return false;
    }
    return true;
}

bool compactionStrict(const EscapeJob& job)
{
    return escapeByCompaction<false>(job);
}

#if defined(__FMA__) || !defined(ESCAPADE_ARCH)
bool compactionFused(const EscapeJob& job)
{
    return escapeByCompaction<true>(job);
}
#endif

} // namespace escapade::simd::ESCAPADE_ISA
