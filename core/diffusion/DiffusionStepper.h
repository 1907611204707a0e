#pragma once

#include "core/diffusion/DiffusionField.h"
#include "core/diffusion/PlanTuner.h"
#include "core/diffusion/StepPlan.h"
#include "core/parallel/WorkerPool.h"
#include "core/simd/SimdLevel.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace escapade {

class StripScratch;

/// What a step computes: next = c + coefficient (sum of the four neighbours - 4 c), and what lies beyond the
/// walls.
struct StepRule
{
    double coefficient = maxStableR;
    Boundary boundary = Boundary::Dirichlet;
    bool operator==(const StepRule&) const = default;
};

/// How it is computed: changes no bit.
struct StepExecution
{
    SimdLevel simd = SimdLevel::Scalar; ///< one that is available
    Priority priority = Priority::Diffusion;
    int threads = 0; ///< 0 follows the pool's active count, live
    std::optional<StepPlan> plan; ///< empty: the one that measurement finds fastest
    CancelToken cancel;
};

/// What became of a number of steps, and what they cost.
struct StepReport
{
    bool completed = false; ///< false: cancelled or failed, and the field holds no single time level any more
    std::string failure; ///< what went wrong; empty if nothing did
    StepPlan plan; ///< the last that was used
    bool measured = false; ///< it is the fastest of some, not one on trial
    std::chrono::nanoseconds wall {};
    std::chrono::nanoseconds cpu {}; ///< processor time of all workers
};

/// Advances diffusion fields in time on the pool. Bit for bit what the textbook loop gives, whatever the
/// threads, the plan and the instruction set, for each cell is computed by the same expression from the same
/// numbers.
///
/// Why strips with margins: a barrier for all threads at every step eats what a second thread gains. A strip
/// that begins with k more rows on each side can do k steps alone, computing its margins twice, and goes
/// through memory once for them.
class DiffusionStepper
{
public:
    /// cacheBytes: of each core's second-level cache; changes no bit.
    explicit DiffusionStepper(WorkerPool& pool, std::size_t cacheBytes = coreCacheBytes());
    ~DiffusionStepper();
    DiffusionStepper(const DiffusionStepper&) = delete;
    DiffusionStepper& operator=(const DiffusionStepper&) = delete;

    WorkerPool& pool() const { return m_pool; }

    /// Advances the field, whose boundary cells obey rule.boundary before and after. Blocks until done: never
    /// call it from the GUI thread or from a tile. One call at a time.
    StepReport advance(
        DiffusionField& field, const StepRule& rule, std::int64_t steps, const StepExecution& execution);

private:
    WorkerPool& m_pool;
    const std::size_t m_cacheBytes; // of a core
    PlanTuner m_tuner;
    std::unique_ptr<StripScratch> m_scratch;
};

} // namespace escapade
