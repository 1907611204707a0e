#pragma once

#include "app/cli/CommonOptions.h"
#include "core/color/Palette.h"
#include "core/document/Location.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace escapade::cli {

/// What the user wrote behind "render", each value checked by itself while parsing.
struct RenderOptions
{
    std::string locationFile; ///< empty: none
    std::optional<Formula> formula;
    std::optional<std::pair<Decimal, Decimal>> center;
    std::optional<std::pair<Decimal, Decimal>> extent;
    std::optional<std::pair<Decimal, Decimal>> juliaC;
    Size size { 1280, 800 };
    bool iterationsGiven = false;
    std::optional<std::int32_t> maxIterations; ///< empty: automatic
    bool arithmeticGiven = false;
    std::string palette; ///< an id or a file; empty: none
    std::vector<std::filesystem::path> outputs;
    bool smooth = false; ///< edges in .png
    bool stats = false;
    ComputeOptions compute;
};

/// Adds the options; the struct must live as long as the command.
void addRenderOptions(CLI::App& command, RenderOptions& options);

/// What is to be rendered: the location file's place with the explicit options over it.
struct RenderPlan
{
    Location location;
    Palette palette;
    std::int32_t maxIterations = 1; ///< where the location says automatic: the one to start from
};

/// Reads the files that the options name and checks what can be known before the work. The message names what
/// is wrong.
Result<RenderPlan> planRender(const RenderOptions& options);

} // namespace escapade::cli
