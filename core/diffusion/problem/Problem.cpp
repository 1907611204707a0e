#include "core/diffusion/problem/Problem.h"

#include "core/diffusion/DiffusionParams.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace escapade {
namespace {

constexpr double largestRate = 1e12;
constexpr double roundingOfLimit = 1 + 1e-12; // dt from r and back again

std::string shapeText(Size size)
{
    std::string text("(");
    text += std::to_string(size.height);
    text += ", ";
    text += std::to_string(size.width);
    text += ')';
    return text;
}

/// The first value of a map that is not within [low, largestRate].
std::string issueOfMap(const Array2D<double>& map, const std::string& name, double low)
{
    for (int i = 0; i < map.height(); ++i) {
        const double* const row = map.row(i);
        const double* const wrong = std::find_if_not(
            row, row + map.width(), [low](double value) { return value >= low && value <= largestRate; });
        if (wrong != row + map.width())
            return name + " of cell [" + std::to_string(i) + "][" + std::to_string(wrong - row) + "] is "
                + pythonRepr(*wrong) + "; it must be between " + pythonRepr(low) + " and "
                + pythonRepr(largestRate);
    }
    return {};
}

/// How much a face at a wall pulls.
double wallWeight(const GhostRule& rule)
{
    return rule.periodic ? 1 : 1 - rule.slope;
}

} // namespace

DiffusionProblem uniformProblem(Size cells, double dx, double D)
{
    DiffusionProblem problem;
    problem.rows = cells.height;
    problem.columns = cells.width;
    problem.dx = dx;
    problem.diffusivity = Array2D<double>(cells, D);
    return problem;
}

std::string findProblemIssue(const DiffusionProblem& problem)
{
    if (problem.rows < 1 || problem.columns < 1 || problem.rows > maxGridRows
        || problem.columns > maxGridRows)
        return "the grid is " + std::to_string(problem.rows) + " x " + std::to_string(problem.columns)
            + "; rows and columns must be 1 to " + std::to_string(maxGridRows);
    const Size size { problem.columns, problem.rows };
    if (problem.diffusivity.size() != size)
        return "the diffusivity has shape " + shapeText(problem.diffusivity.size()) + "; it must be "
            + shapeText(size);
    if (!problem.source.size().isEmpty() && problem.source.size() != size)
        return "the source has shape " + shapeText(problem.source.size()) + "; it must be " + shapeText(size);
    if (!problem.cells.size().isEmpty() && problem.cells.size() != size)
        return "the obstacles have shape " + shapeText(problem.cells.size()) + "; it must be "
            + shapeText(size);
    if (!(problem.dx > 0) || !std::isfinite(problem.dx))
        return "dx is " + pythonRepr(problem.dx) + "; it must be a number above 0";
    if (std::string issue = issueOfMap(problem.diffusivity, "the diffusivity", 0); !issue.empty())
        return issue;
    if (std::string issue = issueOfMap(problem.source, "the source", -largestRate); !issue.empty())
        return issue;
    return findWallIssue(problem.walls);
}

double faceDiffusivity(double one, double other)
{
    if (one == other)
        return one; // to the bit, as a constant D has it
    const double sum = one + other;
    return sum > 0 ? 2 * one * other / sum : 0;
}

CellFaces facesOf(const DiffusionProblem& problem, int row, int column)
{
    const double here = problem.diffusivityAt(row, column);
    const auto face = [&](int i, int j, const Wall& wall) {
        const bool isInside = i >= 0 && i < problem.rows && j >= 0 && j < problem.columns;
        if (isInside)
            return faceDiffusivity(here, problem.diffusivityAt(i, j));
        if (wall.kind != WallKind::Periodic)
            return here;
        const int across = (i + problem.rows) % problem.rows;
        return faceDiffusivity(here, problem.diffusivityAt(across, (j + problem.columns) % problem.columns));
    };
    return { face(row + 1, column, problem.walls.bottom), face(row - 1, column, problem.walls.top),
        face(row, column + 1, problem.walls.right), face(row, column - 1, problem.walls.left) };
}

StepLimit stepLimit(const DiffusionProblem& problem)
{
    const GhostRules ghosts(problem.walls, problem.dx);
    double largest = 0;
    StepLimit limit;
    for (int i = 0; i < problem.rows; ++i) {
        for (int j = 0; j < problem.columns; ++j) {
            if (problem.kindOf(i, j) != CellKind::Free)
                continue;
            const CellFaces faces = facesOf(problem, i, j);
            const double below = i + 1 < problem.rows ? 1 : wallWeight(ghosts.bottom);
            const double above = i > 0 ? 1 : wallWeight(ghosts.top);
            const double right = j + 1 < problem.columns ? 1 : wallWeight(ghosts.right);
            const double left = j > 0 ? 1 : wallWeight(ghosts.left);
            const double sum
                = below * faces.below + above * faces.above + right * faces.right + left * faces.left;
            if (sum > largest) {
                largest = sum;
                limit.row = i;
                limit.column = j;
            }
        }
    }
    limit.dt = largest > 0 ? problem.dx * problem.dx / largest : std::numeric_limits<double>::infinity();
    return limit;
}

Result<void> checkStep(const DiffusionProblem& problem, double dt, Beyond beyond)
{
    if (!(dt > 0) || !std::isfinite(dt))
        return Error { "dt is " + pythonRepr(dt) + "; it must be a number above 0" };
    const StepLimit limit = stepLimit(problem);
    if (beyond == Beyond::Allow || dt <= limit.dt * roundingOfLimit)
        return {};
    return Error { "dt is " + pythonRepr(dt) + "; beyond " + pythonRepr(limit.dt)
        + " the explicit step is unstable, for cell [" + std::to_string(limit.row + 1) + "]["
        + std::to_string(limit.column + 1) + "] would give away more than it has" };
}

} // namespace escapade
