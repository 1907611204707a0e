#include "core/diffusion/problem/Example.h"

#include "core/base/Check.h"
#include "core/diffusion/DiffusionParams.h"
#include "core/diffusion/SameEverywhere.h"

#include <algorithm>
#include <cmath>

namespace escapade {
namespace {

Array2D<double> layered(const std::vector<ShapeLayer>& layers, Size size, double ground)
{
    Array2D<double> cells(size, ground);
    for (const ShapeLayer& layer : layers)
        applyLayer(layer, cells);
    return cells;
}

void markCells(
    const std::vector<ShapeLayer>& layers, CellKind kind, Array2D<CellKind>& cells, Array2D<double>& density)
{
    for (const ShapeLayer& layer : layers) {
        const Array2D<std::uint8_t> covered = coverage(layer, cells.size());
        for (int i = 0; i < cells.height(); ++i) {
            for (int j = 0; j < cells.width(); ++j) {
                if (covered.at(j, i) != 0)
                    cells.at(j, i) = kind;
            }
        }
        if (kind == CellKind::Held)
            applyLayer(layer, density);
    }
    if (kind != CellKind::Insulating)
        return;
    for (int i = 0; i < cells.height(); ++i) {
        for (int j = 0; j < cells.width(); ++j) {
            if (cells.at(j, i) == kind)
                density.at(j, i) = 0;
        }
    }
}

/// Hopf and Cole's exponential of a potential, at most 1: a constant factor means nothing.
void exponentiate(Array2D<double>& potential)
{
    const auto values = potential.values();
    const double highest = *std::max_element(values.begin(), values.end());
    std::transform(values.begin(), values.end(), values.begin(),
        [highest](double value) { return decay(highest - value); });
}

} // namespace

double runtimeOf(const DiffusionExample& example)
{
    constexpr double seedsShare = 40; // 20^2 / 40 is their 10
    return example.runtime > 0 ? example.runtime : example.height * example.height / (seedsShare * example.D);
}

int columnsOf(const DiffusionExample& example, int rows)
{
    return static_cast<int>(std::clamp<long>(std::lround(rows * example.aspect), 1, maxGridRows));
}

ExampleOnGrid layOut(const DiffusionExample& example, int rows)
{
    ESCAPADE_CHECK(rows >= 1 && rows <= maxGridRows && example.kind != DiffusionExample::Kind::Seeds);
    const Size size { columnsOf(example, rows), rows };
    const bool reacts = example.kind == DiffusionExample::Kind::Reaction;
    ExampleOnGrid grid;
    // Patterns have a size of their own: a finer grid of them is a larger box.
    grid.problem = uniformProblem(size, example.height / (reacts ? example.rows : rows), example.D);
    grid.problem.walls = example.walls;
    if (reacts) {
        const Substances rest = restState(example.reaction);
        grid.density = layered(example.density, size, rest.u);
        grid.second = layered(example.second, size, rest.v);
        return grid;
    }
    grid.density = layered(example.density, size, 0);
    if (example.kind == DiffusionExample::Kind::Adhesion)
        exponentiate(grid.density);
    if (!example.diffusivity.empty()) {
        grid.problem.diffusivity = layered(example.diffusivity, size, 1);
        for (double& value : grid.problem.diffusivity.values())
            value = example.D * std::max(value, 0.0);
    }
    if (!example.source.empty())
        grid.problem.source = layered(example.source, size, 0);
    if (!example.insulate.empty() || !example.hold.empty()) {
        grid.problem.cells = Array2D<CellKind>(size, CellKind::Free);
        markCells(example.hold, CellKind::Held, grid.problem.cells, grid.density);
        markCells(example.insulate, CellKind::Insulating, grid.problem.cells, grid.density);
    }
    return grid;
}

const DiffusionExample* findBuiltinExample(std::string_view id)
{
    const std::vector<DiffusionExample>& examples = builtinExamples();
    const auto found = std::find_if(
        examples.begin(), examples.end(), [&](const DiffusionExample& example) { return example.id == id; });
    return found == examples.end() ? nullptr : &*found;
}

} // namespace escapade
