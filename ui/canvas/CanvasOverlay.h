#pragma once

#include <QPointF>
#include <QRect>
#include <QString>

class QPainter;

namespace escapade {

/// The marker's circle, in device-independent pixels.
inline constexpr double markerRadius = 7;

/// A cross-hair with a circle; nothing where it lies outside the picture.
void paintMarker(QPainter& painter, QPointF position, QRect picture);

/// The frame that a drag with the right button draws.
void paintRubberBand(QPainter& painter, const QRectF& band);

/// A line of text at the bottom of a picture, readable on every palette.
void paintNote(QPainter& painter, const QRect& picture, const QString& text);

} // namespace escapade
