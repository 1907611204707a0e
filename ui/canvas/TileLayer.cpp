#include "ui/canvas/TileLayer.h"

#include <QPainter>

#include <algorithm>

namespace escapade {
namespace {

double seconds(const TimelineTile& tile)
{
    return std::chrono::duration<double>(tile.end - tile.begin).count();
}

QRect rectOf(const Rect& area)
{
    return { area.x, area.y, area.width, area.height };
}

} // namespace

void TileLayer::paint(QPainter& painter, const Viewport& viewport) const
{
    if (!m_timeline || m_timeline->viewport != viewport || m_timeline->tiles.empty())
        return;
    painter.save();
    const double ratio = painter.device()->devicePixelRatioF();
    painter.scale(1 / ratio, 1 / ratio); // tiles are in pixels of the picture
    if (m_costShown) {
        double longest = 0;
        for (const TimelineTile& tile : m_timeline->tiles)
            longest = std::max(longest, seconds(tile));
        for (const TimelineTile& tile : m_timeline->tiles) {
            constexpr double densest = 0.85;
            const double share = longest > 0 ? seconds(tile) / longest : 0;
            painter.fillRect(
                rectOf(tile.area), QColor::fromRgbF(1, 1, 1, static_cast<float>(densest * share)));
        }
    }
    if (m_marked >= 0 && m_marked < static_cast<int>(m_timeline->tiles.size())) {
        const QRect area = rectOf(m_timeline->tiles[static_cast<std::size_t>(m_marked)].area);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(Qt::black, 4 * ratio));
        painter.drawRect(area);
        painter.setPen(QPen(Qt::white, 2 * ratio));
        painter.drawRect(area);
    }
    painter.restore();
}

} // namespace escapade
