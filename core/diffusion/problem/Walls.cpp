#include "core/diffusion/problem/Walls.h"

#include <array>
#include <cmath>
#include <utility>

namespace escapade {
namespace {

constexpr std::array<std::pair<WallKind, std::string_view>, 4> names { {
    { WallKind::Value, "value" },
    { WallKind::Insulated, "insulated" },
    { WallKind::Periodic, "periodic" },
    { WallKind::Robin, "robin" },
} };

constexpr double largestNumber = 1e6;

bool isUsable(double value)
{
    return std::abs(value) <= largestNumber; // false for what is no number
}

std::string issueOf(const Wall& wall)
{
    if (wall.kind == WallKind::Value && !isUsable(wall.value))
        return "its value must be a number of at most 1e6 in size";
    if (wall.kind != WallKind::Robin)
        return {};
    if (!isUsable(wall.a) || !isUsable(wall.b) || !isUsable(wall.g))
        return "a, b and g must be numbers of at most 1e6 in size";
    if (wall.a < 0 || wall.b < 0 || wall.a + wall.b < 1 / largestNumber)
        return "a and b must be 0 or more, and not both 0, for otherwise it would be a source without end";
    return {};
}

bool isPeriodic(const Wall& wall)
{
    return wall.kind == WallKind::Periodic;
}

} // namespace

std::string_view wallName(WallKind kind)
{
    for (const auto& [known, name] : names) {
        if (known == kind)
            return name;
    }
    return {};
}

std::optional<WallKind> wallFromName(std::string_view name)
{
    for (const auto& [kind, known] : names) {
        if (known == name)
            return kind;
    }
    return std::nullopt;
}

std::string findWallIssue(const Walls& walls)
{
    const std::array<std::pair<std::string_view, const Wall*>, 4> sides { { { "top", &walls.top },
        { "bottom", &walls.bottom }, { "left", &walls.left }, { "right", &walls.right } } };
    for (const auto& [name, wall] : sides) {
        if (const std::string issue = issueOf(*wall); !issue.empty())
            return "the wall " + std::string(name) + ": " + issue;
    }
    if (isPeriodic(walls.top) != isPeriodic(walls.bottom))
        return "top and bottom must both be periodic, or neither";
    if (isPeriodic(walls.left) != isPeriodic(walls.right))
        return "left and right must both be periodic, or neither";
    return {};
}

GhostRule ghostRule(const Wall& wall, double dx)
{
    switch (wall.kind) {
    case WallKind::Value:
        return { .offset = wall.value };
    case WallKind::Insulated:
        return { .slope = 1 };
    case WallKind::Periodic:
        return { .periodic = true };
    case WallKind::Robin:
        break;
    }
    // a (ghost + inner) / 2 + b (ghost - inner) / dx = g
    const double mean = wall.a / 2;
    const double difference = wall.b / dx;
    return { .offset = wall.g / (mean + difference), .slope = (difference - mean) / (difference + mean) };
}

GhostRules::GhostRules(const Walls& walls, double dx)
    : top(ghostRule(walls.top, dx))
    , bottom(ghostRule(walls.bottom, dx))
    , left(ghostRule(walls.left, dx))
    , right(ghostRule(walls.right, dx))
{ }

void GhostRules::closeRow(double* row, int columns) const
{
    const double first = row[1];
    const double last = row[columns];
    row[0] = left(first, last);
    row[columns + 1] = right(last, first);
}

void GhostRules::closeTop(double* ghost, const double* first, const double* last, int columns) const
{
    for (int j = 0; j < columns + 2; ++j)
        ghost[j] = top(first[j], last[j]);
}

void GhostRules::closeBottom(double* ghost, const double* first, const double* last, int columns) const
{
    for (int j = 0; j < columns + 2; ++j)
        ghost[j] = bottom(last[j], first[j]);
}

void GhostRules::close(DiffusionField& field) const
{
    const int columns = field.columns();
    for (int i = 1; i <= field.rows(); ++i)
        closeRow(field.row(0, i), columns);
    const double* const first = field.row(1);
    const double* const last = field.row(field.rows());
    closeTop(field.row(0, 0), first, last, columns);
    closeBottom(field.row(0, field.rows() + 1), first, last, columns);
}

} // namespace escapade
