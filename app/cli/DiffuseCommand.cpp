#include "app/cli/Commands.h"
#include "app/cli/DiffuseOptions.h"
#include "app/cli/ProgressBar.h"
#include "app/cli/Values.h"
#include "core/diffusion/DensityColors.h"
#include "core/diffusion/DiffusionStepper.h"
#include "core/diffusion/FieldTotals.h"
#include "core/diffusion/InitialField.h"
#include "core/document/AtomicFile.h"
#include "core/document/Npy.h"
#include "core/document/PngFile.h"

#include <nlohmann/json.hpp>

#include <array>
#include <atomic>
#include <cstdio>
#include <memory>
#include <new>

namespace escapade::cli {
namespace {

const Error interrupted { "interrupted" };

/// Fails where stdout is closed or full.
Result<void> printLine(const std::string& line)
{
    if (std::fputs((line + "\n").c_str(), stdout) < 0 || std::fflush(stdout) != 0)
        return Error { "cannot write to the standard output" };
    return {};
}

std::string hexadecimal(std::uint64_t value)
{
    std::array<char, 17> text {};
    std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(value));
    return text.data();
}

Result<void> writePicture(const std::filesystem::path& path, const DiffusionField& field)
{
    const Array2D<std::uint32_t> picture = colorField(field, ColorTable(densityPalette()), {});
    const Result<std::vector<std::byte>> bytes
        = encodePng(picture, { { "Software", "Escapade " ESCAPADE_VERSION } }, interruptToken());
    return bytes ? writeFileAtomically(path, *bytes, interruptToken()) : Result<void>(bytes.error());
}

Result<void> writeNumbers(const std::filesystem::path& path, const DiffusionField& field)
{
    const Array2D<double> values = field.toArray();
    const std::vector<std::byte> header = npyHeader(NpyType::Float64, values.size());
    return writeFileAtomically(path, { header, std::as_bytes(values.values()) }, interruptToken());
}

/// One run: the field, its clock, and what it reports.
class Run
{
public:
    Run(const DiffuseOptions& options, const DiffusePlan& plan, DiffusionField field)
        : m_options(options)
        , m_plan(plan)
        , m_field(std::move(field))
        , m_pool(options.compute.threads)
        , m_stepper(m_pool)
        , m_rule { plan.grid.coefficient, plan.params.boundary }
    {
        m_execution.simd = options.compute.simd;
        m_execution.priority = Priority::Laboratory;
        m_execution.threads = options.compute.threads;
        m_execution.cancel = interruptToken();
    }

    Result<void> run()
    {
        const DiffusionGrid& grid = m_plan.grid;
        const ProgressBar bar("diffuse",
            m_options.compute.progress ? ProgressBar::Show::AtOnce : ProgressBar::Show::AfterASecond,
            [this, &grid] {
                return static_cast<double>(m_step.load(std::memory_order_relaxed))
                    / static_cast<double>(std::max<std::int64_t>(grid.steps, 1));
            });
        if (auto reported = report(); !reported)
            return reported;
        while (m_step < grid.steps) {
            const std::int64_t rest = grid.steps - m_step;
            if (auto advanced = advance(std::min(rest, grid.stepsPerOutput)); !advanced)
                return advanced;
            // The seeds' loop reports after each whole number of periods, so not after a last, shorter one.
            if (rest < grid.stepsPerOutput)
                break;
            if (auto reported = report(); !reported)
                return reported;
        }
        return writeOutputs();
    }

private:
    /// In parts, so that the progress is seen.
    Result<void> advance(std::int64_t steps)
    {
        constexpr std::int64_t part = 512;
        for (std::int64_t done = 0; done < steps;) {
            const std::int64_t now = std::min(steps - done, part);
            const StepReport advanced = m_stepper.advance(m_field, m_rule, now, m_execution);
            if (interruptToken().isCancelled())
                return interrupted;
            if (!advanced.completed)
                return Error { advanced.failure };
            // Added up step by step, as the seeds do it: a product rounds differently.
            for (std::int64_t step = 0; step < now; ++step)
                m_simtime += m_plan.grid.dt;
            m_step += now;
            done += now;
        }
        return {};
    }

    Result<void> report()
    {
        Result<void> printed = printLine(m_options.stats ? statsLine() : pythonRepr(m_simtime));
        if (interruptToken().isCancelled())
            return interrupted;
        if (!printed || m_options.frames.empty())
            return printed;
        std::array<char, 32> name {};
        std::snprintf(name.data(), name.size(), "frame-%05lld.png", static_cast<long long>(m_frame++));
        return writePicture(m_options.frames / name.data(), m_field);
    }

    std::string statsLine() const
    {
        const FieldTotals totals = totalsOf(m_field);
        const int centre = m_field.points() / 2;
        nlohmann::ordered_json line;
        line["step"] = m_step.load();
        line["simtime"] = m_simtime;
        line["sum"] = totals.sum;
        line["max"] = totals.max;
        line["centre"] = m_field.row(centre)[centre];
        line["fnv1a64"] = hexadecimal(hashOf(m_field, interruptToken()));
        return line.dump();
    }

    Result<void> writeOutputs() const
    {
        for (const std::filesystem::path& output : m_options.outputs) {
            const std::string extension = output.extension().string();
            const bool npy = extension == ".npy" || extension == ".NPY";
            if (auto written = npy ? writeNumbers(output, m_field) : writePicture(output, m_field); !written)
                return written;
        }
        return {};
    }

    const DiffuseOptions& m_options;
    const DiffusePlan& m_plan;
    DiffusionField m_field;
    WorkerPool m_pool;
    DiffusionStepper m_stepper;
    StepRule m_rule;
    StepExecution m_execution;
    std::atomic<std::int64_t> m_step { 0 }; // the progress bar's thread reads it
    double m_simtime = 0;
    std::int64_t m_frame = 0;
};

Result<DiffusionField> initialField(const DiffuseOptions& options, const DiffusePlan& plan)
{
    Result<DiffusionField> field = DiffusionField::create(plan.grid.points);
    if (!field)
        return field;
    if (!plan.initial) {
        setInitial(*field, plan.grid, plan.params.initial, plan.params.boundary);
        return field;
    }
    if (const Result<void> set = setInitial(*field, *plan.initial, plan.params.boundary); !set)
        return Error { "--initial \"" + shown(options.initialFile) + "\": " + set.error().message };
    return field;
}

Result<void> makeFolder(const std::filesystem::path& folder)
{
    std::error_code problem;
    if (!folder.empty() && !std::filesystem::is_directory(folder, problem)
        && !std::filesystem::create_directory(folder, problem))
        return Error { "--frames: cannot make the folder \"" + shown(folder.string())
            + "\": " + problem.message() };
    return {};
}

int diffusePlan(const DiffuseOptions& options, const DiffusePlan& plan)
{
    Result<DiffusionField> field = initialField(options, plan);
    if (!field)
        return fail(field.error(), plan.initial ? exitUsage : exitFailure);
    if (const Result<void> made = makeFolder(options.frames); !made)
        return fail(made.error());
    const auto run = std::make_unique<Run>(options, plan, *std::move(field));
    const Result<void> done = run->run();
    if (interruptToken().isCancelled())
        return fail(interrupted, exitInterrupted);
    return done ? exitSuccess : fail(done.error());
}

int diffuse(const DiffuseOptions& options)
{
    interruptToken(); // from here on SIGINT is ours
    const Result<DiffusePlan> plan = planDiffuse(options);
    if (!plan)
        return fail(plan.error(), exitUsage);
    try {
        return diffusePlan(options, *plan);
    } catch (const std::bad_alloc&) {
        return fail({ "out of memory for a grid of " + std::to_string(plan->grid.points) + " x "
            + std::to_string(plan->grid.points) + " points; choose a larger --dx" });
    }
}

} // namespace

void addDiffuseCommand(CLI::App& app, Action& action)
{
    CLI::App* const command
        = app.add_subcommand("diffuse", "Let a density diffuse in a square box, step by step");
    const auto options = std::make_shared<DiffuseOptions>();
    addDiffuseOptions(*command, *options);
    command->callback([options, &action] {
        checkCompute(options->compute);
        action = [options] { return diffuse(*options); };
    });
}

} // namespace escapade::cli
