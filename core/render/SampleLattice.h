#pragma once

#include "core/render/InteriorDiscs.h"
#include "core/render/Reflection.h"
#include "core/render/RenderRequest.h"

#include <memory>
#include <optional>
#include <vector>

namespace escapade {

/// The coordinates of a viewport's columns, rising, and of its rows, from the top and so falling: as double
/// arithmetic gives them for Viewport::re() and im().
std::vector<double> columnCoordinates(const Viewport& viewport);
std::vector<double> rowCoordinates(const Viewport& viewport);

/// Whether doubles near a coordinate lie further apart than half this spacing, so that a sample there misses
/// its pixel.
bool isBeyondPrecision(double coordinate, double spacing);

/// What a pass needs to know of a request, computed once: the coordinates of every column and row as doubles.
class SampleLattice
{
public:
    explicit SampleLattice(const RenderRequest& request);

    double re(int x) const { return m_re[static_cast<std::size_t>(x)]; }
    double im(int y) const { return m_im[static_cast<std::size_t>(y)]; }
    const std::vector<double>& columns() const { return m_re; }
    const std::vector<double>& rows() const { return m_im; }
    double juliaRe() const { return m_juliaRe; }
    double juliaIm() const { return m_juliaIm; }
    bool isBeyondPrecision(int x, int y) const
    {
        return m_hasBeyondPrecision
            && (m_coarseRe[static_cast<std::size_t>(x)] || m_coarseIm[static_cast<std::size_t>(y)]);
    }
    /// Whether that holds for any sample.
    bool hasBeyondPrecision() const { return m_hasBeyondPrecision; }
    /// What is proved to be interior by discs; null where the request does not want them or its formula has
    /// none.
    const InteriorDiscs* discs() const { return m_discs.get(); }
    /// What of the picture is the image of other parts.
    const std::optional<Reflection>& reflection() const { return m_reflection; }

private:
    std::vector<double> m_re;
    std::vector<double> m_im;
    std::vector<bool> m_coarseRe; // where there is any; else empty
    std::vector<bool> m_coarseIm;
    bool m_hasBeyondPrecision = false;
    double m_juliaRe = 0;
    double m_juliaIm = 0;
    std::unique_ptr<InteriorDiscs> m_discs;
    std::optional<Reflection> m_reflection;
};

} // namespace escapade
