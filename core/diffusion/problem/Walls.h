#pragma once

#include "core/diffusion/DiffusionField.h"

#include <optional>
#include <string>
#include <string_view>

namespace escapade {

/// What happens at one side of the box.
enum class WallKind {
    Value, ///< u is held at a value (Dirichlet)
    Insulated, ///< nothing flows through (Neumann)
    Periodic, ///< what leaves here enters on the other side; both sides of a pair have it, or none
    Robin ///< a u + b du/dn = g, n pointing outwards: cooling by what is outside, for instance
};

/// value, insulated, periodic, robin.
std::string_view wallName(WallKind kind);
std::optional<WallKind> wallFromName(std::string_view name);

/// One side. A value is held at the middle of the boundary cells, one spacing from the first unknown, as the
/// seeds have it; the other kinds have their wall at the face between the two, half a spacing away.
struct Wall
{
    WallKind kind = WallKind::Insulated;
    double value = 0; ///< Value only
    double a = 1; ///< Robin only: 0 or more
    double b = 1; ///< Robin only: 0 or more, length
    double g = 0; ///< Robin only
    bool operator==(const Wall&) const = default;
};

/// The sides as the picture shows them: rows run from the top to the bottom.
struct Walls
{
    Wall top;
    Wall bottom;
    Wall left;
    Wall right;
    bool operator==(const Walls&) const = default;

    static Walls all(const Wall& wall) { return { wall, wall, wall, wall }; }
};

/// What is wrong with them; empty where nothing is.
std::string findWallIssue(const Walls& walls);

/// What a boundary cell holds: offset + slope * its inner neighbour, or what the other side's cell holds.
struct GhostRule
{
    bool periodic = false;
    double offset = 0;
    double slope = 0;
    bool operator==(const GhostRule&) const = default;

    double operator()(double inner, double otherSide) const
    {
        return periodic ? otherSide : offset + slope * inner;
    }
};
/// Robin is discretised at the face, with the mean and the difference of both cells: second order.
GhostRule ghostRule(const Wall& wall, double dx);

/// The four of a problem.
struct GhostRules
{
    GhostRule top;
    GhostRule bottom;
    GhostRule left;
    GhostRule right;

    GhostRules(const Walls& walls, double dx);

    /// Sets cells 0 and columns+1 of a row that begins at cell 0.
    void closeRow(double* row, int columns) const;
    /// Sets the row 0 of an array to what the first unknown row, or the last one, demands; these are closed.
    void closeTop(double* ghost, const double* first, const double* last, int columns) const;
    void closeBottom(double* ghost, const double* first, const double* last, int columns) const;
    /// All boundary cells of the present array.
    void close(DiffusionField& field) const;
};

} // namespace escapade
