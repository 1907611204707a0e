#include "core/diffusion/problem/ProblemMaps.h"

#include <algorithm>
#include <cmath>

namespace escapade {
namespace {

constexpr double leastWeight = 0.1; // a round brush has soft rims, an obstacle has none

double paintedMultiple(double before, const BrushStroke& stroke, double weight)
{
    switch (stroke.mode) {
    case BrushMode::Add:
        return std::clamp(before + stroke.strength * weight, 0.0, largestMultiple);
    case BrushMode::Set:
        return weight > 0 ? std::clamp(stroke.strength, 0.0, largestMultiple) : before;
    case BrushMode::Erase:
        break;
    }
    return weight > 0 ? 1 : before;
}

} // namespace

void paintMaps(ProblemMaps& maps, const BrushStroke& stroke)
{
    const CellKind kind = stroke.target == BrushTarget::Held ? CellKind::Held : CellKind::Insulating;
    visitStroke(stroke, maps.cells.size(), [&](int i, int j, double weight) {
        if (stroke.target == BrushTarget::Diffusivity) {
            double& multiple = maps.multiples.at(j - 1, i - 1);
            multiple = paintedMultiple(multiple, stroke, weight);
            return;
        }
        if (weight < leastWeight)
            return;
        maps.cells.at(j - 1, i - 1) = stroke.mode == BrushMode::Erase ? CellKind::Free : kind;
        const bool isHeld = kind == CellKind::Held && stroke.mode != BrushMode::Erase;
        maps.held.at(j - 1, i - 1)
            = isHeld ? std::clamp(stroke.strength, -largestPainted, largestPainted) : 0;
    });
}

std::string findMapsIssue(const ProblemMaps& maps, Size cells)
{
    if (maps.multiples.size() != cells || maps.cells.size() != cells || maps.held.size() != cells)
        return "the painted maps have another size than the grid";
    const auto multiples = maps.multiples.values();
    if (!std::all_of(multiples.begin(), multiples.end(),
            [](double value) { return value >= 0 && value <= largestMultiple; }))
        return "a painted diffusivity is not between 0 and "
            + std::to_string(static_cast<int>(largestMultiple)) + " times D";
    const auto kinds = maps.cells.values();
    if (!std::all_of(kinds.begin(), kinds.end(), [](CellKind kind) { return kind <= CellKind::Held; }))
        return "a painted cell is neither free nor an obstacle";
    return {};
}

} // namespace escapade
