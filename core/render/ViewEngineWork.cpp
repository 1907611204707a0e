// What the engine's own thread does for a picture: what is taken over, passes, colours, edges.

#include "core/render/FrameColors.h"
#include "core/render/FrameRenderer.h"
#include "core/render/ViewEngine.h"

#include <algorithm>
#include <numeric>

namespace escapade {
namespace {

constexpr int usualDivider = 8;
/// The first pass is to take 12 ms at most, by the speed of the one before; a view may cost half as much
/// again.
constexpr std::chrono::milliseconds coarsestPassBudget { 8 };
/// Coarse passes have few samples, which must still make tiles for all workers.
constexpr int coarseTileSize = 32;

int tileSizeOf(const Pass& pass, std::int32_t maxIterations)
{
    return pass.divider > 2 ? coarseTileSize : tileSizeFor(maxIterations);
}

/// Those near the focus first. A reflected pass has only tiles that are not the image of others.
std::vector<Rect> tilesOf(
    const RenderRequest& request, const Pass& pass, Point focus, const Reflection* reflection)
{
    const int tileSize = tileSizeOf(pass, request.maxIterations);
    if (reflection == nullptr)
        return planTiles(request.viewport.size, pass, tileSize, focus);
    std::vector<Rect> tiles = planTiles(partsWithoutImages(*reflection), pass, tileSize);
    sortByDistance(tiles, reflection->originalOf(focus));
    return tiles;
}

std::int64_t pixelsOf(const Frame& frame)
{
    return static_cast<std::int64_t>(frame.labels.values().size());
}

} // namespace

void ViewEngine::render(const Mailbox& asked)
{
    const auto begin = Clock::now();
    auto measuredFrom = begin;
    leaveLastPicture(asked);
    m_lastMail = asked;
    m_toSmooth = false;
    m_frameCpu = {};
    m_frameThreads = m_pool.active();
    Work work { asked, SampleLattice(asked.request), sourcesFor(asked.request) };
    work.mail.request.maxIterations = likelyLimit(asked.request);
    m_picture.begin(work.mail.request, asked.generation);
    takeOver(work);
    m_last = m_picture.frame();

    if (!asked.request.automaticIterations && m_takenOver == pixelsOf(*m_last)) {
        finishFrame(begin, Clock::now() - measuredFrom); // nothing is left to do but to look for it
        return;
    }
    const std::vector<Pass> passes = planPasses(firstDivider(pixelsOf(*m_last) - m_takenOver));
    m_onFirstPass = true;
    if (!runPasses(work, 0, 1, passes))
        return;
    m_onFirstPass = false;
    std::size_t next = 1;
    if (asked.request.automaticIterations) {
        const auto looksFrom = Clock::now();
        const std::optional<IterationLimit> limit = chooseLimit(asked);
        if (!limit)
            return;
        m_picture.setLimit(*limit);
        m_lastChosen = limit->limit;
        measuredFrom += Clock::now() - looksFrom;
        if (std::exchange(work.mail.request.maxIterations, limit->limit) != limit->limit) {
            next = 0;
            measuredFrom = Clock::now();
            m_frameCpu = {};
            m_frameThreads = m_pool.active();
            takeOver(work);
        }
    }
    if (runPasses(work, next, passes.size(), passes))
        finishFrame(begin, Clock::now() - measuredFrom);
}

/// Keeps the last picture for later where enough of it is computed.
void ViewEngine::leaveLastPicture(const Mailbox& asked)
{
    std::unique_lock lock(m_mutex);
    const std::size_t cacheBytes = m_cacheBytes;
    lock.unlock();
    m_cache.setMostBytes(cacheBytes);
    // The pictures of a quick zoom stay behind with a quarter of their pixels; to keep all those would cost
    // each new one fresh memory, which takes the kernel longer than a first pass takes.
    // The same goes for the Julia sets that flit by under the pointer, however many they have.
    constexpr std::int64_t enough = 2; // half of the pixels
    const auto mayBeOfUse = [&] {
        return enough * (m_computed + m_takenOver) > pixelsOf(*m_last)
            && showTheSameSet(m_last->request, asked.request);
    };
    if (m_last && (m_lastComplete || mayBeOfUse()))
        m_cache.insert(m_last);
    m_lastComputed = m_lastComplete ? 0 : m_computed;
    m_lastComplete = false;
    m_computed = 0;
    m_takenOver = 0;
}

std::vector<std::shared_ptr<const Frame>> ViewEngine::sourcesFor(const RenderRequest& request)
{
    std::vector<std::shared_ptr<const Frame>> sources = m_cache.relatedTo(request);
    if (m_last && std::ranges::find(sources, m_last) == sources.end())
        sources.insert(sources.begin(), m_last);
    return sources;
}

/// The limit to begin an automatic request with: the last one where the view is much the same. It is
/// confirmed, or replaced, before the picture is complete.
std::int32_t ViewEngine::likelyLimit(const RenderRequest& request) const
{
    constexpr std::int32_t mostTimesStart = 8;
    const bool usable = request.automaticIterations && m_last != nullptr && m_lastChosen > 0
        && m_last->request.formula == request.formula
        && mayShareSamples(m_last->request.viewport, request.viewport)
        && m_lastChosen / mostTimesStart <= request.maxIterations;
    return usable ? m_lastChosen : request.maxIterations;
}

void ViewEngine::takeOver(const Work& work)
{
    std::vector<FrameReuse> reuse;
    for (const std::shared_ptr<const Frame>& source : work.sources)
        reuse.emplace_back(work.mail.request, work.lattice, source);
    std::unique_lock lock(m_mutex);
    const auto table = m_table;
    lock.unlock();
    const std::vector<std::int64_t> copied = m_picture.takeOver(m_pool, m_priority, reuse, *table);
    const auto all = std::accumulate(copied.begin(), copied.end(), std::int64_t { 0 });
    m_takenOver += all;
    // A picture that is whole already is shown as a whole, and complete, in a moment.
    const bool isWhole = m_takenOver >= pixelsOf(*m_picture.frame());
    // Where the view has moved, the window moves what it showed before while the first tiles are computed.
    const bool moves = m_last && m_last->request.viewport != work.mail.request.viewport;
    if ((all > 0 || moves) && (work.mail.request.automaticIterations || !isWhole))
        m_picture.showTakenOver();
    std::int64_t ofLast = 0;
    for (std::size_t n = 0; n < copied.size(); ++n)
        ofLast += work.sources[n] == m_last ? copied[n] : 0;
    lock.lock();
    m_totals.takenOver += all;
    m_totals.thrownAway += std::max<std::int64_t>(0, std::exchange(m_lastComputed, 0) - ofLast);
}

/// False when a newer request or the end came first.
bool ViewEngine::runPasses(
    const Work& work, std::size_t begin, std::size_t end, const std::vector<Pass>& passes)
{
    for (std::size_t n = begin; n < end; ++n) {
        if (!runPass(work, passes[n]))
            return false;
    }
    return true;
}

/// Runs a pass to its end, with interruptions for recolouring and for another instruction set. False when a
/// newer request or the end came first.
bool ViewEngine::runPass(const Work& work, const Pass& pass)
{
    const Mailbox& mail = work.mail;
    const Reflection* const reflection = reflectionFor(work, pass);
    std::vector<Rect> tiles = tilesOf(mail.request, pass, mail.focus, reflection);
    while (const auto settings = beginWork(mail)) {
        noteSimd(pass, settings->simd);
        const JobReport report = runTiles(work, pass, reflection, tiles, *settings);
        const bool superseded = endWork();
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

/// Chooses the limit of an automatic request, with interruptions as in a pass. Empty when a newer request or
/// the end came first.
std::optional<IterationLimit> ViewEngine::chooseLimit(const Mailbox& mail)
{
    while (const auto settings = beginWork(mail)) {
        const Result<IterationLimit> limit = chooseIterationLimit(m_pool, mail.request, *settings);
        const bool superseded = endWork();
        if (limit)
            return *limit;
        if (superseded)
            return std::nullopt;
        if (!settings->cancel.isCancelled()) {
            m_picture.fail(limit.error().message);
            return std::nullopt;
        }
    }
    return std::nullopt;
}

/// The settings of work for a request that begins, or goes on, now. Empty: it must not.
std::optional<RenderSettings> ViewEngine::beginWork(const Mailbox& mail)
{
    RenderSettings settings;
    settings.priority = m_priority;
    {
        const std::scoped_lock lock(m_mutex);
        if (m_quit || mail.generation <= m_stoppedGeneration || (m_mail.has_value() && !m_onFirstPass))
            return std::nullopt;
        m_cancel = settings.cancel;
        m_coarsestRunning = m_onFirstPass;
        m_passBegin = Clock::now();
        settings.simd = supports(m_simd, mail.request.arithmetic) ? m_simd : SimdLevel::Scalar;
    }
    return settings;
}

/// Does what came up while work was running. True when a newer request did.
bool ViewEngine::endWork()
{
    std::unique_lock lock(m_mutex);
    m_coarsestRunning = false;
    const bool recolorNow = m_recolor;
    const bool superseded = m_mail.has_value();
    lock.unlock();
    if (recolorNow)
        recolor();
    return superseded;
}

/// Keeps a frame out of the statistics whose passes are computed by different instructions.
void ViewEngine::noteSimd(const Pass& pass, SimdLevel simd)
{
    if (pass.skip == 0)
        m_frameSimd = simd;
    else if (simd != m_frameSimd)
        m_frameThreads = 0;
}

/// How the samples of a pass that are still to be computed are each other's images; null where they are not,
/// or some are known already: of these their images may be unknown.
const Reflection* ViewEngine::reflectionFor(const Work& work, const Pass& pass) const
{
    const std::optional<Reflection>& reflection = work.lattice.reflection();
    return reflection && reflection->suits(pass) && m_picture.known() == nullptr ? &*reflection : nullptr;
}

/// Computes tiles and takes those that were done from the list.
JobReport ViewEngine::runTiles(const Work& work, const Pass& pass, const Reflection* reflection,
    std::vector<Rect>& tiles, RenderSettings settings)
{
    std::vector<char> done(tiles.size(), 0); // not bool: neighbours are written by different workers
    std::atomic<std::int64_t> samples = 0;
    settings.samplesDone = &samples;
    JobReport report = renderPass(
        m_pool, work.mail.request, work.lattice, pass, tiles, settings,
        [this, &done](const TileResult& tile) {
            storeTile(tile);
            done[static_cast<std::size_t>(tile.index)] = 1;
        },
        m_picture.known(), reflection);
    m_frameCpu += report.cpuTime();
    m_computed += samples;
    {
        const std::scoped_lock lock(m_mutex);
        m_totals.computed += samples;
    }
    if (m_pool.active() != m_frameThreads)
        m_frameThreads = 0;
    constexpr std::int64_t enoughToTell = 1000;
    if (m_onFirstPass && report.completed && samples >= enoughToTell)
        m_nanosecondsPerSample
            = static_cast<double>(report.wallTime().count()) / static_cast<double>(samples);
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

/// Makes the colours follow how the counts of the picture spread, where that is wanted. Only a complete
/// picture tells; until then they follow the one before.
void ViewEngine::equalize()
{
    std::unique_lock lock(m_mutex);
    const auto table = m_table;
    lock.unlock();
    const std::uint64_t generation = m_lastMail.generation;
    const bool isKnown = table->equalization() != nullptr && m_equalizedGeneration == generation;
    if (table->mapping().outside != Outside::Histogram || isKnown)
        return;
    auto equalized = std::make_shared<ColorTable>(*table);
    equalized->setEqualization(equalizationOf(*m_picture.frame(), m_pool, m_priority));
    m_equalizedGeneration = generation;
    lock.lock();
    if (m_table != table) {
        m_recolor = true; // and once more with the newest colours
        m_equalizedGeneration = 0;
        return;
    }
    m_table = equalized;
    lock.unlock();
    m_picture.recolor(m_pool, m_priority, *equalized);
}

void ViewEngine::recolor()
{
    std::unique_lock lock(m_mutex);
    m_recolor = false;
    const auto table = m_table;
    lock.unlock();
    m_picture.recolor(m_pool, m_priority, *table);
    if (m_lastComplete)
        equalize();
    m_toSmooth = m_lastComplete;
}

/// Makes edges smooth, unless something else comes up.
void ViewEngine::supersample()
{
    const auto settings = beginWork(m_lastMail);
    if (!settings)
        return;
    std::unique_lock lock(m_mutex);
    const auto table = m_table;
    lock.unlock();
    const Supersampling work(m_picture.frame(), table);
    m_toSmooth = false; // a picture whose edges cannot be made smooth stays as it is
    bool interrupted = false;
    if (work.isPossible()) {
        const std::vector<Rect> tiles
            = planTiles(m_lastMail.request.viewport.size, {}, settings->tileSize, m_lastMail.focus);
        RenderSettings patient = *settings;
        patient.priority = Priority::Laboratory;
        const JobReport report = smoothTiles(
            m_pool, work, tiles, patient, [this](const Rect& area, const Array2D<std::uint32_t>& colors) {
                m_picture.storeSmooth(area, colors);
            });
        interrupted = !report.completed && report.failure.empty();
    }
    endWork();
    m_toSmooth = m_toSmooth || interrupted;
}

/// measured is the time of the passes that count, without what led to the choice of a limit.
void ViewEngine::finishFrame(Clock::time_point begin, std::chrono::nanoseconds measured)
{
    const auto wall = Clock::now() - begin;
    const std::shared_ptr<const Frame> frame = m_picture.frame();
    equalize();
    std::unique_lock lock(m_mutex);
    m_completeFrame = frame;
    m_complete = !m_mail.has_value();
    lock.unlock();
    m_lastComplete = true;
    m_toSmooth = true;
    m_picture.finish(wall);
    lock.lock();
    const bool isIdle = !m_mail.has_value();
    lock.unlock();
    if (isIdle)
        m_picture.prepareNext();
    // The time of a picture that was there already in part says nothing, either.
    constexpr std::int64_t nextToNothing = 100; // a hundredth of the pixels
    const bool mostlyComputed = m_takenOver * nextToNothing < pixelsOf(*frame);
    if (m_frameThreads == 0 || !mostlyComputed || !m_callbacks.frameTimed)
        return;
    FrameSample sample { m_workload, m_frameThreads, m_frameSimd, frame->request.arithmetic, measured,
        m_frameCpu, 0 };
    sample.work = static_cast<double>(pixelIterations(*frame));
    m_callbacks.frameTimed(sample);
}

/// The spacing of the first pass's samples that keeps it within its budget, by the speed of the last first
/// pass, where this many pixels are to be computed. Where all of them fit, there is one pass.
int ViewEngine::firstDivider(std::int64_t samples) const
{
    if (m_nanosecondsPerSample == 0)
        return usualDivider;
    const double budget = std::chrono::duration<double, std::nano>(coarsestPassBudget).count();
    const double wanted = m_nanosecondsPerSample * static_cast<double>(samples);
    int divider = 1;
    while (divider < coarsestDivider && wanted / (divider * divider) > budget)
        divider *= 2;
    return divider;
}

} // namespace escapade
