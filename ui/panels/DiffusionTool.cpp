#include "ui/panels/DiffusionTool.h"

#include <algorithm>

namespace escapade {
namespace {

constexpr double smallestRadius = 1.5; // cells

BrushShape shapeOf(DiffusionTool tool)
{
    switch (tool) {
    case DiffusionTool::Disc:
        return BrushShape::Disc;
    case DiffusionTool::Rectangle:
        return BrushShape::Rectangle;
    case DiffusionTool::Draw:
    case DiffusionTool::Line:
    case DiffusionTool::Probe:
    case DiffusionTool::Slice:
        break;
    }
    return BrushShape::Line;
}

} // namespace

BrushStroke strokeOf(
    const DiffusionToolChoice& choice, int rows, const FieldPoint& from, const FieldPoint& to)
{
    BrushStroke stroke;
    stroke.from = from;
    stroke.to = to;
    stroke.radius = std::max(smallestRadius, rows * choice.size);
    stroke.strength = choice.strength;
    stroke.mode = choice.mode;
    stroke.shape = shapeOf(choice.tool);
    return stroke;
}

} // namespace escapade
