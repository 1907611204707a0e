#include "core/render/TileShares.h"

namespace escapade {

std::vector<TileShare> sharesOf(std::size_t tiles, Schedule schedule, int threads)
{
    const std::size_t count = schedule == Schedule::Dynamic ? tiles : static_cast<std::size_t>(threads);
    std::vector<TileShare> shares;
    shares.reserve(count);
    for (std::size_t n = 0; n < count; ++n)
        shares.push_back({ n * tiles / count, (n + 1) * tiles / count });
    return shares;
}

} // namespace escapade
