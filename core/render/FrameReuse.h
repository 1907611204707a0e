#pragma once

#include "core/render/Frame.h"
#include "core/render/SampleLattice.h"

#include <memory>
#include <vector>

namespace escapade {

/// Whether the spacings of two lattices are close enough for looking for common samples; others share too
/// few.
bool mayShareSamples(const Viewport& one, const Viewport& other);

/// Which pixels of a new frame an older one holds already.
///
/// A pixel is taken over where both frames sample the same point, bit for bit, and a fresh computation would
/// give the same result. That holds for all pixels where the frames differ by whole pixels of the same
/// lattice; where the spacing or the iteration limit differs it holds for points that escape below both
/// limits, but not for others, because what is proved to be interior depends on both.
class FrameReuse
{
public:
    /// target is what the new frame asks for, lattice its lattice; source must not change meanwhile.
    FrameReuse(
        const RenderRequest& target, const SampleLattice& lattice, std::shared_ptr<const Frame> source);

    /// Whether nothing can be taken over.
    bool isEmpty() const { return m_columns.empty() || m_rows.empty(); }

    /// Copies what the source holds of rows top to bottom - 1 into pixels that are not computed yet. Returns
    /// how many. Several threads may work on different rows.
    int copyRows(Frame& target, int top, int bottom) const;

private:
    /// Columns x, x + step ... of the new frame that are the source's sourceX, sourceX + sourceStep ...
    struct ColumnRun
    {
        int x = 0;
        int step = 1;
        int sourceX = 0;
        int sourceStep = 1;
        int count = 0;
    };
    int copyRun(Frame& target, int y, int sourceY, const ColumnRun& run) const;
    bool canCopyWhole(const Frame& target, int y, int sourceY, const ColumnRun& run) const;
    int copyWhole(Frame& target, int y, int sourceY, const ColumnRun& run) const;
    static std::vector<ColumnRun> runsOf(const std::vector<int>& matches);

    std::shared_ptr<const Frame> m_source;
    std::int32_t m_limit = 0;
    bool m_escapedOnly = true;
    std::vector<std::size_t> m_values; ///< orbit values that the new frame wants
    std::vector<ColumnRun> m_columns;
    std::vector<int> m_rows; ///< for each row of the new frame that of the source, -1 for none; may be empty
};

} // namespace escapade
