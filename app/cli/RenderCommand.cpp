#include "app/cli/Commands.h"
#include "app/cli/ProgressBar.h"
#include "app/cli/RenderOptions.h"
#include "core/color/Coloring.h"
#include "core/document/AtomicFile.h"
#include "core/document/Npy.h"
#include "core/document/PngFile.h"
#include "core/render/FrameColors.h"
#include "core/render/IterationLimit.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>
#include <new>
#include <optional>
#include <span>

namespace escapade::cli {
namespace {

/// Without pictures only the counts are wanted.
RenderRequest requestFor(const RenderPlan& plan, Size size, bool drawsPictures)
{
    RenderRequest request;
    request.formula = plan.location.formula;
    request.juliaRe = plan.location.juliaRe;
    request.juliaIm = plan.location.juliaIm;
    request.viewport = Viewport::fit(plan.location.view, size);
    request.maxIterations = plan.maxIterations;
    request.automaticIterations = !plan.location.maxIterations;
    request.arithmetic = plan.location.arithmetic;
    request.smoothCounts = drawsPictures;
    if (drawsPictures)
        request.orbitValues = orbitValuesFor(plan.location.colorMapping);
    return request;
}

std::int64_t pixelsWith(const Frame& frame, Label label)
{
    return pixelsByLabel(frame)[static_cast<std::size_t>(label)];
}

std::string hexadecimal(std::uint64_t value)
{
    std::array<char, 17> text {};
    std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(value));
    return text.data();
}

/// What was computed and how it went.
struct Rendered
{
    std::shared_ptr<Frame> frame = std::make_shared<Frame>();
    std::optional<IterationLimit> limit; ///< where it was left to us
    JobReport report;
    Array2D<std::uint32_t> smooth; ///< the picture with smooth edges; empty: not wanted
};

const char* reasonName(LimitReason reason)
{
    switch (reason) {
    case LimitReason::FewUndecided:
        return "few undecided";
    case LimitReason::Settled:
        return "settled";
    case LimitReason::NothingEscapes:
        return "nothing escapes";
    case LimitReason::Largest:
        return "largest";
    }
    return "";
}

nlohmann::ordered_json limitJson(const std::optional<IterationLimit>& limit)
{
    if (!limit)
        return nullptr;
    return { { "reason", reasonName(limit->reason) }, { "undecided_share", limit->undecidedShare },
        { "last_doubling_changed", limit->lastDoublingChanged }, { "tried_up_to", limit->triedUpTo } };
}

std::string statsText(const Rendered& rendered, const ComputeOptions& compute)
{
    const Frame& frame = *rendered.frame;
    const JobReport& report = rendered.report;
    const Size size = frame.counts.size();
    nlohmann::ordered_json stats;
    stats["tier"] = "direct";
    stats["number_types"] = { "double" };
    stats["reference_length"] = 0;
    stats["wall_s"] = std::chrono::duration<double>(report.wallTime()).count();
    stats["cpu_s"] = std::chrono::duration<double>(report.cpuTime()).count();
    stats["threads"] = compute.threads;
    stats["simd"] = simdName(compute.simd);
    stats["arithmetic"] = frame.request.arithmetic == Arithmetic::Fused ? "fused" : "strict";
    stats["width"] = size.width;
    stats["height"] = size.height;
    stats["max_iterations"] = frame.request.maxIterations;
    stats["automatic_iterations"] = limitJson(rendered.limit); // null where the limit was given
    stats["pixel_iterations"] = pixelIterations(frame);
    stats["pixels"] = {
        { "escaped", pixelsWith(frame, Label::Escaped) },
        { "interior", pixelsWith(frame, Label::Interior) },
        { "undecided", pixelsWith(frame, Label::Undecided) },
        { "beyond_precision", pixelsWith(frame, Label::BeyondPrecision) },
    };
    stats["fnv1a64"] = hexadecimal(countsHash(frame));
    return stats.dump(2) + "\n";
}

Result<void> writeNpy(const std::filesystem::path& path, const Frame& frame)
{
    const std::vector<std::byte> header = npyHeader(NpyType::Int32, frame.counts.size());
    return writeFileAtomically(path, { header, std::as_bytes(frame.counts.values()) }, interruptToken());
}

Result<void> writePng(const std::filesystem::path& path, const Rendered& rendered, const RenderPlan& plan)
{
    const Frame& frame = *rendered.frame;
    const Array2D<std::uint32_t>& smooth = rendered.smooth;
    const ColorTable table = colorTableFor(frame, plan.palette, plan.location.colorMapping);
    const auto colorRow = [&](int y, std::span<std::uint32_t> row) {
        if (smooth.values().empty())
            colorPixels(resultsOf(frame, { 0, y }, static_cast<int>(row.size())), table, row);
        else
            std::copy_n(smooth.row(y), row.size(), row.begin());
    };
    const Result<std::vector<std::byte>> bytes = encodePng(frame.counts.size(), colorRow,
        { { "Software", "Escapade " ESCAPADE_VERSION }, { locationKeyword, toText(plan.location) },
            { paletteKeyword, toText(plan.palette) } },
        interruptToken());
    return bytes ? writeFileAtomically(path, *bytes, interruptToken()) : Result<void>(bytes.error());
}

bool isNpy(const std::filesystem::path& path)
{
    const std::string extension = path.extension().string();
    return extension == ".npy" || extension == ".NPY";
}

Result<void> writeOutputs(const RenderOptions& options, const RenderPlan& plan, const Rendered& rendered)
{
    for (const std::filesystem::path& output : options.outputs) {
        Result<void> written
            = isNpy(output) ? writeNpy(output, *rendered.frame) : writePng(output, rendered, plan);
        if (!written)
            return written;
    }
    return {};
}

/// Supersamples edges, where doubles are fine enough for that.
Result<void> smoothEdges(
    WorkerPool& pool, const RenderPlan& plan, const RenderSettings& settings, Rendered& rendered)
{
    const Supersampling work(rendered.frame,
        std::make_shared<const ColorTable>(
            colorTableFor(*rendered.frame, plan.palette, plan.location.colorMapping)));
    if (!work.isPossible())
        return {};
    const Size size = rendered.frame->labels.size();
    rendered.smooth = Array2D<std::uint32_t>(size);
    // Tiles write to pixels of their own, so they need no lock.
    const JobReport report = smoothTiles(pool, work, planTiles(size, {}, settings.tileSize, {}), settings,
        [&rendered](const Rect& area, const Array2D<std::uint32_t>& colors) {
            for (int y = 0; y < area.height; ++y)
                std::copy_n(colors.row(y), area.width, rendered.smooth.row(area.y + y) + area.x);
        });
    return report.completed ? Result<void>() : Error { report.failure };
}

/// An error where the picture could not be computed, also because of an interrupt.
Result<void> compute(const RenderOptions& options, const RenderPlan& plan, Rendered& rendered)
{
    std::atomic<std::int64_t> samplesDone { 0 };
    RenderSettings settings;
    settings.simd = options.compute.simd;
    settings.threads = options.compute.threads;
    settings.priority = Priority::Laboratory;
    settings.cancel = interruptToken();

    WorkerPool pool(options.compute.threads);
    const double pixels = static_cast<double>(options.size.width) * options.size.height;
    const ProgressBar bar("render",
        options.compute.progress ? ProgressBar::Show::AtOnce : ProgressBar::Show::AfterASecond,
        [&] { return static_cast<double>(samplesDone.load(std::memory_order_relaxed)) / pixels; });
    const bool drawsPictures = !std::ranges::all_of(options.outputs, isNpy);
    RenderRequest request = requestFor(plan, options.size, drawsPictures);
    if (request.automaticIterations) {
        const Result<IterationLimit> limit = chooseIterationLimit(pool, request, settings);
        if (!limit)
            return limit.error();
        rendered.limit = *limit;
        request.maxIterations = limit->limit;
    }
    settings.samplesDone = &samplesDone;
    rendered.report = renderFrame(pool, request, settings, *rendered.frame);
    if (!rendered.report.completed)
        return Error { rendered.report.failure };
    return options.smooth && drawsPictures ? smoothEdges(pool, plan, settings, rendered) : Result<void>();
}

int renderPlan(const RenderOptions& options, const RenderPlan& plan)
{
    Rendered rendered;
    const Result<void> computed = compute(options, plan, rendered);
    if (interruptToken().isCancelled())
        return exitInterrupted;
    if (!computed)
        return fail(computed.error());
    const Frame& frame = *rendered.frame;
    if (const Result<void> written = writeOutputs(options, plan, rendered); !written)
        return interruptToken().isCancelled() ? fail({ "interrupted" }, exitInterrupted)
                                              : fail(written.error());
    if (const std::int64_t beyond = pixelsWith(frame, Label::BeyondPrecision); beyond > 0)
        std::fprintf(stderr,
            "escapade-cli: note: %lld of %lld pixels lie beyond the precision of double arithmetic\n",
            static_cast<long long>(beyond), static_cast<long long>(frame.counts.values().size()));
    if (options.stats) {
        if (const Result<void> printed = printText(statsText(rendered, options.compute)); !printed)
            return fail(printed.error());
    }
    return exitSuccess;
}

int render(const RenderOptions& options)
{
    if (options.outputs.empty() && !options.stats)
        return fail({ "render needs --output FILE (.npy or .png) or --stats" }, exitUsage);
    const Result<RenderPlan> plan = planRender(options);
    if (!plan)
        return fail(plan.error(), exitUsage);
    try {
        return renderPlan(options, *plan);
    } catch (const std::bad_alloc&) {
        return fail({ "out of memory for a picture of " + std::to_string(options.size.width) + "x"
            + std::to_string(options.size.height) + " pixels; choose a smaller --size" });
    }
}

} // namespace

void addRenderCommand(CLI::App& app, Action& action)
{
    CLI::App* const command
        = app.add_subcommand("render", "Compute a picture of the Mandelbrot set or a Julia set");
    const auto options = std::make_shared<RenderOptions>();
    addRenderOptions(*command, *options);
    command->callback([command, options, &action] {
        options->arithmeticGiven = command->count("--arithmetic") > 0;
        checkCompute(options->compute);
        action = [options] { return render(*options); };
    });
}

} // namespace escapade::cli
