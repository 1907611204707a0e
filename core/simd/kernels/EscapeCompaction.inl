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
/// Points that go through the first iterations together: few enough to stay in the first-level cache, for
/// many of them leave there.
constexpr int chunkPoints = 512;
constexpr int chunkIterations = 128;
/// Vectors of the queue that are finished together.
constexpr int drainVectors = 4;
constexpr int drainPoints = drainVectors * width;
constexpr int spareRoom = 64; // behind the last point, for a whole group and a whole vector
static_assert(groupPoints + width <= spareRoom && chunkPoints % width == 0);

/// Runs that count every step instead of being replayed; they are as long as the stride of fractions.
constexpr int countedRun = smoothStride;

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

/// Points that left during a run. After counted runs: their state after it and their count; else their state
/// before it and the iterations done by then.
struct Queue
{
    double* x;
    double* y;
    double* entry; // the point and the count in one, to move less: see entryOf()
    int size = 0;
};

/// Counts have 31 bits and points 20 at most, so that both fit into a double's 53.
constexpr std::uint64_t entryFactor = 1U << 20;

inline Vec entryOf(Vec point, Vec count)
{
    return point + count * splat(static_cast<double>(entryFactor));
}

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
    double** const ofQueue[] = { &queue.x, &queue.y, &queue.entry };
    for (double** const array : ofQueue)
        *array = takeArray(scratch, queueCapacity);
    return memory;
}
static_assert(
    5 * (chunkPoints + spareRoom) + 7 * (escapeBatch + spareRoom) + 3 * queueCapacity <= escapeScratch);

/// The next index at which something is checked, or the batches change: no run passes it.
inline std::int64_t nextStop(std::int64_t index)
{
    if (index < chunkIterations)
        return chunkIterations;
    if (index < discCheckIndex)
        return discCheckIndex;
    if (index < firstCheckpoint)
        return firstCheckpoint;
    return index + cycleCheckInterval - (index - firstCheckpoint) % cycleCheckInterval;
}

/// How many steps to run without a test. A run costs every point some overhead and every point that leaves a
/// replay of up to the whole run, so the best length goes with the root of the time that points live; it is
/// taken from how many left during the run before. No result depends on it.
inline int runLength(std::int64_t index, std::int64_t end, int lastLength, int lastCount, int lastGone)
{
    constexpr double overheadPerReplayedStep = 3.5; // of time, measured
    const double lived = lastGone == 0 ? 1e9 : static_cast<double>(lastCount) * lastLength / lastGone;
    const double best = __builtin_sqrt(overheadPerReplayedStep * lived);
    // What has not left yet may all leave at once: a run is short beside what was done before it.
    const double careful = static_cast<double>(index < 32 ? 8 : index / 4);
    const double wanted = best < careful ? best : careful;
    int length = wanted < 120 ? static_cast<int>(wanted) : 120;
    length = length < 2 * smoothStride ? 2 * smoothStride : length / smoothStride * smoothStride;
    const std::int64_t stop = nextStop(index) < end ? nextStop(index) : end;
    return stop - index < length ? static_cast<int>(stop - index) : length;
}

inline void writeStaying(const EscapeJob& job, int at, Label label)
{
    job.counts[at] = job.maxIterations;
    job.fractions[at] = 0;
    job.labels[at] = static_cast<std::uint8_t>(label);
}

/// Writes counts and fractions of a vector of escaped points, the first lanes of it.
inline void writeEscaped(const EscapeJob& job, const int* points, Vec counts, Vec fractions, int lanes)
{
    double countOf[width];
    double fractionOf[width];
    store(countOf, counts);
    store(fractionOf, fractions);
    int strangers = lanes == width ? 0 : 1;
    for (int lane = 0; lane < width; ++lane)
        strangers |= points[lane] ^ (points[0] + lane);
    if (strangers == 0) { // neighbours: whole vectors
        for (int lane = 0; lane < width; ++lane)
            job.counts[points[0] + lane] = static_cast<std::int32_t>(countOf[lane]);
        for (int lane = 0; lane < width; ++lane)
            job.fractions[points[0] + lane] = static_cast<float>(fractionOf[lane]);
        return;
    }
    std::int32_t narrowCount[width];
    float narrowFraction[width];
    for (int lane = 0; lane < width; ++lane) {
        narrowCount[lane] = static_cast<std::int32_t>(countOf[lane]);
        narrowFraction[lane] = static_cast<float>(fractionOf[lane]);
    }
    for (int lane = 0; lane < lanes; ++lane) {
        job.counts[points[lane]] = narrowCount[lane];
        job.fractions[points[lane]] = narrowFraction[lane];
    }
}

/// Points that left radius 2 but are not known never to return.
inline void writeDoubtful(const EscapeJob& job, const int* points, Mask escaped, int lanes)
{
    double known[width];
    store(known, select(escaped, splat(1), splat(0)));
    for (int lane = 0; lane < lanes; ++lane) {
        if (known[lane] == 0)
            job.labels[points[lane]] = static_cast<std::uint8_t>(Label::Undecided);
    }
}

/// What the points of a queue are, and so how they are finished.
enum class Phase {
    Counted, ///< after counted runs
    Late, ///< to be replayed; none may come back
    LateDoubtful, ///< to be replayed; orbits may come back inside radius 2
};

/// Replays orbits that leave within a run and may come back, step by step: z becomes z_(count + 1).
template <bool fused>
[[gnu::always_inline]] inline void replay(Escaped<drainVectors>& points, Vec (&counts)[drainVectors])
{
    Mask inside[drainVectors];
    for (int v = 0; v < drainVectors; ++v)
        inside[v] = !noLanes();
    for (int step = 0; step < cycleCheckInterval; ++step) {
        Mask anyInside = noLanes();
        for (int v = 0; v < drainVectors; ++v) {
            Orbit& z = points.z[v];
            z = select(inside[v], next<fused>(z, points.cr[v], points.ci[v]), z);
            inside[v] = inside[v] & (sizeSquared<fused>(z) <= splat(4));
            counts[v] = select(inside[v], counts[v] + splat(1), counts[v]);
            anyInside = anyInside | inside[v];
        }
        if (!any(anyInside))
            break;
    }
}

/// replay() and finish() in one, stride by stride, for |c| <= 2 and orbits that do not come back.
template <bool fused>
[[gnu::always_inline]] inline void replayAndFinish(Escaped<drainVectors>& points, Vec (&counts)[drainVectors])
{
    Mask pending[drainVectors];
    Vec size2[drainVectors];
    Vec end[drainVectors];
    for (int v = 0; v < drainVectors; ++v) {
        pending[v] = !noLanes();
        size2[v] = splat(0);
        end[v] = counts[v];
    }
    // Every one of them leaves within a run.
    for (int strides = 0; strides < cycleCheckInterval / smoothStride + tailStrides; ++strides) {
        Orbit z[drainVectors];
        Vec stepSize2[drainVectors];
        for (int v = 0; v < drainVectors; ++v)
            z[v] = points.z[v];
        for (int step = 0; step < smoothStride; ++step) {
            for (int v = 0; v < drainVectors; ++v) {
                z[v] = next<fused>(z[v], points.cr[v], points.ci[v]);
                stepSize2[v] = sizeSquared<fused>(z[v]);
                // Lanes that are not pending are further outside with each step.
                counts[v] = select(stepSize2[v] <= splat(4), counts[v] + splat(1), counts[v]);
            }
        }
        Mask anyPending = noLanes();
        for (int v = 0; v < drainVectors; ++v) {
            points.z[v] = select(pending[v], z[v], points.z[v]);
            size2[v] = select(pending[v], stepSize2[v], size2[v]);
            end[v] = select(pending[v], end[v] + splat(smoothStride), end[v]);
            pending[v] = size2[v] <= splat(4 * smoothFactor);
            anyPending = anyPending | pending[v];
        }
        if (!any(anyPending))
            break;
    }
    for (int v = 0; v < drainVectors; ++v)
        points.fraction[v] = smoothFraction(size2[v], end[v] - counts[v], !noLanes());
}

/// Finishes points of counted runs, which were so many steps shorter than the stride.
template <bool fused>
[[gnu::always_inline]] inline void finishCounted(
    Escaped<drainVectors>& points, const Vec (&counts)[drainVectors], int missing)
{
    for (int v = 0; v < drainVectors; ++v) {
        for (int step = 0; step < missing; ++step)
            points.z[v] = next<fused>(points.z[v], points.cr[v], points.ci[v]);
        points.since[v] = stepsToStride(counts[v]) + splat(1);
    }
    finish<fused>(points);
}

/// Takes the last points of the queue, up to four vectors, and writes their results.
template <bool fused, Phase phase>
[[gnu::noinline]] void drainOnce(const EscapeJob& job, Queue& queue, int missing)
{
    const int size = queue.size < drainPoints ? queue.size : drainPoints;
    const int base = queue.size - size;
    for (int n = queue.size; n < base + drainPoints; ++n) {
        queue.x[n] = 4; // outside
        queue.y[n] = 0;
        queue.entry[n] = queue.entry[base];
    }
    int pointOf[drainPoints];
    double countOf[drainPoints];
    double crOf[drainPoints];
    double ciOf[drainPoints];
    for (int n = 0; n < drainPoints; ++n) {
        const auto entry = static_cast<std::uint64_t>(static_cast<std::int64_t>(queue.entry[base + n]));
        pointOf[n] = static_cast<int>(entry % entryFactor);
        countOf[n] = static_cast<double>(static_cast<std::int64_t>(entry / entryFactor));
    }
    for (int n = 0; n < drainPoints; ++n) {
        crOf[n] = job.cRe[pointOf[n]];
        ciOf[n] = job.cIm[pointOf[n]];
    }
    Escaped<drainVectors> points;
    Vec counts[drainVectors];
    for (int v = 0; v < drainVectors; ++v) {
        const int at = base + v * width;
        points.z[v] = orbitAt(load(queue.x + at), load(queue.y + at));
        points.cr[v] = load(crOf + v * width);
        points.ci[v] = load(ciOf + v * width);
        counts[v] = load(countOf + v * width);
    }
    if constexpr (phase == Phase::Counted) {
        finishCounted<fused>(points, counts, missing);
    } else if constexpr (phase == Phase::Late) {
        replayAndFinish<fused>(points, counts);
    } else {
        replay<fused>(points, counts);
        alignToStride<fused>(points, counts);
        finish<fused>(points);
    }
    for (int v = 0; v < drainVectors && v * width < size; ++v) {
        const int lanes = size - v * width < width ? size - v * width : width;
        const int* const at = pointOf + v * width;
        writeEscaped(job, at, counts[v], points.fraction[v], lanes);
        if constexpr (phase != Phase::Late) {
            if (any(!points.escaped[v]))
                writeDoubtful(job, at, points.escaped[v], lanes);
        }
    }
    queue.size = base;
}

template <bool fused, Phase phase> inline void drain(const EscapeJob& job, Queue& queue, int missing = 0)
{
    while (queue.size > 0)
        drainOnce<fused, phase>(job, queue, missing);
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

/// Puts the lanes of a vector that left into the queue.
inline void enqueue(Queue& queue, Vec x, Vec y, Vec entry, Mask gone)
{
    compress(queue.x + queue.size, x, gone);
    compress(queue.y + queue.size, y, gone);
    compress(queue.entry + queue.size, entry, gone);
    queue.size += countLanes(gone);
}

/// A run of one group, read from one place of the arrays and written, without the points that left, to
/// another at or before it; returns where the next group goes. Counted runs count every step; others test the
/// state after the run only or, where orbits may come back, the largest |z|^2 of all steps.
template <bool fused, Phase phase>
[[gnu::always_inline]] inline int advanceGroup(
    Live& live, Queue& queue, int from, int to, std::int64_t index, int length)
{
    Orbit z[groupVectors];
    Vec counts[groupVectors];
    Vec size2[groupVectors];
    Mask stays[groupVectors];
    Vec cr[groupVectors];
    Vec ci[groupVectors];
    const Vec start = splat(static_cast<double>(index));
    for (int v = 0; v < groupVectors; ++v) {
        const int at = from + v * width;
        z[v] = orbitAt(load(live.x + at), load(live.y + at));
        counts[v] = start;
        stays[v] = !noLanes();
        cr[v] = load(live.cr + at);
        ci[v] = load(live.ci + at);
        size2[v] = splat(0);
    }
    for (int step = 0; step < length; ++step) {
        for (int v = 0; v < groupVectors; ++v) {
            if constexpr (phase == Phase::Late)
                z[v]
                    = orbitAt(z[v].x, z[v].y); // here rather than at the end, so that fewer registers live on
            z[v] = next<fused>(z[v], cr[v], ci[v], v % 2 == 0 ? Doubling::Fused : Doubling::Added);
            if constexpr (phase == Phase::Counted) {
                // False for NaN: such an orbit has left.
                stays[v] = stays[v] & (sizeSquared<fused>(z[v]) <= splat(4));
                counts[v] = select(stays[v], counts[v] + splat(1), counts[v]);
            } else if constexpr (phase == Phase::LateDoubtful) {
                // The new value comes second, so that a NaN, once there, stays (maximum gives b where either
                // is NaN).
                size2[v] = maximum(size2[v], sizeSquared<fused>(z[v]));
            }
        }
    }
    Mask gone = noLanes();
    for (int v = 0; v < groupVectors; ++v) {
        if constexpr (phase == Phase::Late)
            stays[v] = sizeSquared<fused>(z[v]) <= splat(4);
        else if constexpr (phase == Phase::LateDoubtful)
            stays[v] = size2[v] <= splat(4);
        gone = gone | !stays[v];
    }
    if (!any(gone)) {
        unrolled<groupVectors>([&](int v) ESCAPADE_INLINE_BODY {
            if (to != from)
                moveWhole(live, from + v * width, to + v * width);
            store(live.x + to + v * width, z[v].x);
            store(live.y + to + v * width, z[v].y);
        });
        return to + groupPoints;
    }
    unrolled<groupVectors>([&](int v) ESCAPADE_INLINE_BODY {
        const int at = from + v * width;
        if (any(!stays[v])) {
            const Vec entry = entryOf(load(live.point + at), counts[v]);
            if constexpr (phase == Phase::Counted)
                enqueue(queue, z[v].x, z[v].y, entry, !stays[v]);
            else
                enqueue(queue, load(live.x + at), load(live.y + at), entry, !stays[v]);
        }
        if (!any(stays[v]))
            return;
        moveRest(live, at, to, stays[v]);
        compress(live.x + to, z[v].x, stays[v]);
        compress(live.y + to, z[v].y, stays[v]);
        to += countLanes(stays[v]);
    });
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

/// A run of all groups; returns how many points left.
template <bool fused, Phase phase>
[[gnu::noinline]] int advance(const EscapeJob& job, Live& live, Queue& queue, std::int64_t index, int length)
{
    padLive(live);
    const int padded = wholeGroups(live.count);
    int to = 0;
    for (int from = 0; from < padded; from += groupPoints) {
        to = advanceGroup<fused, phase>(live, queue, from, to, index, length);
        while (queue.size >= drainPoints)
            drainOnce<fused, phase>(job, queue, countedRun - length);
    }
    const int gone = padded - to; // points at rest stay, at the end
    live.count -= gone;
    return gone;
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

/// Counted runs for as long as many points leave; returns the index that was reached.
template <bool fused>
inline std::int64_t iterateCounted(const EscapeJob& job, Live& live, Queue& queue, std::int64_t end)
{
    constexpr std::int64_t lastIndex = 4 * countedRun;
    std::int64_t index = 0;
    bool manyLeave = true;
    while (manyLeave && live.count > 0 && index < end && index < lastIndex) {
        const int length = end - index < countedRun ? static_cast<int>(end - index) : countedRun;
        if (length < countedRun)
            drain<fused, Phase::Counted>(job, queue);
        const int before = live.count;
        const int gone = advance<fused, Phase::Counted>(job, live, queue, index, length);
        manyLeave = gone > before / 16;
        if (length < countedRun)
            drain<fused, Phase::Counted>(job, queue, countedRun - length);
        index += length;
    }
    drain<fused, Phase::Counted>(job, queue);
    return index;
}

/// Iterations from one index to another. False when cancelled.
template <bool fused, Phase phase>
inline bool iterateLate(const EscapeJob& job, Live& live, Queue& queue, std::int64_t index, std::int64_t end)
{
    CycleSchedule schedule;
    int length = 1;
    int before = 1;
    int gone = 0;
    while (index < end && live.count > 0) {
        if (job.cancelled != nullptr && job.cancelled(job.cancelContext))
            return false;
        length = runLength(index, end, length, before, gone);
        before = live.count;
        gone = advance<fused, phase>(job, live, queue, index, length);
        index += length;
        if (index == discCheckIndex && job.findProved != nullptr)
            dropProved(job, live);
        if (job.cycleCheck && CycleSchedule::isCheck(index))
            dropCycles(job, live);
        if (job.cycleCheck && schedule.takesCheckpoint(index))
            takeCheckpoint(live);
    }
    drain<fused, phase>(job, queue);
    return true;
}

template <bool fused>
inline bool iterateLate(const EscapeJob& job, Live& live, Queue& queue, std::int64_t index, std::int64_t end)
{
    if (live.count == 0)
        return true;
    return mayComeBack(job, live) ? iterateLate<fused, Phase::LateDoubtful>(job, live, queue, index, end)
                                  : iterateLate<fused, Phase::Late>(job, live, queue, index, end);
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

/// Iterates a batch: chunk after chunk through the first iterations, what is left of them together. False
/// when cancelled.
template <bool fused> inline bool iterateBatch(const EscapeJob& job, int begin, int end, Memory& memory)
{
    const std::int64_t limit = job.maxIterations;
    const std::int64_t chunkEnd = limit < chunkIterations ? limit : chunkIterations;
    Queue& queue = memory.queue;
    Live& batch = memory.batch;
    batch.count = 0;
    batch.hasCheckpoint = false;
    for (int base = begin; base < end; base += chunkPoints) {
        Live& chunk = memory.chunk;
        loadChunk(job, base, end - base < chunkPoints ? end - base : chunkPoints, chunk);
        const std::int64_t counted = iterateCounted<fused>(job, chunk, queue, chunkEnd);
        if (!iterateLate<fused>(job, chunk, queue, counted, chunkEnd))
            return false;
        append(batch, chunk);
    }
    if (!iterateLate<fused>(job, batch, queue, chunkEnd, limit))
        return false;
    for (int n = 0; n < batch.count; ++n)
        writeStaying(job, static_cast<int>(batch.point[n]), Label::Undecided);
    return true;
}

template <bool fused> inline bool escapeByCompaction(const EscapeJob& job)
{
    Memory memory = divideScratch(job.scratch);
    for (int begin = 0; begin < job.points; begin += escapeBatch) {
        if (job.cancelled != nullptr && job.cancelled(job.cancelContext))
            return false;
        const int end = job.points - begin < escapeBatch ? job.points : begin + escapeBatch;
        if (!iterateBatch<fused>(job, begin, end, memory))
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
