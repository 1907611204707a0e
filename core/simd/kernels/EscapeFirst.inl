// The first iterations of the compaction kernel: points in their order, a few vectors at a time in registers,
// every step counted. Most points that leave at all leave here, and their results are written in place.

#pragma once

#include "core/simd/kernels/EscapeLive.inl"
#include "core/simd/kernels/EscapeQueue.inl"

namespace escapade::simd::ESCAPADE_ISA {

/// Few, so that a group is over when its neighbouring points are.
constexpr int firstVectors = 2;
constexpr int firstPoints = firstVectors * width;

/// Points in the order of the job and what is known of them before the first iteration.
struct FirstGroup
{
    Counted<firstVectors> points;
    Mask interior[firstVectors];
};

/// Returns the points that might come back: they are not pending.
[[gnu::always_inline]] inline Mask loadFirst(const EscapeJob& job, int base, int end, FirstGroup& group)
{
    constexpr double farthestInterior2 = 1.6; // of |c|^2 in the cardioid and the disc
    Counted<firstVectors>& points = group.points;
    Mask doubtful = noLanes();
    Mask nearInterior = noLanes();
    unrolled<firstVectors>([&](int v) ESCAPADE_INLINE_BODY {
        const int at = base + v * width;
        points.cr[v] = load(job.cRe + at);
        points.ci[v] = load(job.cIm + at);
        points.z[v] = startOrbit(job, at);
        points.counts[v] = splat(0);
        points.end[v] = splat(0);
        points.size2[v] = splat(0);
        const Vec c2 = squared(points.cr[v], points.ci[v]);
        points.beyond[v] = beyondRadius(job, c2);
        const Mask back = mayComeBack(job, c2);
        points.pending[v] = !back;
        group.interior[v] = noLanes();
        doubtful = doubtful | back;
        nearInterior = nearInterior | (c2 < splat(farthestInterior2));
    });
    if (job.closedFormInterior && any(nearInterior)) {
        unrolled<firstVectors>([&](int v) ESCAPADE_INLINE_BODY {
            group.interior[v] = inClosedFormInterior(points.cr[v], points.ci[v]);
            points.pending[v] = points.pending[v] & !group.interior[v];
        });
    }
    if (end - base < firstPoints) {
        unrolled<firstVectors>([&](int v) ESCAPADE_INLINE_BODY {
            const Mask present = laneNumbers() < splat(end - base - v * width);
            points.pending[v] = points.pending[v] & present;
        });
    }
    return doubtful;
}

/// Results of all points, in place; those of points that go on are garbage.
[[gnu::always_inline]] inline void writeFirst(const EscapeJob& job, int base, const FirstGroup& group)
{
    Mask anyInterior = noLanes();
    unrolled<firstVectors>([&](int v) ESCAPADE_INLINE_BODY {
        const int at = base + v * width;
        const Mask interior = group.interior[v];
        storeAsInts(job.counts + at,
            select(interior, splat(static_cast<double>(job.maxIterations)), group.points.counts[v]));
        if (job.fractions != nullptr)
            storeAsFloats(job.fractions + at, select(interior, splat(0), fractionOf(group.points, v)));
        anyInterior = anyInterior | interior;
    });
    if (!any(anyInterior))
        return;
    for (int v = 0; v < firstVectors; ++v) {
        double known[width];
        store(known, select(group.interior[v], splat(1), splat(0)));
        for (int lane = 0; lane < width; ++lane) {
            if (known[lane] != 0)
                job.labels[base + v * width + lane] = static_cast<std::uint8_t>(Label::Interior);
        }
    }
}

inline bool isAllInterior(const FirstGroup& group)
{
    Mask others = noLanes();
    for (const Mask interior : group.interior)
        others = others | !interior;
    return !any(others);
}

inline void writeInterior(const EscapeJob& job, int first)
{
    for (int n = first; n < first + firstPoints; ++n)
        job.counts[n] = job.maxIterations;
    for (int n = first; job.fractions != nullptr && n < first + firstPoints; ++n)
        job.fractions[n] = 0;
    for (int n = first; n < first + firstPoints; ++n)
        job.labels[n] = static_cast<std::uint8_t>(Label::Interior);
}

/// A whole group goes on in the chunk.
[[gnu::always_inline]] inline void passAllOn(int base, const FirstGroup& group, Live& chunk)
{
    const Counted<firstVectors>& points = group.points;
    unrolled<firstVectors>([&](int v) ESCAPADE_INLINE_BODY {
        const int to = chunk.count + v * width;
        store(chunk.x + to, points.z[v].x);
        store(chunk.y + to, points.z[v].y);
        store(chunk.cr + to, points.cr[v]);
        store(chunk.ci + to, points.ci[v]);
        store(chunk.point + to, laneNumbers() + splat(base + v * width));
    });
    chunk.count += firstPoints;
}

[[gnu::always_inline]] inline bool areAllInside(const FirstGroup& group)
{
    Mask others = noLanes();
    for (int v = 0; v < firstVectors; ++v)
        others = others | !(group.points.pending[v] & (group.points.size2[v] <= splat(4)));
    return !any(others);
}

/// Points that are still in go on in the chunk, those that have left, but not far enough, in the queue.
[[gnu::always_inline]] inline void passOn(int base, const FirstGroup& group, Live& chunk, Queue& queue)
{
    if (areAllInside(group)) {
        passAllOn(base, group, chunk);
        return;
    }
    const Counted<firstVectors>& points = group.points;
    int to = chunk.count;
    unrolled<firstVectors>([&](int v) ESCAPADE_INLINE_BODY {
        const Vec point = laneNumbers() + splat(base + v * width);
        const Mask inside = points.pending[v] & (points.size2[v] <= splat(4));
        const Mask left = points.pending[v] & !inside;
        if (any(left))
            enqueue(queue, points.z[v].x, points.z[v].y, entryOf(point, points.counts[v]), left);
        compress(chunk.x + to, points.z[v].x, inside);
        compress(chunk.y + to, points.z[v].y, inside);
        compress(chunk.cr + to, points.cr[v], inside);
        compress(chunk.ci + to, points.ci[v], inside);
        compress(chunk.point + to, point, inside);
        to += countLanes(inside);
    });
    chunk.count = to;
}

/// Takes points through the first iterations, all or none of these, but for points that are known to be
/// interior; true if there are some that may come back: they are left out.
template <bool fused>
[[gnu::noinline]] bool iterateFirst(
    const EscapeJob& job, int base, int end, int iterations, Live& chunkOut, Queue& queueOut)
{
    // Until proved otherwise.
    __builtin_memset(job.labels + base, static_cast<int>(Label::Escaped), static_cast<unsigned>(end - base));
    Live chunk = chunkOut; // what is stored cannot alias these
    Queue queue = queueOut;
    Mask doubtful = noLanes();
    chunk.count = 0;
    for (int at = base; at < end; at += firstPoints) {
        FirstGroup group;
        doubtful = doubtful | loadFirst(job, at, end, group);
        if (isAllInterior(group)) {
            writeInterior(job, at);
            continue;
        }
        for (int index = 0; index < iterations && anyPending(group.points); index += smoothStride)
            countStride<fused>(group.points);
        if (anySettled(group.points))
            writeFirst(job, at, group);
        if (anyPending(group.points))
            passOn(at, group, chunk, queue);
        if (queue.size >= drainPoints)
            queue.size = drainOnce<fused, Phase::First>(job, queue);
    }
    chunkOut.count = chunk.count;
    queueOut.size = queue.size;
    return any(doubtful);
}

/// Takes in the points that iterateFirst() left out, at index 0.
inline void loadDoubtful(const EscapeJob& job, int base, int end, Live& chunk)
{
    chunk.count = 0;
    for (int at = base; at < end; at += width) {
        const Vec point = laneNumbers() + splat(at);
        const Orbit z = startOrbit(job, at);
        const Vec cr = load(job.cRe + at);
        const Vec ci = load(job.cIm + at);
        const Mask chosen = (point < splat(end)) & mayComeBack(job, squared(cr, ci));
        const int to = chunk.count;
        compress(chunk.x + to, z.x, chosen);
        compress(chunk.y + to, z.y, chosen);
        compress(chunk.cr + to, cr, chosen);
        compress(chunk.ci + to, ci, chosen);
        compress(chunk.point + to, point, chosen);
        chunk.count += countLanes(chosen);
    }
}

} // namespace escapade::simd::ESCAPADE_ISA
