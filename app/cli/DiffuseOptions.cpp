#include "app/cli/DiffuseOptions.h"

#include "app/cli/Values.h"
#include "core/diffusion/ParamsFile.h"
#include "core/document/AtomicFile.h"
#include "core/document/Npy.h"

#include <CLI/Error.hpp>
#include <CLI/Option.hpp>

#include <algorithm>
#include <array>
#include <span>

namespace escapade::cli {
namespace {

constexpr std::size_t maxNpyBytes = std::size_t { 5 } << 29U; // a full grid of float64 and some

/// The numbers of a run: what they are called, where the command line and the parameters have them.
struct NumberOption
{
    const char* key;
    std::optional<double> DiffuseOptions::*given;
    double DiffusionParams::*used;
    const char* help;
};

constexpr std::array numberOptions {
    NumberOption {
        "D", &DiffuseOptions::D, &DiffusionParams::D, "Diffusion constant, length^2/time (default: 1)" },
    NumberOption {
        "x1", &DiffuseOptions::x1, &DiffusionParams::x1, "Lower end of the square box (default: -10)" },
    NumberOption {
        "x2", &DiffuseOptions::x2, &DiffusionParams::x2, "Upper end of the square box (default: 10)" },
    NumberOption { "dx", &DiffuseOptions::dx, &DiffusionParams::dx,
        "Wanted spacing of the grid; int((x2-x1)/dx) cells a side, at most 16384 (default: 0.075)" },
    NumberOption { "runtime", &DiffuseOptions::runtime, &DiffusionParams::runtime,
        "Simulated time of the run (default: 10)" },
    NumberOption { "outtime", &DiffuseOptions::outtime, &DiffusionParams::outtime,
        "Simulated time between outputs; 0: every step (default: 0.5)" },
    NumberOption { "r", &DiffuseOptions::r, &DiffusionParams::r,
        "Time step as r dx^2/D, at most 0.25: beyond it the step is unstable (default: 0.25)" },
};

[[noreturn]] void reject(const std::string& option, const std::string& text, const std::string& wanted)
{
    throw CLI::ValidationError(option + " is \"" + shown(text) + "\"; it must be " + wanted);
}

double readNumber(const std::string& option, const std::string& text)
{
    const Result<double> number = parseNumber(text);
    if (!number)
        reject(option, text, "a finite number");
    return *number;
}

std::string lowerExtension(const std::filesystem::path& path)
{
    std::string extension = path.extension().string();
    for (char& c : extension)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return extension;
}

void readInitial(DiffuseOptions& options, const std::string& text)
{
    options.initialFile.clear();
    if (const auto named = initialFromName(text))
        options.initial = *named;
    else if (lowerExtension(text) == ".npy")
        options.initialFile = text;
    else
        reject("--initial", text, "four-peaks, gaussian, point or a .npy file");
}

void readBoundary(DiffuseOptions& options, const std::string& text)
{
    const auto named = boundaryFromName(text);
    if (!named)
        reject("--boundary", text, "dirichlet, neumann or periodic");
    options.boundary = *named;
}

void addOutput(DiffuseOptions& options, const std::vector<std::string>& names)
{
    for (const std::string& name : names) {
        const std::filesystem::path path(name);
        if (lowerExtension(path) != ".npy" && lowerExtension(path) != ".png")
            reject("--output", name, "a file that ends in .npy or .png");
        options.outputs.push_back(path);
    }
}

void addFileOptions(CLI::App& command, DiffuseOptions& options)
{
    command
        .add_option_function<std::vector<std::string>>(
            "--output", [&options](const std::vector<std::string>& names) { addOutput(options, names); },
            "File for the density after the last step, written whole or not at all; may be repeated. .npy: "
            "float64, boundary "
            "included; .png: colours from 0 to 1")
        ->type_name("FILE")
        ->take_all()
        ->allow_extra_args(false);
    command
        .add_option_function<std::string>(
            "--frames",
            [&options](const std::string& name) {
                if (name.empty())
                    reject("--frames", name, "a folder");
                options.frames = name;
            },
            "Folder for a picture of each output, frame-00000.png and so on; made if it does not exist")
        ->type_name("DIR");
}

Result<DiffusionParams> readParams(const DiffuseOptions& options)
{
    DiffusionParams params;
    if (!options.paramsFile.empty()) {
        const Result<std::string> text = readFile(options.paramsFile, maxParamsFileBytes);
        if (!text)
            return Error { "PARAMS-FILE: " + text.error().message };
        const Result<DiffusionParams> parsed = parseParamsFile(*text);
        if (!parsed)
            return Error { "PARAMS-FILE \"" + shown(options.paramsFile) + "\": " + parsed.error().message };
        params = *parsed;
    }
    for (const NumberOption& option : numberOptions)
        params.*(option.used) = (options.*(option.given)).value_or(params.*(option.used));
    params.initial = options.initial;
    params.boundary = options.boundary;
    return params;
}

/// Says where the value comes from that makes no sense.
Error describe(const ParamIssue& issue, const DiffuseOptions& options)
{
    const auto* const option = std::find_if(numberOptions.begin(), numberOptions.end(),
        [&](const NumberOption& candidate) { return issue.key == candidate.key; });
    const bool given = option != numberOptions.end() && (options.*(option->given)).has_value();
    if (given || options.paramsFile.empty())
        return { "--" + issue.key + issue.text };
    return { "PARAMS-FILE \"" + shown(options.paramsFile) + "\": " + issue.key + issue.text };
}

Result<std::optional<Array2D<double>>> readInitialFile(const DiffuseOptions& options)
{
    if (options.initialFile.empty())
        return std::optional<Array2D<double>>();
    const Result<std::string> bytes = readFile(options.initialFile, maxNpyBytes);
    if (!bytes)
        return Error { "--initial: " + bytes.error().message };
    Result<Array2D<double>> values = decodeNpy(std::as_bytes(std::span(*bytes)));
    if (!values)
        return Error { "--initial \"" + shown(options.initialFile) + "\": " + values.error().message };
    return std::optional(*std::move(values));
}

Result<void> checkOutputs(const DiffuseOptions& options)
{
    for (const std::filesystem::path& output : options.outputs) {
        if (const Result<void> writable = checkWritable(output); !writable)
            return Error { "--output: " + writable.error().message };
    }
    if (options.frames.empty())
        return {};
    std::error_code problem;
    if (std::filesystem::exists(options.frames, problem)
        && !std::filesystem::is_directory(options.frames, problem))
        return Error { "--frames is \"" + shown(options.frames.string()) + "\", which is no folder" };
    return {};
}

} // namespace

void addDiffuseOptions(CLI::App& command, DiffuseOptions& options)
{
    command.add_option("PARAMS-FILE", options.paramsFile,
        "Parameters as name = value; lines (diff2dparams.py); the options below override it");
    for (const NumberOption& option : numberOptions) {
        const std::string name = std::string("--") + option.key;
        command
            .add_option_function<std::string>(
                name,
                [&options, &option, name](
                    const std::string& text) { options.*(option.given) = readNumber(name, text); },
                option.help)
            ->type_name("NUMBER");
    }
    command
        .add_option_function<std::string>(
            "--initial", [&options](const std::string& text) { readInitial(options, text); },
            "Density at time 0: four-peaks (default), gaussian (height 1, standard deviation (x2-x1)/20), "
            "point (mass 1 "
            "in the middle cell) or a .npy file of the grid's shape, boundary included")
        ->type_name("NAME|FILE");
    command
        .add_option_function<std::string>(
            "--boundary", [&options](const std::string& text) { readBoundary(options, text); },
            "Walls: dirichlet (density 0, default), neumann (insulated) or periodic")
        ->type_name("NAME");
    addFileOptions(command, options);
    command.add_flag("--stats", options.stats,
        "Print a line of JSON for each output: step, simtime, sum, max, centre and fnv1a64 of the whole "
        "array");
    addComputeOptions(command, options.compute, WithArithmetic::No);
}

Result<DiffusePlan> planDiffuse(const DiffuseOptions& options)
{
    const Result<DiffusionParams> params = readParams(options);
    if (!params)
        return params.error();
    if (const auto issue = findIssue(*params))
        return describe(*issue, options);
    const Result<DiffusionGrid> grid = makeGrid(*params);
    if (!grid)
        return grid.error();
    if (const Result<void> outputs = checkOutputs(options); !outputs)
        return outputs.error();
    Result<std::optional<Array2D<double>>> initial = readInitialFile(options);
    if (!initial)
        return initial.error();
    return DiffusePlan { *params, *grid, *std::move(initial) };
}

} // namespace escapade::cli
