#pragma once

#include "core/base/Array2D.h"
#include "core/base/Result.h"
#include "core/diffusion/problem/Walls.h"

#include <cstdint>

namespace escapade {

/// What an unknown cell is.
enum class CellKind : std::uint8_t {
    Free,
    Insulating, ///< an obstacle: nothing flows in or out
    Held ///< keeps the density that it has
};

/// u_t = div(D(x, y) grad u) + s(x, y) in a box, with obstacles. Arrays have the shape (rows, columns): at(j,
/// i) is cell [i + 1][j + 1] of a field, whose boundary cells they leave out.
struct DiffusionProblem
{
    int rows = 0; ///< 1 or more
    int columns = 0; ///< 1 or more
    double dx = 1; ///< spacing, both directions
    Walls walls;
    Array2D<double> diffusivity; ///< 0 or more in each cell
    Array2D<double> source; ///< density per time that appears, or goes, in each cell; empty: none
    Array2D<CellKind> cells; ///< empty: all free
    bool operator==(const DiffusionProblem&) const = default;

    CellKind kindOf(int row, int column) const
    {
        return cells.size().isEmpty() ? CellKind::Free : cells.at(column, row);
    }
    /// Nothing diffuses in an insulating cell, whatever the map says.
    double diffusivityAt(int row, int column) const
    {
        return kindOf(row, column) == CellKind::Insulating ? 0 : diffusivity.at(column, row);
    }
    double sourceAt(int row, int column) const
    {
        return source.size().isEmpty() ? 0 : source.at(column, row);
    }
};

/// One diffusivity everywhere, insulated walls, no obstacles.
DiffusionProblem uniformProblem(Size cells, double dx, double D);

/// What is wrong with it: shapes, sizes, values that are no numbers, walls. Empty where nothing is.
std::string findProblemIssue(const DiffusionProblem& problem);

/// The diffusivity of the face between two cells: their harmonic mean. It is the one for which the steady
/// flux through two materials that meet at the face is exact, and it is 0 where one side is 0, so that
/// obstacles need no case of their own; the arithmetic mean lets half the flux into an insulator.
///
/// Source: S. Patankar, Numerical Heat Transfer and Fluid Flow (1980), section 4.2-3.
double faceDiffusivity(double one, double other);

/// The diffusivities of the four faces of an unknown cell, counted from 0. At a wall it is the cell's own; at
/// a periodic one the mean with the cell on the other side.
struct CellFaces
{
    double below = 0;
    double above = 0;
    double right = 0;
    double left = 0;
};
CellFaces facesOf(const DiffusionProblem& problem, int row, int column);

/// The largest time step at which the explicit step keeps the maximum principle, and is therefore stable:
/// dx^2 over the largest sum of face diffusivities around a free cell; a face at a wall counts 1 - slope
/// times (see GhostRule). 1/4 dx^2 / D for a constant D and held or periodic walls. Infinite where nothing
/// diffuses.
struct StepLimit
{
    double dt = 0;
    int row = 0; ///< of the cell that sets it, counted from 0
    int column = 0;
};
StepLimit stepLimit(const DiffusionProblem& problem);

/// Whether steps beyond the limit are made.
enum class Beyond { Refuse, Allow };

/// Fails where dt is not above 0, or beyond the limit and that is refused; says the limit and the cell.
Result<void> checkStep(const DiffusionProblem& problem, double dt, Beyond beyond = Beyond::Refuse);

} // namespace escapade
