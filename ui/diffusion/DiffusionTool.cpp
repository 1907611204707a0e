#include "ui/diffusion/DiffusionTool.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

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
    case DiffusionTool::Stamp:
        return BrushShape::Stamp;
    case DiffusionTool::Draw:
    case DiffusionTool::Line:
    case DiffusionTool::Probe:
    case DiffusionTool::Slice:
        break;
    }
    return BrushShape::Line;
}

} // namespace

std::shared_ptr<const Array2D<double>> defaultStamp()
{
    constexpr std::array<std::string_view, 10> lines { //
        "  ###   ###  ", //
        " ##### ##### ", //
        "#############", //
        "#############", //
        "#############", //
        " ########### ", //
        "  #########  ", //
        "   #######   ", //
        "     ###     ", //
        "      #      "
    };
    Array2D<double> stamp({ static_cast<int>(lines.front().size()), static_cast<int>(lines.size()) });
    for (int i = 0; i < stamp.height(); ++i) {
        const std::string_view line = lines.at(static_cast<std::size_t>(i));
        std::transform(
            line.begin(), line.end(), stamp.row(i), [](char letter) { return letter == '#' ? 1.0 : 0.0; });
    }
    return std::make_shared<const Array2D<double>>(std::move(stamp));
}

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
    stroke.target = choice.target;
    if (choice.tool == DiffusionTool::Stamp)
        stroke.stamp = choice.stamp ? choice.stamp : defaultStamp();
    return stroke;
}

} // namespace escapade
