#include "core/diffusion/DiffusionStepper.h"

#include "core/base/Check.h"
#include "core/diffusion/FlushSubnormals.h"
#include "core/diffusion/StripSteps.h"
#include "core/simd/KernelTable.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace escapade {
namespace {

constexpr int mostLegsInJob = 4096; // then the plan may follow a changed number of threads

/// How far a strip has come in a pass.
enum Stage : int { NotDone, FirstRowsDone, Done };

/// Waits for a stage that another member reaches within about a millisecond: a short spin first, because
/// waking a sleeping thread takes as long as a small strip.
void awaitStage(const std::atomic<int>& stage, int wanted)
{
    constexpr int spins = 2000;
    int now = stage.load(std::memory_order_acquire);
    for (int spin = 0; now < wanted && spin < spins; ++spin) {
#ifdef __SSE2__
        _mm_pause();
#endif
        now = stage.load(std::memory_order_acquire);
    }
    for (; now < wanted; now = stage.load(std::memory_order_acquire))
        stage.wait(now, std::memory_order_acquire);
}

void reach(std::atomic<int>& stage, int reached)
{
    stage.store(reached, std::memory_order_release);
    stage.notify_all();
}

/// Calls something at its end, however that comes.
template <typename Function> class AtEnd
{
public:
    explicit AtEnd(Function function)
        : m_function(std::move(function))
    { }
    ~AtEnd() { m_function(); }
    AtEnd(const AtEnd&) = delete;
    AtEnd& operator=(const AtEnd&) = delete;

private:
    const Function m_function;
};

} // namespace

/// Private rows for as many strips as can be in work at once.
class DiffusionStepper::Scratch
{
public:
    struct Block
    {
        AlignedDoubles memory;
        std::vector<simd::StencilRows> front;
        std::thread::id member; // who had it last
    };

    /// Blocks of so many rows, the first of which is zero; false where memory is short.
    bool prepare(int blocks, int rows, const RowLayout& layout)
    {
        const std::size_t elements = layout.elements(rows);
        // Rows of another layout would leave their cells where the zeros are to be.
        if (elements > m_elements || layout.stride != m_stride) {
            m_blocks.clear();
            m_free.clear();
            m_elements = elements;
            m_stride = layout.stride;
        }
        while (m_blocks.size() < static_cast<std::size_t>(blocks)) {
            auto block = std::make_unique<Block>();
            block->memory = allocateAligned(m_elements);
            if (!block->memory)
                return false;
            m_free.push_back(block.get());
            m_blocks.push_back(std::move(block));
        }
        return true;
    }

    /// The one that the calling thread had before, if it can be: it is in that core's cache.
    Block& take()
    {
        const std::scoped_lock lock(m_mutex);
        ESCAPADE_CHECK(!m_free.empty());
        const std::thread::id me = std::this_thread::get_id();
        const auto own = std::find_if(
            m_free.begin(), m_free.end(), [me](const Block* block) { return block->member == me; });
        if (own != m_free.end())
            std::iter_swap(own, std::prev(m_free.end()));
        Block& block = *m_free.back();
        m_free.pop_back();
        block.member = me;
        return block;
    }

    /// The one that a strip keeps from leg to leg; not to be mixed with take().
    Block& of(int strip) { return *m_blocks[static_cast<std::size_t>(strip)]; }

    void giveBack(Block& block)
    {
        const std::scoped_lock lock(m_mutex);
        m_free.push_back(&block);
    }

    RowBlock rowsOf(const Block& block) const
    {
        return { block.memory.get() + RowLayout::firstCell, m_stride, 0 };
    }

private:
    std::mutex m_mutex;
    std::vector<std::unique_ptr<Block>> m_blocks;
    std::vector<Block*> m_free;
    std::size_t m_elements = 0;
    std::ptrdiff_t m_stride = 0;
};

/// A number of passes over all strips as one job, a tile for a leg of a strip or, where strips are small, for
/// some in turn. Legs are handed out in the order of the passes and, within one, of their numbers; a leg
/// waits only for strips of the pass before and for the leg before, which were therefore begun and will end:
/// there is no deadlock with any number of members, and no barrier at which all would wait for the slowest.
///
/// As many strips as there are members are under way together, and a member goes on with the strip that it
/// has, if it can: what the next leg reads is in that core's cache.
class DiffusionStepper::Pass
{
public:
    /// together is how many strips are under way at a time.
    Pass(DiffusionField& field, const StripSteps& steps, StepPlan plan, int together, std::int64_t stepCount,
        Scratch& scratch, Boundary boundary, CancelToken cancel)
        : m_steps(steps)
        , m_plan(plan)
        , m_together(together)
        , m_stepCount(stepCount)
        , m_rows(field.rows())
        , m_periodic(boundary == Boundary::Periodic)
        , m_arrays { RowBlock { field.row(0, 0), field.stride(), 0 },
            RowBlock { field.row(1, 0), field.stride(), 0 } }
        , m_scratch(scratch)
        , m_cancel(std::move(cancel))
        , m_claims(static_cast<std::size_t>(plan.strips))
        , m_legsDone(static_cast<std::size_t>(plan.strips))
        , m_stages(static_cast<std::size_t>(passes()) * static_cast<std::size_t>(plan.strips))
    { }

    int passes() const
    {
        return static_cast<int>((m_stepCount + m_plan.stepsPerPass - 1) / m_plan.stepsPerPass);
    }
    /// Legs to a tile are so many that the pool is not asked more often than every fraction of a
    /// millisecond: small strips would spend their time at its lock.
    int tileCount() const { return (legCount() + legsInTile() - 1) / legsInTile(); }

    /// Whether the result ends up in the field's other array.
    bool endsInOther() const { return passes() % 2 != 0; }

    /// Some legs that are due: the caller does so once for each tile.
    void computeTile()
    {
        const FlushSubnormals flush;
        const bool isCut = m_plan.legs > 1;
        Scratch::Block* const own = isCut ? nullptr : &m_scratch.take();
        for (int n = 0; n < legsInTile(); ++n) {
            const std::optional<Due> due = claim();
            if (!due)
                break;
            computeLeg(*due, isCut ? m_scratch.of(due->strip) : *own);
        }
        if (own != nullptr)
            m_scratch.giveBack(*own);
    }

private:
    /// A leg that is to be done next.
    struct Due
    {
        int pass = 0;
        int strip = 0;
        int leg = 0;
    };
    /// Who took how many legs of a strip.
    struct Claim
    {
        int legs = 0; // of all passes
        std::thread::id member; // who took the last
    };

    int legsInPass() const { return m_plan.strips * m_plan.legs; }
    int legCount() const { return passes() * legsInPass(); }

    int legsInTile() const
    {
        if (m_plan.legs > 1)
            return 1;
        constexpr double enough = 1e6; // updates
        const double updates = static_cast<double>(m_rows) * m_rows / m_plan.strips * m_plan.stepsPerPass;
        return static_cast<int>(std::clamp(enough / updates, 1.0, 1000.0));
    }

    /// The next leg; empty when all are taken.
    std::optional<Due> claim()
    {
        if (m_plan.legs > 1)
            return claimLeg();
        const int next = m_next.fetch_add(1, std::memory_order_relaxed);
        if (next >= legCount())
            return std::nullopt;
        return Due { next / m_plan.strips, next % m_plan.strips, 0 };
    }

    /// Of the legs of one number in strips that are under way together, the member's own if it has one.
    std::optional<Due> claimLeg()
    {
        const std::scoped_lock lock(m_claimMutex);
        if (m_next >= legCount())
            return std::nullopt;
        const int place = m_next % legsInPass();
        const int first = place / (m_together * m_plan.legs) * m_together;
        const int count = std::min(m_together, m_plan.strips - first);
        Due due { m_next / legsInPass(), -1, (place - first * m_plan.legs) / count };
        const std::thread::id me = std::this_thread::get_id();
        for (int strip = first; strip < first + count; ++strip) {
            const Claim& of = m_claims[static_cast<std::size_t>(strip)];
            const bool isFree = of.legs == due.pass * m_plan.legs + due.leg;
            if (isFree && (due.strip < 0 || of.member == me))
                due.strip = strip;
        }
        ++m_next;
        m_claims[static_cast<std::size_t>(due.strip)] = { due.pass * m_plan.legs + due.leg + 1, me };
        return due;
    }

    int stepsIn(int pass) const
    {
        const std::int64_t before = std::int64_t { pass } * m_plan.stepsPerPass;
        return static_cast<int>(std::min<std::int64_t>(m_plan.stepsPerPass, m_stepCount - before));
    }

    std::atomic<int>& stageOf(int pass, int strip)
    {
        const std::ptrdiff_t place = std::ptrdiff_t { pass } * m_plan.strips + strip;
        return m_stages[static_cast<std::size_t>(place)];
    }

    /// The strips whose rows this one reads, or that read the rows that it is going to overwrite. Of the
    /// strip below, which goes down from their common edge, these are the first that it does: so a strip may
    /// be ahead of it by nearly a pass, and members that are now and then held up seldom wait for each other.
    void awaitNeighbours(int pass, int strip)
    {
        const int thinnest = m_rows / m_plan.strips;
        const int stripsRead = (m_plan.stepsPerPass + thinnest - 1) / thinnest;
        for (int other = 0; other < m_plan.strips; ++other) {
            const int apart = std::abs(other - strip);
            const bool isNeighbour
                = apart <= stripsRead || (m_periodic && m_plan.strips - apart <= stripsRead);
            const bool isBelow = other == strip + 1 && stripsRead == 1 && !m_periodic;
            if (isNeighbour)
                awaitStage(stageOf(pass, other), isBelow ? Stage::FirstRowsDone : Stage::Done);
        }
    }

    void noteDone(const Due& due)
    {
        if (m_plan.legs > 1)
            reach(m_legsDone[static_cast<std::size_t>(due.strip)], due.pass * m_plan.legs + due.leg + 1);
        if (due.leg + 1 == m_plan.legs)
            reach(stageOf(due.pass, due.strip), Stage::Done);
    }

    void computeLeg(const Due& due, Scratch::Block& block)
    {
        const auto [pass, strip, leg] = due;
        // Also when it was given up: others wait for it.
        const AtEnd end([this, due] { noteDone(due); });
        if (m_plan.legs > 1)
            awaitStage(m_legsDone[static_cast<std::size_t>(strip)], pass * m_plan.legs + leg);
        if (leg == 0 && pass > 0)
            awaitNeighbours(pass - 1, strip);
        std::atomic<int>& stage = stageOf(pass, strip);
        static_cast<void>(m_steps.advance(m_arrays[static_cast<std::size_t>(pass % 2)],
            m_arrays[static_cast<std::size_t>((pass + 1) % 2)], m_scratch.rowsOf(block),
            stripRows(m_rows, m_plan.strips, strip), stepsIn(pass), { leg, m_plan.legs }, block.front,
            { m_plan.stepsPerPass, [&stage] { reach(stage, Stage::FirstRowsDone); } }, m_cancel));
    }

    const StripSteps& m_steps;
    const StepPlan m_plan;
    const int m_together;
    const std::int64_t m_stepCount;
    const int m_rows;
    const bool m_periodic;
    const std::array<RowBlock, 2> m_arrays; // the present one first
    Scratch& m_scratch;
    const CancelToken m_cancel;
    std::atomic<int> m_next { 0 }; // leg: those of one pass after those of the one before
    std::mutex m_claimMutex; // where there are several legs: guards m_next, too
    std::vector<Claim> m_claims; // by strip
    std::vector<std::atomic<int>> m_legsDone; // by strip, of all passes
    std::vector<std::atomic<int>> m_stages; // by pass and strip, Stage values
};

DiffusionStepper::DiffusionStepper(WorkerPool& pool)
    : m_pool(pool)
    , m_tuner(coreCacheBytes())
    , m_scratch(std::make_unique<Scratch>())
{ }

DiffusionStepper::~DiffusionStepper() = default;

StepReport DiffusionStepper::advance(
    DiffusionField& field, const StepRule& rule, std::int64_t steps, const StepExecution& execution)
{
    ESCAPADE_CHECK(steps >= 0);
    const StripSteps strips(simd::kernels(execution.simd).diffusionStep, rule, field.rows());
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
        if (!m_scratch->prepare(
                blocks, StripSteps::scratchRows(plan.stepsPerPass), RowLayout(field.points()))) {
            report.failure = "not enough memory for the strips";
            return report;
        }

        const std::int64_t now = std::min(choice.steps,
            std::max<std::int64_t>(1, mostLegsInJob / plan.strips / plan.legs) * plan.stepsPerPass);
        const int useful = plan.threads > 0 ? std::min(plan.threads, plan.strips) : plan.strips;
        Pass pass(
            field, strips, plan, std::min(useful, threads), now, *m_scratch, rule.boundary, execution.cancel);
        Job job;
        job.tileCount = pass.tileCount();
        job.compute = [&pass](int) { pass.computeTile(); };
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
        if (pass.endsInOther())
            field.swap();
        steps -= now;
        if (!execution.plan)
            m_tuner.record(planCase, choice.plan, now, done.wallTime());
    }
    report.completed = true;
    return report;
}

} // namespace escapade
