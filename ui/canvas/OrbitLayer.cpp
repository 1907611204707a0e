#include "ui/canvas/OrbitLayer.h"

#include "ui/canvas/LineClip.h"

#include <QPainter>

#include <algorithm>

namespace escapade {
namespace {

/// An orbit that turns for ever around its cycle would only be a knot, and slow to draw.
constexpr std::size_t mostLines = 160;
constexpr double startRadius = 5;
constexpr double ringRadius = 4.5;
constexpr int textMargin = 4;
constexpr int textDistance = 12;

const QColor lightColor(255, 255, 255);
const QColor darkColor(0, 0, 0);
const QColor boxColor(0, 0, 0, 190);

QList<QPointF> positionsOf(const std::vector<Complex>& points, const PlaneMap& map)
{
    QList<QPointF> positions;
    for (const Complex z : points)
        positions.push_back(map.position(z));
    return positions;
}

void paintLines(QPainter& painter, const QList<QPointF>& points, const QRectF& picture)
{
    QList<QLineF> lines;
    const auto count = std::min(static_cast<qsizetype>(mostLines), points.size() - 1);
    for (qsizetype n = 0; n < count; ++n) {
        if (const auto line = clippedLine({ points[n], points[n + 1] }, picture); line)
            lines.push_back(*line);
    }
    for (const auto& [color, width] : { std::pair(darkColor, 3.2), std::pair(lightColor, 1.2) }) {
        // Opaque lines without caps: others take Qt a hundred milliseconds.
        painter.setPen(QPen(color, width, Qt::SolidLine, Qt::FlatCap));
        painter.drawLines(lines);
    }
}

void paintDots(QPainter& painter, const QList<QPointF>& points, const QRectF& picture)
{
    painter.setPen(Qt::NoPen);
    for (const auto& [color, side] : { std::pair(darkColor, 5), std::pair(lightColor, 3) }) {
        for (const QPointF point : points) {
            if (!picture.contains(point))
                continue;
            const QPoint corner = point.toPoint() - QPoint(side / 2, side / 2);
            painter.fillRect(QRect(corner, QSize(side, side)), color);
        }
    }
}

void paintRings(
    QPainter& painter, const QList<QPointF>& points, const QRectF& picture, double radius, const QBrush& fill)
{
    for (const QPointF point : points) {
        if (!picture.contains(point))
            continue;
        painter.setBrush(fill);
        painter.setPen(QPen(darkColor, 4.5));
        painter.drawEllipse(point, radius, radius);
        painter.setPen(QPen(lightColor, 2));
        painter.drawEllipse(point, radius, radius);
    }
}

/// The box moved into the picture as far as it fits.
QRectF within(QRectF box, const QRectF& picture)
{
    box.moveRight(std::min(box.right(), picture.right() - textMargin));
    box.moveBottom(std::min(box.bottom(), picture.bottom() - textMargin));
    box.moveLeft(std::max(box.left(), picture.left() + textMargin));
    box.moveTop(std::max(box.top(), picture.top() + textMargin));
    return box;
}

/// Where text of this size goes: by the first point, where it covers the fewest points.
QRectF placeOfText(QSizeF size, const QList<QPointF>& points, const QRectF& picture)
{
    QRectF best;
    qsizetype fewest = points.size() + 1;
    for (const QPointF side : { QPointF(0, 0), QPointF(-1, 0), QPointF(0, -1), QPointF(-1, -1) }) {
        const QPointF corner = points.front()
            + QPointF(side.x() < 0 ? -textDistance - size.width() : textDistance,
                side.y() < 0 ? -textDistance - size.height() : textDistance);
        const QRectF box = within({ corner, size }, picture);
        const auto covered
            = std::ranges::count_if(points, [&](QPointF point) { return box.contains(point); });
        if (covered < fewest) {
            fewest = covered;
            best = box;
        }
    }
    return best;
}

void paintText(QPainter& painter, const QList<QPointF>& points, const QRectF& picture, const QString& text)
{
    constexpr int highest = 10'000;
    const QRectF needed = painter.fontMetrics().boundingRect(
        QRect(0, 0, static_cast<int>(picture.width()) - 4 * textMargin, highest), Qt::TextWordWrap, text);
    const QRectF box
        = placeOfText(needed.size() + QSizeF(2 * textMargin + 2, 2 * textMargin), points, picture);
    painter.setPen(Qt::NoPen);
    painter.setBrush(boxColor);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(lightColor);
    painter.drawText(box, Qt::AlignCenter | Qt::TextWordWrap, text);
}

} // namespace

void OrbitLayer::setOrbit(std::optional<Orbit> orbit, const QString& text)
{
    m_orbit = std::move(orbit);
    m_text = text;
}

void OrbitLayer::paint(QPainter& painter, const Viewport& viewport) const
{
    if (!m_orbit)
        return;
    const double ratio = painter.device()->devicePixelRatioF();
    const PlaneMap map(viewport, ratio);
    const QRectF picture(0, 0, viewport.size.width / ratio, viewport.size.height / ratio);
    constexpr double reach = 20;
    const QRectF around = picture.adjusted(-reach, -reach, reach, reach);
    const QList<QPointF> points = positionsOf(m_orbit->points, map);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    paintLines(painter, points, around);
    paintDots(painter, points, around);
    paintRings(painter, positionsOf(m_orbit->cycle, map), around, ringRadius, Qt::NoBrush);
    paintRings(painter, { points.front() }, around, startRadius, lightColor);
    paintText(painter, points, picture, m_text);
    painter.restore();
}

} // namespace escapade
