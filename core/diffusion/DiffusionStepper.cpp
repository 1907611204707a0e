#include "core/diffusion/DiffusionStepper.h"

#include "core/base/Check.h"
#include "core/diffusion/StripPasses.h"
#include "core/diffusion/StripScratch.h"
#include "core/diffusion/StripSteps.h"
#include "core/simd/KernelTable.h"

#include <algorithm>

namespace escapade {
namespace {

constexpr int mostLegsInJob = 4096; // then the plan may follow a changed number of threads

} // namespace

DiffusionStepper::DiffusionStepper(WorkerPool& pool, std::size_t cacheBytes)
    : m_pool(pool)
    , m_cacheBytes(cacheBytes)
    , m_tuner(cacheBytes)
    , m_scratch(std::make_unique<StripScratch>())
{ }

DiffusionStepper::~DiffusionStepper() = default;

StepReport DiffusionStepper::advance(
    DiffusionField& field, const StepRule& rule, std::int64_t steps, const StepExecution& execution)
{
    ESCAPADE_CHECK(steps >= 0);
    StepReport report;
    while (steps > 0) {
        const int threads = execution.threads > 0 ? execution.threads : m_pool.active();
        const PlanCase planCase { field.rows(), field.rows(), threads, execution.simd, stepsTogether(steps) };
        const PlanTuner::Choice choice = execution.plan ? PlanTuner::Choice { *execution.plan, steps, false }
                                                        : m_tuner.choose(planCase, steps);
        StepPlan plan = choice.plan;
        plan.strips = std::clamp(plan.strips, 1, field.rows());
        plan.stepsPerPass = std::max(plan.stepsPerPass, 1);
        plan.legs = std::max(plan.legs, 1);
        report.plan = plan;
        report.measured = choice.measured;
        const int blocks = plan.legs > 1 ? plan.strips : std::min(plan.strips, m_pool.members());
        const StripSteps strips(simd::kernels(execution.simd).diffusionStep, rule, field.rows(),
            rowsTogetherIn(plan, field.rows(), m_cacheBytes));
        if (!m_scratch->prepare(blocks, strips.scratchRows(plan.stepsPerPass), RowLayout(field.points()))) {
            report.failure = "not enough memory for the strips";
            return report;
        }

        const std::int64_t now = std::min(choice.steps,
            std::max<std::int64_t>(1, mostLegsInJob / plan.strips / plan.legs) * plan.stepsPerPass);
        const int useful = plan.threads > 0 ? std::min(plan.threads, plan.strips) : plan.strips;
        StripPasses passes(
            field, strips, plan, std::min(useful, threads), now, *m_scratch, rule.boundary, execution.cancel);
        Job job;
        job.tileCount = passes.tileCount();
        job.compute = [&passes](int) { passes.computeTile(); };
        job.priority = execution.priority;
        job.cancel = execution.cancel;
        job.threads = execution.threads > 0 ? std::min(execution.threads, useful) : 0;
        job.mostMembers = useful;
        const JobReport done = m_pool.run(job);
        report.wall += done.wallTime();
        report.cpu += done.cpuTime();
        if (!done.completed) {
            report.failure = done.failure;
            return report;
        }
        if (passes.endsInOther())
            field.swap();
        steps -= now;
        if (!execution.plan)
            m_tuner.record(planCase, choice.plan, now, done.wallTime());
    }
    report.completed = true;
    return report;
}

} // namespace escapade
