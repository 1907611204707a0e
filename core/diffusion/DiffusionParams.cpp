#include "core/diffusion/DiffusionParams.h"

#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace escapade {
namespace {

constexpr double largestCoordinate = 1e100; // squares and their products stay far from overflow
constexpr double mostSteps = 1e12;

constexpr std::array boundaryNames {
    std::pair { Boundary::Dirichlet, std::string_view("dirichlet") },
    std::pair { Boundary::Neumann, std::string_view("neumann") },
    std::pair { Boundary::Periodic, std::string_view("periodic") },
};

constexpr std::array initialNames {
    std::pair { InitialDensity::FourPeaks, std::string_view("four-peaks") },
    std::pair { InitialDensity::Gaussian, std::string_view("gaussian") },
    std::pair { InitialDensity::Point, std::string_view("point") },
};

template <typename Table, typename Value> std::string_view nameIn(const Table& table, Value value)
{
    for (const auto& [known, name] : table) {
        if (known == value)
            return name;
    }
    return {};
}

template <typename Value, typename Table>
std::optional<Value> valueIn(const Table& table, std::string_view wanted)
{
    for (const auto& [value, name] : table) {
        if (name == wanted)
            return value;
    }
    return std::nullopt;
}

ParamIssue issue(std::string key, double value, const std::string& demand)
{
    return { std::move(key), " is " + pythonRepr(value) + "; it must be " + demand };
}

std::optional<ParamIssue> findNumberIssue(const DiffusionParams& params)
{
    if (!(params.D > 0) || !(params.D <= largestCoordinate))
        return issue("D", params.D, "greater than 0 and at most 1e+100");
    if (!(std::abs(params.x1) <= largestCoordinate))
        return issue("x1", params.x1, "a number between -1e+100 and 1e+100");
    if (!(std::abs(params.x2) <= largestCoordinate))
        return issue("x2", params.x2, "a number between -1e+100 and 1e+100");
    if (!(params.x2 > params.x1))
        return issue("x2", params.x2, "greater than x1, which is " + pythonRepr(params.x1));
    if (!(params.dx > 0) || !std::isfinite(params.dx))
        return issue("dx", params.dx, "greater than 0");
    if (!(params.runtime >= 0) || !std::isfinite(params.runtime))
        return issue("runtime", params.runtime, "0 or more");
    if (!(params.outtime >= 0) || !std::isfinite(params.outtime))
        return issue("outtime", params.outtime, "0 or more (0: every step)");
    if (!(params.r > 0))
        return issue("r", params.r, "greater than 0 and at most 0.25");
    if (!(params.r <= maxStableR))
        return issue("r", params.r, "at most 0.25: beyond it the explicit step is unstable");
    return std::nullopt;
}

/// Only for parameters without a number issue and with 1..maxGridRows rows.
DiffusionGrid gridOf(const DiffusionParams& params)
{
    DiffusionGrid grid;
    grid.x1 = params.x1;
    grid.x2 = params.x2;
    grid.rows = static_cast<int>((params.x2 - params.x1) / params.dx);
    grid.points = grid.rows + 2;
    grid.dx = (params.x2 - params.x1) / grid.rows;
    // The seeds write dx**2, which is the C library's pow; the product is its correctly rounded value on
    // every machine.
    const double dx2 = grid.dx * grid.dx;
    grid.dt = params.r * dx2 / params.D;
    grid.coefficient = (params.D / dx2) * grid.dt;
    return grid;
}

std::optional<ParamIssue> findGridIssue(const DiffusionParams& params)
{
    const double cells = (params.x2 - params.x1) / params.dx;
    if (!(cells >= 1))
        return issue("dx", params.dx, "at most x2 - x1, which is " + pythonRepr(params.x2 - params.x1));
    if (!(cells < maxGridRows + 1)) {
        return issue("dx", params.dx,
            "at least " + pythonRepr((params.x2 - params.x1) / maxGridRows)
                + " for this box, since a grid has at most " + std::to_string(maxGridRows) + " cells a side");
    }
    const DiffusionGrid grid = gridOf(params);
    if (!std::isnormal(grid.dt) || !std::isnormal(grid.coefficient))
        return issue("D", params.D, "such that the time step r dx^2 / D is an ordinary number");
    if (params.runtime / grid.dt > mostSteps) {
        return issue("runtime", params.runtime,
            "at most " + pythonRepr(mostSteps * grid.dt) + ", which is 10^12 steps of this grid");
    }
    if (params.outtime / grid.dt > mostSteps) {
        return issue("outtime", params.outtime,
            "at most " + pythonRepr(mostSteps * grid.dt) + ", which is 10^12 steps of this grid");
    }
    return std::nullopt;
}

} // namespace

std::string_view boundaryName(Boundary boundary)
{
    return nameIn(boundaryNames, boundary);
}

std::optional<Boundary> boundaryFromName(std::string_view name)
{
    return valueIn<Boundary>(boundaryNames, name);
}

std::string_view initialName(InitialDensity initial)
{
    return nameIn(initialNames, initial);
}

std::optional<InitialDensity> initialFromName(std::string_view name)
{
    return valueIn<InitialDensity>(initialNames, name);
}

double DiffusionGrid::position(int index) const
{
    return x1 + ((index - 1) * (x2 - x1)) / rows;
}

std::optional<ParamIssue> findIssue(const DiffusionParams& params)
{
    if (auto problem = findNumberIssue(params))
        return problem;
    return findGridIssue(params);
}

Result<DiffusionGrid> makeGrid(const DiffusionParams& params)
{
    if (const auto problem = findIssue(params))
        return Error { problem->key + problem->text };
    DiffusionGrid grid = gridOf(params);
    grid.steps = static_cast<std::int64_t>(params.runtime / grid.dt);
    grid.stepsPerOutput = static_cast<std::int64_t>(params.outtime / grid.dt);
    if (grid.stepsPerOutput == 0)
        grid.stepsPerOutput = 1;
    return grid;
}

std::string pythonRepr(double value)
{
    if (std::isnan(value))
        return "nan";
    if (std::isinf(value))
        return value > 0 ? "inf" : "-inf";
    // Python switches to an exponent below 1e-4 and from 1e16 on.
    const double size = std::abs(value);
    const bool plain = size == 0 || (size >= 1e-4 && size < 1e16);
    std::array<char, 64> buffer {};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
        plain ? std::chars_format::fixed : std::chars_format::scientific);
    std::string text(buffer.data(), end.ptr);
    if (plain && text.find('.') == std::string::npos)
        text += ".0";
    return text;
}

} // namespace escapade
