#pragma once

#include "core/render/PassPlan.h"
#include "core/render/RenderRequest.h"
#include "core/render/TileSamples.h"

#include <optional>
#include <vector>

namespace escapade {

/// A symmetry of a picture: of two pixels that are each other's image, the upper is computed, and the lower
/// has the same count, fraction and label bit for bit.
///
/// The orbit of the conjugate of c is the conjugate orbit, and the Julia orbit that begins in -z is the one
/// that begins in z from the first step on. That holds for rounded numbers as well, because rounding to
/// nearest does not look at the sign: a product or a sum of numbers with other signs has another sign, and
/// nothing else. (Where a sum is zero both have +0, and no other number depends on the sign of a zero.) So
/// the Mandelbrot set is mirrored at the real axis, and a Julia set is the same when turned by half a turn
/// about the origin. The samples must be each other's negatives bit for bit, too, which reflectionOf() looks
/// for.
///
/// Orbit values have no image: angles and traps tell an orbit from its conjugate.
struct Reflection
{
    Size size; ///< of the picture
    int rowSum = 0; ///< row y is the image of row rowSum - y
    std::optional<int> columnSum; ///< of a turn: column x is the image of columnSum - x; else of x itself
    bool operator==(const Reflection&) const = default;

    /// Whether a row is the upper one of a pair. (The axis may be a row itself, which has no image.)
    bool isUpper(int y) const { return y >= 0 && y < rowSum - y && rowSum - y < size.height; }

    /// Whether the images of a pass's samples are its samples, too.
    bool suits(const Pass& pass) const;

    /// The pixel itself or, of an image, what it is the image of.
    Point originalOf(Point pixel) const;
};

/// Of the samples in these columns, which rise, and rows, which fall. Empty where no two rows are each
/// other's image, or the request does not want to know.
std::optional<Reflection> reflectionOf(
    const RenderRequest& request, const std::vector<double>& columns, const std::vector<double>& rows);

/// The parts of a picture that are not the image of another: they do not overlap, and their images are the
/// rest.
std::vector<Rect> partsWithoutImages(const Reflection& reflection);

/// Turns a tile of such a part into its image, as far as it has one, whose index is the tile's. A mirrored
/// tile's rows are then in their old order, the lowest first. False where it has none; the tile is then
/// garbage. It must be of a pass over every pixel.
bool reflect(const Reflection& reflection, TileResult& tile);

} // namespace escapade
