#pragma once

#include <QLineF>
#include <QRectF>

#include <optional>

namespace escapade {

/// The part of a line that lies in a rectangle; empty where none does, or where a coordinate is no number.
/// QPainter loses its way with coordinates of a million pixels and more, which deep views have. (Liang and
/// Barsky's method.)
std::optional<QLineF> clippedLine(const QLineF& line, const QRectF& rectangle);

} // namespace escapade
