#pragma once

#include "core/base/Array2D.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace escapade {

/// What a layer covers of the box. Places are parts of the box's width and height, from its top left corner;
/// lengths are parts of its height.
enum class LayerShape {
    Everywhere,
    Disc, ///< radius about x, y
    Rectangle, ///< width by height about x, y; width is a part of the box's width
    Gaussian, ///< everywhere: value exp(-rho^2 / (2 radius^2)) about x, y
    Wave, ///< everywhere: value times cosines with count half waves across the width and across the height
    Checkerboard, ///< every second square of count a side
    Noise, ///< everywhere: value times an even random number from 0 to 1 in each cell, from the seed
    Waves, ///< everywhere: a Gaussian random field of waves up to count across the height, whose power goes
           ///< with their wave number to the index; value is its standard deviation
    Picture ///< lines of characters over the whole box: # is value, 1 to 9 ninths of it, the rest nothing
};

/// disc, rectangle, ...; everywhere.
std::string_view shapeName(LayerShape shape);
std::optional<LayerShape> shapeFromName(std::string_view name);

/// How what a layer says meets what was there.
enum class LayerMode { Set, Add };

/// One layer of an initial density, a diffusivity, an obstacle...
struct ShapeLayer
{
    LayerShape shape = LayerShape::Everywhere;
    LayerMode mode = LayerMode::Set;
    double value = 1;
    double x = 0.5;
    double y = 0.5;
    double radius = 0.1;
    double width = 0.5;
    double height = 0.5;
    int count = 8;
    int index = -2;
    std::uint64_t seed = 1;
    std::vector<std::string> picture;
    bool operator==(const ShapeLayer&) const = default;
};

inline constexpr std::size_t maxPictureLines = 256;

/// Puts a layer on an array of cells; touches only what it covers.
void applyLayer(const ShapeLayer& layer, Array2D<double>& cells);

/// The cells that it covers.
Array2D<std::uint8_t> coverage(const ShapeLayer& layer, Size cells);

} // namespace escapade
