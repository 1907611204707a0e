#include "app/cli/Commands.h"
#include "app/cli/CommonOptions.h"
#include "app/cli/ProgressBar.h"
#include "app/cli/WholeNumber.h"
#include "core/workloads/MonteCarloPi.h"

#include <atomic>
#include <cstdio>
#include <memory>
#include <string>

namespace escapade::cli {
namespace {

constexpr std::uint64_t maxSeed = std::uint64_t { 1 } << 53;

struct PiOptions
{
    PiRequest request;
    ComputeOptions compute;
};

int runPi(const PiOptions& options)
{
    std::atomic<std::uint64_t> samplesDone { 0 };
    PiSettings settings;
    settings.simd = options.compute.simd;
    settings.threads = options.compute.threads;
    settings.cancel = interruptToken();
    settings.samplesDone = &samplesDone;

    WorkerPool pool(options.compute.threads);
    PiRun run;
    {
        const ProgressBar bar("pi",
            options.compute.progress ? ProgressBar::Show::AtOnce : ProgressBar::Show::AfterASecond, [&] {
                return static_cast<double>(samplesDone.load(std::memory_order_relaxed))
                    / static_cast<double>(options.request.samples);
            });
        run = estimatePi(pool, options.request, settings);
    }
    if (settings.cancel.isCancelled())
        return exitInterrupted;
    if (!run.report.completed)
        return fail({ run.report.failure });
    std::printf("samples         %llu\n", static_cast<unsigned long long>(run.estimate.samples));
    std::printf("hits            %llu\n", static_cast<unsigned long long>(run.estimate.hits));
    std::printf("estimate        %.10f\n", run.estimate.value());
    std::printf("standard error  %.2g\n", run.estimate.standardError());
    return exitSuccess;
}

} // namespace

void addPiCommand(CLI::App& app, Action& action)
{
    const auto options = std::make_shared<PiOptions>();
    CLI::App* command = app.add_subcommand("pi",
        "Estimates pi from pseudo-random points in a square: the same hits for any threads and SIMD level");
    command
        ->add_option_function<std::string>(
            "--samples",
            [options](const std::string& text) {
                const auto samples = parseWhole("--samples", text, 1, PiRequest::maxSamples);
                if (!samples)
                    throw CLI::ValidationError(samples.error().message);
                options->request.samples = *samples;
            },
            "Points, 1 to 1e15; 1e9 take about a second on a core with AVX-512")
        ->type_name("N")
        ->required();
    command
        ->add_option_function<std::string>(
            "--seed",
            [options](const std::string& text) {
                const auto seed = parseWhole("--seed", text, 0, maxSeed);
                if (!seed)
                    throw CLI::ValidationError(seed.error().message);
                options->request.seed = *seed;
            },
            "Chooses the points: the generator's key is (low 32 bits, high 32 bits xor 7) (default: 42, key "
            "(42, "
            "7))")
        ->type_name("S");
    addComputeOptions(*command, options->compute, WithArithmetic::No);
    command->callback([options, &action] { action = [options] { return runPi(*options); }; });
}

} // namespace escapade::cli
