#include "core/diffusion/StripPasses.h"

#include "core/diffusion/FlushSubnormals.h"

#include <algorithm>
#include <utility>

namespace escapade {
namespace {

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

StripPasses::StripPasses(DiffusionField& field, const StripSteps& steps, StepPlan plan, int together,
    std::int64_t stepCount, StripScratch& scratch, Boundary boundary, CancelToken cancel)
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

void StripPasses::computeTile()
{
    const FlushSubnormals flush;
    const bool isCut = m_plan.legs > 1;
    StripScratch::Block* const own = isCut ? nullptr : &m_scratch.take();
    for (int n = 0; n < legsInTile(); ++n) {
        const std::optional<Due> due = claim();
        if (!due)
            break;
        computeLeg(*due, isCut ? m_scratch.of(due->strip) : *own);
    }
    if (own != nullptr)
        m_scratch.giveBack(*own);
}

int StripPasses::legsInTile() const
{
    if (m_plan.legs > 1)
        return 1;
    constexpr double enough = 1e6; // updates
    const double updates = static_cast<double>(m_rows) * m_rows / m_plan.strips * m_plan.stepsPerPass;
    return static_cast<int>(std::clamp(enough / updates, 1.0, 1000.0));
}

std::optional<StripPasses::Due> StripPasses::claim()
{
    if (m_plan.legs > 1)
        return claimLeg();
    const int next = m_next.fetch_add(1, std::memory_order_relaxed);
    if (next >= legCount())
        return std::nullopt;
    return Due { next / m_plan.strips, next % m_plan.strips, 0 };
}

std::optional<StripPasses::Due> StripPasses::claimLeg()
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

int StripPasses::stepsIn(int pass) const
{
    const std::int64_t before = std::int64_t { pass } * m_plan.stepsPerPass;
    return static_cast<int>(std::min<std::int64_t>(m_plan.stepsPerPass, m_stepCount - before));
}

std::atomic<int>& StripPasses::stageOf(int pass, int strip)
{
    const std::ptrdiff_t place = std::ptrdiff_t { pass } * m_plan.strips + strip;
    return m_stages[static_cast<std::size_t>(place)];
}

void StripPasses::awaitNeighbours(int pass, int strip)
{
    const int thinnest = m_rows / m_plan.strips;
    const int stripsRead = (m_plan.stepsPerPass + thinnest - 1) / thinnest;
    for (int other = 0; other < m_plan.strips; ++other) {
        const int apart = std::abs(other - strip);
        const bool isNeighbour = apart <= stripsRead || (m_periodic && m_plan.strips - apart <= stripsRead);
        const bool isBelow = other == strip + 1 && stripsRead == 1 && !m_periodic;
        if (isNeighbour)
            awaitStage(stageOf(pass, other), isBelow ? Stage::FirstRowsDone : Stage::Done);
    }
}

void StripPasses::noteDone(const Due& due)
{
    if (m_plan.legs > 1)
        reach(m_legsDone[static_cast<std::size_t>(due.strip)], due.pass * m_plan.legs + due.leg + 1);
    if (due.leg + 1 == m_plan.legs)
        reach(stageOf(due.pass, due.strip), Stage::Done);
}

void StripPasses::computeLeg(const Due& due, StripScratch::Block& block)
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

} // namespace escapade
