#pragma once

#include "core/diffusion/DiffusionField.h"

#include <functional>
#include <memory>

namespace escapade {

/// A place in a field in units of cells: the middle of cell [i][j] is (i, j).
struct FieldPoint
{
    double i = 0;
    double j = 0;
    bool operator==(const FieldPoint&) const = default;
};

/// What a stroke paints.
enum class BrushTarget {
    Density,
    Diffusivity, ///< as a multiple of D: erasing makes it 1 again
    Insulating, ///< obstacles that nothing enters: erasing makes cells free again
    Held ///< cells that keep the strength as their density: erasing makes them free again
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
    Rectangle, ///< with `from` and `to` in opposite corners
    Stamp ///< a picture about `to`, its longer side twice the radius
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
    BrushTarget target = BrushTarget::Density;
    std::shared_ptr<const Array2D<double>> stamp {}; ///< of a stamp: 0 to 1, how much of the strength
    bool operator==(const BrushStroke&) const = default;
};

/// What a field holds stays between -largestPainted and largestPainted, however long one paints.
inline constexpr double largestPainted = 1e6;

/// Calls action(i, j, weight) for the cells 1..height, 1..width that a stroke covers; a freehand one covers
/// some of them several times. weight is 1 in the middle of the brush and 0 at its rim, or what a stamp says.
void visitStroke(const BrushStroke& stroke, Size cells, const std::function<void(int, int, double)>& action);

/// Puts the stroke on the unknowns of the present array and renews its boundary. A round brush touches the
/// field at the end of the stroke and at least every half radius before it, but not at its beginning (which
/// the stroke before has touched), unless it goes nowhere. A disc covers the cells whose middles lie in it, a
/// rectangle those that its corners lie in and all between; both with the whole strength. What lies beyond
/// the walls is left out; coordinates that are no numbers paint nothing.
void paint(DiffusionField& field, const BrushStroke& stroke, Boundary boundary);

} // namespace escapade
