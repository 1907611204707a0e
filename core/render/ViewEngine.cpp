#include "core/render/ViewEngine.h"

#include "core/base/Check.h"

#include <algorithm>

namespace escapade {
namespace {

constexpr int usualDivider = 8;
constexpr std::chrono::milliseconds coarsestPassBudget { 12 };
/// A coarsest pass is protected from newer requests for this long.
constexpr std::chrono::milliseconds coarsestPassGrace { 50 };

Priority priorityOf(Workload workload)
{
    return workload == Workload::Mandelbrot ? Priority::Interactive : Priority::Julia;
}

} // namespace

ViewEngine::ViewEngine(WorkerPool& pool, Workload workload, Callbacks callbacks)
    : m_pool(pool)
    , m_workload(workload)
    , m_priority(priorityOf(workload))
    , m_callbacks(std::move(callbacks))
    , m_picture(m_callbacks.changed)
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
    const auto begin = Clock::now();
    m_picture.begin(mail.request, mail.generation);
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
    std::vector<Rect> tiles
        = planTiles(mail.request.viewport.size, pass, RenderSettings {}.tileSize, mail.focus);
    while (const auto settings = beginPass(mail, pass)) {
        const JobReport report = runTiles(mail, lattice, pass, tiles, *settings);
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
            m_picture.fail(report.failure);
        if (superseded || !report.failure.empty())
            return false;
        m_frameThreads = 0; // interrupted: its time says nothing
    }
    return false;
}

/// The settings of a pass that begins, or goes on, now. Empty: it must not.
std::optional<RenderSettings> ViewEngine::beginPass(const Mailbox& mail, const Pass& pass)
{
    const bool coarsest = pass.skip == 0;
    RenderSettings settings;
    settings.priority = m_priority;
    {
        const std::scoped_lock lock(m_mutex);
        if (m_quit || (m_mail.has_value() && !coarsest))
            return std::nullopt;
        m_cancel = settings.cancel;
        m_coarsestRunning = coarsest;
        m_passBegin = Clock::now();
        settings.simd = supports(m_simd, mail.request.arithmetic) ? m_simd : SimdLevel::Scalar;
    }
    if (coarsest)
        m_frameSimd = settings.simd;
    else if (settings.simd != m_frameSimd)
        m_frameThreads = 0;
    return settings;
}

/// Computes tiles and takes those that were done from the list.
JobReport ViewEngine::runTiles(const Mailbox& mail, const SampleLattice& lattice, const Pass& pass,
    std::vector<Rect>& tiles, const RenderSettings& settings)
{
    std::vector<char> done(tiles.size(), 0); // not bool: neighbours are written by different workers
    JobReport report = renderPass(
        m_pool, mail.request, lattice, pass, tiles, settings, [this, &done](const TileResult& tile) {
            storeTile(tile);
            done[static_cast<std::size_t>(tile.index)] = 1;
        });
    m_frameCpu += report.cpuTime();
    if (m_pool.active() != m_frameThreads)
        m_frameThreads = 0;
    if (pass.skip == 0 && report.completed) {
        const Size size = mail.request.viewport.size;
        const double samples = static_cast<double>(size.width) * size.height / (pass.divider * pass.divider);
        m_nanosecondsPerSample = static_cast<double>(report.wallTime().count()) / std::max(1.0, samples);
    }
    std::vector<Rect> left;
    for (std::size_t n = 0; n < tiles.size(); ++n) {
        if (done[n] == 0)
            left.push_back(tiles[n]);
    }
    tiles = std::move(left);
    return report;
}

/// Called by the pool's workers.
void ViewEngine::storeTile(const TileResult& tile)
{
    std::unique_lock lock(m_mutex);
    const auto table = m_table;
    if (m_coarsestRunning && m_mail && Clock::now() - m_passBegin > coarsestPassGrace)
        m_cancel.cancel();
    lock.unlock();
    m_picture.store(tile, *table);
}

void ViewEngine::recolor()
{
    std::unique_lock lock(m_mutex);
    m_recolor = false;
    const auto table = m_table;
    lock.unlock();
    m_picture.recolor(m_pool, m_priority, *table);
}

void ViewEngine::finishFrame(Clock::time_point begin)
{
    const auto wall = Clock::now() - begin;
    const std::shared_ptr<const Frame> frame = m_picture.frame();
    std::unique_lock lock(m_mutex);
    m_completeFrame = frame;
    m_complete = !m_mail.has_value();
    lock.unlock();
    m_picture.finish(wall);
    if (m_frameThreads == 0 || !m_callbacks.frameTimed)
        return;
    FrameSample sample { m_workload, m_frameThreads, m_frameSimd, frame->request.arithmetic, wall, m_frameCpu,
        0 };
    sample.work = static_cast<double>(pixelIterations(*frame));
    m_callbacks.frameTimed(sample);
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
