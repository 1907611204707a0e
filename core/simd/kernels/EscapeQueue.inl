// The points that have left the compaction kernel's runs: their exact counts and smooth fractions, four
// vectors at a time. The step at which they left is found by halving the run, so that few steps are counted.

#pragma once

#include "core/simd/kernels/EscapeFinish.inl"

namespace escapade::simd::ESCAPADE_ISA {

/// Vectors of the queue that are replayed together, and points that are finished together.
constexpr int drainVectors = 4;
constexpr int drainGroup = drainVectors * width;
constexpr int drainPoints = 128;
static_assert(drainPoints % drainGroup == 0);

/// How many iterations points go through, counted, before they are moved together.
constexpr int firstIterations = 16;
static_assert(firstIterations % smoothStride == 0);

/// Points that left. Those of the first iterations: their state after these and their count; else the last
/// state in which the run during which they left found them inside, and the iterations done by then.
struct Queue
{
    double* x;
    double* y;
    double* entry; // the point and the count in one, to move less: see entryOf()
    int size = 0;
    int longestRun = 0; // they leave within so many steps
};

/// Counts have 31 bits and points 20 at most, so that both fit into a double's 53.
constexpr std::uint64_t entryFactor = maxEscapePoints;

inline Vec entryOf(Vec point, Vec count)
{
    return point + count * splat(static_cast<double>(entryFactor));
}

/// What entryOf() packed. With 2^52 added, a whole number stands in a double's low bits.
struct Entry
{
    Bits point;
    Vec count;
};
inline Entry unpacked(Vec entry)
{
    constexpr double twoTo52 = 4503599627370496.0;
    const Bits bits = bitsOf(entry + splat(twoTo52));
    const Bits count = (bits >> 20) & splatBits(0x7fffffff);
    return { bits & splatBits(entryFactor - 1), vecOf(count | bitsOf(splat(twoTo52))) - splat(twoTo52) };
}

constexpr int queueCapacity = drainPoints + 128; // of a group, a drain and a vector

/// What the points of a queue are, and so how they are finished.
enum class Phase {
    First, ///< counted already, at the end of the first iterations, but not far enough out for their fraction
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

/// Points of the queue on their way to their results. Each step is done for all of them before the next, so
/// that the processor can work on many at once.
struct Leaving
{
    std::uint64_t point[drainPoints];
    double cr[drainPoints];
    double ci[drainPoints];
    double counts[drainPoints];
    double end[drainPoints]; // n of z_n, from which the fraction is taken
    double size2[drainPoints]; // |z_n|^2
    std::int32_t narrowCounts[drainPoints];
    float fractions[drainPoints];
};

inline void unpack(const EscapeJob& job, const double* entries, int size, Leaving& leaving)
{
    for (int n = 0; n < size; n += width) {
        const Entry entry = unpacked(load(entries + n));
        store(leaving.point + n, entry.point);
        store(leaving.counts + n, entry.count);
    }
    for (int n = 0; n < size; ++n) {
        leaving.cr[n] = job.cRe[leaving.point[n]];
        leaving.ci[n] = job.cIm[leaving.point[n]];
    }
}

/// Takes orbits so many steps on, without counting, where they are still inside after these.
template <bool fused, Doubling odd>
[[gnu::always_inline]] inline void leapInside(Counted<drainVectors>& points, int steps)
{
    Orbit ahead[drainVectors];
    for (int v = 0; v < drainVectors; ++v)
        ahead[v] = points.z[v];
    for (int step = 0; step < steps; ++step) {
        for (int v = 0; v < drainVectors; ++v) {
            ahead[v] = orbitAt(ahead[v].x, ahead[v].y);
            ahead[v] = next<fused>(ahead[v], points.cr[v], points.ci[v], v % 2 == 0 ? Doubling::Fused : odd);
        }
    }
    for (int v = 0; v < drainVectors; ++v) {
        const Mask inside = sizeSquared<fused>(ahead[v]) <= splat(4);
        points.z[v] = select(inside, ahead[v], points.z[v]);
        points.counts[v] = select(inside, points.counts[v] + splat(steps), points.counts[v]);
    }
}

/// Bisects the run in which orbits left, down to so many steps: they leave within the next ones.
template <bool fused, Doubling odd>
[[gnu::always_inline]] inline void bisectRun(Counted<drainVectors>& points, int run, int resolution)
{
    while (run > resolution) {
        const int half = run / 2 < resolution ? resolution : run / 2 / resolution * resolution;
        leapInside<fused, odd>(points, half);
        run -= half;
    }
}

/// Takes a group of orbits to their count and to where their fractions are taken.
template <bool fused, Phase phase>
[[gnu::always_inline]] inline void countToEnd(
    const EscapeJob& job, const Queue& queue, int at, Leaving& leaving)
{
    Counted<drainVectors> points;
    for (int v = 0; v < drainVectors; ++v) {
        const int n = at + v * width;
        points.z[v] = orbitAt(load(queue.x + n), load(queue.y + n));
        points.cr[v] = load(leaving.cr + n);
        points.ci[v] = load(leaving.ci + n);
        points.beyond[v] = beyondRadius(job, squared(points.cr[v], points.ci[v]));
        points.counts[v] = load(leaving.counts + n);
        points.size2[v] = splat(0);
        points.pending[v] = !noLanes();
    }
    if constexpr (phase == Phase::Late) {
        const int resolution = job.fractions == nullptr ? 1 : smoothStride;
        if (!fused && job.hasIdleAdders)
            bisectRun<fused, Doubling::Added>(points, queue.longestRun, resolution);
        else
            bisectRun<fused, Doubling::Fused>(points, queue.longestRun, resolution);
    }
    for (int v = 0; v < drainVectors; ++v)
        points.end[v] = phase == Phase::First ? splat(firstIterations) : points.counts[v];
    if (job.fractions != nullptr) {
        for (int strides = 0; strides < 1 + tailStrides; ++strides) {
            countStride<fused>(points);
            if (!anyPending(points))
                break;
        }
    }
    for (int v = 0; v < drainVectors; ++v) {
        const int n = at + v * width;
        store(leaving.counts + n, points.counts[v]);
        store(leaving.end + n, points.end[v]);
        store(leaving.size2 + n, points.size2[v]);
    }
}

/// The same for orbits that may come back inside radius 2.
template <bool fused>
inline void replayToEnd(const EscapeJob& job, const Queue& queue, int at, Leaving& leaving)
{
    Escaped<drainVectors> points;
    Vec counts[drainVectors];
    for (int v = 0; v < drainVectors; ++v) {
        const int n = at + v * width;
        points.z[v] = orbitAt(load(queue.x + n), load(queue.y + n));
        points.cr[v] = load(leaving.cr + n);
        points.ci[v] = load(leaving.ci + n);
        counts[v] = load(leaving.counts + n);
    }
    replay<fused>(points, counts);
    alignToStride<fused>(points, counts);
    finish<fused>(points);
    for (int v = 0; v < drainVectors; ++v) {
        const int n = at + v * width;
        store(leaving.counts + n, counts[v]);
        storeAsFloats(leaving.fractions + n, points.fraction[v]);
        double known[width];
        store(known, select(points.escaped[v], splat(1), splat(0)));
        for (int lane = 0; lane < width && n + lane < queue.size; ++lane) {
            if (known[lane] == 0)
                job.labels[leaving.point[n + lane]] = static_cast<std::uint8_t>(Label::Undecided);
        }
    }
}

/// Takes the last points of the queue and writes their results; returns how many are left.
template <bool fused, Phase phase> [[gnu::noinline]] int drainOnce(const EscapeJob& job, Queue queue)
{
    const int size = queue.size < drainPoints ? queue.size : drainPoints;
    const int rest = queue.size - size;
    const Queue last { queue.x + rest, queue.y + rest, queue.entry + rest, size, queue.longestRun };
    const int padded = (size + drainGroup - 1) / drainGroup * drainGroup;
    for (int n = size; n < padded; ++n) {
        last.x[n] = 4; // outside
        last.y[n] = 0;
        last.entry[n] = last.entry[0];
    }
    Leaving leaving;
    unpack(job, last.entry, padded, leaving);
    for (int at = 0; at < padded; at += drainGroup) {
        if constexpr (phase == Phase::LateDoubtful)
            replayToEnd<fused>(job, last, at, leaving);
        else
            countToEnd<fused, phase>(job, last, at, leaving);
    }
    for (int n = 0; n < padded; n += width) {
        const Vec counts = load(leaving.counts + n);
        storeAsInts(leaving.narrowCounts + n, counts);
        if (phase != Phase::LateDoubtful && job.fractions != nullptr) {
            const Vec since = load(leaving.end + n) - counts;
            storeAsFloats(leaving.fractions + n, smoothFraction(load(leaving.size2 + n), since, !noLanes()));
        }
    }
    for (int n = 0; n < size; ++n)
        job.counts[leaving.point[n]] = leaving.narrowCounts[n];
    for (int n = 0; job.fractions != nullptr && n < size; ++n)
        job.fractions[leaving.point[n]] = leaving.fractions[n];
    return rest;
}

template <bool fused, Phase phase> inline void drain(const EscapeJob& job, Queue& queue)
{
    while (queue.size > 0)
        queue.size = drainOnce<fused, phase>(job, queue);
}

/// Puts the lanes of a vector that left into the queue.
[[gnu::always_inline]] inline void enqueue(Queue& queue, Vec x, Vec y, Vec entry, Mask gone)
{
    compress(queue.x + queue.size, x, gone);
    compress(queue.y + queue.size, y, gone);
    compress(queue.entry + queue.size, entry, gone);
    queue.size += countLanes(gone);
}

} // namespace escapade::simd::ESCAPADE_ISA
