#include "ui/canvas/CanvasPicture.h"

#include "ui/canvas/ScaledImage.h"

#include <QRegion>

#include <algorithm>
#include <cmath>

namespace escapade {
namespace {

/// While a zoom is under way there are three pictures: the newest, the one before, and the next.
constexpr std::size_t mostSpares = 2;

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

/// Pixels whose middles lie in a rectangle that may be much larger than any picture.
QRect coveredPixels(const QRectF& rect)
{
    static constexpr double farAway = 1e6; // pixels: beyond any picture, and within what a QRect can say
    const auto edge = [](double value) {
        return static_cast<int>(std::ceil(std::clamp(value, -farAway, farAway) - 0.5));
    };
    const QPoint first(edge(rect.left()), edge(rect.top()));
    return { first, QSize(edge(rect.right()) - first.x(), edge(rect.bottom()) - first.y()) };
}

void fillBlack(QImage& image, const QRect& area)
{
    const QRgb black = QColorConstants::Black.rgb();
    for (int y = area.top(); y < area.top() + area.height(); ++y) {
        auto* const row = reinterpret_cast<QRgb*>(image.scanLine(y)); // NOLINT: QImage's own are of bytes
        std::fill_n(row + area.left(), area.width(), black);
    }
}

/// Above this many pixels a moving picture is scaled without interpolation, and by the painter, who takes
/// threads to help for that: 60 times a second leaves no time.
bool isLarge(const Viewport& viewport)
{
    constexpr qint64 mostSmooth = 3'000'000;
    return qint64 { viewport.size.width } * viewport.size.height > mostSmooth;
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
        keepForLater(std::exchange(m_before, {}).image);
    return !update.changes.empty();
}

void CanvasPicture::paint(QPainter& painter, const Viewport& viewport)
{
    const auto [layer, below] = layersFor(viewport);
    const bool onlyMoves = layer.viewport.spacing == viewport.spacing;
    if (onlyMoves || isLarge(viewport)) {
        paintLayers(painter, viewport, layer, below);
        return;
    }
    const auto [width, height] = viewport.size;
    if (m_moved.size() != QSize(width, height))
        m_moved = QImage(width, height, QImage::Format_RGB32);
    drawLayers(m_moved, viewport, layer, below);
    painter.drawImage(0, 0, m_moved);
}

void CanvasPicture::drawInto(QImage& target, const Viewport& viewport) const
{
    const auto [layer, below] = layersFor(viewport);
    drawLayers(target, viewport, layer, below);
}

/// What to draw in full, and what around it: the finer of the two comes first.
std::pair<const CanvasPicture::Layer&, const CanvasPicture::Layer&> CanvasPicture::layersFor(
    const Viewport& viewport) const
{
    const bool beforeIsFiner
        = !m_before.image.isNull() && m_before.viewport.spacing < m_newest.viewport.spacing;
    if (beforeIsFiner && !(m_newest.viewport == viewport))
        return { m_before, m_newest };
    return { m_newest, m_before };
}

bool CanvasPicture::prepareNext()
{
    const QSize size = m_newest.image.size();
    const bool isEnough = m_spares.size() >= mostSpares && m_moved.size() == size;
    if (isEnough || isLarge(m_newest.viewport))
        return false;
    QImage fresh(size, QImage::Format_RGB32);
    fresh.fill(Qt::black);
    if (m_moved.size() != size)
        m_moved = std::move(fresh);
    else
        keepForLater(std::move(fresh));
    return true;
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
        drawLayers(m_newest.image, m_newest.viewport, last, m_before);
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
    keepForLater(std::move(last.image));
    m_generation = update.generation;
    m_divider = 0;
    m_complete = false;
}

/// Memory for a picture, in which there may be anything: some that was in use before, for new memory takes as
/// long as painting it.
QImage CanvasPicture::imageOf(Size size)
{
    std::erase_if(
        m_spares, [size](const QImage& spare) { return spare.size() != QSize(size.width, size.height); });
    if (m_spares.empty())
        return { size.width, size.height, QImage::Format_RGB32 };
    QImage image = std::move(m_spares.back());
    m_spares.pop_back();
    return image;
}

void CanvasPicture::keepForLater(QImage image)
{
    if (!image.isNull() && image.size() == m_newest.image.size() && m_spares.size() < mostSpares)
        m_spares.push_back(std::move(image));
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

/// As drawLayers(), by the painter.
void CanvasPicture::paintLayers(
    QPainter& painter, const Viewport& viewport, const Layer& layer, const Layer& below)
{
    const QRect whole(0, 0, viewport.size.width, viewport.size.height);
    const QRegion around = QRegion(whole) - wholePixels(placeOf(layer, viewport));
    if (!around.isEmpty()) {
        painter.setClipRegion(around);
        painter.fillRect(whole, Qt::black);
        paintLayer(painter, below, viewport);
        painter.setClipping(false);
    }
    paintLayer(painter, layer, viewport);
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
    painter.drawImage(visible, layer.image, source);
}

/// Draws a layer and, around it, what one below shows there; black where neither shows anything.
void CanvasPicture::drawLayers(
    QImage& target, const Viewport& viewport, const Layer& layer, const Layer& below)
{
    const QRect whole(0, 0, viewport.size.width, viewport.size.height);
    for (const QRect& area : QRegion(whole) - coveredPixels(placeOf(layer, viewport))) {
        for (const QRect& nothing : QRegion(area) - coveredPixels(placeOf(below, viewport)))
            fillBlack(target, nothing);
        drawLayer(target, area, below, viewport);
    }
    drawLayer(target, whole, layer, viewport);
}

/// Draws what a layer shows in an area.
void CanvasPicture::drawLayer(QImage& target, const QRect& area, const Layer& layer, const Viewport& viewport)
{
    const QRectF place = placeOf(layer, viewport);
    if (place.isEmpty())
        return;
    const double scale = layer.viewport.spacing / viewport.spacing;
    drawScaled(target, area & coveredPixels(place), layer.image, { place.left(), place.top(), scale },
        scale != 1 && !isLarge(viewport) ? Interpolation::Linear : Interpolation::Nearest);
}

} // namespace escapade
