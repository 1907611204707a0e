#include "core/diffusion/LiveDiffusion.h"

#include "core/diffusion/LiveDiffusionState.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <new>
#include <utility>

namespace escapade {
namespace {

constexpr std::chrono::nanoseconds framePeriod = std::chrono::nanoseconds(std::chrono::seconds(1)) / 60;
constexpr int rowsPerTile = 32;

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

/// What is due: a snapshot, a jump in time, the next frame, a slice of it, the error of the steps.
void LiveDiffusion::work(State& state)
{
    if (!state.field)
        return;
    const auto now = Clock::now();
    if (state.changed && now >= state.nextSnapshot)
        publish(state);
    else if (state.mayCompare(now))
        compare(state);
    if (state.isMoving() && state.partsLeft == 0 && now >= state.nextFrame) {
        const LiveClock& clock = state.field->clock();
        if (state.settings.method == LiveMethod::Exact)
            state.wantTime(state.wantedTime.value_or(state.field->simtime())
                + clock.dt * clock.parts * state.settings.stepsPerFrame);
        else
            state.beginFrame(state.settings.stepsPerFrame);
        state.nextFrame = std::max(state.nextFrame + framePeriod, now);
    }
    if (state.wantedTime && !state.suspended)
        jump(state);
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
    const std::int64_t parts = std::min(state.partsLeft, state.slice.steps());
    const int threads = m_pool.active();
    const StepReport report = state.field->advance(state.stepper, parts, state.execution);
    if (!report.completed) {
        giveUp(state, report.failure);
        return;
    }
    state.errorIsOld = true;
    state.plan = report.plan;
    const double cells = static_cast<double>(state.field->field().rows()) * state.field->field().columns();
    state.slice.record(parts, report.wall);
    state.frame.add(report, cells * static_cast<double>(parts), threads, state.execution.simd);
    state.partsLeft -= parts;
    if (state.partsLeft > 0)
        return;
    state.changed = true;
    if (const auto sample = state.frame.sample(); sample && m_callbacks.frameTimed)
        m_callbacks.frameTimed(*sample);
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
}

/// Brings reference and error up to the time of the field.
void LiveDiffusion::compare(State& state)
{
    const auto begin = Clock::now();
    const DiffusionField& field = state.field->field();
    const double time = state.field->simtime();
    state.errorIsOld = false; // also if it fails: there is no use in trying for ever
    if (!state.reference) {
        Result<DiffusionField> reference = DiffusionField::create(field.points());
        if (!reference)
            return;
        state.reference.emplace(*std::move(reference));
    }
    state.renewExact();
    if (!state.exact.evaluate(
            time, state.reference->row(0, 1) + 1, state.reference->stride(), state.exactExecution()))
        return;
    double largest = 0;
    for (int i = 1; i <= field.rows(); ++i)
        largest = std::max(
            largest, largestDifference(field.row(i) + 1, state.reference->row(i) + 1, field.rows()));
    state.changed = state.changed || state.error != largest;
    state.error = largest;
    state.referenceTime = time;
    state.compared = Clock::now();
    state.comparisonTook = state.compared - begin;
}

/// Copies, colours and adds up on the pool, some rows to a tile.
void LiveDiffusion::publish(State& state)
{
    const DiffusionField& field = state.field->field();
    if (state.settings.view == LiveView::Error
        && (state.errorIsOld || state.referenceTime != state.field->simtime()))
        compare(state);
    const bool showError
        = state.settings.view == LiveView::Error && state.referenceTime == state.field->simtime();
    state.changed = false;
    auto fresh = std::make_shared<DiffusionSnapshot>();
    fresh->values = Array2D<double>({ field.width(), field.points() });
    fresh->colors = Array2D<std::uint32_t>({ field.width(), field.points() });
    fresh->limits = showError ? differenceLimits(state.error.value_or(0)) : state.field->limits();
    const ColorTable& colors = fresh->limits.low < 0 ? state.differenceColors : state.colors;
    std::vector<RowTotals> rows(static_cast<std::size_t>(field.points()));
    const auto points = static_cast<std::size_t>(field.width());
    Job job;
    job.tileCount = (field.points() + rowsPerTile - 1) / rowsPerTile;
    job.priority = Priority::Diffusion;
    job.cancel = m_quitToken;
    job.compute = [&](int tile) {
        const int last = std::min((tile + 1) * rowsPerTile, field.points());
        std::vector<double> differences(showError ? points : 0);
        for (int i = tile * rowsPerTile; i < last; ++i) {
            std::copy_n(field.row(i), points, fresh->values.row(i));
            rows[static_cast<std::size_t>(i)] = totalsOfRow(field.row(i) + 1, field.columns());
            if (showError)
                std::transform(field.row(i), field.row(i) + points, state.reference->row(i),
                    differences.begin(), std::minus<>());
            colorDensities(showError ? std::span<const double>(differences) : std::span(field.row(i), points),
                colors, fresh->limits, { fresh->colors.row(i), points });
            state.markObstacles(i, { fresh->colors.row(i), points });
        }
    };
    if (!m_pool.run(job).completed)
        return; // the engine ends

    TotalsOfRows totals;
    for (int i = 1; i <= field.rows(); ++i)
        totals.add(rows[static_cast<std::size_t>(i)]);
    fresh->totals = totals.totals();
    describe(state, *fresh);
    state.nextSnapshot = Clock::now() + framePeriod;
    announce(std::move(fresh));
}

/// All of a snapshot but its cells and what they add up to.
void LiveDiffusion::describe(const State& state, DiffusionSnapshot& snapshot)
{
    snapshot.grid = state.field->grid();
    snapshot.mass = snapshot.totals.sum * snapshot.grid.dx * snapshot.grid.dx;
    snapshot.settings = state.settings;
    snapshot.clock = state.field->clock();
    snapshot.step = state.field->step();
    snapshot.simtime = state.field->simtime();
    snapshot.beginTime = state.exactIsStale ? state.field->simtime() : state.exact.beginTime();
    snapshot.jumped = state.field->hasJumped();
    snapshot.error = state.error;
    snapshot.errorTime = state.referenceTime.value_or(0);
    snapshot.plan = state.plan;
    snapshot.playing = state.playing;
    snapshot.painted = state.field->isPainted();
    snapshot.hasExact = state.field->hasExact();
    snapshot.example = state.example ? state.example->id : std::string();
    snapshot.walls = state.field->walls();
    snapshot.isGeneral = state.field->isGeneral();
    snapshot.reaction = state.field->reaction();
    snapshot.stages = state.field->stages();
    snapshot.problem = state.problem;
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
