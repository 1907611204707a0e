#include "core/diffusion/PlanTuner.h"

#include "core/base/Check.h"

#include <algorithm>
#include <bit>

namespace escapade {
namespace {

using std::chrono::nanoseconds;

constexpr std::int64_t mostTogether = 32;
constexpr int mostStepsPerPass = 32;
constexpr double trialUpdates = 1e6; // a trial is about this long: a fraction of a millisecond
constexpr std::int64_t trialsInRun = 64;
constexpr int fewestRuns = 2; // the first may have met cold caches
constexpr int mostRuns = 4;
constexpr nanoseconds enough = std::chrono::milliseconds(2); // of a plan's trials together
constexpr nanoseconds enoughAtOnce = std::chrono::milliseconds(20); // of a single trial
constexpr double worthAThread = 0.95; // the time of a plan with more threads that is worth them
constexpr std::size_t mostEntries = 64;

} // namespace

int stepsTogether(std::int64_t steps)
{
    const auto bounded = static_cast<unsigned>(std::clamp<std::int64_t>(steps, 1, mostTogether));
    return static_cast<int>(std::bit_floor(bounded));
}

PlanTuner::PlanTuner(std::size_t cacheBytes)
    : m_cacheBytes(cacheBytes)
{ }

std::vector<StepPlan> PlanTuner::candidates(const PlanCase& of, std::size_t cacheBytes)
{
    std::vector<StepPlan> plans;
    const auto add = [&plans](StepPlan plan) {
        if (std::find(plans.begin(), plans.end(), plan) == plans.end())
            plans.push_back(plan);
    };
    const auto planFor = [&](int threads) {
        StepPlan plan = planSteps(of.rows, threads, cacheBytes);
        plan.threads = std::min(threads, plan.strips);
        return plan;
    };
    const StepPlan rule = planFor(of.threads);
    add(rule);
    const int usable = std::min(rule.stepsPerPass, of.together);
    const auto cut = [&](int strips, int stepsPerPass, int threads) {
        return StepPlan { strips, stepsPerPass, threads, legsFor(of.rows, strips, stepsPerPass) };
    };
    if (usable > 1)
        add(cut(rule.strips, usable / 2, rule.threads));
    if (rule.stepsPerPass < of.together && rule.stepsPerPass < mostStepsPerPass)
        add(cut(rule.strips, 2 * rule.stepsPerPass, rule.threads));
    // A grid that the rule finds too small to share may be worth a second thread after all.
    if (of.threads > 1 && rule.strips == 1 && of.rows >= 2)
        add(cut(2, rule.stepsPerPass, 2));
    for (const int threads : { of.threads - 1, of.threads / 2, 1 }) {
        if (threads >= 1)
            add(planFor(threads));
    }
    return plans;
}

PlanTuner::Choice PlanTuner::choose(const PlanCase& of, std::int64_t steps)
{
    ESCAPADE_CHECK(of.rows >= 1 && of.columns >= 1 && of.threads >= 1 && steps >= 1);
    const Entry& entry = entryOf(of);
    if (entry.settled)
        return { entry.best, steps, true };
    const StepPlan& plan = entry.trials[entry.next].plan;
    const double cells = static_cast<double>(of.rows) * of.columns;
    const auto passes = static_cast<std::int64_t>(trialUpdates / (cells * plan.stepsPerPass));
    const std::int64_t trial = std::max<std::int64_t>(passes, 1) * plan.stepsPerPass;
    // In a long run longer trials cost nothing, and show how well strips overlap from pass to pass.
    return { plan, std::min(steps, std::max<std::int64_t>({ trial, of.together, steps / trialsInRun })),
        false };
}

void PlanTuner::record(const PlanCase& of, const StepPlan& plan, std::int64_t steps, nanoseconds took)
{
    Entry& entry = entryOf(of);
    if (entry.settled || steps < 1)
        return;
    const auto trial = std::find_if(
        entry.trials.begin(), entry.trials.end(), [&](const Trial& it) { return it.plan == plan; });
    if (trial == entry.trials.end())
        return;
    const double each = static_cast<double>(took.count()) / static_cast<double>(steps);
    trial->fastest = trial->runs == 0 ? each : std::min(trial->fastest, each);
    trial->total += took;
    ++trial->runs;
    for (std::size_t n = 0; n < entry.trials.size(); ++n) {
        entry.next = (entry.next + 1) % entry.trials.size();
        if (!entry.trials[entry.next].isOver())
            return;
    }
    settle(entry);
}

bool PlanTuner::Trial::isOver() const
{
    return runs >= mostRuns || (runs >= fewestRuns && total >= enough)
        || (runs >= 1 && total >= enoughAtOnce);
}

PlanTuner::Entry& PlanTuner::entryOf(const PlanCase& of)
{
    const auto known = std::find_if(
        m_entries.begin(), m_entries.end(), [&](const Entry& entry) { return entry.of == of; });
    if (known != m_entries.end())
        return *known;
    if (m_entries.size() >= mostEntries)
        m_entries.erase(m_entries.begin());
    Entry& fresh = m_entries.emplace_back();
    fresh.of = of;
    for (const StepPlan& plan : candidates(of, m_cacheBytes))
        fresh.trials.push_back({ plan });
    fresh.best = fresh.trials.front().plan;
    if (fresh.trials.size() == 1)
        fresh.settled = true; // there is nothing to choose from
    return fresh;
}

/// Of those that are about as fast as the fastest, the one with the fewest threads.
void PlanTuner::settle(Entry& entry)
{
    const auto isSlower = [](const Trial& a, const Trial& b) { return a.fastest < b.fastest; };
    const double least = std::min_element(entry.trials.begin(), entry.trials.end(), isSlower)->fastest;
    const Trial* best = nullptr;
    for (const Trial& trial : entry.trials) {
        if (worthAThread * trial.fastest > least)
            continue;
        const bool isBetter = best == nullptr || trial.plan.threads < best->plan.threads
            || (trial.plan.threads == best->plan.threads && trial.fastest < best->fastest);
        best = isBetter ? &trial : best;
    }
    entry.best = best->plan;
    entry.settled = true;
    entry.trials.clear();
}

} // namespace escapade
