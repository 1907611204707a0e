#include "core/diffusion/LiveDiffusion.h"

#include "core/color/ColorTable.h"

#include <algorithm>
#include <new>
#include <optional>
#include <utility>

namespace escapade {
namespace {

constexpr std::chrono::nanoseconds framePeriod = std::chrono::nanoseconds(std::chrono::seconds(1)) / 60;
constexpr std::chrono::milliseconds sliceTarget { 4 };
constexpr int rowsPerTile = 32;

/// Calls the overload that fits a command.
template <typename... Functions> struct Overloaded : Functions...
{
    using Functions::operator()...;
};
template <typename... Functions> Overloaded(Functions...) -> Overloaded<Functions...>;

/// Adds up what one frame costs, slice by slice, and knows whether all of it ran with one setting.
class FrameClock
{
public:
    void begin() { *this = {}; }

    /// Not one of the frames that are timed.
    void discard() { m_steady = false; }

    void add(const StepReport& report, double work, int threads, SimdLevel simd)
    {
        if (m_slices == 0) {
            m_sample.threads = threads;
            m_sample.simd = simd;
        }
        m_steady = m_steady && m_sample.threads == threads && m_sample.simd == simd;
        m_sample.wall += report.wall;
        m_sample.cpu += report.cpu;
        m_sample.work += work;
        ++m_slices;
    }

    std::optional<FrameSample> sample() const
    {
        return m_steady && m_slices > 0 ? std::optional(m_sample) : std::nullopt;
    }

private:
    FrameSample m_sample { .workload = Workload::Diffusion };
    int m_slices = 0;
    bool m_steady = true;
};

} // namespace

/// What only the engine's thread touches.
struct LiveDiffusion::State
{
    State(WorkerPool& pool, const LiveSettings& first)
        : settings(first)
        , stepper(pool)
        , colors(densityPalette())
    { }

    LiveSettings settings;
    DiffusionStepper stepper;
    StepExecution execution;
    ColorTable colors;
    std::optional<LiveField> field;
    std::string problem;
    bool playing = false;
    bool suspended = false;
    bool changed = true; // something is not in the last snapshot
    std::int64_t partsLeft = 0; // of the frame that is being computed
    FrameClock frame;
    SliceSize slice { sliceTarget };
    Clock::time_point nextFrame {};
    Clock::time_point nextSnapshot {};

    void apply(const Command& command);
    void applySettings(const LiveSettings& wanted);
    void makeField(const LiveSettings& wanted);
    void beginFrame(std::int64_t steps);
    bool isMoving() const { return field && !suspended && (playing || partsLeft > 0); }

    /// When something is to be done next without a command; empty for never.
    std::optional<Clock::time_point> nextWork() const;
};

void LiveDiffusion::State::apply(const Command& command)
{
    changed = true;
    const Overloaded visitor {
        [this](Playing playingNow) {
            playing = playingNow.on;
            if (!playing)
                partsLeft = 0;
        },
        [this](StepOnce) {
            if (!field || playing)
                return;
            beginFrame(1);
            frame.discard();
        },
        [this](Reset) {
            partsLeft = 0;
            if (field)
                field->reset();
        },
        [this](const LiveSettings& wanted) { applySettings(wanted); },
        [this](const BrushStroke& stroke) {
            if (field)
                field->paint(stroke);
        },
        [this](Simd simd) { execution.simd = simd.level; },
        [this](Suspended suspendedNow) { suspended = suspendedNow.on; },
    };
    std::visit(visitor, command);
}

void LiveDiffusion::State::applySettings(const LiveSettings& wanted)
{
    const LiveSettings limited = withinLimits(wanted);
    if (!field || limited.rows != settings.rows) {
        makeField(limited);
        return;
    }
    settings = limited;
    // What is left of the frame was counted in parts of the old step.
    if (field->D() != limited.D)
        partsLeft = 0;
    field->setD(limited.D);
}

/// Keeps the field that is there when there is no memory for another one beside it.
void LiveDiffusion::State::makeField(const LiveSettings& wanted)
{
    Result<LiveField> fresh = LiveField::create(wanted);
    problem = fresh ? std::string() : fresh.error().message;
    if (!fresh)
        return;
    field.emplace(*std::move(fresh));
    settings = wanted;
    partsLeft = 0;
    slice = SliceSize(sliceTarget);
}

void LiveDiffusion::State::beginFrame(std::int64_t steps)
{
    partsLeft += steps * field->clock().parts;
    frame.begin();
}

std::optional<Clock::time_point> LiveDiffusion::State::nextWork() const
{
    std::optional<Clock::time_point> next;
    if (isMoving())
        next = partsLeft > 0 ? Clock::time_point() : nextFrame;
    if (changed && field)
        next = next ? std::min(*next, nextSnapshot) : nextSnapshot;
    return next;
}

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

void LiveDiffusion::paint(const BrushStroke& stroke)
{
    send(stroke);
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
            state.apply(command);
        commands.clear();
        try {
            work(state);
        } catch (const std::bad_alloc&) {
            state.problem = "not enough memory for this grid";
            state.playing = false;
            state.partsLeft = 0;
        }
    }
}

/// What is due: a snapshot, the next frame, a slice of it.
void LiveDiffusion::work(State& state)
{
    if (!state.field)
        return;
    const auto now = Clock::now();
    if (state.changed && now >= state.nextSnapshot)
        publish(state);
    if (state.isMoving() && state.partsLeft == 0 && now >= state.nextFrame) {
        state.beginFrame(state.settings.stepsPerFrame);
        state.nextFrame = std::max(state.nextFrame + framePeriod, now);
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
    const std::int64_t parts = std::min(state.partsLeft, state.slice.steps());
    const int threads = m_pool.active();
    const StepReport report = state.field->advance(state.stepper, parts, state.execution);
    if (!report.completed) {
        // Cancelled because the engine ends, or out of memory: this field is lost.
        state.problem = report.failure;
        state.field->reset();
        state.playing = false;
        state.partsLeft = 0;
        state.changed = true;
        return;
    }
    const double cells = static_cast<double>(state.settings.rows) * state.settings.rows;
    state.slice.record(parts, report.wall);
    state.frame.add(report, cells * static_cast<double>(parts), threads, state.execution.simd);
    state.partsLeft -= parts;
    if (state.partsLeft > 0)
        return;
    state.changed = true;
    if (const auto sample = state.frame.sample(); sample && m_callbacks.frameTimed)
        m_callbacks.frameTimed(*sample);
}

/// Copies, colours and adds up on the pool, some rows to a tile.
void LiveDiffusion::publish(State& state)
{
    state.changed = false;
    const DiffusionField& field = state.field->field();
    auto fresh = std::make_shared<DiffusionSnapshot>();
    fresh->values = Array2D<double>({ field.points(), field.points() });
    fresh->colors = Array2D<std::uint32_t>({ field.points(), field.points() });
    std::vector<RowTotals> rows(static_cast<std::size_t>(field.points()));
    const auto points = static_cast<std::size_t>(field.points());
    Job job;
    job.tileCount = (field.points() + rowsPerTile - 1) / rowsPerTile;
    job.priority = Priority::Diffusion;
    job.cancel = m_quitToken;
    job.compute = [&](int tile) {
        const int last = std::min((tile + 1) * rowsPerTile, field.points());
        for (int i = tile * rowsPerTile; i < last; ++i) {
            std::copy_n(field.row(i), points, fresh->values.row(i));
            colorDensities(
                { field.row(i), points }, state.colors, fresh->limits, { fresh->colors.row(i), points });
            rows[static_cast<std::size_t>(i)] = totalsOfRow(field.row(i) + 1, field.rows());
        }
    };
    if (!m_pool.run(job).completed)
        return; // the engine ends

    TotalsOfRows totals;
    for (int i = 1; i <= field.rows(); ++i)
        totals.add(rows[static_cast<std::size_t>(i)]);
    fresh->totals = totals.totals();
    fresh->grid = state.field->grid();
    fresh->mass = fresh->totals.sum * fresh->grid.dx * fresh->grid.dx;
    fresh->settings = state.settings;
    fresh->clock = state.field->clock();
    fresh->step = state.field->step();
    fresh->simtime = state.field->simtime();
    fresh->playing = state.playing;
    fresh->painted = state.field->isPainted();
    fresh->problem = state.problem;
    state.nextSnapshot = Clock::now() + framePeriod;
    announce(std::move(fresh));
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
