#pragma once

#include "core/base/Result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace escapade {

/// What the density does at the walls of the box.
enum class Boundary {
    Dirichlet, ///< held at zero, as the seeds do
    Neumann, ///< insulated: nothing flows out
    Periodic ///< what leaves on one side enters on the other
};

/// What the density is at time zero.
enum class InitialDensity {
    FourPeaks, ///< the seeds': four tents, 1 at their tops
    Gaussian, ///< 1 in the middle of the box, standard deviation a twentieth of the box
    Point ///< mass 1 in the middle cell
};

/// dirichlet, neumann, periodic.
std::string_view boundaryName(Boundary boundary);
std::optional<Boundary> boundaryFromName(std::string_view name);

/// four-peaks, gaussian, point.
std::string_view initialName(InitialDensity initial);
std::optional<InitialDensity> initialFromName(std::string_view name);

/// The problem u_t = D (u_xx + u_yy) on a square box, as people state it; the defaults are the seeds'.
struct DiffusionParams
{
    double D = 1; ///< diffusion constant, length^2 / time
    double x1 = -10; ///< lower end of the box, both directions
    double x2 = 10; ///< upper end
    double dx = 0.075; ///< wanted spacing; the grid's own is the next one that divides the box
    double runtime = 10; ///< simulated time
    double outtime = 0.5; ///< simulated time between outputs
    double r = 0.25; ///< D dt / dx^2, at most 1/4
    InitialDensity initial = InitialDensity::FourPeaks;
    Boundary boundary = Boundary::Dirichlet;
    bool operator==(const DiffusionParams&) const = default;
};

/// The largest r at which the explicit step is stable in two dimensions.
inline constexpr double maxStableR = 0.25;

/// Most unknowns a side: two arrays of this size take 4.3 GB.
inline constexpr int maxGridRows = 16384;

/// The numbers that follow from the parameters, computed as the seeds' Python computes them.
struct DiffusionGrid
{
    int rows = 0; ///< unknowns a side
    int points = 0; ///< rows + 2: with the boundary
    double x1 = 0;
    double x2 = 0;
    double dx = 0;
    double dt = 0;
    double coefficient = 0; ///< (D / dx^2) dt: what the step multiplies the sum of differences with
    std::int64_t steps = 0; ///< of the whole run
    std::int64_t stepsPerOutput = 1;
    bool operator==(const DiffusionGrid&) const = default;

    /// The coordinate of index 0..points-1; indices 0 and points-1 are the boundary.
    double position(int index) const;
};

/// What is wrong with one parameter.
struct ParamIssue
{
    std::string key; ///< its name, for instance "dx"
    std::string text; ///< " is 0; it must be ...": what follows the name
};

/// The first parameter that makes no sense, if any.
std::optional<ParamIssue> findIssue(const DiffusionParams& params);

/// Fails where findIssue() finds something.
Result<DiffusionGrid> makeGrid(const DiffusionParams& params);

/// The shortest decimal that gives back the value, written as Python's repr() writes it: 0.0,
/// 0.49889761998981985, 1e-05, inf.
std::string pythonRepr(double value);

} // namespace escapade
