#include "core/diffusion/LiveDiffusion.h"

#include "core/diffusion/LiveDiffusionState.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <new>
#include <utility>

namespace escapade {
namespace {

double largestDifference(const double* a, const double* b, int count)
{
    double largest = 0;
    for (int j = 0; j < count; ++j)
        largest = std::max(largest, std::abs(a[j] - b[j]));
    return largest;
}

} // namespace

LiveDiffusion::LiveDiffusion(WorkerPool& pool, const LiveSettings& settings, Callbacks callbacks)
    : m_pool(pool)
    , m_callbacks(std::move(callbacks))
    , m_first(withinLimits(settings))
    , m_thread([this] { threadMain(); })
{ }

LiveDiffusion::~LiveDiffusion()
{
    m_quitToken.cancel();
    {
        const std::scoped_lock lock(m_mutex);
        m_quit = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void LiveDiffusion::setPlaying(bool playing)
{
    send(Playing { playing });
}

void LiveDiffusion::stepOnce()
{
    send(StepOnce {});
}

void LiveDiffusion::reset()
{
    send(Reset {});
}

void LiveDiffusion::setSettings(const LiveSettings& settings)
{
    send(settings);
}

void LiveDiffusion::setExample(std::shared_ptr<const DiffusionExample> example, const LiveSettings& settings)
{
    send(Example { std::move(example), settings });
}

void LiveDiffusion::setWalls(const Walls& walls)
{
    send(walls);
}

void LiveDiffusion::setReaction(const Reaction& reaction)
{
    send(reaction);
}

void LiveDiffusion::paint(const BrushStroke& stroke)
{
    send(stroke);
}

void LiveDiffusion::beginStroke()
{
    send(Change::Keep);
}

void LiveDiffusion::undo()
{
    send(Change::Undo);
}

void LiveDiffusion::redo()
{
    send(Change::Redo);
}

void LiveDiffusion::runSteps(std::int64_t steps)
{
    send(RunSteps { steps });
}

void LiveDiffusion::runTo(double simtime)
{
    send(RunTo { simtime });
}

void LiveDiffusion::fetch(const std::function<void(const LiveState&)>& then)
{
    send(Fetch { then });
}

void LiveDiffusion::load(const LiveState& loaded)
{
    send(loaded);
}

void LiveDiffusion::seek(double simtime)
{
    send(Seek { simtime });
}

void LiveDiffusion::setSimd(SimdLevel simd)
{
    send(Simd { simd });
}

void LiveDiffusion::setSuspended(bool suspended)
{
    send(Suspended { suspended });
}

std::shared_ptr<const DiffusionSnapshot> LiveDiffusion::snapshot()
{
    const std::scoped_lock lock(m_mutex);
    m_announced = false;
    return m_snapshot;
}

void LiveDiffusion::send(const Command& command)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_commands.push_back(command);
    }
    m_wake.notify_one();
}

void LiveDiffusion::threadMain()
{
    State state(m_pool, m_first);
    state.execution.simd = bestSimdLevel();
    state.execution.cancel = m_quitToken;
    state.makeField(m_first);
    std::vector<Command> commands;
    while (awaitWork(state, commands)) {
        for (const Command& command : commands)
            guarded(state, [&] { obey(state, command); });
        commands.clear();
        guarded(state, [&] { work(state); });
    }
}

/// Runs something that may need memory.
void LiveDiffusion::guarded(State& state, const std::function<void()>& something)
{
    try {
        something();
    } catch (const std::bad_alloc&) {
        state.problem = "not enough memory for this grid";
        state.playing = false;
        state.partsLeft = 0;
        state.wantedTime.reset();
        state.settings.view = LiveView::Density;
        state.settings.method = LiveMethod::Steps;
        state.errorIsOld = false;
    }
}

/// Of times that are wanted one after the other only the last counts; other commands mean the field at that
/// time.
void LiveDiffusion::obey(State& state, const Command& command)
{
    if (state.wantedTime && state.field && !std::holds_alternative<Seek>(command))
        jump(state);
    state.apply(command);
}

/// What is due: a jump in time, a snapshot, the next frame, a slice of it, the error of the steps.
void LiveDiffusion::work(State& state)
{
    if (!state.field)
        return;
    // First: what is shown is where the hand is, not where it was.
    if (state.wantedTime && !state.suspended && Clock::now() >= state.nextJump())
        jump(state);
    const auto now = Clock::now();
    if (state.changed && now >= state.nextSnapshot)
        publish(state);
    else if (state.mayCompare(now))
        compare(state);
    if (state.isMoving() && state.partsLeft == 0 && now >= state.nextFrame) {
        state.beginNextFrame();
        state.planNextFrame(now);
    }
    if (state.isMoving() && state.partsLeft > 0)
        computeSlice(state);
}

/// Sleeps until there is a command or something to do; false when it is time to end.
bool LiveDiffusion::awaitWork(const State& state, std::vector<Command>& commands)
{
    std::unique_lock lock(m_mutex);
    const auto isWoken = [this] { return m_quit || !m_commands.empty(); };
    if (const auto next = state.nextWork())
        m_wake.wait_until(lock, *next, isWoken);
    else
        m_wake.wait(lock, isWoken);
    commands.swap(m_commands);
    return !m_quit;
}

void LiveDiffusion::computeSlice(State& state)
{
    if (state.field->hasExact())
        state.renewExact();
    const bool isUnstable = state.field->isUnstable();
    if (isUnstable && state.field->hasBlownUp()) {
        stopBlowUp(state);
        return;
    }
    std::int64_t parts = std::min(state.partsLeft, state.slice.steps());
    if (isUnstable)
        parts = std::min<std::int64_t>(parts, mostUnstableSteps);
    const int threads = m_pool.active();
    const StepReport report = state.field->advance(state.stepper, parts, state.execution);
    if (!report.completed) {
        giveUp(state, report.failure);
        return;
    }
    state.errorIsOld = true;
    state.plan = report.plan;
    state.planMeasured = report.measured;
    state.planThreads = threads;
    const double cells = static_cast<double>(state.field->field().rows()) * state.field->field().columns();
    state.slice.record(parts, report.wall);
    state.frame.add(report, cells * static_cast<double>(parts), threads, state.execution.simd);
    state.partsLeft -= parts;
    if (state.partsLeft > 0)
        return;
    state.changed = true;
    state.endRun();
    if (const auto sample = state.frame.sample(); sample && m_callbacks.frameTimed)
        m_callbacks.frameTimed(*sample);
}

/// Before numbers become infinite and then none at all: what there is stays to be looked at.
void LiveDiffusion::stopBlowUp(State& state)
{
    state.problem
        = "the density has grown beyond 1e100, as it must with r above 1/4; take it back or reset it, "
          "and choose r of 1/4 at most";
    state.playing = false;
    state.partsLeft = 0;
    state.stopRun();
    ++state.runsEnded;
    state.changed = true;
}

/// Cancelled because the engine ends, or out of memory: this field is lost.
void LiveDiffusion::giveUp(State& state, const std::string& problem)
{
    state.problem = problem;
    state.field->reset();
    state.forgetExact();
    state.playing = false;
    state.partsLeft = 0;
    state.changed = true;
}

void LiveDiffusion::jump(State& state)
{
    state.renewExact();
    const double time = std::max(*std::exchange(state.wantedTime, std::nullopt), state.exact.beginTime());
    const bool done = state.field->jumpTo(time, [&](double* cells, std::ptrdiff_t stride) {
        return state.exact.evaluate(time, cells, stride, state.exactExecution());
    });
    if (!done) {
        giveUp(state, {});
        return;
    }
    state.frame.discard();
    state.errorIsOld = true;
    state.changed = true;
    state.endRun();
}

/// Brings reference and error up to the time of the field.
void LiveDiffusion::compare(State& state)
{
    const auto begin = Clock::now();
    const DiffusionField& field = state.field->field();
    const double time = state.field->simtime();
    state.errorIsOld = false; // also if it fails: there is no use in trying for ever
    if (!state.reference) {
        Result<DiffusionField> reference = DiffusionField::create(Size { field.width(), field.points() });
        if (!reference) {
            state.problem = "the error cannot be computed: " + reference.error().message;
            return;
        }
        state.reference.emplace(*std::move(reference));
    }
    state.renewExact();
    if (!state.exact.evaluate(
            time, state.reference->row(0, 1) + 1, state.reference->stride(), state.exactExecution()))
        return;
    double largest = 0;
    for (int i = 1; i <= field.rows(); ++i)
        largest = std::max(
            largest, largestDifference(field.row(i) + 1, state.reference->row(i) + 1, field.columns()));
    state.changed = state.changed || state.error != largest || state.referenceTime != time;
    state.error = largest;
    state.referenceTime = time;
    state.compared = Clock::now();
    state.comparisonTook = state.compared - begin;
}

void LiveDiffusion::announce(std::shared_ptr<const DiffusionSnapshot> fresh)
{
    bool isNews = false;
    {
        const std::scoped_lock lock(m_mutex);
        m_snapshot.swap(fresh);
        isNews = !std::exchange(m_announced, true);
    }
    if (isNews && m_callbacks.changed)
        m_callbacks.changed();
}

} // namespace escapade
