#pragma once

#include "core/diffusion/DiffusionField.h"

namespace escapade {

/// A place in a field in units of cells: the middle of cell [i][j] is (i, j).
struct FieldPoint
{
    double i = 0;
    double j = 0;
    bool operator==(const FieldPoint&) const = default;
};

/// A stroke of a round brush with a soft edge, from one place to another; both may be the same.
struct BrushStroke
{
    FieldPoint from;
    FieldPoint to;
    double radius = 4; ///< cells, greater than 0
    double strength = 0.25; ///< density that one touch adds in its middle; may be negative
    bool operator==(const BrushStroke&) const = default;
};

/// What a field holds stays between -largestPainted and largestPainted, however long one paints.
inline constexpr double largestPainted = 1e6;

/// Adds the stroke to the unknowns of the present array and renews its boundary. The brush touches the field
/// at the end of the stroke and at least every half radius before it, but not at its beginning (which the
/// stroke before has touched), unless it goes nowhere. What lies beyond the walls is left out; coordinates
/// that are no numbers paint nothing.
void paint(DiffusionField& field, const BrushStroke& stroke, Boundary boundary);

} // namespace escapade
