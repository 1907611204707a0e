// The compaction kernel: a batch of points advances together in runs without any test. After a run the points
// that are still in are moved together, so that vectors stay full, and those that have left are put into a queue
// with the state that they had *before* the run; whenever the queue holds four vectors, these are replayed step
// by step for the exact count. Include after EscapeFinish.inl.
//
// What makes one test after many steps sound: let s be the rounded |z|^2, and let an orbit have s > 4 at some
// step inside a run. If |c| <= 2 - d with d = 2^-40, write |z| = 2 + e: rounding leaves e > -2^-49. Then
// |z^2 + c| - 2 >= (2 + e)^2 - |c| - 2 >= 4 e + d - 2^-48 > d / 2 after rounding, which is above zero and at
// least doubles in each further step: the test after the run sees s > 4 (or infinity, or NaN, which it takes for
// outside). If |c| >= 2 + d and z_0 = 0, then z_1 = c is outside, and from |z| >= |c| follows
// |z^2 + c| >= |z| (|z| - 1) >= |z| (1 + d), so the orbit grows, too. In the thin ring between, and for Julia
// sets with |c| > 2 - d, whose orbits may leave radius 2 and come back (z -> z^2 - 2.5 from 0.9), nothing of the
// kind holds: batches with such a point keep the largest s of every run and test that.

namespace escapade::simd::ESCAPADE_ISA {

/// Vectors that advance together: enough to hide the latency of one iteration's chain of operations.
constexpr int groupVectors = width == 8 ? 4 : 4;
constexpr int groupPoints = groupVectors * width;
constexpr int replayVectors = 4;
constexpr int replayPoints = replayVectors * width;
constexpr int longestRun = 120;
static_assert(escapePadding % groupPoints == 0);

/// Points in flight, as arrays; those from count on, up to a whole group, are at rest in the origin.
struct Live
{
    double* x;
    double* y;
    double* cr;
    double* ci;
    double* point; // index in the job
    double* checkpointX;
    double* checkpointY;
    int count = 0;
    bool hasCheckpoint = false;
};

/// Points that left during a run, with their state before it.
struct Queue
{
    double* x;
    double* y;
    double* cr;
    double* ci;
    double* point;
    double* start; // iterations done before the run
    int count = 0;
};

constexpr int liveCapacity = escapeBatch + 64;
constexpr int queueCapacity = 128;
static_assert(replayPoints + groupPoints + width <= queueCapacity);

inline Live liveIn(double* scratch)
{
    Live live;
    double** const arrays[] = { &live.x, &live.y, &live.cr, &live.ci, &live.point, &live.checkpointX,
        &live.checkpointY };
    for (double** const array : arrays) {
        *array = scratch;
        scratch += liveCapacity;
    }
    return live;
}

inline Queue queueIn(double* scratch)
{
    scratch += 7 * liveCapacity;
    Queue queue;
    double** const arrays[] = { &queue.x, &queue.y, &queue.cr, &queue.ci, &queue.point, &queue.start };
    for (double** const array : arrays) {
        *array = scratch;
        scratch += queueCapacity;
    }
    return queue;
}
static_assert(7 * liveCapacity + 6 * queueCapacity <= escapeScratch);

/// Steps without a test from an index on: short while many orbits leave, longer later. A run never passes an
/// index at which something is checked.
inline int runLengthAt(std::int64_t index, std::int64_t limit)
{
    int length = longestRun;
    if (index < 16)
        length = 4;
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

inline void writeEscaped(const EscapeJob& job, const double* points, Vec counts, const Finish& result, int lanes)
{
    double countOf[width];
    double fractionOf[width];
    double labelOf[width];
    store(countOf, counts);
    store(fractionOf, result.fraction);
    store(labelOf,
        select(result.escaped, splat(static_cast<double>(Label::Escaped)),
            splat(static_cast<double>(Label::Undecided))));
    for (int lane = 0; lane < lanes; ++lane) {
        const int at = static_cast<int>(points[lane]);
        job.counts[at] = static_cast<std::int32_t>(countOf[lane]);
        job.fractions[at] = static_cast<float>(fractionOf[lane]);
        job.labels[at] = static_cast<std::uint8_t>(labelOf[lane]);
    }
}

/// The exact counts of the last points of the queue, up to four vectors of them.
template <bool fused> inline void replay(const EscapeJob& job, Queue& queue)
{
    const int points = queue.count < replayPoints ? queue.count : replayPoints;
    const int base = queue.count - points;
    for (int n = queue.count; n < base + replayPoints; ++n) {
        queue.x[n] = 4; // leaves at once
        queue.y[n] = 0;
        queue.cr[n] = 0;
        queue.ci[n] = 0;
        queue.start[n] = 0;
    }
    Orbit z[replayVectors];
    Vec cr[replayVectors];
    Vec ci[replayVectors];
    Vec counts[replayVectors];
    Mask inside[replayVectors];
    for (int v = 0; v < replayVectors; ++v) {
        const int at = base + v * width;
        z[v] = orbitAt(load(queue.x + at), load(queue.y + at));
        cr[v] = load(queue.cr + at);
        ci[v] = load(queue.ci + at);
        counts[v] = load(queue.start + at);
        inside[v] = !noLanes();
    }
    // Every one of them leaves within a run.
    for (int step = 0; step < longestRun; ++step) {
        Mask anyInside = noLanes();
        for (int v = 0; v < replayVectors; ++v) {
            const Orbit after = next<fused>(z[v], cr[v], ci[v]);
            z[v].x = select(inside[v], after.x, z[v].x);
            z[v].y = select(inside[v], after.y, z[v].y);
            z[v].xx = select(inside[v], after.xx, z[v].xx);
            z[v].yy = select(inside[v], after.yy, z[v].yy);
            inside[v] = inside[v] & (sizeSquared<fused>(z[v]) <= splat(4));
            counts[v] = select(inside[v], counts[v] + splat(1), counts[v]);
            anyInside = anyInside | inside[v];
        }
        if (!any(anyInside))
            break;
    }
    for (int v = 0; v < replayVectors && v * width < points; ++v) {
        const Finish result = finish<fused>(z[v], cr[v], ci[v], !noLanes());
        const int lanes = points - v * width < width ? points - v * width : width;
        writeEscaped(job, queue.point + base + v * width, counts[v], result, lanes);
    }
    queue.count = base;
}

inline void enqueue(Queue& queue, const Live& live, int at, Mask gone, std::int64_t index)
{
    const int to = queue.count;
    compress(queue.x + to, load(live.x + at), gone);
    compress(queue.y + to, load(live.y + at), gone);
    compress(queue.cr + to, load(live.cr + at), gone);
    compress(queue.ci + to, load(live.ci + at), gone);
    compress(queue.point + to, load(live.point + at), gone);
    store(queue.start + to, splat(static_cast<double>(index)));
    queue.count += countLanes(gone);
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

/// A run of one group, read from one place of the arrays and written to another at or before it; returns where
/// the next group goes.
template <bool fused, bool everyStep>
inline int advanceGroup(Live& live, Queue& queue, int from, int to, std::int64_t index, int length)
{
    Orbit z[groupVectors];
    Vec cr[groupVectors];
    Vec ci[groupVectors];
    Vec size2[groupVectors];
    for (int v = 0; v < groupVectors; ++v) {
        const int at = from + v * width;
        z[v] = orbitAt(load(live.x + at), load(live.y + at));
        cr[v] = load(live.cr + at);
        ci[v] = load(live.ci + at);
        size2[v] = splat(0);
    }
    for (int step = 0; step < length; ++step) {
        for (int v = 0; v < groupVectors; ++v) {
            z[v] = next<fused>(z[v], cr[v], ci[v]);
            // The new value comes second, so that a NaN, once there, stays (maximum gives b where either is NaN).
            if constexpr (everyStep)
                size2[v] = maximum(size2[v], sizeSquared<fused>(z[v]));
        }
    }
    Mask stays[groupVectors];
    Mask gone = noLanes();
    for (int v = 0; v < groupVectors; ++v) {
        if constexpr (!everyStep)
            size2[v] = sizeSquared<fused>(z[v]);
        stays[v] = size2[v] <= splat(4); // false for NaN: such an orbit has left
        gone = gone | !stays[v];
    }
    if (!any(gone)) {
        for (int v = 0; v < groupVectors; ++v) {
            const int at = from + v * width;
            if (to != from)
                moveRest(live, at, to + v * width, stays[v]);
            store(live.x + to + v * width, z[v].x);
            store(live.y + to + v * width, z[v].y);
        }
        return to + groupPoints;
    }
    for (int v = 0; v < groupVectors; ++v) {
        const int at = from + v * width;
        if (any(!stays[v]))
            enqueue(queue, live, at, !stays[v], index);
        moveRest(live, at, to, stays[v]);
        compress(live.x + to, z[v].x, stays[v]);
        compress(live.y + to, z[v].y, stays[v]);
        to += countLanes(stays[v]);
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
    double* const arrays[]
        = { live.x, live.y, live.cr, live.ci, live.point, live.checkpointX, live.checkpointY };
    for (int n = live.count; n < wholeGroups(live.count); ++n) {
        for (double* const array : arrays)
            array[n] = 0;
        live.checkpointX[n] = 1; // never where it was
    }
}

template <bool fused, bool everyStep>
inline void advance(const EscapeJob& job, Live& live, Queue& queue, std::int64_t index, int length)
{
    padLive(live);
    const int padded = wholeGroups(live.count);
    int to = 0;
    for (int from = 0; from < padded; from += groupPoints) {
        to = advanceGroup<fused, everyStep>(live, queue, from, to, index, length);
        while (queue.count >= replayPoints)
            replay<fused>(job, queue);
    }
    live.count = to - (padded - live.count); // those at rest stay, at the end
}

/// Keeps the points for which keeps(at) has a lane set.
template <typename Keeps> inline void filter(Live& live, const Keeps& keeps)
{
    padLive(live);
    const int padded = (live.count + width - 1) / width * width;
    int to = 0;
    int dropped = 0;
    for (int from = 0; from < padded; from += width) {
        const Mask stays = keeps(from);
        moveRest(live, from, to, stays);
        compress(live.x + to, load(live.x + from), stays);
        compress(live.y + to, load(live.y + from), stays);
        to += countLanes(stays);
        dropped += width - countLanes(stays);
    }
    live.count -= dropped;
}

/// Orbits that are bit for bit where they were at the checkpoint repeat for ever: they never leave.
/// Source: R. P. Brent, An improved Monte Carlo factorization algorithm, BIT 20 (1980), for the doubling
/// checkpoints.
inline void dropCycles(Live& live)
{
    filter(live, [&live](int at) {
        return !((load(live.x + at) == load(live.checkpointX + at))
            & (load(live.y + at) == load(live.checkpointY + at)));
    });
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
            if (proved[n] != 0)
                continue;
            double* const arrays[] = { live.x, live.y, live.cr, live.ci, live.point };
            for (double* const array : arrays)
                array[to] = array[from + n];
            ++to;
        }
    }
    live.count = to;
}

/// Takes the points of a batch in, but for those that are known to be interior. Every point's result is first
/// that of an interior point; those that leave or remain overwrite it.
inline void loadBatch(const EscapeJob& job, int base, int count, Live& live)
{
    for (int n = 0; n < count; ++n) {
        job.counts[base + n] = job.maxIterations;
        job.fractions[base + n] = 0;
        job.labels[base + n] = static_cast<std::uint8_t>(Label::Interior);
    }
    double lanes[width];
    for (int lane = 0; lane < width; ++lane)
        lanes[lane] = lane;
    Vec point = load(lanes) + splat(base);
    live.hasCheckpoint = false;
    int to = 0;
    for (int n = 0; n < count; n += width) {
        const Orbit z = startOrbit(job, base + n);
        const Vec cr = load(job.cRe + base + n);
        const Vec ci = load(job.cIm + base + n);
        Mask stays = point < splat(base + count);
        if (job.closedFormInterior)
            stays = stays & !inClosedFormInterior(cr, ci);
        compress(live.x + to, z.x, stays);
        compress(live.y + to, z.y, stays);
        compress(live.cr + to, cr, stays);
        compress(live.ci + to, ci, stays);
        compress(live.point + to, point, stays);
        to += countLanes(stays);
        point = point + splat(width);
    }
    live.count = to;
}

/// Whether an orbit of this batch might come back after having left: see the top of this file.
inline bool mayComeBack(const EscapeJob& job, int base, int count)
{
    constexpr double ring = 1e-11; // of |c|^2, so more than 2^-40 of |c|
    Mask doubtful = noLanes();
    for (int n = 0; n < count; n += width) {
        const Vec cr = load(job.cRe + base + n);
        const Vec ci = load(job.cIm + base + n);
        const Vec size2 = cr * cr + ci * ci;
        const Mask outside = job.startRe == nullptr ? size2 >= splat(4 + ring) : noLanes();
        doubtful = doubtful | !((size2 <= splat(4 - ring)) | outside);
    }
    return any(doubtful);
}

inline void writeUndecided(const EscapeJob& job, const Live& live)
{
    for (int n = 0; n < live.count; ++n)
        job.labels[static_cast<int>(live.point[n])] = static_cast<std::uint8_t>(Label::Undecided);
}

template <bool fused, bool everyStep> inline bool iterateBatch(const EscapeJob& job, Live& live, Queue& queue)
{
    const std::int64_t limit = job.maxIterations;
    CycleSchedule schedule;
    for (std::int64_t index = 0; index < limit && live.count > 0;) {
        if (job.cancelled != nullptr && job.cancelled(job.cancelContext))
            return false;
        const int length = runLengthAt(index, limit);
        advance<fused, everyStep>(job, live, queue, index, length);
        index += length;
        if (index == discCheckIndex && job.findProved != nullptr)
            dropProved(job, live);
        if (job.cycleCheck && CycleSchedule::isCheck(index))
            dropCycles(live);
        if (job.cycleCheck && schedule.takesCheckpoint(index)) {
            for (int n = 0; n < live.count; ++n) {
                live.checkpointX[n] = live.x[n];
                live.checkpointY[n] = live.y[n];
            }
            live.hasCheckpoint = true;
        }
    }
    while (queue.count > 0)
        replay<fused>(job, queue);
    writeUndecided(job, live);
    return true;
}

template <bool fused> inline bool escapeByCompaction(const EscapeJob& job)
{
    Live live = liveIn(job.scratch);
    Queue queue = queueIn(job.scratch);
    for (int base = 0; base < job.points; base += escapeBatch) {
        const int count = job.points - base < escapeBatch ? job.points - base : escapeBatch;
        loadBatch(job, base, count, live);
        const bool finished = mayComeBack(job, base, count) ? iterateBatch<fused, true>(job, live, queue)
                                                            : iterateBatch<fused, false>(job, live, queue);
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
