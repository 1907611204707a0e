#include "core/timing/Sweep.h"

#include "core/base/Check.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace escapade {

Sweep::Sweep(SweepPlan plan, Measurement measure, Callbacks callbacks)
    : m_plan(std::move(plan))
    , m_measure(std::move(measure))
    , m_callbacks(std::move(callbacks))
{
    ESCAPADE_CHECK(!m_plan.settings.empty() && m_measure);
    m_thread = std::jthread([this] { threadMain(); });
}

Sweep::~Sweep()
{
    cancel();
}

void Sweep::threadMain()
{
    SweepOutcome outcome;
    try {
        measureAll(outcome);
    } catch (const std::exception& problem) {
        outcome.completed = false;
        outcome.failure = problem.what();
    }
    if (m_callbacks.ended)
        m_callbacks.ended(outcome);
}

void Sweep::measureAll(SweepOutcome& outcome)
{
    const auto most = std::ranges::max_element(m_plan.settings, {}, &SweepSetting::threads);
    if (!m_measure(*most, m_cancel))
        return;
    MachineWatch watch;
    SweepTally tally(m_plan);
    const auto begin = Clock::now();
    outcome.completed = true;
    for (int repeat = 0; outcome.completed && !tally.isEnough(); ++repeat)
        outcome.completed = measureRepeat({ repeat, begin }, tally, watch, outcome);
    outcome.machine = watch.activity();
}

bool Sweep::measureRepeat(
    const Repeat& repeat, SweepTally& tally, MachineWatch& watch, SweepOutcome& outcome) const
{
    for (const std::size_t index : orderOfRepeat(m_plan, repeat.number)) {
        outcome.outOfTime = Clock::now() - repeat.sweepBegin >= m_plan.budget;
        if (m_cancel.isCancelled() || outcome.outOfTime)
            return false;
        const std::optional<FrameSample> sample = m_measure(m_plan.settings[index], m_cancel);
        if (!sample)
            return false;
        watch.look();
        tally.add(index, sample->wall);
        outcome.progress = tally.progress(Clock::now() - repeat.sweepBegin);
        if (m_callbacks.measured)
            m_callbacks.measured(*sample, outcome.progress);
    }
    return true;
}

} // namespace escapade
