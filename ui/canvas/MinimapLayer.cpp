#include "ui/canvas/MinimapLayer.h"

#include <QPainter>

namespace escapade {
namespace {

constexpr int margin = 10;
constexpr double leastSpace = 2.5; // of the canvas's sides, in sides of the map
constexpr double gap = 5; // around the middle of the cross-hair

// Dark below light, so that marks show on every palette.
const std::pair<QColor, double> strokes[] { { Qt::black, 3.5 }, { Qt::white, 1.5 } };

void paintCrossHair(QPainter& painter, QPointF middle, QSizeF map)
{
    for (const auto& [color, width] : strokes) {
        painter.setPen(QPen(color, width, Qt::SolidLine, Qt::FlatCap));
        painter.drawLine(QPointF(0, middle.y()), QPointF(middle.x() - gap, middle.y()));
        painter.drawLine(QPointF(middle.x() + gap, middle.y()), QPointF(map.width(), middle.y()));
        painter.drawLine(QPointF(middle.x(), 0), QPointF(middle.x(), middle.y() - gap));
        painter.drawLine(QPointF(middle.x(), middle.y() + gap), QPointF(middle.x(), map.height()));
        painter.drawEllipse(middle, gap, gap);
    }
}

void paintFrame(QPainter& painter, const QRectF& frame)
{
    for (const auto& [color, width] : strokes) {
        painter.setPen(QPen(color, width, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        painter.drawRect(frame);
    }
}

} // namespace

QRect MinimapLayer::placeOn(QSize canvas)
{
    if (canvas.width() < leastSpace * size.width() || canvas.height() < leastSpace * size.height())
        return {};
    return { QPoint(margin, canvas.height() - margin - size.height()), size };
}

void MinimapLayer::setPicture(const QImage& image, const Viewport& viewport)
{
    m_image = image;
    m_viewport = viewport;
}

QRectF MinimapLayer::frameOf(const Viewport& shown) const
{
    const PlaneMap map(m_viewport, ratio());
    const QPointF middle = map.position({ shown.centreRe.toDouble(), shown.centreIm.toDouble() });
    const double scale = (shown.spacing / m_viewport.spacing) / ratio();
    const QSizeF extent(shown.size.width * scale, shown.size.height * scale);
    return { middle - QPointF(extent.width(), extent.height()) / 2, extent };
}

Complex MinimapLayer::pointAt(QPointF position) const
{
    const double scale = PlaneMap(m_viewport, ratio()).pixelsPerUnit();
    const QPointF origin = PlaneMap(m_viewport, ratio()).position({ 0, 0 });
    const QPointF offset = (position - origin) / scale;
    return { offset.x(), -offset.y() };
}

void MinimapLayer::paint(QPainter& painter, const Viewport& viewport) const
{
    const double canvasRatio = painter.device()->devicePixelRatioF();
    const QSizeF canvas(viewport.size.width / canvasRatio, viewport.size.height / canvasRatio);
    const QRect place = placeOn(canvas.toSize());
    if (!isShown() || place.isNull())
        return;
    painter.save();
    painter.translate(place.topLeft());
    const QRectF map(0, 0, size.width(), size.height());
    painter.fillRect(map.adjusted(-2, -2, 2, 2), Qt::black);
    painter.fillRect(map.adjusted(-1, -1, 1, 1), Qt::white);
    painter.drawImage(map, m_image);
    painter.setClipRect(map);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const QRectF frame = frameOf(viewport);
    if (frame.width() < smallestFrame && frame.height() < smallestFrame)
        paintCrossHair(painter, frame.center(), map.size());
    else
        paintFrame(painter, frame);
    painter.restore();
}

} // namespace escapade
