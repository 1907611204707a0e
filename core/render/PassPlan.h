#pragma once

#include "core/base/Geometry.h"

#include <vector>

namespace escapade {

/// One pass over a picture: the samples at multiples of divider, but for those at multiples of skip, which
/// earlier passes have computed already. Counted from the top-left pixel.
struct Pass
{
    int divider = 1;
    int skip = 0; ///< 0: none
    bool operator==(const Pass&) const = default;
};

/// The coarsest first pass there is.
inline constexpr int coarsestDivider = 32;

/// Passes from coarse to fine whose samples together are every pixel once. firstDivider is a power of two.
std::vector<Pass> planPasses(int firstDivider);

/// The picture cut into tiles of tileSize samples of a pass along each side, row after row: the order for
/// pictures that nobody watches, for neighbours share pages of memory.
std::vector<Rect> planTiles(Size size, const Pass& pass, int tileSize);

/// The same of parts of a picture, one after the other; their corners must be samples of the pass.
std::vector<Rect> planTiles(const std::vector<Rect>& parts, const Pass& pass, int tileSize);

/// Puts tiles near the focus first.
void sortByDistance(std::vector<Rect>& tiles, Point focus);

/// The tiles of a whole picture, those near the focus first.
std::vector<Rect> planTiles(Size size, const Pass& pass, int tileSize, Point focus);

} // namespace escapade
