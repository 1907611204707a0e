#include "core/render/PassPlan.h"

#include "core/base/Check.h"

#include <algorithm>
#include <cstdint>
#include <tuple>

namespace escapade {
namespace {

std::int64_t squaredDistance(const Rect& tile, Point focus)
{
    const std::int64_t dx = 2 * std::int64_t { tile.x } + tile.width - 2 * std::int64_t { focus.x };
    const std::int64_t dy = 2 * std::int64_t { tile.y } + tile.height - 2 * std::int64_t { focus.y };
    return dx * dx + dy * dy;
}

} // namespace

std::vector<Pass> planPasses(int firstDivider)
{
    ESCAPADE_CHECK(firstDivider >= 1 && (firstDivider & (firstDivider - 1)) == 0);
    std::vector<Pass> passes { { firstDivider, 0 } };
    for (int divider = firstDivider / 2; divider >= 1; divider /= 2)
        passes.push_back({ divider, 2 * divider });
    return passes;
}

std::vector<Rect> planTiles(Size size, const Pass& pass, int tileSize)
{
    ESCAPADE_CHECK(!size.isEmpty() && tileSize >= 1);
    const int side = tileSize * pass.divider;
    std::vector<Rect> tiles;
    for (int y = 0; y < size.height; y += side) {
        for (int x = 0; x < size.width; x += side)
            tiles.push_back({ x, y, std::min(side, size.width - x), std::min(side, size.height - y) });
    }
    return tiles;
}

std::vector<Rect> planTiles(Size size, const Pass& pass, int tileSize, Point focus)
{
    std::vector<Rect> tiles = planTiles(size, pass, tileSize);
    std::ranges::sort(tiles, {},
        [focus](const Rect& tile) { return std::tuple(squaredDistance(tile, focus), tile.y, tile.x); });
    return tiles;
}

} // namespace escapade
