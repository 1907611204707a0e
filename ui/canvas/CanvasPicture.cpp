#include "ui/canvas/CanvasPicture.h"

#include <algorithm>
#include <cmath>

namespace escapade {
namespace {

/// Above this many pixels a moving picture is scaled without interpolation: 60 times a second leaves no time.
constexpr qint64 mostSmooth = 3'000'000;

double snappedToPixel(double value)
{
    constexpr double nearly = 1e-6;
    const double whole = std::round(value);
    return std::abs(value - whole) < nearly ? whole : value;
}

/// Pixels that lie in a rectangle as a whole.
QRect wholePixels(const QRectF& rect)
{
    const int left = static_cast<int>(std::ceil(rect.left()));
    const int top = static_cast<int>(std::ceil(rect.top()));
    return { left, top, static_cast<int>(std::floor(rect.right())) - left,
        static_cast<int>(std::floor(rect.bottom())) - top };
}

QRectF wholePicture(const Viewport& viewport)
{
    return { 0.0, 0.0, static_cast<double>(viewport.size.width), static_cast<double>(viewport.size.height) };
}

} // namespace

std::optional<bool> CanvasPicture::take(ViewEngine& engine, const Viewport& shown)
{
    const std::optional<DisplayUpdate> taken = engine.copyChanges(m_computed);
    if (!taken)
        return std::nullopt;
    const DisplayUpdate& update = *taken;
    if (update.isFirst)
        beginGeneration(update, shown);
    for (const DisplayChange& change : update.changes) {
        if (change.area.isEmpty())
            continue;
        m_divider = change.divider;
        copyComputed(change.area, change.divider);
    }
    m_failure = update.failure;
    m_limit = update.limit;
    m_frameTime = update.frameTime;
    m_complete = update.complete;
    m_smoothedShare = update.smoothedShare;
    if (m_complete && shown == m_newest.viewport && !m_before.image.isNull())
        m_spare = std::exchange(m_before, {}).image;
    return !update.changes.empty();
}

void CanvasPicture::paint(QPainter& painter, const Viewport& viewport) const
{
    if (m_newest.viewport == viewport) {
        painter.drawImage(0, 0, m_newest.image);
        return;
    }
    // The finer of the two layers is drawn in full, the other one around it.
    const bool beforeIsFiner
        = !m_before.image.isNull() && m_before.viewport.spacing < m_newest.viewport.spacing;
    const Layer& finer = beforeIsFiner ? m_before : m_newest;
    const Layer& coarser = beforeIsFiner ? m_newest : m_before;
    const QRect picture = wholePicture(viewport).toRect();
    const QRegion around = QRegion(picture) - wholePixels(placeOf(finer, viewport));
    if (!around.isEmpty()) {
        painter.setClipRegion(around);
        painter.fillRect(picture, Qt::black);
        paintLayer(painter, coarser, viewport);
    }
    painter.setClipRect(picture);
    paintLayer(painter, finer, viewport);
    painter.setClipping(false);
}

void CanvasPicture::dropStale()
{
    m_old = {};
    m_before = {};
}

bool CanvasPicture::isStale(Point pixel) const
{
    return m_old.contains(pixel.x, pixel.y) && !m_complete;
}

/// Makes what was shown before the beginning of the new picture.
void CanvasPicture::beginGeneration(const DisplayUpdate& update, const Viewport& shown)
{
    const double distance = m_complete ? 1.0 : std::max(1.0, std::min<double>(m_divider, m_oldDistance));
    Layer last = std::exchange(m_newest, { imageOf(update.viewport.size), update.viewport });
    m_old = {};
    m_oldDistance = 1;
    const bool isFine = std::ranges::all_of(
        update.changes, [](const DisplayChange& change) { return change.divider == 1; });
    const auto computed = m_computed.values();
    const bool isWhole = isFine && std::ranges::find(computed, 0U) == computed.end();
    if (!isWhole)
        showBefore(last);
    if (!isWhole && !last.image.isNull()) {
        const QRectF whole = wholePicture(update.viewport);
        const bool beforeCoversAll = placeOf(m_before, update.viewport).contains(whole);
        const QRectF covered = beforeCoversAll ? whole : placeOf(last, update.viewport).intersected(whole);
        m_old = wholePixels(covered);
        m_oldDistance = std::max(1.0, distance * (last.viewport.spacing / update.viewport.spacing));
    }
    // The one before is replaced only where nothing of what is on the screen is lost.
    const QRectF screen = wholePicture(shown);
    if (placeOf(last, shown).contains(screen) || !placeOf(m_before, shown).contains(screen))
        std::swap(m_before, last);
    m_spare = std::move(last.image);
    m_generation = update.generation;
    m_divider = 0;
    m_complete = false;
}

/// Memory for a picture, in which there may be anything: some that was in use before, for new memory takes as
/// long as painting it.
QImage CanvasPicture::imageOf(Size size)
{
    QImage image = std::exchange(m_spare, {});
    if (image.width() != size.width || image.height() != size.height)
        image = QImage(size.width, size.height, QImage::Format_RGB32);
    return image;
}

/// Fills the newest picture with the last one and, where that shows nothing, the one before.
void CanvasPicture::showBefore(const Layer& last)
{
    const Viewport& viewport = m_newest.viewport;
    const QRegion uncovered = QRegion(wholePicture(viewport).toRect()) - wholePixels(placeOf(last, viewport));
    QPainter painter(&m_newest.image);
    if (!uncovered.isEmpty()) {
        painter.setClipRegion(uncovered);
        painter.fillRect(wholePicture(viewport), Qt::black);
        paintLayer(painter, m_before, viewport);
        painter.setClipping(false);
    }
    paintLayer(painter, last, viewport);
}

/// Copies the computed pixels of an area; those of a pass that is coarser than what was shown before only
/// where there was nothing.
void CanvasPicture::copyComputed(const Rect& area, int divider)
{
    const QRect old = divider <= coarsestOnTop() ? QRect() : m_old;
    const int right = area.x + area.width;
    for (int y = area.y; y < area.y + area.height; ++y) {
        if (old.isEmpty() || y < old.top() || y > old.bottom()) {
            copySpan(y, area.x, right);
        } else {
            copySpan(y, area.x, std::min(right, old.left()));
            copySpan(y, std::max(area.x, old.right() + 1), right);
        }
    }
}

void CanvasPicture::copySpan(int y, int begin, int end)
{
    const std::uint32_t* from = m_computed.row(y);
    auto* to = reinterpret_cast<std::uint32_t*>( // NOLINT: QImage's own rows are of bytes
        m_newest.image.scanLine(y));
    for (int x = begin; x < end; ++x)
        to[x] = from[x] != 0 ? from[x] : to[x];
}

/// The largest divider of a pass that replaces what was shown before: a little coarser is taken for being
/// new.
int CanvasPicture::coarsestOnTop() const
{
    return static_cast<int>(std::clamp(2 * m_oldDistance, 2.0, 1e6));
}

/// Where a viewport shows a layer, in its pixels; empty where there is none, or where one pixel of it would
/// fill the window, or all of it be a dot.
QRectF CanvasPicture::placeOf(const Layer& layer, const Viewport& viewport)
{
    if (layer.image.isNull())
        return {};
    const Viewport& from = layer.viewport;
    const double scale = from.spacing / viewport.spacing;
    constexpr double most = 4096;
    if (!(scale < most && scale > 1 / most))
        return {};
    // Sample n sits in the middle of pixel n of both pictures.
    const auto edge = [scale](double firstSample) { return snappedToPixel(firstSample + 0.5 - 0.5 * scale); };
    const double left = viewport.columnOf(from.centreRe) - scale * (from.size.width / 2);
    const double top = viewport.rowOf(from.centreIm) - scale * (from.size.height - 1 - from.size.height / 2);
    return { edge(left), edge(top), scale * from.size.width, scale * from.size.height };
}

void CanvasPicture::paintLayer(QPainter& painter, const Layer& layer, const Viewport& viewport)
{
    const QRectF target = placeOf(layer, viewport);
    // Only the visible part: coordinates stay small however far in the view is.
    const QRectF visible = target.intersected(wholePicture(viewport));
    if (visible.isEmpty())
        return;
    const double scale = target.width() / layer.image.width();
    const QRectF source((visible.x() - target.x()) / scale, (visible.y() - target.y()) / scale,
        visible.width() / scale, visible.height() / scale);
    const qint64 pixels = qint64 { viewport.size.width } * viewport.size.height;
    painter.setRenderHint(QPainter::SmoothPixmapTransform, scale != 1 && pixels <= mostSmooth);
    painter.drawImage(visible, layer.image, source);
}

} // namespace escapade
