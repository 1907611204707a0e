#include "app/cli/BenchCases.h"
#include "app/cli/BenchNames.h"
#include "app/cli/BenchReport.h"
#include "app/cli/Commands.h"
#include "app/cli/CommonOptions.h"
#include "app/cli/ProgressBar.h"
#include "app/cli/Values.h"
#include "app/cli/WholeNumber.h"
#include "core/document/AtomicFile.h"
#include "core/render/FrameRenderer.h"
#include "core/timing/Sweep.h"
#include "core/timing/TimingExport.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <memory>
#include <span>
#include <utility>

namespace escapade::cli {
namespace {

constexpr std::uint64_t maxRepeats = 1000;

struct BenchOptions
{
    BenchChoice choice;
    std::vector<int> threads;
    std::vector<SimdLevel> simd { bestSimdLevel() };
    std::vector<Arithmetic> arithmetic { Arithmetic::Strict };
    std::vector<EscapeMethod> methods { EscapeMethod::Compaction };
    std::vector<std::optional<Shortcuts>> shortcuts { std::nullopt };
    std::vector<int> tiles { 0 };
    int repeats = 7;
    std::string jsonFile;
    std::string csvFile;
    bool progress = false;
};

template <typename T> void keepDistinct(std::vector<T>& values)
{
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

/// Throws what is wrong as a usage error.
template <typename T> T orThrow(Result<T> result)
{
    if (!result)
        throw CLI::ValidationError(result.error().message);
    return *std::move(result);
}

std::vector<int> parseThreadList(const std::string& text)
{
    std::vector<int> threads;
    const auto most = static_cast<std::uint64_t>(WorkerPool::defaultMembers());
    for (const std::string& part : splitList(text))
        threads.push_back(static_cast<int>(orThrow(parseWhole("--threads", part, 1, most))));
    keepDistinct(threads);
    return threads;
}

std::vector<SimdLevel> parseSimdList(const std::string& text)
{
    std::vector<SimdLevel> levels;
    for (const std::string& part : splitList(text)) {
        if (part == "all") {
            std::copy_if(allSimdLevels.begin(), allSimdLevels.end(), std::back_inserter(levels), isAvailable);
            continue;
        }
        const auto level = part == "auto" ? std::optional(bestSimdLevel()) : simdFromName(part);
        if (!level)
            throw CLI::ValidationError("--simd is \"" + shown(part)
                + "\"; it must be a list of auto, all, scalar, sse2, avx2 and avx512");
        if (!isAvailable(*level))
            throw CLI::ValidationError(
                "--simd " + part + " cannot run here: this processor, operating system or build lacks it");
        levels.push_back(*level);
    }
    keepDistinct(levels);
    return levels;
}

std::vector<Arithmetic> parseArithmeticList(const std::string& text)
{
    std::vector<Arithmetic> kinds;
    for (const std::string& part : splitList(text)) {
        if (part != "strict" && part != "fused")
            throw CLI::ValidationError(
                "--arithmetic is \"" + shown(part) + "\"; it must be strict, fused or strict,fused");
        kinds.push_back(part == "fused" ? Arithmetic::Fused : Arithmetic::Strict);
    }
    keepDistinct(kinds);
    return kinds;
}

std::vector<EscapeMethod> parseMethodList(const std::string& text)
{
    std::vector<EscapeMethod> methods;
    for (const std::string& part : splitList(text)) {
        if (part != "compaction" && part != "block")
            throw CLI::ValidationError(
                "--kernel is \"" + shown(part) + "\"; it must be compaction, block or compaction,block");
        methods.push_back(part == "block" ? EscapeMethod::Block : EscapeMethod::Compaction);
    }
    keepDistinct(methods);
    return methods;
}

bool parseResults(const std::string& text)
{
    if (text != "counts" && text != "smooth")
        throw CLI::ValidationError("--results is \"" + shown(text) + "\"; it must be counts or smooth");
    return text == "smooth";
}

std::vector<std::optional<Shortcuts>> parseShortcutList(const std::string& text)
{
    std::vector<std::optional<Shortcuts>> sets;
    for (const std::string& part : splitList(text)) {
        const auto set = shortcutsFromName(part);
        if (!set)
            throw CLI::ValidationError("--shortcuts is \"" + shown(part)
                + "\"; it must be a list of none, closed-form, cycles, discs, symmetry, bands and all");
        sets.emplace_back(set);
    }
    return sets;
}

std::vector<int> parseTileList(const std::string& text)
{
    std::vector<int> tiles;
    for (const std::string& part : splitList(text))
        tiles.push_back(static_cast<int>(orThrow(parseWhole("--tile", part, 1, 256))));
    keepDistinct(tiles);
    return tiles;
}

std::vector<BenchSetting> settingsOf(const BenchOptions& options)
{
    std::vector<BenchSetting> settings;
    for (const EscapeMethod method : options.methods) {
        for (const auto& shortcuts : options.shortcuts) {
            for (const SimdLevel level : options.simd) {
                for (const Arithmetic arithmetic : options.arithmetic) {
                    for (const int tile : options.tiles) {
                        for (const int threads : options.threads)
                            settings.push_back({ threads, level, arithmetic, method, shortcuts, tile });
                    }
                }
            }
        }
    }
    return settings;
}

/// Refuses before anything runs what would fail or measure nothing in the end.
Result<void> check(const BenchOptions& options, const std::vector<BenchCase>& cases)
{
    for (const BenchCase& benchCase : cases) {
        if (usableSettings(benchCase, settingsOf(options)).empty())
            return Error { "--arithmetic fused and these --simd levels leave nothing to measure for "
                + benchCase.name + ": sse2 has no multiply-add, and all but pictures are strict only" };
    }
    for (const std::string& file : { options.jsonFile, options.csvFile }) {
        if (file.empty())
            continue;
        if (const auto writable = checkWritable(file); !writable)
            return writable.error();
    }
    return {};
}

Result<void> writeText(const std::string& file, const std::string& text)
{
    if (file.empty())
        return {};
    return writeFileAtomically(file, std::as_bytes(std::span(text)));
}

/// Measures all cases. Empty when interrupted.
std::optional<BenchReport> measure(const BenchOptions& options, const std::vector<BenchCase>& cases)
{
    const std::vector<BenchSetting> settings = settingsOf(options);
    BenchReport report { describeMachine(), utcNow(), options.repeats, loadAverage(), {}, {} };
    int total = 0;
    for (const BenchCase& benchCase : cases)
        total += benchSteps(benchCase, settings, options.repeats);
    std::atomic<int> done { 0 };
    const ProgressBar bar("bench",
        options.progress ? ProgressBar::Show::AtOnce : ProgressBar::Show::AfterASecond,
        [&] { return static_cast<double>(done.load()) / total; });
    for (const BenchCase& benchCase : cases) {
        auto result
            = runBenchmark(benchCase, settings, options.repeats, interruptToken(), [&done] { ++done; });
        if (!result)
            return std::nullopt;
        report.results.push_back(*std::move(result));
    }
    report.loadAfter = loadAverage();
    return report;
}

int runBench(const BenchOptions& options)
{
    interruptToken(); // from here on SIGINT ends the run in order
    WorkerPool pool(std::max(
        options.choice.naiveThreads, *std::max_element(options.threads.begin(), options.threads.end())));
    const auto cases = makeBenchCases(pool, options.choice, interruptToken());
    if (interruptToken().isCancelled())
        return exitInterrupted;
    if (!cases)
        return fail(cases.error(), exitUsage);
    if (const auto sound = check(options, *cases); !sound)
        return fail(sound.error(), exitUsage);
    const auto report = measure(options, *cases);
    if (!report)
        return exitInterrupted;
    std::fputs(toTable(*report).c_str(), stdout);
    if (const auto written = writeText(options.jsonFile, toJson(*report)); !written)
        return fail(written.error());
    if (const auto written = writeText(options.csvFile, toCsv(*report)); !written)
        return fail(written.error());
    return exitSuccess;
}

void addWhat(CLI::App& command, BenchOptions& options)
{
    command
        .add_option("--workload", options.choice.workloads,
            "What to time: mandelbrot, julia, diffusion, diffusion-seeds, diffusion-1024, diffusion-4096, or "
            "a "
            "lesson in all its ways: pi, sum, conditional-sum, array, wait-loop, chamfer, counter, "
            "task-graph, grain (default: "
            "mandelbrot, or what the views are)")
        ->type_name("NAME ...");
    command
        .add_option("--view", options.choice.views,
            "Pictures: a (the whole set), b (a zoom), c (all interior, shortcuts off), d (a deep zoom), F "
            "and S "
            "(the whole set and a seahorse at 1920x1080) or a location file (default: a b c d)")
        ->type_name("VIEW ...");
    command
        .add_option_function<std::string>(
            "--size",
            [&options](const std::string& text) { options.choice.size = parseSize("--size", text); },
            "Picture size in pixels (default: one for each view at which the naive loop takes about a second "
            "or "
            "less)")
        ->type_name("WxH");
    command
        .add_option_function<std::string>(
            "--results",
            [&options](const std::string& text) { options.choice.smoothCounts = parseResults(text); },
            "Of pictures: counts, which is what the naive loop computes, or smooth, with the fraction of "
            "each "
            "count that colours need (default: counts)")
        ->type_name("NAME");
}

void addHow(CLI::App& command, BenchOptions& options)
{
    command
        .add_option_function<std::string>(
            "--threads", [&options](const std::string& text) { options.threads = parseThreadList(text); },
            "Thread counts, each 1 to " + std::to_string(WorkerPool::defaultMembers())
                + " (default: 1 up to the logical cores)")
        ->type_name("LIST");
    command
        .add_option_function<std::string>(
            "--simd", [&options](const std::string& text) { options.simd = parseSimdList(text); },
            "Instruction sets: auto, all, scalar, sse2, avx2, avx512 (default: auto)")
        ->type_name("LIST");
    command
        .add_option_function<std::string>(
            "--arithmetic",
            [&options](const std::string& text) { options.arithmetic = parseArithmeticList(text); },
            "strict, fused or strict,fused (default: strict)")
        ->type_name("LIST");
    command
        .add_option_function<std::string>(
            "--kernel", [&options](const std::string& text) { options.methods = parseMethodList(text); },
            "Of pictures: compaction (the fast one) or block (the simple one), or both (default: compaction)")
        ->type_name("LIST");
    command
        .add_option_function<std::string>(
            "--shortcuts",
            [&options](const std::string& text) { options.shortcuts = parseShortcutList(text); },
            "Of pictures, each in turn: none, closed-form, cycles, discs, symmetry, bands, all "
            "(default: what the view says)")
        ->type_name("LIST");
    command
        .add_option_function<std::string>(
            "--tile", [&options](const std::string& text) { options.tiles = parseTileList(text); },
            "Of pictures: sides of tiles in pixels, each 1 to 256 (default: "
                + std::to_string(RenderSettings {}.tileSize) + ")")
        ->type_name("LIST");
    command
        .add_option_function<std::string>(
            "--naive-threads",
            [&options](const std::string& text) {
                options.choice.naiveThreads = static_cast<int>(orThrow(parseWhole(
                    "--naive-threads", text, 1, static_cast<std::uint64_t>(WorkerPool::defaultMembers()))));
            },
            "Threads for the naive loop of pictures, a row each in turn (default: 1)")
        ->type_name("N");
    command
        .add_option_function<std::string>(
            "--repeats",
            [&options](const std::string& text) {
                options.repeats = static_cast<int>(orThrow(parseWhole("--repeats", text, 1, maxRepeats)));
            },
            "Turns of each contestant, 1 to 1000: one run, or the mean of as many as take 50 ms (default: 7)")
        ->type_name("N");
}

void addOutput(CLI::App& command, BenchOptions& options)
{
    command.add_option("--json", options.jsonFile, "Writes everything, each repeat included, to this file")
        ->type_name("FILE");
    command.add_option("--csv", options.csvFile, "Writes the table to this file")->type_name("FILE");
    command.add_flag("--progress", options.progress, "Progress bar on stderr when that is a terminal");
}

} // namespace

void addBenchCommand(CLI::App& app, Action& action)
{
    const auto options = std::make_shared<BenchOptions>();
    options->threads = threadCountsUpTo(std::min(WorkerPool::logicalCores(), WorkerPool::defaultMembers()));
    CLI::App* command = app.add_subcommand("bench",
        "Times the kernels on several thread counts against each other and against a naive loop, taking "
        "turns");
    addWhat(*command, *options);
    addHow(*command, *options);
    addOutput(*command, *options);
    command->callback([options, &action] { action = [options] { return runBench(*options); }; });
}

} // namespace escapade::cli
