#pragma once

#include <QPointF>
#include <QRect>

class QPainter;

namespace escapade {

/// The marker's circle, in device-independent pixels.
inline constexpr double markerRadius = 7;

/// A cross-hair with a circle; nothing where it lies outside the picture.
void paintMarker(QPainter& painter, QPointF position, QRect picture);

/// The frame that a drag with the right button draws.
void paintRubberBand(QPainter& painter, const QRectF& band);

} // namespace escapade
