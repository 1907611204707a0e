#include "core/render/LivePicture.h"

#include "core/color/Coloring.h"
#include "core/render/FrameRenderer.h"

#include <algorithm>
#include <functional>

namespace escapade {
namespace {

/// The view waits for a worker that is putting in a tile: that takes a tenth of this. Trying without waiting
/// would fail for many milliseconds where two workers take turns.
constexpr std::chrono::microseconds mostWait { 500 };

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
        if (label == Label::NotComputed)
            continue;
        std::uint32_t color = 0;
        colorPixels(resultsOf(frame, { sampleX, sampleY }, 1), table, { &color, 1 });
        return color;
    }
    return 0;
}

/// The colours of a row's own results, transparent where there are none.
void colorRow(const Frame& frame, int y, const ColorTable& table, std::uint32_t* colors)
{
    const int width = frame.labels.width();
    colorPixels(resultsOf(frame, { 0, y }, width), table, { colors, static_cast<std::size_t>(width) });
}

/// Replaces the colours of a row where there are results.
void colorKnown(const Frame& frame, int y, const ColorTable& table, std::uint32_t* pixels)
{
    thread_local std::vector<std::uint32_t> colors; // a worker's own, kept from row to row
    colors.resize(static_cast<std::size_t>(frame.labels.width()));
    colorRow(frame, y, table, colors.data());
    for (const std::uint32_t color : colors) {
        *pixels = color != 0 ? color : *pixels;
        ++pixels;
    }
}

/// Calls compute(top, bottom) for all rows of a picture, on the pool, blocking.
void runInBands(
    WorkerPool& pool, Priority priority, int height, const std::function<void(int top, int bottom)>& compute)
{
    constexpr int bandHeight = 32;
    Job job;
    job.tileCount = (height + bandHeight - 1) / bandHeight;
    job.priority = priority;
    job.compute = [&](int band) {
        const int top = band * bandHeight;
        compute(top, std::min(top + bandHeight, height));
    };
    pool.run(job);
}

} // namespace

void LivePicture::begin(const RenderRequest& request, std::uint64_t generation)
{
    // Large arrays are cleared outside the lock.
    const Size size = request.viewport.size;
    forgetSpares(size);
    std::shared_ptr<Frame> frame = spareFrame();
    if (!frame)
        frame = m_frames.emplace_back(std::make_shared<Frame>());
    frame->reset(request);
    Array2D<std::uint32_t> pixels = std::exchange(m_sparePixels, {});
    if (pixels.size() != size)
        pixels = Array2D<std::uint32_t>(size);
    else if (!m_spareIsTransparent)
        std::ranges::fill(pixels.values(), 0U);

    m_hasKnown = false;
    m_spareIsTransparent = false;
    const std::scoped_lock lock(m_mutex);
    m_frame = std::move(frame);
    m_sparePixels = std::exchange(m_pixels, std::move(pixels));
    m_smoothedPixels = 0;
    m_update = {};
    m_update.generation = generation;
    m_update.viewport = request.viewport;
    m_update.isFirst = true;
}

void LivePicture::prepareNext()
{
    const Size size = m_frame->request.viewport.size;
    forgetSpares(size);
    if (!spareFrame())
        m_frames.emplace_back(std::make_shared<Frame>())->reset(m_frame->request);
    if (m_sparePixels.size() != size)
        m_sparePixels = Array2D<std::uint32_t>(size);
    else if (!m_spareIsTransparent)
        std::ranges::fill(m_sparePixels.values(), 0U);
    m_spareIsTransparent = true;
}

/// Lets frames go that nobody else has, but for a few of the size that is asked for: memory that is used for
/// the first time costs the kernel more than a whole picture's take-over.
void LivePicture::forgetSpares(Size size)
{
    constexpr int mostSpares = 2;
    int spares = 0;
    std::erase_if(m_frames, [&](const std::shared_ptr<Frame>& frame) {
        return frame.use_count() == 1 && (frame->labels.size() != size || ++spares > mostSpares);
    });
}

/// A frame that nobody else has: the cache, the window and the last picture have let it go. Null: none.
std::shared_ptr<Frame> LivePicture::spareFrame()
{
    const auto found = std::ranges::find_if(
        m_frames, [](const std::shared_ptr<Frame>& frame) { return frame.use_count() == 1; });
    return found == m_frames.end() ? nullptr : *found;
}

std::vector<std::int64_t> LivePicture::takeOver(
    WorkerPool& pool, Priority priority, const std::vector<FrameReuse>& reuse, const ColorTable& table)
{
    std::vector<std::int64_t> copied(reuse.size(), 0);
    if (std::ranges::all_of(reuse, &FrameReuse::isEmpty))
        return copied;
    std::unique_lock lock(m_mutex);
    m_takingOver = true;
    lock.unlock();
    const Size size = m_frame->labels.size();
    std::mutex countMutex;
    runInBands(pool, priority, size.height, [&](int top, int bottom) {
        std::vector<std::int64_t> ofBand;
        ofBand.reserve(reuse.size());
        for (const FrameReuse& source : reuse)
            ofBand.push_back(source.copyRows(*m_frame, top, bottom));
        for (int y = top; y < bottom; ++y)
            colorKnown(*m_frame, y, table, m_pixels.row(y));
        const std::scoped_lock countLock(countMutex);
        std::ranges::transform(copied, ofBand, copied.begin(), std::plus<>());
    });
    lock.lock();
    m_takingOver = false;
    m_update.changes.push_back({ { 0, 0, size.width, size.height }, 1 });
    lock.unlock();
    m_hasKnown = m_hasKnown || std::ranges::any_of(copied, [](std::int64_t count) { return count > 0; });
    return copied;
}

void LivePicture::showTakenOver()
{
    std::unique_lock lock(m_mutex);
    announce({}, 1, lock);
}

void LivePicture::setLimit(const IterationLimit& limit)
{
    std::unique_lock lock(m_mutex);
    if (m_frame->request.maxIterations != limit.limit) {
        m_hasKnown = true;
        const auto counts = m_frame->counts.values();
        const auto labels = m_frame->labels.values();
        for (std::size_t n = 0; n < labels.size(); ++n) {
            if (labels[n] != Label::Escaped || counts[n] >= limit.limit)
                labels[n] = Label::NotComputed;
        }
    }
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
    const Frame& frame = *m_frame; // nobody writes to its results now
    const Size size = frame.labels.size();
    forgetSmooth();
    runInBands(pool, priority, size.height, [&](int top, int bottom) {
        Array2D<std::uint32_t> colors({ size.width, bottom - top });
        for (int y = top; y < bottom; ++y) {
            std::uint32_t* const row = colors.row(y - top);
            colorRow(frame, y, table, row);
            for (int x = 0; x < size.width; ++x)
                row[x] = row[x] != 0 ? row[x] : shownColor(frame, x, y, table);
        }
        std::unique_lock lock(m_mutex);
        std::ranges::copy(colors.values(), m_pixels.row(top));
        announce({ 0, top, size.width, bottom - top }, 1, lock);
    });
}

void LivePicture::store(const TileResult& tile, const ColorTable& table)
{
    thread_local std::vector<std::uint32_t> colors; // a worker's own, kept from tile to tile
    colors.resize(static_cast<std::size_t>(tile.sampleCount()));
    // The request is written between passes only.
    const RenderRequest& request = m_frame->request;
    colorPixels(tile.results(request.orbitValues, request.viewport.spacing), table, colors);

    std::unique_lock lock(m_mutex);
    storeTile(tile, *m_frame);
    if (m_hasKnown)
        fillUnknown(tile, colors);
    else
        forEachSample(tile,
            [&](Point sample, std::size_t n) { fillSquare(m_pixels, sample, tile.divider, colors[n]); });
    announce(tile.area, tile.divider, lock);
}

void LivePicture::forgetSmooth()
{
    const std::scoped_lock lock(m_mutex);
    m_smoothedPixels = 0;
    m_update.smoothedShare = 0;
}

void LivePicture::storeSmooth(const Rect& area, const Array2D<std::uint32_t>& colors)
{
    std::unique_lock lock(m_mutex);
    for (int y = 0; y < area.height; ++y)
        std::copy_n(colors.row(y), area.width, m_pixels.row(area.y + y) + area.x);
    m_smoothedPixels += std::int64_t { area.width } * area.height;
    m_update.smoothedShare
        = static_cast<double>(m_smoothedPixels) / static_cast<double>(m_pixels.values().size());
    announce(area, 1, lock);
}

/// As fillSquare(), but for pixels that have results of their own.
void LivePicture::fillUnknown(const TileResult& tile, const std::vector<std::uint32_t>& colors)
{
    forEachSample(tile, [&](Point sample, std::size_t n) {
        m_pixels.at(sample.x, sample.y) = colors[n];
        const int right = std::min(sample.x + tile.divider, m_pixels.width());
        const int bottom = std::min(sample.y + tile.divider, m_pixels.height());
        for (int y = sample.y; y < bottom; ++y) {
            const Label* labels = m_frame->labels.row(y);
            std::uint32_t* pixels = m_pixels.row(y);
            for (int x = sample.x; x < right; ++x)
                pixels[x] = labels[x] == Label::NotComputed ? colors[n] : pixels[x];
        }
    });
}

std::optional<DisplayUpdate> LivePicture::copyChanges(Array2D<std::uint32_t>& target)
{
    const std::unique_lock lock(m_mutex, mostWait);
    if (!lock || m_takingOver)
        return std::nullopt;
    DisplayUpdate update = m_update;
    const Size size = m_pixels.size();
    const bool replacesAll = std::ranges::any_of(update.changes, [&](const DisplayChange& change) {
        return change.area == Rect { 0, 0, size.width, size.height };
    });
    if (update.isFirst && target.size() != size)
        target = Array2D<std::uint32_t>(size);
    else if (update.isFirst && !replacesAll)
        std::ranges::fill(target.values(), 0U); // memory that is used for the first time would take longer
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
    const std::unique_lock lock(m_mutex, mostWait);
    if (!lock || m_takingOver)
        return std::nullopt;
    const Size size = m_pixels.size();
    if (pixel.x < 0 || pixel.y < 0 || pixel.x >= size.width || pixel.y >= size.height)
        return PixelInfo {};
    return PixelInfo { m_frame->counts.at(pixel.x, pixel.y), m_frame->labels.at(pixel.x, pixel.y) };
}

/// Notes a change for copyChanges() and tells the view, once until it has copied. Unlocks.
void LivePicture::announce(Rect area, int divider, std::unique_lock<std::timed_mutex>& lock)
{
    m_update.changes.push_back({ area, divider });
    const bool tell = !std::exchange(m_announced, true);
    lock.unlock();
    if (tell && m_changed)
        m_changed();
}

} // namespace escapade
