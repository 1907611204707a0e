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

/// Part of a picture that has changed, and how coarse its samples were.
struct DisplayChange
{
    Rect area;
    int divider = 1;
};

/// What copyChanges() hands over.
struct DisplayUpdate
{
    std::uint64_t generation = 0; ///< of the request that the pixels belong to; counts up with each request()
    Viewport viewport; ///< of that request
    std::vector<DisplayChange> changes; ///< in the order of their coming
    bool complete = false; ///< every pixel has its result
    std::chrono::nanoseconds frameTime {}; ///< of a complete frame, from its start to its last tile
};

/// Keeps one picture up to date: takes requests, computes the newest from coarse to fine on the pool, and hands over what has
/// changed. It has a thread of its own that plans and waits; all computing is the pool's.
///
/// All functions may be called from the GUI thread: they take a lock for at most the copy of a tile, and never wait
/// for a result.
class ViewEngine
{
public:
    /// Callbacks, from any thread; they must return at once (post an event).
    struct Callbacks
    {
        std::function<void()> changed; ///< there is something for copyChanges(); not called again before that is called
        std::function<void(const FrameSample&)> frameTimed; ///< a frame was completed under one setting
    };

    ViewEngine(WorkerPool& pool, Workload workload, Callbacks callbacks);
    /// Cancels what is running and waits for the tiles that are being computed.
    ~ViewEngine();
    ViewEngine(const ViewEngine&) = delete;
    ViewEngine& operator=(const ViewEngine&) = delete;

    /// Asks for a picture; the newest request replaces older ones, but for a coarsest pass that has begun, which is
    /// completed and shown. Tiles near the focus (a pixel) come first. Returns the request's generation.
    std::uint64_t request(const RenderRequest& request, Point focus);

    /// Changes the colours without computing again.
    void setPalette(const Palette& palette);

    /// Takes effect at the next pass; changes no pixel.
    void setSimd(SimdLevel simd);

    /// Copies what has changed since the last call into an image of target's layout (0xAARRGGBB, stride in pixels). The image must
    /// have the size of the newest generation announced: call pendingSize() first and resize; areas of an older generation are dropped.
    /// A new generation starts with transparent pixels: clear the image when update.generation differs from the last.
    DisplayUpdate copyChanges(std::uint32_t* target, Size size, std::ptrdiff_t stride);

    /// The size of the picture that copyChanges() will deliver.
    Size pendingSize() const;

    /// What is known of a pixel of the picture that is shown.
    PixelInfo infoAt(Point pixel) const;

    /// The last complete frame, or null. It never changes.
    std::shared_ptr<const Frame> completeFrame() const;

    /// The request that was asked for last, and whether its frame is complete.
    bool isComplete() const;

private:
    struct Mailbox
    {
        RenderRequest request;
        Point focus;
        std::uint64_t generation = 0;
    };

    void threadMain();
    void renderNewest(const Mailbox& mail);
    void recolor();
    bool runPass(const Mailbox& mail, const SampleLattice& lattice, const Pass& pass, bool mustFinish, FrameSample& sample, bool& steady);
    void storeTile(const TileResult& tile);
    void announce(Rect area, int divider, std::unique_lock<std::mutex>& lock);
    void publish(const FrameSample& sample, bool steady);
    std::shared_ptr<Frame> freshFrame(const RenderRequest& request);

    WorkerPool& m_pool;
    const Workload m_workload;
    const Callbacks m_callbacks;

    mutable std::mutex m_mutex; // guards all below
    std::condition_variable m_wake;
    std::optional<Mailbox> m_mail;
    CancelToken m_cancel; // of the pass that is running
    std::uint64_t m_generation = 0;
    SimdLevel m_simd;
    std::shared_ptr<const ColorTable> m_table;
    bool m_recolor = false;
    bool m_quit = false;
    std::shared_ptr<Frame> m_frame; // being computed or complete; shown
    std::uint64_t m_frameGeneration = 0;
    std::shared_ptr<const Frame> m_complete;
    DisplayUpdate m_update; // not yet copied
    bool m_announced = false;
    std::thread m_thread; // last: it uses all of the above
};

} // namespace escapade
