#include "core/render/SampleLattice.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace escapade {

bool isBeyondPrecision(double coordinate, double spacing)
{
    const double size = std::abs(coordinate);
    const double gap = std::nextafter(size, std::numeric_limits<double>::infinity()) - size;
    return !(gap <= spacing / 2);
}

// The same operations as Viewport::re() and im(), with the conversions done once.

std::vector<double> columnCoordinates(const Viewport& viewport)
{
    const double centre = viewport.centreRe.toDouble();
    const double spacing = viewport.spacing.toDouble();
    const int width = viewport.size.width;
    std::vector<double> columns;
    columns.reserve(static_cast<std::size_t>(width));
    for (int x = 0; x < width; ++x)
        columns.push_back(centre + static_cast<double>(x - width / 2) * spacing);
    return columns;
}

std::vector<double> rowCoordinates(const Viewport& viewport)
{
    const double centre = viewport.centreIm.toDouble();
    const double spacing = viewport.spacing.toDouble();
    const int height = viewport.size.height;
    std::vector<double> rows;
    rows.reserve(static_cast<std::size_t>(height));
    for (int y = 0; y < height; ++y)
        rows.push_back(centre + static_cast<double>(height - 1 - y - height / 2) * spacing);
    return rows;
}

namespace {

/// For each coordinate whether it isBeyondPrecision().
std::vector<bool> beyondPrecision(const std::vector<double>& coordinates, double spacing)
{
    std::vector<bool> beyond;
    beyond.reserve(coordinates.size());
    for (const double coordinate : coordinates)
        beyond.push_back(isBeyondPrecision(coordinate, spacing));
    return beyond;
}

} // namespace

SampleLattice::SampleLattice(const RenderRequest& request)
    : m_re(columnCoordinates(request.viewport))
    , m_im(rowCoordinates(request.viewport))
    , m_juliaRe(request.juliaRe.toDouble())
    , m_juliaIm(request.juliaIm.toDouble())
{
    m_reflection = reflectionOf(request, m_re, m_im);
    const double spacing = request.viewport.spacing.toDouble();
    // The gaps between doubles grow with their size: mostly none is too wide, which takes no looking at all.
    const double farthest = std::max(
        { std::abs(m_re.front()), std::abs(m_re.back()), std::abs(m_im.front()), std::abs(m_im.back()) });
    m_hasBeyondPrecision = escapade::isBeyondPrecision(farthest, spacing);
    if (m_hasBeyondPrecision) {
        m_coarseRe = beyondPrecision(m_re, spacing);
        m_coarseIm = beyondPrecision(m_im, spacing);
    }
    if (request.formula == Formula::Mandelbrot && request.shortcuts.discs && !m_hasBeyondPrecision)
        m_discs
            = std::make_unique<InteriorDiscs>(m_re.front(), m_re.back(), m_im.back(), m_im.front(), spacing);
}

} // namespace escapade
