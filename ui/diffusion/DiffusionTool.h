#pragma once

#include "core/diffusion/Brush.h"

#include <QMetaType>

namespace escapade {

/// What a click or drag on the diffusing density does.
enum class DiffusionTool {
    Draw, ///< freehand
    Line,
    Disc,
    Rectangle,
    Stamp, ///< a picture, put down with a click
    Probe, ///< watches a place
    Slice ///< shows the densities along a line
};

/// The tool in hand.
struct DiffusionToolChoice
{
    DiffusionTool tool = DiffusionTool::Draw;
    BrushMode mode = BrushMode::Add;
    double size = 1.0 / 28; ///< radius of the brush, as a part of the box's side
    double strength = 0.3; ///< density
    BrushTarget target = BrushTarget::Density;
    std::shared_ptr<const Array2D<double>> stamp {}; ///< null: the program's own
    bool operator==(const DiffusionToolChoice&) const = default;
};

inline constexpr double smallestBrush = 0.005;
inline constexpr double largestBrush = 0.5;
inline constexpr double largestStrength = 1000; ///< of either sign

/// Whether the tool needs two places, and draws when the second is there.
inline bool needsTwoPlaces(DiffusionTool tool)
{
    return tool == DiffusionTool::Line || tool == DiffusionTool::Disc || tool == DiffusionTool::Rectangle
        || tool == DiffusionTool::Slice;
}

/// What a stamp shows where nobody has chosen a picture: a heart.
std::shared_ptr<const Array2D<double>> defaultStamp();

/// The stroke of a tool between two places, on so many rows. Not for probes and slices.
BrushStroke strokeOf(
    const DiffusionToolChoice& choice, int rows, const FieldPoint& from, const FieldPoint& to);

} // namespace escapade

Q_DECLARE_METATYPE(escapade::DiffusionToolChoice)
