#include "core/render/ViewEngine.h"

#include "core/base/Check.h"

#include <algorithm>

namespace escapade {
namespace {

constexpr int coarsestDivider = 32;
constexpr int usualDivider = 8;
constexpr std::chrono::milliseconds coarsestPassBudget { 12 };
/// A coarsest pass is protected from newer requests for this long.
constexpr std::chrono::milliseconds coarsestPassGrace { 50 };

Priority priorityOf(Workload workload)
{
    return workload == Workload::Mandelbrot ? Priority::Interactive : Priority::Julia;
}

void fillSquare(Array2D<std::uint32_t>& pixels, Point corner, int side, std::uint32_t color)
{
    const int right = std::min(corner.x + side, pixels.width());
    const int bottom = std::min(corner.y + side, pixels.height());
    for (int y = corner.y; y < bottom; ++y)
        std::fill(pixels.row(y) + corner.x, pixels.row(y) + right, color);
}

/// The colour shown at a pixel: that of its own sample or of the finest one whose square covers it.
std::uint32_t shownColor(const Frame& frame, int x, int y, const ColorTable& table)
{
    for (int divider = 1; divider <= coarsestDivider; divider *= 2) {
        const int sampleX = x - x % divider;
        const int sampleY = y - y % divider;
        const Label label = frame.labels.at(sampleX, sampleY);
        if (label != Label::NotComputed)
            return colorOf(
                frame.counts.at(sampleX, sampleY), frame.fractions.at(sampleX, sampleY), label, table);
    }
    return 0;
}

} // namespace

ViewEngine::ViewEngine(WorkerPool& pool, Workload workload, Callbacks callbacks)
    : m_pool(pool)
    , m_workload(workload)
    , m_priority(priorityOf(workload))
    , m_callbacks(std::move(callbacks))
    , m_frameSimd(bestSimdLevel())
    , m_simd(bestSimdLevel())
    , m_table(std::make_shared<ColorTable>(builtinPalettes().front()))
{
    m_thread = std::thread([this] { threadMain(); });
}

ViewEngine::~ViewEngine()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_quit = true;
        m_cancel.cancel();
    }
    m_wake.notify_one();
    m_thread.join();
}

std::uint64_t ViewEngine::request(const RenderRequest& request, Point focus)
{
    const std::scoped_lock lock(m_mutex);
    ++m_generation;
    m_mail = Mailbox { request, focus, m_generation };
    // A storm of requests still shows pictures: see storeTile() for a coarsest pass that takes too long.
    const bool graceful = m_coarsestRunning && Clock::now() - m_passBegin < coarsestPassGrace;
    if (!graceful)
        m_cancel.cancel();
    m_complete = false;
    m_wake.notify_one();
    return m_generation;
}

void ViewEngine::setPalette(const Palette& palette)
{
    auto table = std::make_shared<const ColorTable>(palette);
    const std::scoped_lock lock(m_mutex);
    m_table = std::move(table);
    m_recolor = true;
    // The pass is interrupted for the recolouring and goes on with the tiles that are left.
    m_cancel.cancel();
    m_wake.notify_one();
}

void ViewEngine::setSimd(SimdLevel simd)
{
    const std::scoped_lock lock(m_mutex);
    m_simd = simd;
    m_cancel.cancel();
}

DisplayUpdate ViewEngine::copyChanges(Array2D<std::uint32_t>& target)
{
    const std::scoped_lock lock(m_mutex);
    DisplayUpdate update = m_update;
    if (update.isFirst)
        update.replaced = std::exchange(target, Array2D<std::uint32_t>(m_pixels.size()));
    for (const auto& [area, divider] : update.changes) {
        for (int y = area.y; y < area.y + area.height; ++y)
            std::copy_n(m_pixels.row(y) + area.x, area.width, target.row(y) + area.x);
    }
    m_update.changes.clear();
    m_update.isFirst = false;
    m_announced = false;
    return update;
}

PixelInfo ViewEngine::infoAt(Point pixel) const
{
    const std::scoped_lock lock(m_mutex);
    if (!m_frame)
        return {};
    const Size size = m_frame->labels.size();
    if (pixel.x < 0 || pixel.y < 0 || pixel.x >= size.width || pixel.y >= size.height)
        return {};
    return { m_frame->counts.at(pixel.x, pixel.y), m_frame->labels.at(pixel.x, pixel.y) };
}

std::shared_ptr<const Frame> ViewEngine::completeFrame() const
{
    const std::scoped_lock lock(m_mutex);
    return m_completeFrame;
}

bool ViewEngine::isComplete() const
{
    const std::scoped_lock lock(m_mutex);
    return m_complete;
}

// The engine thread

void ViewEngine::threadMain()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_wake.wait(lock, [this] { return m_quit || m_mail || m_recolor; });
        if (m_quit)
            return;
        if (m_mail) {
            const Mailbox mail = *std::exchange(m_mail, std::nullopt);
            lock.unlock();
            render(mail);
        } else {
            lock.unlock();
            recolor();
        }
        lock.lock();
    }
}

void ViewEngine::render(const Mailbox& mail)
{
    beginFrame(mail);
    const auto begin = Clock::now();
    m_frameCpu = {};
    m_frameThreads = m_pool.active();
    const SampleLattice lattice(mail.request);
    for (const Pass& pass : planPasses(firstDivider(mail.request.viewport.size))) {
        if (!runPass(mail, lattice, pass))
            return;
    }
    finishFrame(begin);
}

/// Runs a pass to its end, with interruptions for recolouring and for another instruction set. False when a
/// newer request or the end came first.
bool ViewEngine::runPass(const Mailbox& mail, const SampleLattice& lattice, const Pass& pass)
{
    constexpr int tileSize = 32;
    std::vector<Rect> tiles = planTiles(mail.request.viewport.size, pass, tileSize, mail.focus);
    while (true) {
        RenderSettings settings;
        settings.tileSize = tileSize;
        settings.priority = m_priority;
        {
            const std::scoped_lock lock(m_mutex);
            const bool superseded = m_mail.has_value() && pass.skip != 0;
            if (m_quit || superseded)
                return false;
            m_cancel = settings.cancel;
            m_coarsestRunning = pass.skip == 0;
            m_passBegin = Clock::now();
            settings.simd = supports(m_simd, mail.request.arithmetic) ? m_simd : SimdLevel::Scalar;
        }
        if (pass.skip == 0)
            m_frameSimd = settings.simd;
        if (settings.simd != m_frameSimd)
            m_frameThreads = 0;

        std::vector<char> done(tiles.size(), 0); // not bool: neighbours are written by different workers
        const JobReport report = renderPass(
            m_pool, mail.request, lattice, pass, tiles, settings, [this, &done](const TileResult& tile) {
                storeTile(tile);
                done[static_cast<std::size_t>(tile.index)] = 1;
            });
        m_frameCpu += report.cpuTime();
        if (m_pool.active() != m_frameThreads)
            m_frameThreads = 0;
        if (pass.skip == 0 && report.completed) {
            const double samples = static_cast<double>(mail.request.viewport.size.width)
                * mail.request.viewport.size.height / (pass.divider * pass.divider);
            m_nanosecondsPerSample = static_cast<double>(report.wallTime().count()) / std::max(1.0, samples);
        }

        std::unique_lock lock(m_mutex);
        m_coarsestRunning = false;
        const bool recolorNow = m_recolor;
        const bool superseded = m_mail.has_value();
        lock.unlock();
        if (recolorNow)
            recolor();
        if (report.completed)
            return true;
        if (!report.failure.empty())
            fail(report.failure);
        if (superseded || !report.failure.empty())
            return false;
        m_frameThreads = 0; // interrupted: its time says nothing
        std::vector<Rect> left;
        for (std::size_t n = 0; n < tiles.size(); ++n) {
            if (done[n] == 0)
                left.push_back(tiles[n]);
        }
        tiles = std::move(left);
    }
}

/// Called by the pool's workers.
void ViewEngine::storeTile(const TileResult& tile)
{
    std::unique_lock lock(m_mutex);
    const auto table = m_table;
    lock.unlock();
    thread_local std::vector<std::uint32_t> colors;
    colors.clear();
    for (std::size_t n = 0; n < tile.samples.size(); ++n)
        colors.push_back(colorOf(tile.counts[n], tile.fractions[n], tile.labels[n], *table));

    lock.lock();
    for (std::size_t n = 0; n < tile.samples.size(); ++n) {
        const auto [x, y] = tile.samples[n];
        m_frame->counts.at(x, y) = tile.counts[n];
        m_frame->fractions.at(x, y) = tile.fractions[n];
        m_frame->labels.at(x, y) = tile.labels[n];
        fillSquare(m_pixels, tile.samples[n], tile.divider, colors[n]);
    }
    if (m_coarsestRunning && m_mail && Clock::now() - m_passBegin > coarsestPassGrace)
        m_cancel.cancel();
    announce(tile.area, tile.divider, lock);
}

/// Colours what is computed anew, by the pool, in bands of rows.
void ViewEngine::recolor()
{
    std::unique_lock lock(m_mutex);
    m_recolor = false;
    const auto table = m_table;
    const auto frame = m_frame;
    lock.unlock();
    if (!frame)
        return;
    constexpr int bandHeight = 32;
    const Size size = frame->labels.size();
    Job job;
    job.tileCount = (size.height + bandHeight - 1) / bandHeight;
    job.priority = m_priority;
    job.compute = [&](int band) {
        // Only this thread starts passes, so nobody writes to the frame's results now.
        const int top = band * bandHeight;
        const int bottom = std::min(top + bandHeight, size.height);
        Array2D<std::uint32_t> colors({ size.width, bottom - top });
        for (int y = top; y < bottom; ++y) {
            for (int x = 0; x < size.width; ++x)
                colors.at(x, y - top) = shownColor(*frame, x, y, *table);
        }
        std::unique_lock bandLock(m_mutex);
        std::ranges::copy(colors.values(), m_pixels.row(top));
        announce({ 0, top, size.width, bottom - top }, 1, bandLock);
    };
    m_pool.run(job);
}

/// Notes a change for copyChanges() and tells the view, once until it has copied. Unlocks.
void ViewEngine::announce(Rect area, int divider, std::unique_lock<std::mutex>& lock)
{
    m_update.changes.push_back({ area, divider });
    const bool tell = !std::exchange(m_announced, true);
    lock.unlock();
    if (tell && m_callbacks.changed)
        m_callbacks.changed();
}

void ViewEngine::beginFrame(const Mailbox& mail)
{
    // Nobody else changes m_frame or m_spare; clearing large arrays is kept out of the lock.
    std::shared_ptr<Frame> frame = m_spare && m_spare.use_count() == 1 ? m_spare : std::make_shared<Frame>();
    m_spare.reset();
    frame->reset(mail.request);
    Array2D<std::uint32_t> pixels(mail.request.viewport.size);

    const std::scoped_lock lock(m_mutex);
    m_spare = std::exchange(m_frame, std::move(frame));
    if (m_spare == m_completeFrame)
        m_spare.reset();
    m_pixels = std::move(pixels);
    m_update = {};
    m_update.generation = mail.generation;
    m_update.viewport = mail.request.viewport;
    m_update.isFirst = true;
}

void ViewEngine::finishFrame(Clock::time_point begin)
{
    const auto wall = Clock::now() - begin;
    std::unique_lock lock(m_mutex);
    m_completeFrame = m_frame;
    m_complete = !m_mail.has_value();
    m_update.complete = true;
    m_update.frameTime = wall;
    FrameSample sample { m_workload, m_frameThreads, m_frameSimd, m_frame->request.arithmetic, wall,
        m_frameCpu, 0 };
    const auto frame = m_frame;
    announce({}, 1, lock);
    if (sample.threads == 0 || !m_callbacks.frameTimed)
        return;
    sample.work = static_cast<double>(pixelIterations(*frame));
    m_callbacks.frameTimed(sample);
}

/// Tells the view why there will be no picture (out of memory, say).
void ViewEngine::fail(const std::string& reason)
{
    std::unique_lock lock(m_mutex);
    m_update.failure = reason;
    announce({}, 1, lock);
}

/// The spacing of the first pass's samples that keeps it within its budget, by the speed of the last first
/// pass.
int ViewEngine::firstDivider(Size size) const
{
    const double samples = static_cast<double>(size.width) * size.height;
    const double budget = std::chrono::duration<double, std::nano>(coarsestPassBudget).count();
    int divider = usualDivider;
    while (divider < coarsestDivider && m_nanosecondsPerSample * samples / (divider * divider) > budget)
        divider *= 2;
    return divider;
}

} // namespace escapade
