// The points that have left the compaction kernel's runs: their exact counts and smooth fractions, four
// vectors at a time.

#pragma once

#include "core/simd/kernels/EscapeFinish.inl"

namespace escapade::simd::ESCAPADE_ISA {

/// Vectors of the queue that are finished together.
constexpr int drainVectors = 4;
constexpr int drainPoints = drainVectors * width;

/// Runs that count every step instead of being replayed; they are as long as the stride of fractions.
constexpr int countedRun = smoothStride;

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
constexpr std::uint64_t entryFactor = maxEscapePoints;

inline Vec entryOf(Vec point, Vec count)
{
    return point + count * splat(static_cast<double>(entryFactor));
}

constexpr int queueCapacity = 128; // of a group, a drain and a vector

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

/// Puts the lanes of a vector that left into the queue.
inline void enqueue(Queue& queue, Vec x, Vec y, Vec entry, Mask gone)
{
    compress(queue.x + queue.size, x, gone);
    compress(queue.y + queue.size, y, gone);
    compress(queue.entry + queue.size, entry, gone);
    queue.size += countLanes(gone);
}

} // namespace escapade::simd::ESCAPADE_ISA
