#pragma once

#include "app/cli/CommonOptions.h"
#include "core/base/Array2D.h"
#include "core/diffusion/DiffusionParams.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace escapade::cli {

/// What the command line of diffuse says.
struct DiffuseOptions
{
    std::string paramsFile; ///< empty: none
    std::optional<double> D;
    std::optional<double> x1;
    std::optional<double> x2;
    std::optional<double> dx;
    std::optional<double> runtime;
    std::optional<double> outtime;
    std::optional<double> r;
    InitialDensity initial = InitialDensity::FourPeaks;
    std::string initialFile; ///< .npy; empty: none
    Boundary boundary = Boundary::Dirichlet;
    std::vector<std::filesystem::path> outputs; ///< .npy or .png
    std::filesystem::path frames; ///< empty: none
    bool stats = false;
    ComputeOptions compute;
};

void addDiffuseOptions(CLI::App& command, DiffuseOptions& options);

/// What is to be computed, checked as far as that goes before computing.
struct DiffusePlan
{
    DiffusionParams params;
    DiffusionGrid grid;
    std::optional<Array2D<double>> initial; ///< of initialFile
};

/// Reads the files, joins them with the options and checks everything, the places of the outputs included.
/// Touches nothing.
Result<DiffusePlan> planDiffuse(const DiffuseOptions& options);

} // namespace escapade::cli
