#include "core/fractal/NaiveEscape.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace escapade {
namespace {

/// Iterations between two looks at the token: about five milliseconds.
constexpr std::int32_t chunkIterations = 1 << 20;

std::vector<double> columnsOf(const Viewport& viewport)
{
    std::vector<double> columns; // computed once: their exact centre is costly beside a short orbit
    columns.reserve(static_cast<std::size_t>(viewport.size.width));
    for (int x = 0; x < viewport.size.width; ++x)
        columns.push_back(viewport.re(x));
    return columns;
}

template <typename CountAt>
void countRow(const std::vector<double>& columns, double im, std::int32_t* counts, const CancelToken& cancel,
    const CountAt& countAt)
{
    for (std::size_t x = 0; x < columns.size() && !cancel.isCancelled(); ++x)
        counts[x] = countAt(columns[x], im);
}

template <typename CountAt>
Array2D<std::int32_t> countEach(const Viewport& viewport, const CancelToken& cancel, const CountAt& countAt)
{
    Array2D<std::int32_t> counts(viewport.size);
    const std::vector<double> columns = columnsOf(viewport);
    for (int y = 0; y < viewport.size.height; ++y)
        countRow(columns, viewport.im(y), counts.row(y), cancel, countAt);
    return counts;
}

template <typename CountAt>
Array2D<std::int32_t> countEach(WorkerPool& pool, int threads, const Viewport& viewport,
    const CancelToken& cancel, const CountAt& countAt)
{
    Array2D<std::int32_t> counts(viewport.size);
    const std::vector<double> columns = columnsOf(viewport);
    Job job;
    job.tileCount = viewport.size.height;
    job.priority = Priority::Laboratory;
    job.threads = threads;
    job.cancel = cancel;
    job.compute = [&](int y) { countRow(columns, viewport.im(y), counts.row(y), cancel, countAt); };
    pool.run(job);
    return counts;
}

} // namespace

std::int32_t naiveEscapeCount(
    double zRe, double zIm, double cRe, double cIm, std::int32_t maxIterations, const CancelToken& cancel)
{
    for (std::int32_t k = 0; k < maxIterations && !cancel.isCancelled();) {
        const std::int32_t end = k + std::min(chunkIterations, maxIterations - k);
        for (; k < end; ++k) {
            const double re = zRe * zRe - zIm * zIm + cRe;
            zIm = zRe * zIm + zIm * zRe + cIm;
            zRe = re;
            // Written so that NaN, which compares false, counts as having left.
            if (!(zRe * zRe + zIm * zIm <= 4.0))
                return k;
        }
    }
    return maxIterations;
}

Array2D<std::int32_t> naiveMandelbrot(
    const Viewport& viewport, std::int32_t maxIterations, const CancelToken& cancel)
{
    return countEach(viewport, cancel,
        [&](double re, double im) { return naiveEscapeCount(0, 0, re, im, maxIterations, cancel); });
}

Array2D<std::int32_t> naiveJulia(
    const Viewport& viewport, double cRe, double cIm, std::int32_t maxIterations, const CancelToken& cancel)
{
    return countEach(viewport, cancel,
        [&](double re, double im) { return naiveEscapeCount(re, im, cRe, cIm, maxIterations, cancel); });
}

Array2D<std::int32_t> naiveMandelbrot(WorkerPool& pool, int threads, const Viewport& viewport,
    std::int32_t maxIterations, const CancelToken& cancel)
{
    return countEach(pool, threads, viewport, cancel,
        [&](double re, double im) { return naiveEscapeCount(0, 0, re, im, maxIterations, cancel); });
}

Array2D<std::int32_t> naiveJulia(WorkerPool& pool, int threads, const Viewport& viewport, double cRe,
    double cIm, std::int32_t maxIterations, const CancelToken& cancel)
{
    return countEach(pool, threads, viewport, cancel,
        [&](double re, double im) { return naiveEscapeCount(re, im, cRe, cIm, maxIterations, cancel); });
}

} // namespace escapade
