#pragma once

#include "core/diffusion/Brush.h"
#include "core/diffusion/problem/Problem.h"

namespace escapade {

/// What of a problem can be painted. Arrays have the shape (rows, columns), all of them.
struct ProblemMaps
{
    Array2D<double> multiples; ///< of D: 0 to largestMultiple
    Array2D<CellKind> cells;
    Array2D<double> held; ///< the density that held cells keep
    bool operator==(const ProblemMaps&) const = default;
};

inline constexpr double largestMultiple = 16;

/// Puts a stroke whose target is not the density on the maps. Weights below a tenth make no obstacle.
void paintMaps(ProblemMaps& maps, const BrushStroke& stroke);

/// What is wrong with maps for a grid of so many cells; empty where nothing is.
std::string findMapsIssue(const ProblemMaps& maps, Size cells);

} // namespace escapade
