#include "app/cli/RenderOptions.h"

#include "app/cli/Values.h"
#include "app/cli/WholeNumber.h"
#include "core/color/PaletteFiles.h"
#include "core/document/AtomicFile.h"
#include "core/document/OpenedLocation.h"
#include "core/render/IterationLimit.h"

#include <CLI/Error.hpp>
#include <CLI/Option.hpp>

#include <algorithm>
#include <cctype>
#include <limits>

namespace escapade::cli {
namespace {

constexpr std::size_t maxInputBytes = std::size_t { 1 } << 30U; // pictures that carry a location are large

/// An option with one text value that a function reads.
CLI::Option* addValue(CLI::App& command, const std::string& name, const std::string& type,
    const std::string& help, const std::function<void(const std::string&)>& read)
{
    return command.add_option_function<std::string>(name, read, help)->type_name(type);
}

void oneOf(const std::string& option, const std::string& text, const std::vector<std::string>& choices)
{
    if (std::find(choices.begin(), choices.end(), text) != choices.end())
        return;
    std::string list;
    for (std::size_t i = 0; i < choices.size(); ++i)
        list += (i == 0 ? "" : i + 1 == choices.size() ? " or " : ", ") + choices[i];
    throw CLI::ValidationError(option + " is \"" + shown(text) + "\"; it must be " + list);
}

std::string lowerExtension(const std::filesystem::path& path)
{
    std::string extension = path.extension().string();
    for (char& c : extension)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return extension;
}

void readMaxIterations(RenderOptions& options, const std::string& text)
{
    options.iterationsGiven = true;
    options.maxIterations.reset();
    if (text == "auto")
        return;
    const auto value = parseWhole("--max-iter", text, 1, std::numeric_limits<std::int32_t>::max());
    if (!value)
        throw CLI::ValidationError(value.error().message + ", or auto");
    options.maxIterations = static_cast<std::int32_t>(*value);
}

void readTier(const std::string& text)
{
    oneOf("--tier", text, { "auto", "direct", "perturbation" });
    if (text == "perturbation")
        throw CLI::ValidationError("--tier perturbation does not exist yet; it must be auto or direct");
}

void addOutput(RenderOptions& options, const std::vector<std::string>& names)
{
    for (const std::string& name : names) {
        const std::filesystem::path path(name);
        if (lowerExtension(path) != ".npy" && lowerExtension(path) != ".png")
            throw CLI::ValidationError("--output is \"" + shown(name) + "\"; it must end in .npy or .png");
        options.outputs.push_back(path);
    }
}

void addPlaceOptions(CLI::App& command, RenderOptions& options)
{
    command.add_option("LOCATION-FILE", options.locationFile,
        "A place saved as text (TOML) or a PNG that carries one; the options below override it");
    addValue(
        command, "--fractal", "NAME", "mandelbrot (default) or julia", [&options](const std::string& text) {
            oneOf("--fractal", text, { "mandelbrot", "julia" });
            options.formula = text == "julia" ? Formula::Julia : Formula::Mandelbrot;
        });
    addValue(command, "--center", "RE,IM",
        "Centre of the picture, decimals of any length, with or without exponent (default: -0.8,0; Julia "
        "0,0)",
        [&options](const std::string& text) { options.center = parsePoint("--center", text); });
    addValue(command, "--extent", "W[,H]",
        "How much of the plane to show: at least W wide and H high (default: 3; Julia 4,3; H defaults to W)",
        [&options](const std::string& text) { options.extent = parseExtent("--extent", text); });
    addValue(command, "--julia-c", "RE,IM", "The constant of a Julia set (default: -1.1193,0.2718)",
        [&options](const std::string& text) { options.juliaC = parsePoint("--julia-c", text); });
    addValue(command, "--size", "WxH", "Pixels of the picture (default: 1280x800)",
        [&options](const std::string& text) { options.size = parseSize("--size", text); });
    addValue(command, "--max-iter", "N",
        "Iterations after which a point counts as one that never leaves, 1 to 2147483647, or auto: enough "
        "that next to nothing is undecided or more change next to nothing (default: auto)",
        [&options](const std::string& text) { readMaxIterations(options, text); });
}

} // namespace

void addRenderOptions(CLI::App& command, RenderOptions& options)
{
    addPlaceOptions(command, options);
    addValue(command, "--tier", "NAME",
        "Number types: auto or direct (plain double, bit for bit; default: auto, which is direct as long as "
        "there is "
        "no other)",
        readTier);
    addValue(command, "--quality", "NAME",
        "preview, normal or exact (default: normal). All three give the same counts: nothing is guessed",
        [](const std::string& text) {
            oneOf("--quality", text, { "preview", "normal", "exact" });
        });
    std::string palettes;
    for (const Palette& palette : builtinPalettes())
        palettes += (palettes.empty() ? "" : ", ") + palette.id;
    addValue(command, "--palette", "NAME|FILE",
        "Colours: " + palettes + ", or a palette file (default: " + builtinPalettes().front().id + ")",
        [&options](const std::string& text) {
            if (text.empty())
                throw CLI::ValidationError("--palette is empty; it must be a palette's name or file");
            options.palette = text;
        });
    command
        .add_option_function<std::vector<std::string>>(
            "--output", [&options](const std::vector<std::string>& names) { addOutput(options, names); },
            "File to write, whole or not at all; may be repeated. .npy: int32 counts, row 0 at the top; "
            ".png: the coloured "
            "picture, which carries its location")
        ->type_name("FILE")
        ->take_all()
        ->allow_extra_args(false);
    command.add_flag("--smooth", options.smooth,
        "Make edges in .png smooth: sample pixels that differ from a neighbour at up to 4x4 places");
    command.add_flag("--stats", options.stats, "Print how it was computed as JSON on stdout");
    addComputeOptions(command, options.compute, WithArithmetic::Yes);
}

namespace {

Result<OpenedLocation> loadPlace(const std::string& file)
{
    const Result<std::string> bytes = readFile(file, maxInputBytes);
    if (!bytes)
        return Error { "LOCATION-FILE: " + bytes.error().message };
    Result<OpenedLocation> place = openedLocationFromFile(*bytes);
    return place ? place : Error { "LOCATION-FILE \"" + file + "\": " + place.error().message };
}

Result<Palette> paletteFromFile(const std::string& name)
{
    std::string known;
    for (const Palette& palette : builtinPalettes())
        known += (known.empty() ? "" : ", ") + palette.id;
    std::error_code ignored;
    if (!std::filesystem::exists(name, ignored))
        return Error { "--palette is \"" + name + "\"; it must be " + known + " or a palette file" };
    const Result<std::string> text = readFile(name, maxPaletteBytes);
    if (!text)
        return Error { "--palette: " + text.error().message };
    Result<Palette> palette = readPaletteFile(std::filesystem::path(name).filename().string(), *text);
    if (!palette)
        return Error { "--palette \"" + name + "\": " + palette.error().message };
    return palette;
}

/// The palette that was asked for, or the one that came with the place, or the default.
Result<Palette> choosePalette(const RenderOptions& options, const OpenedLocation& place)
{
    if (!options.palette.empty()) {
        const Palette* const builtin = findBuiltinPalette(options.palette);
        return builtin != nullptr ? Result<Palette>(*builtin) : paletteFromFile(options.palette);
    }
    const std::string& id = place.location.paletteId;
    if (id.empty())
        return builtinPalettes().front();
    if (place.palette && place.palette->id == id)
        return *place.palette;
    if (const Palette* const builtin = findBuiltinPalette(id))
        return *builtin;
    return Error { "LOCATION-FILE \"" + options.locationFile + "\": its palette \"" + id
        + "\" is not one of ours; name one with --palette" };
}

void override(Location& location, const RenderOptions& options)
{
    // Without a file, each formula starts at its own home.
    if (options.formula)
        location.formula = *options.formula;
    if (options.locationFile.empty())
        location.view = homeView(location.formula);
    if (options.center) {
        location.view.centreRe = options.center->first;
        location.view.centreIm = options.center->second;
    }
    if (options.extent) {
        location.view.extentWidth = options.extent->first;
        location.view.extentHeight = options.extent->second;
    }
    if (options.juliaC) {
        location.juliaRe = options.juliaC->first;
        location.juliaIm = options.juliaC->second;
    }
    if (options.iterationsGiven)
        location.maxIterations = options.maxIterations;
    if (options.arithmeticGiven)
        location.arithmetic = options.compute.arithmetic;
}

} // namespace

Result<RenderPlan> planRender(const RenderOptions& options)
{
    OpenedLocation place;
    if (!options.locationFile.empty()) {
        Result<OpenedLocation> loaded = loadPlace(options.locationFile);
        if (!loaded)
            return loaded.error();
        place = *std::move(loaded);
    }
    override(place.location, options);
    if (!supports(options.compute.simd, place.location.arithmetic))
        return Error { "this place needs --arithmetic fused, which --simd "
            + std::string(simdName(options.compute.simd))
            + " lacks; use strict, or another instruction set" };
    Result<Palette> palette = choosePalette(options, place);
    if (!palette)
        return palette.error();
    for (const std::filesystem::path& output : options.outputs) {
        if (const Result<void> writable = checkWritable(output); !writable)
            return Error { "--output: " + writable.error().message };
    }
    RenderPlan plan { place.location, *std::move(palette), 1 };
    plan.location.paletteId = plan.palette.id;
    plan.maxIterations = plan.location.maxIterations.value_or(
        startingIterationLimit(plan.location.formula, plan.location.view));
    return plan;
}

} // namespace escapade::cli
