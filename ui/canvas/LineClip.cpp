#include "ui/canvas/LineClip.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace escapade {

std::optional<QLineF> clippedLine(const QLineF& line, const QRectF& rectangle)
{
    if (!(std::isfinite(line.dx()) && std::isfinite(line.dy())))
        return std::nullopt;
    // Each side: how fast the line goes out through it, and how far inside of it the line begins.
    struct Side
    {
        double outwards;
        double inside;
    };
    const std::array sides { Side { -line.dx(), line.x1() - rectangle.left() },
        Side { line.dx(), rectangle.right() - line.x1() }, Side { -line.dy(), line.y1() - rectangle.top() },
        Side { line.dy(), rectangle.bottom() - line.y1() } };
    double enters = 0;
    double leaves = 1;
    for (const auto [outwards, inside] : sides) {
        if (outwards < 0)
            enters = std::max(enters, inside / outwards);
        else if (outwards > 0)
            leaves = std::min(leaves, inside / outwards);
        else if (inside < 0)
            return std::nullopt;
    }
    if (!(enters <= leaves))
        return std::nullopt;
    return QLineF(line.pointAt(enters), line.pointAt(leaves));
}

} // namespace escapade
