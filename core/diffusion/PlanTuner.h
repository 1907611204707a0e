#pragma once

#include "core/diffusion/StepPlan.h"
#include "core/simd/SimdLevel.h"

#include <chrono>
#include <cstdint>
#include <vector>

namespace escapade {

/// What a plan is chosen for.
struct PlanCase
{
    int rows = 1;
    int columns = 1;
    int threads = 1; ///< that may be used
    SimdLevel simd = SimdLevel::Scalar;
    int together = 1; ///< steps that are asked for at once: a power of two, 1 to 32, see stepsTogether()
    bool operator==(const PlanCase&) const = default;
};

/// The largest power of two that is at most so many steps, and at most 32: stretches of about the same length
/// share a plan.
int stepsTogether(std::int64_t steps);

/// Chooses plans by measurement: the one that the rule proposes and its neighbours (fewer threads, more and
/// fewer steps a pass) take turns with steps that are wanted anyway, a few milliseconds in all, and from then
/// on the fastest is used. It changes no bit, so nothing is computed for it that is not of use.
///
/// Fewer threads win where more are not at least a twentieth faster: so a small grid is never slower for
/// having more.
class PlanTuner
{
public:
    /// cacheBytes as for planSteps().
    explicit PlanTuner(std::size_t cacheBytes);

    /// What to do next for a case.
    struct Choice
    {
        StepPlan plan; ///< its threads are set
        std::int64_t steps = 0; ///< to do with it, before the next choice
        bool measured = false; ///< the fastest; otherwise still on trial
    };

    /// steps is what is left to be done, 1 or more.
    Choice choose(const PlanCase& of, std::int64_t steps);

    /// What so many steps with the plan of choose() took.
    void record(const PlanCase& of, const StepPlan& plan, std::int64_t steps, std::chrono::nanoseconds took);

    /// The plans that take turns, the rule's first.
    static std::vector<StepPlan> candidates(const PlanCase& of, std::size_t cacheBytes);

private:
    struct Trial
    {
        StepPlan plan;
        int runs = 0;
        std::chrono::nanoseconds total {};
        double fastest = 0; // nanoseconds a step
        bool isOver() const;
    };
    struct Entry
    {
        PlanCase of;
        std::vector<Trial> trials;
        std::size_t next = 0; // whose turn it is
        bool settled = false;
        StepPlan best;
    };

    Entry& entryOf(const PlanCase& of);
    static void settle(Entry& entry);

    std::size_t m_cacheBytes;
    std::vector<Entry> m_entries; // the newest last
};

} // namespace escapade
