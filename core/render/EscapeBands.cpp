#include "core/render/EscapeBands.h"

#include <algorithm>
#include <cmath>
#include <type_traits>

namespace escapade {
namespace {

/// A width that the compiler knows, for nearly all squares have it.
using FullWidth = std::integral_constant<int, TileBands::side>;

/// The middle between two coordinates.
double middle(double first, double last)
{
    return first + (last - first) / 2;
}

/// How far a square's pixels are from its middle along an axis: no less, whatever rounding did to either.
double halfExtent(double spacing)
{
    return (TileBands::side - 1) * spacing / 2 * (1 + 0x1p-20) + 0x1p-48;
}

/// Whether an orbit that has left radius 2 has escaped: in a Julia set with |c| > 2 it may come back, or stay
/// where it is.
bool neverComesBack(const RenderRequest& request, const SampleLattice& lattice)
{
    const double re = lattice.juliaRe();
    const double im = lattice.juliaIm();
    return request.formula == Formula::Mandelbrot || re * re + im * im <= 4;
}

} // namespace

bool mayHaveBands(const RenderRequest& request, const SampleLattice& lattice, const TileResult& tile)
{
    // Smaller pixels are of views that nothing leaves early enough.
    constexpr double leastSpacing = 1e-7;
    constexpr double mostSpacing = 1.0 / TileBands::side;
    const double spacing = request.viewport.spacing.toDouble();
    if (!request.shortcuts.bands || request.smoothCounts || !request.orbitValues.isEmpty()
        || lattice.hasBeyondPrecision() || !(spacing >= leastSpacing && spacing <= mostSpacing))
        return false;
    const Rect& area = tile.area;
    if (tile.divider != 1 || tile.sampleCount() != area.width * area.height)
        return false;
    const double re = std::max(std::abs(lattice.re(area.x)), std::abs(lattice.re(area.x + area.width - 1)));
    const double im = std::max(std::abs(lattice.im(area.y)), std::abs(lattice.im(area.y + area.height - 1)));
    return std::max(re, im) <= simd::farthestBand && neverComesBack(request, lattice);
}

bool findBands(const RenderRequest& request, const SampleLattice& lattice, SimdLevel simd, const Rect& area,
    TileBands& bands)
{
    thread_local std::vector<double> re; // a worker's own, kept from tile to tile
    thread_local std::vector<double> im;
    bands.area = area;
    bands.columns = (area.width + TileBands::side - 1) / TileBands::side;
    bands.rows = (area.height + TileBands::side - 1) / TileBands::side;
    const int squares = bands.columns * bands.rows;
    constexpr int padding = simd::bandPadding;
    const int groups = (squares + padding - 1) / padding;
    const std::size_t padded = static_cast<std::size_t>(groups) * padding;
    re.assign(padded, simd::farthestBand); // behind the last square: leaves at once
    im.assign(padded, simd::farthestBand);
    bands.counts.resize(padded);
    std::size_t n = 0;
    for (int row = 0; row < bands.rows; ++row) {
        for (int column = 0; column < bands.columns; ++column, ++n) {
            const Rect square = bands.square(column, row);
            re[n] = middle(lattice.re(square.x), lattice.re(square.x + square.width - 1));
            im[n] = middle(lattice.im(square.y), lattice.im(square.y + square.height - 1));
        }
    }
    simd::BandJob job;
    job.re = re.data();
    job.im = im.data();
    job.squares = squares;
    job.halfWidth = job.halfHeight = halfExtent(request.viewport.spacing.toDouble());
    job.isJulia = request.formula == Formula::Julia;
    job.juliaRe = lattice.juliaRe();
    job.juliaIm = lattice.juliaIm();
    job.maxIterations = request.maxIterations;
    job.closedFormInterior = request.shortcuts.closedForm && request.formula == Formula::Mandelbrot;
    job.counts = bands.counts.data();
    simd::kernels(simd).findBands(job);
    return std::any_of(bands.counts.begin(), bands.counts.begin() + squares,
        [](std::int32_t found) { return found != simd::bandUnknown; });
}

int writeUnknown(const TileBands& bands, const SampleLattice& lattice, double* re, double* im)
{
    double* toRe = re;
    double* toIm = im;
    const auto add = [&](const Rect& square, auto width) {
        const double* const columns = lattice.columns().data() + square.x;
        for (int y = square.y; y < square.y + square.height; ++y) {
            toRe = std::copy_n(columns, int { width }, toRe);
            toIm = std::fill_n(toIm, int { width }, lattice.im(y));
        }
    };
    forEachSquare(bands, [&](const Rect& square, std::int32_t count) {
        if (count != simd::bandUnknown)
            return;
        if (square.width == TileBands::side)
            add(square, FullWidth {});
        else
            add(square, square.width);
    });
    return static_cast<int>(toRe - re);
}

void mergeBands(const TileBands& bands, std::int32_t maxIterations, const std::int32_t* counts,
    const Label* labels, TileResult& tile)
{
    const std::ptrdiff_t stride = tile.area.width;
    const auto put = [&](const Rect& square, auto width, std::int32_t known) {
        const std::ptrdiff_t first = (square.y - tile.area.y) * stride + square.x - tile.area.x;
        const bool isInterior = known == simd::bandInterior;
        std::int32_t* toCounts = tile.counts.data() + first;
        Label* toLabels = tile.labels.data() + first;
        for (int row = 0; row < square.height; ++row, toCounts += stride, toLabels += stride) {
            if (known != simd::bandUnknown) {
                std::fill_n(toCounts, int { width }, isInterior ? maxIterations : known);
                std::fill_n(toLabels, int { width }, isInterior ? Label::Interior : Label::Escaped);
            } else {
                std::copy_n(counts, int { width }, toCounts);
                std::copy_n(labels, int { width }, toLabels);
                counts += int { width };
                labels += int { width };
            }
        }
    };
    forEachSquare(bands, [&](const Rect& square, std::int32_t known) {
        if (square.width == TileBands::side)
            put(square, FullWidth {}, known);
        else
            put(square, square.width, known);
    });
}

} // namespace escapade
