#include "ui/canvas/CanvasOverlay.h"

#include <QPainter>

namespace escapade {

void paintMarker(QPainter& painter, QPointF position, QRect picture)
{
    constexpr int reach = 20;
    if (!QRectF(picture).adjusted(-reach, -reach, reach, reach).contains(position))
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    // Dark below light, so that it shows on every palette.
    for (const auto& [color, width] :
        { std::pair(QColor(Qt::black), 4.0), std::pair(QColor(Qt::white), 1.6) }) {
        painter.setPen(QPen(color, width));
        painter.drawEllipse(position, markerRadius, markerRadius);
        for (const QPointF direction : { QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1) })
            painter.drawLine(
                position + direction * (markerRadius - 3), position + direction * (markerRadius + 5));
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void paintRubberBand(QPainter& painter, const QRectF& band)
{
    constexpr int veil = 40;
    painter.setBrush(QColor(255, 255, 255, veil));
    painter.setPen(QPen(Qt::black, 1));
    painter.drawRect(band);
    painter.setPen(QPen(Qt::white, 1, Qt::DashLine));
    painter.drawRect(band);
}

void paintNote(QPainter& painter, const QRect& picture, const QString& text)
{
    constexpr int gap = 8;
    constexpr QColor veil(0, 0, 0, 200);
    const QRect space = picture.adjusted(2 * gap, 2 * gap, -2 * gap, -2 * gap);
    const int flags = Qt::AlignHCenter | Qt::AlignBottom | Qt::TextWordWrap;
    const QRect place = painter.boundingRect(space, flags, text);
    painter.fillRect(place.adjusted(-gap, -gap / 2, gap, gap / 2), veil);
    painter.setPen(Qt::white);
    painter.drawText(place, flags, text);
}

} // namespace escapade
