#pragma once

#include "core/render/FrameCache.h"
#include "core/render/LivePicture.h"
#include "core/render/Supersampling.h"
#include "core/timing/FrameSample.h"

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace escapade {

/// Keeps one picture up to date: takes requests, computes the newest from coarse to fine on the pool, and
/// hands over what has changed. It has a thread of its own that plans and waits; all computing is the pool's.
///
/// Nothing is computed twice that is still at hand: what the picture before, or a recent one, holds of the
/// new one is taken over, wherever a fresh computation would give the same result.
///
/// All functions may be called from the GUI thread: they take a lock for at most the copy of a tile, and
/// never wait for a result.
class ViewEngine
{
public:
    /// Callbacks, from any thread; they must return at once (post an event).
    struct Callbacks
    {
        std::function<void()>
            changed; ///< there is something for copyChanges(); not called again before that is called
        std::function<void(const FrameSample&)> frameTimed; ///< a frame was completed under one setting
    };

    static constexpr std::size_t defaultCacheBytes = std::size_t { 512 } << 20U;

    ViewEngine(WorkerPool& pool, Workload workload, Callbacks callbacks);
    /// Cancels what is running and waits for the tiles that are being computed.
    ~ViewEngine();
    ViewEngine(const ViewEngine&) = delete;
    ViewEngine& operator=(const ViewEngine&) = delete;

    /// Asks for a picture; the newest request replaces older ones, but for a coarsest pass that has begun,
    /// which is completed and shown. Tiles near the focus (a pixel) come first. Returns the request's
    /// generation.
    /// The first pass of a request with automatic iterations has the limit that the request starts from, so
    /// that there is something to see while a limit is chosen; if that is larger, the pass is done again.
    std::uint64_t request(const RenderRequest& request, Point focus);

    /// Leaves the picture as far as it is, until the next request. Nothing happens to a complete one.
    void stop();

    /// Changes the colours without computing again. A mapping that needs orbit values which were not asked
    /// for is shown when a request wants them.
    void setPalette(const Palette& palette);
    void setColorMapping(const ColorMapping& mapping);

    /// Whether edges are made smooth when nothing else is to be done: see Supersampling. Off at first.
    void setSmoothing(bool smooth);

    /// Takes effect at the next pass; changes no pixel.
    void setSimd(SimdLevel simd);

    /// See LivePicture.
    std::optional<DisplayUpdate> copyChanges(Array2D<std::uint32_t>& target)
    {
        return m_picture.copyChanges(target);
    }
    std::optional<PixelInfo> infoAt(Point pixel) const { return m_picture.infoAt(pixel); }

    /// The last complete frame, or null. It never changes.
    std::shared_ptr<const Frame> completeFrame() const;

    /// Whether the frame of the newest request is complete.
    bool isComplete() const;

    /// What became of the samples that were computed, since the start.
    struct Totals
    {
        std::int64_t computed = 0;
        std::int64_t takenOver = 0; ///< results that an older frame held
        std::int64_t thrownAway = 0; ///< of pictures that were left incomplete, and not in the next one
    };
    Totals totals() const;

    /// The most memory that recent frames may take, in bytes. Takes effect with the next request.
    void setCacheBytes(std::size_t bytes);

private:
    /// A coarsest pass is protected from newer requests for this long.
    static constexpr std::chrono::milliseconds coarsestPassGrace { 50 };

    struct Mailbox
    {
        RenderRequest request;
        Point focus;
        std::uint64_t generation = 0;
    };

    /// A picture that is being computed: the request with the limit that is in force.
    struct Work
    {
        Mailbox mail;
        SampleLattice lattice;
        std::vector<std::shared_ptr<const Frame>> sources; ///< frames that may hold some of its pixels
    };

    void recolorWith(std::shared_ptr<const ColorTable> table);
    void threadMain();
    void render(const Mailbox& asked);
    void leaveLastPicture(const Mailbox& asked);
    std::int32_t likelyLimit(const RenderRequest& request) const;
    std::vector<std::shared_ptr<const Frame>> sourcesFor(const RenderRequest& request);
    void takeOver(const Work& work);
    bool runPasses(const Work& work, std::size_t begin, std::size_t end, const std::vector<Pass>& passes);
    bool runPass(const Work& work, const Pass& pass);
    std::optional<IterationLimit> chooseLimit(const Mailbox& mail);
    std::optional<RenderSettings> beginWork(const Mailbox& mail);
    bool endWork();
    void noteSimd(const Pass& pass, SimdLevel simd);
    const Reflection* reflectionFor(const Work& work, const Pass& pass) const;
    JobReport runTiles(const Work& work, const Pass& pass, const Reflection* reflection,
        std::vector<Rect>& tiles, RenderSettings settings);
    void storeTile(const TileResult& tile);
    void recolor();
    void equalize();
    void supersample();
    void finishFrame(Clock::time_point begin, std::chrono::nanoseconds measured);
    int firstDivider(std::int64_t samples) const;

    WorkerPool& m_pool;
    const Workload m_workload;
    const Priority m_priority;
    const Callbacks m_callbacks;
    LivePicture m_picture;

    // The engine thread's own: how the frame that it computes is going.
    FrameCache m_cache { defaultCacheBytes };
    std::shared_ptr<const Frame> m_last; // the picture before, complete or not
    Mailbox m_lastMail;
    std::chrono::nanoseconds m_frameCpu {};
    double m_nanosecondsPerSample = 0; // of the last first pass
    std::int64_t m_lastComputed = 0; // samples of m_last, while they may turn out to be thrown away
    std::int64_t m_computed = 0; // samples of this picture
    std::int64_t m_takenOver = 0; // pixels of this picture
    std::uint64_t m_equalizedGeneration = 0; // whose counts' spread the colours follow; 0: none's
    std::int32_t m_lastChosen = 0; // automatic limit of the last complete picture; 0: none
    int m_frameThreads = 0; // 0: the setting changed during the frame
    SimdLevel m_frameSimd;
    bool m_onFirstPass = false; // of the request
    bool m_lastComplete = false;
    bool m_toSmooth = false; // the picture is complete, and its edges are not smooth

    mutable std::mutex m_mutex; // guards all below; held for a few assignments at most
    std::condition_variable m_wake;
    std::optional<Mailbox> m_mail;
    std::uint64_t m_generation = 0;
    std::uint64_t m_stoppedGeneration = 0; // it and older ones are not computed any more
    OrbitValueSet m_askedValues;
    CancelToken m_cancel; // of the pass that is running
    Clock::time_point m_passBegin;
    std::shared_ptr<const ColorTable> m_table;
    std::shared_ptr<const Frame> m_completeFrame;
    std::size_t m_cacheBytes = defaultCacheBytes;
    Totals m_totals;
    SimdLevel m_simd;
    bool m_coarsestRunning = false;
    bool m_recolor = false;
    bool m_smoothing = false;
    bool m_quit = false;
    bool m_complete = false;
    std::thread m_thread; // last: it uses all of the above
};

} // namespace escapade
