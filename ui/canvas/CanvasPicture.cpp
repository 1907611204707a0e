#include "ui/canvas/CanvasPicture.h"

#include <algorithm>
#include <cmath>

namespace escapade {
namespace {

/// Where a viewport's pixel x (of a size along one axis) lies in another: position = offset + scale * x,
/// pixel edges.
struct AxisMap
{
    double offset = 0;
    double scale = 1;
};

AxisMap axisMap(double sampleZeroInTarget, double scale)
{
    // Sample n sits in the middle of pixel n of both pictures.
    return { sampleZeroInTarget + 0.5 - 0.5 * scale, scale };
}

double snapped(double value)
{
    constexpr double nearly = 1e-6;
    const double whole = std::round(value);
    return std::abs(value - whole) < nearly ? whole : value;
}

} // namespace

std::optional<bool> CanvasPicture::take(ViewEngine& engine)
{
    const std::optional<DisplayUpdate> taken = engine.copyChanges(m_current);
    if (!taken)
        return std::nullopt;
    const DisplayUpdate& update = *taken;
    if (update.isFirst)
        beginGeneration(update);
    const int onTop = coarsestOnTop();
    for (const DisplayChange& change : update.changes) {
        if (change.area.isEmpty())
            continue;
        m_divider = change.divider;
        if (change.divider <= onTop)
            addToFine(change.area);
    }
    m_failure = update.failure;
    m_limit = update.limit;
    m_frameTime = update.frameTime;
    m_complete = update.complete;
    if (m_complete)
        m_stale.image = QImage();
    return !update.changes.empty();
}

void CanvasPicture::paint(QPainter& painter, const Viewport& viewport) const
{
    if (!m_complete) {
        paintImage(painter, wrap(m_current), m_viewport, viewport);
        paintImage(painter, m_stale.image, m_stale.viewport, viewport);
    }
    paintImage(painter, m_fine, m_viewport, viewport);
}

void CanvasPicture::dropStale()
{
    m_stale.image = QImage();
}

/// Keeps what was shown as the stale picture and makes room for the new one.
void CanvasPicture::beginGeneration(const DisplayUpdate& update)
{
    if (m_divider != 0)
        composeStale(wrap(update.replaced));
    m_viewport = update.viewport;
    m_generation = update.generation;
    m_divider = 0;
    m_complete = false;
    const QSize size(update.viewport.size.width, update.viewport.size.height);
    if (m_fine.size() != size)
        m_fine = QImage(size, QImage::Format_ARGB32_Premultiplied);
    m_fine.fill(Qt::transparent);
}

void CanvasPicture::composeStale(const QImage& coarse)
{
    if (m_complete) {
        m_stale = { m_fine.convertToFormat(QImage::Format_RGB32), m_viewport };
        m_staleDistance = 1;
        return;
    }
    QImage shown(m_fine.size(), QImage::Format_RGB32);
    shown.fill(Qt::black);
    QPainter painter(&shown);
    painter.drawImage(0, 0, coarse);
    paintImage(painter, m_stale.image, m_stale.viewport, m_viewport);
    painter.drawImage(0, 0, m_fine);
    painter.end();
    const double ofPasses = m_divider;
    const double ofStale = m_stale.image.isNull()
        ? ofPasses
        : m_staleDistance * (m_stale.viewport.spacing / m_viewport.spacing);
    m_staleDistance = std::max(1.0, std::min(ofPasses, ofStale));
    m_stale = { shown, m_viewport };
}

void CanvasPicture::addToFine(const Rect& area)
{
    for (int y = area.y; y < area.y + area.height; ++y) {
        auto* row
            = reinterpret_cast<std::uint32_t*>(m_fine.scanLine(y)); // NOLINT: QImage's own rows are of bytes
        std::copy_n(m_current.row(y) + area.x, area.width, row + area.x);
    }
}

/// The largest divider of a pass that goes above the stale picture: a little coarser is taken for being new.
int CanvasPicture::coarsestOnTop() const
{
    if (m_stale.image.isNull())
        return 1 << 20;
    const double distance = m_staleDistance * (m_stale.viewport.spacing / m_viewport.spacing);
    return static_cast<int>(std::clamp(2 * distance, 2.0, 1e6));
}

/// An image that shares the array's memory.
QImage CanvasPicture::wrap(const Array2D<std::uint32_t>& pixels)
{
    if (pixels.size().isEmpty())
        return {};
    const auto* bytes = reinterpret_cast<const uchar*>(pixels.row(0)); // NOLINT: what QImage takes
    return { bytes, pixels.width(), pixels.height(), qsizetype { 4 } * pixels.width(),
        QImage::Format_ARGB32_Premultiplied };
}

void CanvasPicture::paintImage(
    QPainter& painter, const QImage& image, const Viewport& from, const Viewport& to)
{
    if (image.isNull())
        return;
    const double scale = from.spacing / to.spacing;
    constexpr double most = 4096; // beyond that one pixel fills the window, or the picture is a dot
    if (!(scale < most && scale > 1 / most))
        return;
    const double left = to.columnOf(from.centreRe) - scale * (from.size.width / 2);
    const double top = to.rowOf(from.centreIm) - scale * (from.size.height - 1 - from.size.height / 2);
    const AxisMap horizontal = axisMap(left, scale);
    const AxisMap vertical = axisMap(top, scale);
    const QRectF target(
        snapped(horizontal.offset), snapped(vertical.offset), scale * image.width(), scale * image.height());

    // Only the visible part: coordinates stay small however far in the view is.
    const QRectF visible = target.intersected(QRectF(0, 0, to.size.width, to.size.height));
    if (visible.isEmpty())
        return;
    const QRectF source((visible.x() - target.x()) / scale, (visible.y() - target.y()) / scale,
        visible.width() / scale, visible.height() / scale);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, scale != 1);
    painter.drawImage(visible, image, source);
}

} // namespace escapade
