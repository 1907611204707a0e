// The compaction kernel. The first iterations are counted in place (EscapeFirst.inl); what is still in then
// advances together in runs without any test. After a run the points that are still in are moved together, so
// that vectors stay full, and those that have left are put into a queue with the state that they had in the
// middle of the run, if they were still in there, or *before* it; when many wait there, these are replayed
// for the exact count.
//
// What makes one test after many steps sound, and the count of the steps with |z| <= 2 the right one: let s
// be the rounded |z|^2, and let an orbit have s > 4 at some step. If |c| <= 2 - d with d = 2^-40, write |z| =
// 2 + e: rounding leaves e > -2^-49. Then |z^2 + c| - 2 >= (2 + e)^2 - |c| - 2 >= 4 e + d - 2^-48 > d / 2
// after rounding, which is above zero and at least doubles in each further step: every later test sees s > 4
// (or infinity, or NaN, which it takes for outside). Fused arithmetic rounds less often, so the same holds.
// (That z_0 itself may be outside does not matter: then z_1 is, too.) From d / 2 to |z| > 128 are some thirty
// steps, so that every replay ends.
//
// If |c| >= 2 + d and z_0 = 0, then z_1 = c is outside, and from |z| >= |c| follows |z^2 + c| >= |z| (|z| -
// 1) >= |z| (1 + d), so the orbit grows, too.
//
// In the thin ring between, where no witness is known but the argument fails, and for Julia sets with |c| > 2
// - d, whose orbits may leave radius 2 and come back (z -> z^2 - 2.5 from 0.9), points are left out of the
// first iterations, and chunks and batches with such a point keep the largest s of every run and test that.

#pragma once

#include "core/simd/kernels/EscapeFirst.inl"
#include "core/simd/kernels/EscapeKernels.h"
#include "core/simd/kernels/EscapeLive.inl"
#include "core/simd/kernels/EscapeQueue.inl"

namespace escapade::simd::ESCAPADE_ISA {

/// Points that go through the first iterations together: few enough to stay in the first-level cache, for
/// many of them leave there. Whole groups, whatever their size.
constexpr int chunkPoints = 528;
constexpr int chunkIterations = 64;
static_assert(chunkPoints % groupPoints == 0);
static_assert(groupPoints + drainPoints + width <= queueCapacity);

struct Memory
{
    Live batch;
    Queue queue;
    Queue first;
    int counted = firstIterations; ///< that the next chunk goes through; or none
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
    Live& batch = memory.batch;
    double** const ofBatch[]
        = { &batch.x, &batch.y, &batch.cr, &batch.ci, &batch.point, &batch.checkpointX, &batch.checkpointY };
    for (double** const array : ofBatch)
        *array = takeArray(scratch, escapeBatch + spareRoom);
    Queue* const queues[] = { &memory.queue, &memory.first };
    for (Queue* const queue : queues) {
        double** const ofQueue[] = { &queue->x, &queue->y, &queue->entry };
        for (double** const array : ofQueue)
            *array = takeArray(scratch, queueCapacity);
    }
    return memory;
}
static_assert(7 * (escapeBatch + spareRoom) + 6 * queueCapacity <= escapeScratch);

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
    constexpr double overheadPerReplayedStep = 12; // of time, measured
    const double lived = lastGone == 0 ? 1e9 : static_cast<double>(lastCount) * lastLength / lastGone;
    const double best = __builtin_sqrt(overheadPerReplayedStep * lived);
    // What has not left yet may all leave at once: a run is short beside what was done before it.
    const auto careful = static_cast<double>(index < 64 ? 16 : index / 4);
    const double wanted = best < careful ? best : careful;
    constexpr double longest = cycleCheckInterval;
    auto length = static_cast<int>(wanted < longest ? wanted : longest);
    length = length < 2 * smoothStride ? 2 * smoothStride : length / smoothStride * smoothStride;
    const std::int64_t stop = nextStop(index) < end ? nextStop(index) : end;
    return stop - index < length ? static_cast<int>(stop - index) : length;
}

/// The part of a run before its middle, where the state is kept: orbits that leave are then known to within
/// half of it. In strides, for replays need to begin at one.
inline int firstHalf(int length)
{
    return length / 2 / smoothStride * smoothStride;
}

/// A group after its run, as references to what advanceGroup() keeps in registers.
struct GroupResult
{
    const Orbit (&z)[groupVectors];
    const Mask (&stays)[groupVectors];
};

/// The last states before a group's orbits left that are known: before the run and, where there is one, in
/// its middle.
struct GroupPast
{
    alignas(64) double middleX[groupPoints];
    alignas(64) double middleY[groupPoints];
    Vec index; ///< of the state before
    Vec middleIndex;
};

/// Puts those of a group's vector that left into the queue.
template <bool fused, Phase phase>
[[gnu::always_inline]] inline void enqueueGone(
    const Live& live, int at, const GroupPast& past, int v, Mask gone, Queue& queue)
{
    Vec x = load(live.x + at);
    Vec y = load(live.y + at);
    Vec index = past.index;
    if constexpr (phase == Phase::Late) {
        const Orbit middle = orbitAt(load(past.middleX + v * width), load(past.middleY + v * width));
        const Mask inside = sizeSquared<fused>(middle) <= splat(4);
        x = select(inside, middle.x, x);
        y = select(inside, middle.y, y);
        index = select(inside, past.middleIndex, index);
    }
    enqueue(queue, x, y, entryOf(load(live.point + at), index), gone);
}

/// Puts the points of a group that stay back into the arrays and those that left into the queue.
template <bool fused, Phase phase>
[[gnu::always_inline]] inline int storeGroup(
    Live& live, Queue& queue, int from, int to, bool anyGone, const GroupPast& past, const GroupResult& group)
{
    if (!anyGone) {
        unrolled<groupVectors>([&](int v) ESCAPADE_INLINE_BODY {
            if (to != from)
                moveWhole(live, from + v * width, to + v * width);
            store(live.x + to + v * width, group.z[v].x);
            store(live.y + to + v * width, group.z[v].y);
        });
        return to + groupPoints;
    }
    unrolled<groupVectors>([&](int v) ESCAPADE_INLINE_BODY {
        const int at = from + v * width;
        enqueueGone<fused, phase>(live, at, past, v, !group.stays[v], queue);
        moveRest(live, at, to, group.stays[v]);
        compress(live.x + to, group.z[v].x, group.stays[v]);
        compress(live.y + to, group.z[v].y, group.stays[v]);
        to += countLanes(group.stays[v]);
    });
    return to;
}

/// So many steps of a group without a test.
template <bool fused, Doubling odd>
[[gnu::always_inline]] inline void stepGroup(
    Orbit (&z)[groupVectors], const Vec (&cr)[groupVectors], const Vec (&ci)[groupVectors], int steps)
{
    for (int step = 0; step < steps; ++step) {
        for (int v = 0; v < groupVectors; ++v) {
            // The squares here rather than at the end, so that fewer registers live on.
            z[v] = next<fused>(orbitAt(z[v].x, z[v].y), cr[v], ci[v], v % 2 == 0 ? Doubling::Fused : odd);
        }
    }
}

/// A run of one group, read from one place of the arrays and written, without the points that left, to
/// another at or before it; returns where the next group goes. The state after the run is tested only or,
/// where orbits may come back, the largest |z|^2 of all steps.
template <bool fused, Phase phase, Doubling odd>
[[gnu::always_inline]] inline int advanceGroup(
    Live& live, Queue& queue, int from, int to, std::int64_t index, int length)
{
    Orbit z[groupVectors];
    Vec size2[groupVectors];
    Mask stays[groupVectors];
    Vec cr[groupVectors];
    Vec ci[groupVectors];
    for (int v = 0; v < groupVectors; ++v) {
        const int at = from + v * width;
        z[v] = orbitAt(load(live.x + at), load(live.y + at));
        cr[v] = load(live.cr + at);
        ci[v] = load(live.ci + at);
        size2[v] = splat(0);
    }
    GroupPast past;
    past.index = splat(static_cast<double>(index));
    if constexpr (phase == Phase::Late) {
        const int half = firstHalf(length);
        past.middleIndex = splat(static_cast<double>(index + half));
        stepGroup<fused, odd>(z, cr, ci, half);
        for (int v = 0; v < groupVectors; ++v) {
            store(past.middleX + v * width, z[v].x);
            store(past.middleY + v * width, z[v].y);
        }
        stepGroup<fused, odd>(z, cr, ci, length - half);
    } else {
        for (int step = 0; step < length; ++step) {
            for (int v = 0; v < groupVectors; ++v) {
                z[v] = next<fused>(z[v], cr[v], ci[v], v % 2 == 0 ? Doubling::Fused : odd);
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
        else
            stays[v] = size2[v] <= splat(4);
        gone = gone | !stays[v];
    }
    return storeGroup<fused, phase>(live, queue, from, to, any(gone), past, { z, stays });
}

/// A run of all groups; returns how many points left.
template <bool fused, Phase phase, Doubling odd>
[[gnu::noinline]] int advanceAll(
    const EscapeJob& job, Live& live, Queue& queue, std::int64_t index, int length)
{
    padLive(live);
    const int padded = wholeGroups(live.count);
    const int leftWithin = phase == Phase::Late ? length - firstHalf(length) : length;
    if (queue.size == 0 || queue.longestRun < leftWithin)
        queue.longestRun = leftWithin;
    // Copies whose address nobody has: else the compiler reads the pointers again after each store of a
    // vector.
    Live points = live;
    Queue leaving = queue;
    int to = 0;
    for (int from = 0; from < padded; from += groupPoints) {
        to = advanceGroup<fused, phase, odd>(points, leaving, from, to, index, length);
        if (leaving.size >= drainPoints)
            leaving.size = drainOnce<fused, phase>(job, leaving);
    }
    queue.size = leaving.size;
    const int gone = padded - to; // points at rest stay, at the end
    live.count -= gone;
    return gone;
}

template <bool fused, Phase phase>
inline int advance(const EscapeJob& job, Live& live, Queue& queue, std::int64_t index, int length)
{
    if (!fused && job.hasIdleAdders)
        return advanceAll<fused, phase, Doubling::Added>(job, live, queue, index, length);
    return advanceAll<fused, phase, Doubling::Fused>(job, live, queue, index, length);
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
        if (index == discCheckIndex && job.findProved != nullptr && !dropProved(job, live))
            return false;
        if (job.cycleCheck && CycleSchedule::isCheck(index))
            dropCycles(job, live);
        if (job.cycleCheck && schedule.takesCheckpoint(index))
            takeCheckpoint(live);
    }
    if constexpr (phase == Phase::LateDoubtful)
        drain<fused, phase>(job, queue); // before others come in that are replayed with less care
    return true;
}

template <bool fused>
inline bool iterateLate(const EscapeJob& job, Live& live, Queue& queue, std::int64_t index, std::int64_t end)
{
    if (live.count == 0)
        return true;
    return anyMayComeBack(job, live) ? iterateLate<fused, Phase::LateDoubtful>(job, live, queue, index, end)
                                     : iterateLate<fused, Phase::Late>(job, live, queue, index, end);
}

/// A chunk's points from their first iteration to one that the whole batch goes on from. False when
/// cancelled.
template <bool fused>
inline bool iterateChunk(const EscapeJob& job, int begin, int end, std::int64_t handOver, Memory& memory)
{
    Live chunk = roomBehind(memory.batch);
    const int counted = memory.counted;
    const bool anyDoubtful = iterateFirst<fused>(job, begin, end, counted, chunk, memory.first);
    // Counting pays if many leave, and the next chunk is likely to be like this one.
    memory.counted = chunk.count > (end - begin) / 8 * 7 ? 0 : firstIterations;
    if (handOver > counted) {
        if (!iterateLate<fused>(job, chunk, memory.queue, counted, handOver))
            return false;
        memory.batch.count += chunk.count;
    } else {
        writeUndecided(job, chunk); // they got beyond the limit
    }
    if (anyDoubtful) {
        chunk = roomBehind(memory.batch);
        loadDoubtful(job, begin, end, chunk);
        if (!iterateLate<fused>(job, chunk, memory.queue, 0, handOver))
            return false;
        memory.batch.count += chunk.count;
    }
    return true;
}

/// Where the limit lies within the first iterations.
inline void cutAtLimit(const EscapeJob& job, int begin, int end)
{
    for (int n = begin; n < end; ++n) {
        if (job.labels[n] == static_cast<std::uint8_t>(Label::Escaped) && job.counts[n] >= job.maxIterations)
            writeStaying(job, n, Label::Undecided);
    }
}

/// Iterates a batch: chunk after chunk through the first iterations, what is left of them together. False
/// when cancelled.
template <bool fused> inline bool iterateBatch(const EscapeJob& job, int begin, int end, Memory& memory)
{
    const std::int64_t limit = job.maxIterations;
    const std::int64_t handOver = limit < chunkIterations ? limit : chunkIterations;
    Live& batch = memory.batch;
    batch.count = 0;
    batch.hasCheckpoint = false;
    for (int base = begin; base < end;) {
        // The first is short: it tells whether counting pays.
        const int points = base == begin ? groupPoints : chunkPoints;
        const int chunkEnd = end - base < points ? end : base + points;
        if (!iterateChunk<fused>(job, base, chunkEnd, handOver, memory))
            return false;
        base = chunkEnd;
    }
    drain<fused, Phase::First>(job, memory.first);
    if (!iterateLate<fused>(job, batch, memory.queue, handOver, limit))
        return false;
    drain<fused, Phase::Late>(job, memory.queue);
    if (limit <= firstIterations)
        cutAtLimit(job, begin, end);
    writeUndecided(job, batch);
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
