#include "core/render/ViewEngine.h"

namespace escapade {
namespace {

/// How long a picture must stay as it is before its edges are made smooth.
constexpr std::chrono::milliseconds idleBeforeSmoothing { 150 };

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
    , m_table(std::make_shared<ColorTable>(builtinPalettes().front()))
    , m_simd(bestSimdLevel())
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
    m_askedValues = request.orbitValues;
    m_mail = Mailbox { request, focus, m_generation };
    // A storm of requests still shows pictures: see storeTile() for a coarsest pass that takes too long.
    const bool graceful = m_coarsestRunning && Clock::now() - m_passBegin < coarsestPassGrace;
    if (!graceful)
        m_cancel.cancel();
    m_complete = false;
    m_wake.notify_one();
    return m_generation;
}

void ViewEngine::stop()
{
    const std::scoped_lock lock(m_mutex);
    if (m_complete)
        return;
    m_stoppedGeneration = m_generation;
    m_mail.reset();
    m_cancel.cancel();
}

void ViewEngine::setPalette(const Palette& palette)
{
    // Interpolated outside the lock; only the GUI thread exchanges tables, so the mapping is still that one.
    std::unique_lock lock(m_mutex);
    const auto last = m_table;
    lock.unlock();
    auto table = std::make_shared<ColorTable>(palette, last->mapping());
    table->setEqualization(last->sharedEqualization());
    recolorWith(std::move(table));
}

void ViewEngine::setColorMapping(const ColorMapping& mapping)
{
    std::unique_lock lock(m_mutex);
    const auto last = m_table;
    lock.unlock();
    auto table = std::make_shared<ColorTable>(*last);
    table->setMapping(mapping);
    recolorWith(std::move(table));
}

void ViewEngine::recolorWith(std::shared_ptr<const ColorTable> table)
{
    const std::scoped_lock lock(m_mutex);
    m_table = std::move(table);
    // Colours that need more than was asked for come with a request that does.
    if (!m_askedValues.includes(orbitValuesFor(m_table->mapping())))
        return;
    m_recolor = true;
    // The pass is interrupted for the recolouring and goes on with the tiles that are left.
    m_cancel.cancel();
    m_wake.notify_one();
}

void ViewEngine::setSmoothing(bool smooth)
{
    const std::scoped_lock lock(m_mutex);
    if (std::exchange(m_smoothing, smooth) == smooth)
        return;
    // Colours of single samples first; they are what smooth ones come from, too.
    m_recolor = true;
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

ViewEngine::Totals ViewEngine::totals() const
{
    const std::scoped_lock lock(m_mutex);
    return m_totals;
}

void ViewEngine::setCacheBytes(std::size_t bytes)
{
    const std::scoped_lock lock(m_mutex);
    m_cacheBytes = bytes;
}

// The engine thread

void ViewEngine::threadMain()
{
    std::unique_lock lock(m_mutex);
    const auto isWanted = [this] { return m_quit || m_mail || m_recolor; };
    while (true) {
        // Edges are for a picture that stays: not while it moves, nor while its colours do.
        const bool idle = m_smoothing && m_toSmooth && !m_wake.wait_for(lock, idleBeforeSmoothing, isWanted);
        if (!idle)
            m_wake.wait(lock, [&] { return isWanted() || (m_smoothing && m_toSmooth); });
        if (m_quit)
            return;
        if (idle) {
            lock.unlock();
            supersample();
        } else if (m_mail) {
            const Mailbox mail = *std::exchange(m_mail, std::nullopt);
            lock.unlock();
            render(mail);
        } else if (m_recolor) {
            lock.unlock();
            recolor();
        } else {
            continue;
        }
        lock.lock();
    }
}

} // namespace escapade
