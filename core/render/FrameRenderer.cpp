#include "core/render/FrameRenderer.h"

#include "core/base/Check.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace escapade {
namespace {

/// A tile's samples in the form that kernels take.
struct KernelInput
{
    std::vector<double> startRe;
    std::vector<double> startIm;
    std::vector<double> cRe;
    std::vector<double> cIm;
    std::vector<std::uint8_t> labels;

    void clear()
    {
        for (std::vector<double>* values : { &startRe, &startIm, &cRe, &cIm })
            values->clear();
    }

    void add(double zRe, double zIm, double re, double im)
    {
        startRe.push_back(zRe);
        startIm.push_back(zIm);
        cRe.push_back(re);
        cIm.push_back(im);
    }

    /// Fills up with points that escape at once.
    void pad()
    {
        while (cRe.size() % simd::escapePadding != 0)
            add(4, 4, 0, 0);
        labels.resize(cRe.size());
    }
};

std::vector<Point> samplesOf(const Rect& area, const Pass& pass)
{
    std::vector<Point> samples;
    for (int y = area.y; y < area.y + area.height; y += pass.divider) {
        const bool oldRow = pass.skip != 0 && y % pass.skip == 0;
        for (int x = area.x; x < area.x + area.width; x += pass.divider) {
            if (!oldRow || x % pass.skip != 0)
                samples.push_back({ x, y });
        }
    }
    return samples;
}

bool isCancelled(const void* token)
{
    return static_cast<const CancelToken*>(token)->isCancelled();
}

bool computeTile(const RenderRequest& request, const SampleLattice& lattice, const RenderSettings& settings,
    KernelInput& input, TileResult& result)
{
    input.clear();
    for (const Point sample : result.samples) {
        const double re = lattice.re(sample.x);
        const double im = lattice.im(sample.y);
        if (request.formula == Formula::Mandelbrot)
            input.add(0, 0, re, im);
        else
            input.add(re, im, lattice.juliaRe(), lattice.juliaIm());
    }
    input.pad();
    result.counts.resize(input.cRe.size());
    result.fractions.resize(input.cRe.size());

    simd::EscapeJob job;
    job.startRe = input.startRe.data();
    job.startIm = input.startIm.data();
    job.cRe = input.cRe.data();
    job.cIm = input.cIm.data();
    job.points = static_cast<int>(result.samples.size());
    job.maxIterations = request.maxIterations;
    job.closedFormInterior = request.shortcuts && request.formula == Formula::Mandelbrot;
    job.cycleCheck = request.shortcuts;
    job.cancelled = isCancelled;
    job.cancelContext = &settings.cancel;
    job.counts = result.counts.data();
    job.fractions = result.fractions.data();
    job.labels = input.labels.data();
    const simd::KernelTable& table = simd::kernels(settings.simd);
    const simd::EscapeKernel kernel
        = request.arithmetic == Arithmetic::Strict ? table.escapeStrict : table.escapeFused;
    if (!kernel(job))
        return false;

    result.labels.clear();
    for (std::size_t n = 0; n < result.samples.size(); ++n) {
        const Point sample = result.samples[n];
        result.labels.push_back(lattice.isBeyondPrecision(sample.x, sample.y)
                ? Label::BeyondPrecision
                : static_cast<Label>(input.labels[n]));
    }
    return true;
}

bool isCoarse(double coordinate, double spacing)
{
    const double size = std::abs(coordinate);
    const double gap = std::nextafter(size, std::numeric_limits<double>::infinity()) - size;
    return !(gap <= spacing / 2);
}

} // namespace

SampleLattice::SampleLattice(const RenderRequest& request)
    : m_juliaRe(request.juliaRe.toDouble())
    , m_juliaIm(request.juliaIm.toDouble())
{
    // The same operations as Viewport::re() and im(), with the conversions done once.
    const Viewport& viewport = request.viewport;
    const double spacing = viewport.spacing.toDouble();
    const double centreRe = viewport.centreRe.toDouble();
    const double centreIm = viewport.centreIm.toDouble();
    const auto [width, height] = viewport.size;
    for (int x = 0; x < width; ++x) {
        m_re.push_back(centreRe + static_cast<double>(x - width / 2) * spacing);
        m_coarseRe.push_back(isCoarse(m_re.back(), spacing));
    }
    for (int y = 0; y < height; ++y) {
        m_im.push_back(centreIm + static_cast<double>(height - 1 - y - height / 2) * spacing);
        m_coarseIm.push_back(isCoarse(m_im.back(), spacing));
    }
}

JobReport renderPass(WorkerPool& pool, const RenderRequest& request, const SampleLattice& lattice,
    const Pass& pass, const std::vector<Rect>& tiles, const RenderSettings& settings,
    const std::function<void(const TileResult&)>& store)
{
    ESCAPADE_CHECK(supports(settings.simd, request.arithmetic));
    ESCAPADE_CHECK(request.maxIterations >= 1);
    Job job;
    job.tileCount = static_cast<int>(tiles.size());
    job.priority = settings.priority;
    job.cancel = settings.cancel;
    job.threads = settings.threads;
    job.compute = [&](int index) {
        // Members of the pool live as long as the program: each keeps its buffers from tile to tile.
        thread_local KernelInput input;
        thread_local TileResult result;
        result.index = index;
        result.area = tiles[static_cast<std::size_t>(index)];
        result.divider = pass.divider;
        result.samples = samplesOf(result.area, pass);
        if (result.samples.empty() || !computeTile(request, lattice, settings, input, result))
            return;
        store(result);
        if (settings.samplesDone != nullptr)
            settings.samplesDone->fetch_add(
                static_cast<std::int64_t>(result.samples.size()), std::memory_order_relaxed);
    };
    return pool.run(job);
}

JobReport renderFrame(
    WorkerPool& pool, const RenderRequest& request, const RenderSettings& settings, Frame& frame)
{
    const Size size = request.viewport.size;
    frame.reset(request);
    const SampleLattice lattice(request);
    const Pass whole;
    const auto tiles = planTiles(size, whole, settings.tileSize, { size.width / 2, size.height / 2 });
    // Tiles write to pixels of their own, so they need no lock.
    return renderPass(pool, request, lattice, whole, tiles, settings, [&frame](const TileResult& tile) {
        for (std::size_t n = 0; n < tile.samples.size(); ++n) {
            const auto [x, y] = tile.samples[n];
            frame.counts.at(x, y) = tile.counts[n];
            frame.fractions.at(x, y) = tile.fractions[n];
            frame.labels.at(x, y) = tile.labels[n];
        }
    });
}

Array2D<std::uint32_t> colorFrame(const Frame& frame, const ColorTable& table)
{
    Array2D<std::uint32_t> pixels(frame.counts.size());
    const auto labels = frame.labels.values();
    for (std::size_t n = 0; n < labels.size(); ++n) {
        if (labels[n] != Label::NotComputed)
            pixels.values()[n]
                = colorOf(frame.counts.values()[n], frame.fractions.values()[n], labels[n], table);
    }
    return pixels;
}

} // namespace escapade
