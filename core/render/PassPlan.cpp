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
    ESCAPADE_CHECK(!size.isEmpty());
    return planTiles({ Rect { 0, 0, size.width, size.height } }, pass, tileSize);
}

std::vector<Rect> planTiles(const std::vector<Rect>& parts, const Pass& pass, int tileSize)
{
    ESCAPADE_CHECK(tileSize >= 1);
    const int side = tileSize * pass.divider;
    std::vector<Rect> tiles;
    for (const Rect& part : parts) {
        const int right = part.x + part.width;
        const int bottom = part.y + part.height;
        for (int y = part.y; y < bottom; y += side) {
            for (int x = part.x; x < right; x += side)
                tiles.push_back({ x, y, std::min(side, right - x), std::min(side, bottom - y) });
        }
    }
    return tiles;
}

void sortByDistance(std::vector<Rect>& tiles, Point focus)
{
    std::ranges::sort(tiles, {},
        [focus](const Rect& tile) { return std::tuple(squaredDistance(tile, focus), tile.y, tile.x); });
}

std::vector<Rect> planTiles(Size size, const Pass& pass, int tileSize, Point focus)
{
    std::vector<Rect> tiles = planTiles(size, pass, tileSize);
    sortByDistance(tiles, focus);
    return tiles;
}

} // namespace escapade
