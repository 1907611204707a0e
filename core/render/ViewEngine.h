#pragma once

#include "core/render/FrameRenderer.h"
#include "core/timing/FrameSample.h"

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace escapade {

/// What a view shows of one pixel.
struct PixelInfo
{
    std::int32_t count = 0;
    Label label = Label::NotComputed;
};

/// A tile that has new pixels, and the spacing of its samples: each stands for a square of divider x divider
/// pixels.
struct DisplayChange
{
    Rect area;
    int divider = 1;
};

/// What copyChanges() hands over.
struct DisplayUpdate
{
    std::uint64_t generation = 0; ///< of the request that the pixels belong to
    Viewport viewport; ///< of that request
    std::vector<DisplayChange> changes; ///< in the order of their coming
    bool complete = false; ///< every pixel has its result
    std::chrono::nanoseconds frameTime {}; ///< of a complete frame, from its start to its last tile
    std::string failure; ///< why the frame cannot be computed; empty if it can
    /// The first of its generation: target was replaced, and this is what it held.
    bool isFirst = false;
    Array2D<std::uint32_t> replaced;
};

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
    std::uint64_t request(const RenderRequest& request, Point focus);

    /// Changes the colours without computing again.
    void setPalette(const Palette& palette);

    /// Takes effect at the next pass; changes no pixel.
    void setSimd(SimdLevel simd);

    /// Copies what has changed since the last call into target, 0xAARRGGBB, transparent where nothing is
    /// known yet. Where the update is the first of its generation, target gets that picture's size. Always
    /// give the same target.
    DisplayUpdate copyChanges(Array2D<std::uint32_t>& target);

    /// What is known of a pixel of the picture that is shown.
    PixelInfo infoAt(Point pixel) const;

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
    void render(const Mailbox& mail);
    bool runPass(const Mailbox& mail, const SampleLattice& lattice, const Pass& pass);
    void storeTile(const TileResult& tile);
    void recolor();
    void announce(Rect area, int divider, std::unique_lock<std::mutex>& lock);
    void beginFrame(const Mailbox& mail);
    void finishFrame(Clock::time_point begin);
    void fail(const std::string& reason);
    int firstDivider(Size size) const;

    WorkerPool& m_pool;
    const Workload m_workload;
    const Priority m_priority;
    const Callbacks m_callbacks;

    // The engine thread's own: how the frame that it computes is going.
    std::chrono::nanoseconds m_frameCpu {};
    int m_frameThreads = 0; // 0: the setting changed during the frame
    SimdLevel m_frameSimd;
    double m_nanosecondsPerSample = 0;

    mutable std::mutex m_mutex; // guards all below
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
    std::shared_ptr<Frame> m_frame; // being computed, or complete and then never changed
    std::shared_ptr<Frame> m_spare; // memory to use again
    bool m_complete = false;
    std::shared_ptr<const Frame> m_completeFrame;
    Array2D<std::uint32_t> m_pixels; // of m_frame
    DisplayUpdate m_update; // not yet copied
    bool m_announced = false;
    std::thread m_thread; // last: it uses all of the above
};

} // namespace escapade
