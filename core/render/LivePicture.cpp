#include "core/render/LivePicture.h"

#include <algorithm>

namespace escapade {
namespace {

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

void LivePicture::begin(const RenderRequest& request, std::uint64_t generation)
{
    // Large arrays are cleared outside the lock.
    std::shared_ptr<Frame> frame
        = m_spare && m_spare.use_count() == 1 ? std::move(m_spare) : std::make_shared<Frame>();
    frame->reset(request);
    Array2D<std::uint32_t> pixels(request.viewport.size);

    const std::scoped_lock lock(m_mutex);
    m_spare = std::exchange(m_frame, std::move(frame));
    m_pixels = std::move(pixels);
    m_update = {};
    m_update.generation = generation;
    m_update.viewport = request.viewport;
    m_update.isFirst = true;
}

void LivePicture::setLimit(const IterationLimit& limit)
{
    std::unique_lock lock(m_mutex);
    m_frame->request.maxIterations = limit.limit;
    m_update.limit = limit;
    announce({}, 1, lock);
}

void LivePicture::finish(std::chrono::nanoseconds frameTime)
{
    std::unique_lock lock(m_mutex);
    m_update.complete = true;
    m_update.frameTime = frameTime;
    announce({}, 1, lock);
}

void LivePicture::fail(const std::string& reason)
{
    std::unique_lock lock(m_mutex);
    m_update.failure = reason;
    announce({}, 1, lock);
}

void LivePicture::recolor(WorkerPool& pool, Priority priority, const ColorTable& table)
{
    if (!m_frame)
        return;
    constexpr int bandHeight = 32;
    const Frame& frame = *m_frame; // nobody writes to its results now
    const Size size = frame.labels.size();
    Job job;
    job.tileCount = (size.height + bandHeight - 1) / bandHeight;
    job.priority = priority;
    job.compute = [&](int band) {
        const int top = band * bandHeight;
        const int bottom = std::min(top + bandHeight, size.height);
        Array2D<std::uint32_t> colors({ size.width, bottom - top });
        for (int y = top; y < bottom; ++y) {
            for (int x = 0; x < size.width; ++x)
                colors.at(x, y - top) = shownColor(frame, x, y, table);
        }
        std::unique_lock lock(m_mutex);
        std::ranges::copy(colors.values(), m_pixels.row(top));
        announce({ 0, top, size.width, bottom - top }, 1, lock);
    };
    pool.run(job);
}

void LivePicture::store(const TileResult& tile, const ColorTable& table)
{
    thread_local std::vector<std::uint32_t> colors; // a worker's own, kept from tile to tile
    colors.clear();
    const auto samples = static_cast<std::size_t>(tile.sampleCount());
    for (std::size_t n = 0; n < samples; ++n)
        colors.push_back(colorOf(tile.counts[n], tile.fractions[n], tile.labels[n], table));

    std::unique_lock lock(m_mutex);
    storeTile(tile, *m_frame);
    forEachSample(
        tile, [&](Point sample, std::size_t n) { fillSquare(m_pixels, sample, tile.divider, colors[n]); });
    announce(tile.area, tile.divider, lock);
}

std::optional<DisplayUpdate> LivePicture::copyChanges(Array2D<std::uint32_t>& target)
{
    const std::unique_lock lock(m_mutex, std::try_to_lock);
    if (!lock)
        return std::nullopt;
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

std::optional<PixelInfo> LivePicture::infoAt(Point pixel) const
{
    const std::unique_lock lock(m_mutex, std::try_to_lock);
    if (!lock)
        return std::nullopt;
    const Size size = m_pixels.size();
    if (pixel.x < 0 || pixel.y < 0 || pixel.x >= size.width || pixel.y >= size.height)
        return PixelInfo {};
    return PixelInfo { m_frame->counts.at(pixel.x, pixel.y), m_frame->labels.at(pixel.x, pixel.y) };
}

/// Notes a change for copyChanges() and tells the view, once until it has copied. Unlocks.
void LivePicture::announce(Rect area, int divider, std::unique_lock<std::mutex>& lock)
{
    m_update.changes.push_back({ area, divider });
    const bool tell = !std::exchange(m_announced, true);
    lock.unlock();
    if (tell && m_changed)
        m_changed();
}

} // namespace escapade
