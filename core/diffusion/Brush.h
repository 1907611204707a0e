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

/// What a stroke does to the cells that it covers.
enum class BrushMode {
    Add, ///< adds the strength: a round brush less and less towards its rim
    Set, ///< makes them the strength
    Erase ///< makes them zero
};

/// Which cells a stroke covers.
enum class BrushShape {
    Line, ///< those that a round brush touches on its way; pieces of it make a freehand stroke
    Disc, ///< about `from`, with `to` on its rim
    Rectangle ///< with `from` and `to` in opposite corners
};

/// A stroke from one place to another; both may be the same.
struct BrushStroke
{
    FieldPoint from;
    FieldPoint to;
    double radius = 4; ///< of a line: cells, greater than 0
    double strength = 0.25; ///< density; may be negative
    BrushMode mode = BrushMode::Add;
    BrushShape shape = BrushShape::Line;
    bool operator==(const BrushStroke&) const = default;
};

/// What a field holds stays between -largestPainted and largestPainted, however long one paints.
inline constexpr double largestPainted = 1e6;

/// Puts the stroke on the unknowns of the present array and renews its boundary. A round brush touches the
/// field at the end of the stroke and at least every half radius before it, but not at its beginning (which
/// the stroke before has touched), unless it goes nowhere. A disc covers the cells whose middles lie in it, a
/// rectangle those that its corners lie in and all between. What lies beyond the walls is left out;
/// coordinates that are no numbers paint nothing.
void paint(DiffusionField& field, const BrushStroke& stroke, Boundary boundary);

} // namespace escapade
