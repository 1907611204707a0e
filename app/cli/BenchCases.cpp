#include "app/cli/BenchCases.h"

#include "app/cli/BenchDiffusion.h"
#include "app/cli/BenchPictures.h"
#include "app/cli/Values.h"
#include "core/base/Fnv1a.h"
#include "core/workloads/MonteCarloPi.h"

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

namespace escapade::cli {
namespace {

constexpr std::array workloadNames { "mandelbrot", "julia", "diffusion", "diffusion-seeds", "diffusion-1024",
    "diffusion-4096", "pi" };
constexpr std::uint64_t piSamples = 50'000'000;

using Times = std::optional<BenchTime>;

std::uint64_t fingerprintOf(std::uint64_t number)
{
    const std::array numbers { number };
    return fnv1a64Of(std::span<const std::uint64_t>(numbers));
}

BenchCase makePiCase(WorkerPool& pool)
{
    BenchCase made;
    made.name = "pi";
    made.description = "50 million Philox points, key (42, 7)";
    made.unit = "samples";
    made.isPicture = false;
    made.run = [&pool](const BenchSetting& setting, const CancelToken& cancel) -> Times {
        const PiRun run = estimatePi(
            pool, { piSamples }, { setting.simd, setting.threads, Priority::Laboratory, cancel, nullptr });
        if (!run.report.failure.empty())
            throw std::runtime_error(run.report.failure);
        if (!run.report.completed)
            return std::nullopt;
        return BenchTime { run.report.wallTime(), run.report.cpuTime(), fingerprintOf(run.estimate.hits) };
    };
    made.runNaively = [](const CancelToken& cancel) -> Times {
        const auto begin = Clock::now();
        const PiEstimate estimate = estimatePiNaively({ piSamples }, cancel);
        const auto wall = Clock::now() - begin;
        if (cancel.isCancelled())
            return std::nullopt;
        return BenchTime { wall, wall, fingerprintOf(estimate.hits) };
    };
    made.workDone = [] { return static_cast<double>(piSamples); };
    return made;
}

bool contains(const std::vector<std::string>& texts, const std::string& text)
{
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

/// The pictures that the views name, in their order, and the default ones of workloads that no view belongs
/// to.
Result<std::vector<BenchPicture>> choosePictures(const BenchChoice& choice)
{
    std::vector<BenchPicture> pictures;
    for (const std::string& view : choice.views) {
        auto picture = namedPicture(view, choice.size);
        if (!picture)
            return picture.error();
        const std::string workload = workloadOf(*picture);
        if (!choice.workloads.empty() && !contains(choice.workloads, workload))
            return Error { "--view \"" + shown(view) + "\" is a " + workload
                + " view, but --workload does not name " + workload };
        pictures.push_back(*std::move(picture));
    }
    const auto isMissing = [&](const std::string& workload) {
        return contains(choice.workloads, workload)
            && std::none_of(pictures.begin(), pictures.end(),
                [&](const BenchPicture& picture) { return workloadOf(picture) == workload; });
    };
    if (isMissing("mandelbrot") || (choice.workloads.empty() && choice.views.empty())) {
        for (BenchPicture& picture : standardViews(choice.size))
            pictures.push_back(std::move(picture));
    }
    if (isMissing("julia"))
        pictures.push_back(standardJulia(choice.size));
    return pictures;
}

} // namespace

Result<std::vector<BenchCase>> makeBenchCases(
    WorkerPool& pool, const BenchChoice& choice, const CancelToken& cancel)
{
    for (const std::string& workload : choice.workloads) {
        if (std::find(workloadNames.begin(), workloadNames.end(), workload) == workloadNames.end())
            return Error { "--workload is \"" + shown(workload)
                + "\"; it must be mandelbrot, julia, diffusion, diffusion-seeds, diffusion-1024, "
                  "diffusion-4096 or pi" };
    }
    auto pictures = choosePictures(choice);
    if (!pictures)
        return pictures.error();
    std::vector<BenchCase> cases;
    for (BenchPicture& picture : *pictures) {
        if (const auto chosen = chooseAutomaticLimit(pool, picture, cancel); !chosen)
            return chosen.error();
        cases.push_back(makePictureCase(pool, choice.naiveThreads, picture));
    }
    for (const DiffusionSize& size : diffusionSizes) {
        if (!contains(choice.workloads, size.workload))
            continue;
        auto made = makeDiffusionCase(pool, size);
        if (!made)
            return made.error();
        cases.push_back(*std::move(made));
    }
    if (contains(choice.workloads, "pi"))
        cases.push_back(makePiCase(pool));
    return cases;
}

} // namespace escapade::cli
