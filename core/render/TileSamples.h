#pragma once

#include "core/base/Array2D.h"
#include "core/base/Geometry.h"
#include "core/base/Label.h"
#include "core/color/PixelResults.h"
#include "core/render/PassPlan.h"
#include "core/simd/OrbitJob.h"

#include <array>
#include <cstdint>
#include <vector>

namespace escapade {

/// Samples of one tile in one row of the picture: x, x + step, x + 2 step ...
struct SampleRow
{
    int y = 0;
    int x = 0;
    int step = 1;
    int count = 0;
    bool operator==(const SampleRow&) const = default;
};

/// The samples of a pass that lie in a rectangle, from the top; rows without any are left out. The
/// rectangle's corner must be a sample of the pass or of an earlier one.
std::vector<SampleRow> sampleRows(const Rect& area, const Pass& pass);

/// Those of the samples that are not computed yet, row after row; a row may come in several pieces.
std::vector<SampleRow> unknownSamples(const std::vector<SampleRow>& rows, const Array2D<Label>& labels);

/// The results of one tile of one pass, before they are put into the frame.
struct TileResult
{
    int index = 0; ///< in the list of tiles
    Rect area; ///< pixels of the picture that the tile's samples stand for
    int divider = 1; ///< each sample stands for a square of divider x divider pixels, itself at the top left
    std::vector<SampleRow> rows;
    /// One value for each sample, row after row; there may be garbage behind the last.
    std::vector<std::int32_t> counts;
    std::vector<float> fractions; ///< empty where the request does not want smooth counts
    std::vector<Label> labels;
    /// By OrbitValue; of use where the request wants them, 0 where a pixel has none.
    std::array<std::vector<float>, orbitValueCount> values;

    int sampleCount() const;
    /// The samples' results, as far as colours need them; spacing is that of the picture's pixels.
    PixelResults results(OrbitValueSet wanted, const ScaledDouble& spacing) const;
};

/// Calls visit(pixel, n) for each sample: the results with index n are those of this pixel.
template <typename Visit> void forEachSample(const TileResult& tile, const Visit& visit)
{
    std::size_t n = 0;
    for (const SampleRow& row : tile.rows) {
        for (int k = 0; k < row.count; ++k)
            visit(Point { row.x + k * row.step, row.y }, n++);
    }
}

} // namespace escapade
