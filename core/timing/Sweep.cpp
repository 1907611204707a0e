#include "core/timing/Sweep.h"

#include "core/base/Check.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace escapade {

std::vector<int> sweepOrder(const SweepPlan& plan)
{
    std::vector<int> order;
    for (int repeat = 0; repeat < plan.repeats; ++repeat) {
        if (repeat % 2 == 0)
            order.insert(order.end(), plan.threads.begin(), plan.threads.end());
        else
            order.insert(order.end(), plan.threads.rbegin(), plan.threads.rend());
    }
    return order;
}

std::vector<int> threadCountsUpTo(int most)
{
    constexpr int dense = 8;
    std::vector<int> counts;
    for (int count = 1; count <= most; count = count < dense ? count + 1 : 2 * count)
        counts.push_back(count);
    if (!counts.empty() && counts.back() != most)
        counts.push_back(most);
    return counts;
}

Sweep::Sweep(SweepPlan plan, Measurement measure, Callbacks callbacks)
    : m_plan(std::move(plan))
    , m_measure(std::move(measure))
    , m_callbacks(std::move(callbacks))
{
    ESCAPADE_CHECK(!m_plan.threads.empty() && m_plan.repeats >= 1 && m_measure);
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
        outcome = measureAll();
    } catch (const std::exception& problem) {
        outcome.failure = problem.what();
    }
    if (m_callbacks.ended)
        m_callbacks.ended(outcome);
}

SweepOutcome Sweep::measureAll()
{
    const int most = *std::max_element(m_plan.threads.begin(), m_plan.threads.end());
    if (!m_measure(most, m_cancel))
        return {};
    const std::vector<int> order = sweepOrder(m_plan);
    int done = 0;
    for (const int threads : order) {
        if (m_cancel.isCancelled())
            return {};
        const std::optional<FrameSample> sample = m_measure(threads, m_cancel);
        if (!sample)
            return {};
        ++done;
        if (m_callbacks.measured)
            m_callbacks.measured(*sample, done, static_cast<int>(order.size()));
    }
    return { true, {} };
}

} // namespace escapade
