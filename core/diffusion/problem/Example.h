#pragma once

#include "core/base/Result.h"
#include "core/diffusion/DensityColors.h"
#include "core/diffusion/problem/Problem.h"
#include "core/diffusion/problem/Reaction.h"
#include "core/diffusion/problem/ShapeLayer.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace escapade {

/// A problem with its beginning, as people describe it: independent of how finely it is resolved.
struct DiffusionExample
{
    /// The seeds' four peaks have a definition of their own (see DiffusionParams), of which nothing below
    /// but the titles counts.
    enum class Kind {
        Seeds,
        Diffusion,
        Reaction,
        Adhesion ///< of cosmic matter: the density's layers are the velocity potential over twice the
                 ///< viscosity D, and what diffuses is its exponential; see MatterDensity.h
    };

    std::string id; ///< file name without ending; formed like a palette's, see isPaletteId()
    std::string title; ///< what people read
    std::string note; ///< a sentence that says what to look at
    Kind kind = Kind::Diffusion;
    int rows = 200; ///< unknowns from top to bottom
    double aspect = 1; ///< width of the box over its height, 1/8 to 8
    double height = 20; ///< of the box; of one with reactions, at this number of rows: its dx stays as it is
    double D = 1; ///< diffusivity that the layers are multiples of
    double r = 0.2; ///< D dt / dx^2 of the explicit step for a constant D, above 0 and at most 1/4
    int stepsPerFrame = 5;
    bool exact = false; ///< it is played by its exact solution at first
    double runtime
        = 0; ///< simulated time that the slider spans; 0: height^2 / 40 D, as the seeds' run has it
    ColorLimits limits; ///< of the colours
    bool logarithmic = false; ///< they are
    Walls walls;
    Reaction reaction; ///< Kind::Reaction only
    bool showsSecond = false; ///< v is shown instead of u
    std::vector<ShapeLayer> density; ///< at time zero, on 0, or on the rest state where there is a reaction
    std::vector<ShapeLayer> second; ///< the other substance
    std::vector<ShapeLayer> diffusivity; ///< multiples of D, on 1
    std::vector<ShapeLayer> source; ///< density per time, on 0
    std::vector<ShapeLayer> insulate; ///< obstacles
    std::vector<ShapeLayer> hold; ///< cells that keep the layer's value
    bool operator==(const DiffusionExample&) const = default;
};

inline constexpr std::size_t maxExampleBytes = std::size_t { 256 } * 1024;
inline constexpr std::size_t maxLayers = 64; ///< of each kind

/// Reads an example (TOML); every value within bounds, unknown keys refused. Fails with the line or key that
/// is wrong and what it must be.
Result<DiffusionExample> parseExample(std::string_view id, std::string_view text);

/// The examples of resources/examples, compiled in; the seeds' four peaks first. Any thread.
const std::vector<DiffusionExample>& builtinExamples();
const DiffusionExample* findBuiltinExample(std::string_view id);

/// The time that a slider spans at first.
double runtimeOf(const DiffusionExample& example);

/// Columns for so many rows.
int columnsOf(const DiffusionExample& example, int rows);

/// An example on a grid.
struct ExampleOnGrid
{
    DiffusionProblem problem; ///< of u; of a reaction, the grid and walls
    Array2D<double> density; ///< at time zero, shape (rows, columns)
    Array2D<double> second; ///< empty where there is no reaction
};

/// Not for the seeds' kind. rows: 1 to maxGridRows.
ExampleOnGrid layOut(const DiffusionExample& example, int rows);

} // namespace escapade
