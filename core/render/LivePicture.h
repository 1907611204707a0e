#pragma once

#include "core/color/ColorTable.h"
#include "core/render/FrameReuse.h"
#include "core/render/IterationLimit.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

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
    double smoothedShare = 0; ///< of the picture, 0 to 1: edges are smooth there
    /// How the limit of an automatic request was chosen; empty until then, and where it is fixed.
    std::optional<IterationLimit> limit;
    std::string failure; ///< why the frame cannot be computed; empty if it can
    bool isFirst = false; ///< of its generation: what target held before is gone
};

/// The picture that is being computed: workers put tiles in, the engine thread begins and ends it, and the
/// view takes out what has changed.
///
/// The view's functions wait for half a millisecond at most where a worker is just putting in a tile, and
/// give up at once while many are taking over what is known: on a busy machine a worker may not run for a
/// while, and the window must not wait for it.
class LivePicture
{
public:
    /// changed is called, from any thread, when there is something for copyChanges(), once until that
    /// succeeded.
    explicit LivePicture(std::function<void()> changed)
        : m_changed(std::move(changed))
    { }

    // For the engine thread, while no tiles are being computed.

    /// Begins another picture; the last one is let go.
    void begin(const RenderRequest& request, std::uint64_t generation);
    /// Gets memory for another picture like this one, when there is nothing else to do: memory that is used
    /// for the first time costs as much as copying a whole picture.
    void prepareNext();
    /// Takes over what older frames hold, on the pool, blocking. Returns how many pixels came from each. The
    /// view is not told: it takes longer to show a part than this takes to the end.
    std::vector<std::int64_t> takeOver(
        WorkerPool& pool, Priority priority, const std::vector<FrameReuse>& reuse, const ColorTable& table);
    /// Tells the view of what was taken over, where nothing else will do so at once.
    void showTakenOver();
    /// The limit of an automatic request is chosen. Where it is not the one that the picture was computed
    /// with so far, only points that escape below both keep their results.
    void setLimit(const IterationLimit& limit);
    /// Every tile is in.
    void finish(std::chrono::nanoseconds frameTime);
    /// There will be no picture, for this reason.
    void fail(const std::string& reason);
    /// Colours what is computed anew, on the pool, blocking.
    void recolor(WorkerPool& pool, Priority priority, const ColorTable& table);
    /// Once finished it never changes. Null before the first begin().
    std::shared_ptr<const Frame> frame() const { return m_frame; }

    /// What was computed or taken over before this pass, so that no coarse sample is painted over it. For
    /// renderPass(), too; null where nothing was. Not while tiles are being computed.
    const Array2D<Label>* known() const { return m_hasKnown ? &m_frame->labels : nullptr; }

    /// For the pool's workers, several at once.
    void store(const TileResult& tile, const ColorTable& table);

    /// For the pool's workers: smoother colours for a part of a complete picture.
    void storeSmooth(const Rect& area, const Array2D<std::uint32_t>& colors);

    // For the view.

    /// Copies what has changed since the last call into target, 0xAARRGGBB, transparent where nothing is
    /// known yet. Where the update is the first of its generation, target gets that picture's size. Always
    /// give the same target. Empty: busy, try again in a millisecond.
    std::optional<DisplayUpdate> copyChanges(Array2D<std::uint32_t>& target);

    /// What is known of a pixel. Empty: busy.
    std::optional<PixelInfo> infoAt(Point pixel) const;

private:
    void forgetSpares(Size size);
    std::shared_ptr<Frame> spareFrame();
    void announce(Rect area, int divider, std::unique_lock<std::timed_mutex>& lock);
    void forgetSmooth();
    void fillUnknown(const TileResult& tile, const std::vector<std::uint32_t>& colors);

    const std::function<void()> m_changed;

    // The pointer is the engine thread's; what it points to is guarded.
    std::shared_ptr<Frame> m_frame;
    std::vector<std::shared_ptr<Frame>> m_frames; // that were begun; spare where nobody else has them
    Array2D<std::uint32_t> m_sparePixels;
    bool m_spareIsTransparent = false;
    bool m_hasKnown = false; // tiles are not all new: written by the engine thread between passes

    mutable std::timed_mutex m_mutex; // guards all below, and the frame's results
    Array2D<std::uint32_t> m_pixels;
    DisplayUpdate m_update; // not yet copied
    std::int64_t m_smoothedPixels = 0;
    bool m_announced = false;
    bool m_takingOver
        = false; // workers write rows of their own to the frame and the pixels, without the lock
};

} // namespace escapade
