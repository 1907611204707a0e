#include "core/render/SampleLattice.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace escapade {
namespace {

bool isCoarse(double coordinate, double spacing)
{
    const double size = std::abs(coordinate);
    const double gap = std::nextafter(size, std::numeric_limits<double>::infinity()) - size;
    return !(gap <= spacing / 2);
}

} // namespace

SampleLattice::SampleLattice(const RenderRequest& request)
    : m_juliaRe(request.juliaRe.toDouble())
    , m_juliaIm(request.juliaIm.toDouble())
{
    // The same operations as Viewport::re() and im(), with the conversions done once.
    const Viewport& viewport = request.viewport;
    const double spacing = viewport.spacing.toDouble();
    const double centreRe = viewport.centreRe.toDouble();
    const double centreIm = viewport.centreIm.toDouble();
    const auto [width, height] = viewport.size;
    for (int x = 0; x < width; ++x) {
        m_re.push_back(centreRe + static_cast<double>(x - width / 2) * spacing);
        m_coarseRe.push_back(isCoarse(m_re.back(), spacing));
    }
    for (int y = 0; y < height; ++y) {
        m_im.push_back(centreIm + static_cast<double>(height - 1 - y - height / 2) * spacing);
        m_coarseIm.push_back(isCoarse(m_im.back(), spacing));
    }
    m_hasBeyondPrecision = std::ranges::find(m_coarseRe, true) != m_coarseRe.end()
        || std::ranges::find(m_coarseIm, true) != m_coarseIm.end();
    if (request.formula == Formula::Mandelbrot && request.shortcuts.discs && !m_hasBeyondPrecision)
        m_discs
            = std::make_unique<InteriorDiscs>(m_re.front(), m_re.back(), m_im.back(), m_im.front(), spacing);
}

} // namespace escapade
