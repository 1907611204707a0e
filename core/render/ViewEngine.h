#pragma once

#include "core/render/LivePicture.h"
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

    /// Changes the colours without computing again.
    void setPalette(const Palette& palette);

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

private:
    struct Mailbox
    {
        RenderRequest request;
        Point focus;
        std::uint64_t generation = 0;
    };

    void threadMain();
    void render(Mailbox mail);
    bool runPass(const Mailbox& mail, const SampleLattice& lattice, const Pass& pass);
    std::optional<IterationLimit> chooseLimit(const Mailbox& mail);
    std::optional<RenderSettings> beginWork(const Mailbox& mail);
    bool endWork();
    void noteSimd(const Pass& pass, SimdLevel simd);
    JobReport runTiles(const Mailbox& mail, const SampleLattice& lattice, const Pass& pass,
        std::vector<Rect>& tiles, const RenderSettings& settings);
    void storeTile(const TileResult& tile);
    void recolor();
    void finishFrame(Clock::time_point begin, std::chrono::nanoseconds measured);
    int firstDivider(Size size) const;

    WorkerPool& m_pool;
    const Workload m_workload;
    const Priority m_priority;
    const Callbacks m_callbacks;
    LivePicture m_picture;

    // The engine thread's own: how the frame that it computes is going.
    std::chrono::nanoseconds m_frameCpu {};
    int m_frameThreads = 0; // 0: the setting changed during the frame
    SimdLevel m_frameSimd;
    double m_nanosecondsPerSample = 0; // of the last first pass
    bool m_onFirstPass = false; // of the request

    mutable std::mutex m_mutex; // guards all below; held for a few assignments at most
    std::condition_variable m_wake;
    std::optional<Mailbox> m_mail;
    std::uint64_t m_generation = 0;
    CancelToken m_cancel; // of the pass that is running
    bool m_coarsestRunning = false;
    Clock::time_point m_passBegin;
    SimdLevel m_simd;
    std::shared_ptr<const ColorTable> m_table;
    bool m_recolor = false;
    bool m_quit = false;
    bool m_complete = false;
    std::shared_ptr<const Frame> m_completeFrame;
    std::thread m_thread; // last: it uses all of the above
};

} // namespace escapade
