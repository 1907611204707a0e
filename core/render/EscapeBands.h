#pragma once

#include "core/render/SampleLattice.h"
#include "core/render/TileSamples.h"
#include "core/simd/BandJob.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace escapade {

/// A tile's pixels in squares (narrower at its right and lower edge), and what all pixels of a square are
/// proved to be: escaped with the same count, or interior.
struct TileBands
{
    static constexpr int side = 8;

    Rect area;
    int columns = 0; ///< of squares
    int rows = 0;
    std::vector<std::int32_t> counts; ///< row after row; or bandUnknown, or bandInterior

    Rect square(int column, int row) const
    {
        const int x = column * side;
        const int y = row * side;
        return { area.x + x, area.y + y, std::min(side, area.width - x), std::min(side, area.height - y) };
    }
};

/// Calls visit(square, count) for each square, row after row.
template <typename Visit> void forEachSquare(const TileBands& bands, const Visit& visit)
{
    std::size_t n = 0;
    for (int row = 0; row < bands.rows; ++row) {
        for (int column = 0; column < bands.columns; ++column)
            visit(bands.square(column, row), bands.counts[n++]);
    }
}

/// Whether a tile's results may come from its bands: it must be whole, of doubles that tell its pixels apart,
/// of a set none of whose orbits come back inside radius 2, and nobody may want to know more of its pixels
/// than their counts.
bool mayHaveBands(const RenderRequest& request, const SampleLattice& lattice, const TileResult& tile);

/// The bands of such a tile; false where it has none. Any thread; bands is memory that the caller keeps.
bool findBands(const RenderRequest& request, const SampleLattice& lattice, SimdLevel simd, const Rect& area,
    TileBands& bands);

/// Writes the coordinates of the pixels that no band knows, square after square, row after row, and returns
/// how many there are. There must be room for all of the tile's.
int writeUnknown(const TileBands& bands, const SampleLattice& lattice, double* re, double* im);

/// Puts the results of all pixels where they belong in the tile: those of bands and, in the order of
/// writeUnknown(), those that were computed. The tile's arrays must have their size.
void mergeBands(const TileBands& bands, std::int32_t maxIterations, const std::int32_t* counts,
    const Label* labels, TileResult& tile);

} // namespace escapade
