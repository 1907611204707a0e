#pragma once

#include "core/color/ColorTable.h"
#include "core/color/Coloring.h"
#include "core/parallel/CancelToken.h"
#include "core/render/Frame.h"
#include "core/render/SampleLattice.h"

#include <memory>

namespace escapade {

/// Smooth edges: pixels whose colour differs much from a neighbour's are sampled at 2 x 2 places of their
/// square, and at 4 x 4 where those differ, too; their colour becomes the mean in linear light. Nothing but
/// colours comes from it: counts and labels stay those of the sample in the middle.
///
/// The result is a function of frame and colours alone, not of tiles and threads. smooth() may be called from
/// several threads.
class Supersampling
{
public:
    /// The frame must be complete and not change any more.
    Supersampling(std::shared_ptr<const Frame> frame, std::shared_ptr<const ColorTable> table);

    /// False where samples would lie closer together than doubles do.
    bool isPossible() const { return !m_lattice.hasBeyondPrecision(); }

    /// The colours of a part of the picture, edges smooth. False when cancelled.
    bool smooth(
        const Rect& area, SimdLevel simd, const CancelToken& cancel, Array2D<std::uint32_t>& colors) const;

private:
    /// Neighbouring pixels of one row.
    struct Run
    {
        int x = 0;
        int y = 0;
        int count = 0;
    };
    /// What the samples of a pixel gave.
    struct Mixture
    {
        std::uint32_t color = 0;
        bool isUneven = false; ///< the samples differ much
    };

    static void append(std::vector<Run>& runs, int x, int y);
    Array2D<std::uint32_t> colorsAround(const Rect& area) const;
    bool mix(const std::vector<Run>& runs, int samplesAlong, SimdLevel simd, const CancelToken& cancel,
        std::vector<Mixture>& mixtures) const;

    std::shared_ptr<const Frame> m_frame;
    std::shared_ptr<const ColorTable> m_table;
    RenderRequest m_request; // whose lattice has 8 x 8 places for each pixel
    SampleLattice m_lattice;
};

} // namespace escapade
