#include "core/diffusion/LiveField.h"

#include "core/base/Check.h"
#include "core/diffusion/InitialField.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace escapade {
namespace {

constexpr Boundary liveBoundary = Boundary::Dirichlet;

/// The seeds' box with so many unknowns a side. Half a cell more than rows keeps int((x2 - x1) / dx) at rows.
DiffusionParams liveParams(int rows)
{
    DiffusionParams params;
    params.dx = (params.x2 - params.x1) / (rows + 0.5);
    return params;
}

/// The seeds' problem, at whatever moment, as a general one.
DiffusionExample seedsAsExample(const DiffusionGrid& grid)
{
    DiffusionExample example;
    example.id = "four-peaks";
    example.rows = grid.rows;
    example.height = grid.x2 - grid.x1;
    example.r = paintedR;
    example.walls = Walls::all({ .kind = WallKind::Value });
    return example;
}

} // namespace

LiveSettings withinLimits(LiveSettings settings)
{
    settings.rows = std::clamp(settings.rows, minLiveRows, maxLiveRows);
    settings.D = std::isfinite(settings.D) ? std::clamp(settings.D, minLiveD, maxLiveD) : 1;
    settings.stepsPerFrame = std::clamp(settings.stepsPerFrame, 1, maxStepsPerFrame);
    settings.framesPerStep = std::clamp(settings.framesPerStep, 1, maxFramesPerStep);
    settings.look = withinLimits(settings.look);
    if (!(settings.ratio >= minRatio))
        settings.ratio = 0;
    settings.ratio = std::min(settings.ratio, maxRatio);
    return settings;
}

LiveClock liveClock(double dx, double D, double r)
{
    const double dx2 = dx * dx;
    LiveClock clock;
    clock.parts = static_cast<int>(std::ceil(std::max(D, 1.0)));
    clock.dt = r * dx2 / clock.parts;
    clock.coefficient = (D / dx2) * clock.dt;
    return clock;
}

double liveSpeed(const LiveSettings& settings, const LiveClock& clock)
{
    return framesPerSecond * clock.dt * clock.parts * settings.stepsPerFrame / settings.framesPerStep;
}

LiveSettings withSpeed(LiveSettings settings, const LiveClock& clock, double speed)
{
    const double perFrame = speed / (framesPerSecond * clock.dt * clock.parts); // steps
    if (!(perFrame > 0))
        return settings;
    settings.stepsPerFrame
        = static_cast<int>(std::lround(std::clamp(perFrame, 1.0, static_cast<double>(maxStepsPerFrame))));
    settings.framesPerStep
        = static_cast<int>(std::lround(std::clamp(1 / perFrame, 1.0, static_cast<double>(maxFramesPerStep))));
    return settings;
}

Result<LiveField> LiveField::create(const LiveSettings& settings)
{
    const LiveSettings limited = withinLimits(settings);
    const Result<DiffusionGrid> grid = makeGrid(liveParams(limited.rows));
    if (!grid)
        return grid.error();
    ESCAPADE_CHECK(grid->rows == limited.rows);
    Result<DiffusionField> field = DiffusionField::create(grid->points);
    if (!field)
        return field.error();
    return LiveField(*std::move(field), *grid, limited.D);
}

Result<LiveField> LiveField::create(const DiffusionExample& example, const LiveSettings& settings)
{
    if (example.kind == DiffusionExample::Kind::Seeds)
        return create(settings);
    const LiveSettings limited = withinLimits(settings);
    Result<ProblemRun> run = ProblemRun::create(example, limited.rows, limited.D);
    if (!run)
        return run.error();
    Result<DiffusionField> field = DiffusionField::create(run->points());
    if (!field)
        return field.error();
    DiffusionGrid grid;
    grid.rows = limited.rows;
    grid.points = limited.rows + 2;
    grid.dx = run->dx();
    grid.x2 = grid.rows * grid.dx;
    return LiveField(*std::move(field), grid, limited.D, *std::move(run));
}

LiveField::LiveField(DiffusionField field, const DiffusionGrid& grid, double D, std::optional<ProblemRun> run)
    : m_field(std::move(field))
    , m_isSeeds(!run)
    , m_run(std::move(run))
    , m_grid(grid)
    , m_D(D)
{
    reset();
}

void LiveField::reset()
{
    if (m_isSeeds)
        becomeSeeds();
    if (m_run)
        m_run->reset(m_field);
    else
        setInitial(m_field, m_grid, InitialDensity::FourPeaks, liveBoundary);
    m_simtime = 0;
    m_step = 0;
    m_painted = false;
    m_jumped = false;
    updateClock();
}

void LiveField::setD(double D)
{
    m_D = std::clamp(D, minLiveD, maxLiveD);
    if (m_run)
        m_run->setD(m_D);
    updateClock();
}

Result<void> LiveField::setWalls(const Walls& walls)
{
    if (!m_run)
        return Error { "the seeds' four peaks have walls at zero; choose another example for other walls" };
    Result<void> done = m_run->setWalls(m_field, walls);
    updateClock();
    return done;
}

Result<void> LiveField::setReaction(const Reaction& reaction)
{
    if (!m_run)
        return Error { "the four peaks do not react" };
    return m_run->setReaction(m_field, reaction);
}

std::optional<Reaction> LiveField::reaction() const
{
    return m_run ? m_run->reaction() : std::nullopt;
}

Result<void> LiveField::setMethod(LiveMethod method)
{
    if (!m_run && method != LiveMethod::Steps)
        return Error { "the four peaks advance by explicit steps or by exact modes" };
    Result<void> done = m_run ? m_run->setMethod(method) : Result<void>();
    updateClock();
    return done;
}

Walls LiveField::walls() const
{
    return m_run ? m_run->walls() : Walls::all({ .kind = WallKind::Value });
}

Result<void> LiveField::paint(const BrushStroke& stroke)
{
    if (stroke.target == BrushTarget::Density) {
        escapade::paint(m_field, stroke, liveBoundary);
        if (m_run)
            m_run->mend(m_field);
    } else {
        if (auto done = becomeGeneral(); !done)
            return done;
        if (auto done = m_run->paintMap(m_field, stroke); !done)
            return done;
    }
    m_painted = true;
    updateClock();
    return {};
}

std::shared_ptr<const ProblemMaps> LiveField::paintedMaps() const
{
    return m_run ? m_run->paintedMaps() : nullptr;
}

/// The seeds' problem goes on, as it is, with steps that know of obstacles.
Result<void> LiveField::becomeGeneral()
{
    if (m_run)
        return {};
    Result<ProblemRun> run = ProblemRun::create(seedsAsExample(m_grid), m_grid.rows, m_D);
    if (!run)
        return run.error();
    m_run.emplace(*std::move(run));
    m_run->setRatio(m_ratio);
    return {};
}

void LiveField::becomeSeeds()
{
    m_run.reset();
    m_field.applyBoundary(liveBoundary);
}

ExactProblem LiveField::exactProblem() const
{
    return m_run ? m_run->exactProblem()
                 : ExactProblem { m_grid.dx, m_D, walls(), ExactProblem::Form::Waves, {} };
}

void LiveField::setRatio(double ratio)
{
    m_ratio = ratio;
    if (m_run)
        m_run->setRatio(ratio);
    updateClock();
}

bool LiveField::isUnstable() const
{
    constexpr double rounding = 1 + 1e-9;
    return method() == LiveMethod::Steps && m_clock.coefficient > maxStableR * rounding;
}

bool LiveField::hasBlownUp() const
{
    for (int i = 1; i <= m_field.rows(); ++i) {
        const double* const row = m_field.row(i) + 1;
        if (!std::all_of(row, row + m_field.columns(),
                [](double value) { return std::abs(value) <= largestUnstable; }))
            return true;
    }
    return false;
}

FieldMoment LiveField::moment() const
{
    return { m_field.toArray(), m_simtime, m_step, m_painted, m_jumped, second(), nullptr, paintedMaps(),
        walls() };
}

void LiveField::restore(const FieldMoment& moment)
{
    ESCAPADE_CHECK(moment.values.width() == m_field.width() && moment.values.height() == m_field.points());
    for (int i = 0; i < m_field.points(); ++i)
        std::copy_n(moment.values.row(i), m_field.width(), m_field.row(0, i));
    if (m_isSeeds && !moment.maps)
        becomeSeeds();
    else if (moment.maps)
        ESCAPADE_CHECK(becomeGeneral());
    if (m_run) {
        m_run->setMaps(moment.maps);
        if (!m_run->setWalls(m_field, moment.walls))
            m_run->close(m_field); // they make no sense, and those that there were stay
    }
    if (m_run)
        m_run->restore(m_field, moment.second);
    else
        m_field.applyBoundary(liveBoundary); // of a file it may be anything
    m_simtime = moment.simtime;
    m_step = moment.step;
    m_painted = moment.painted;
    m_jumped = moment.jumped;
    updateClock();
}

StepReport LiveField::advance(DiffusionStepper& stepper, std::int64_t parts, const StepExecution& execution)
{
    StepReport report = m_run
        ? m_run->advance(m_field, stepper.pool(), parts, execution)
        : stepper.advance(m_field, { m_clock.coefficient, liveBoundary }, parts, execution);
    if (report.completed) {
        for (std::int64_t part = 0; part < parts; ++part)
            m_simtime += m_clock.dt;
        m_step += parts;
    }
    return report;
}

bool LiveField::jumpTo(
    double simtime, const std::function<bool(double* cells, std::ptrdiff_t stride)>& compute)
{
    if (!compute(m_field.row(0, 1) + 1, m_field.stride()))
        return false;
    if (m_run)
        m_run->close(m_field);
    else
        m_field.applyBoundary(liveBoundary);
    m_simtime = simtime;
    m_jumped = true;
    return true;
}

void LiveField::updateClock()
{
    if (m_run) {
        m_clock = { m_run->dt(), m_run->parts(), m_run->r() };
    } else if (m_ratio > 0) {
        const double dx2 = m_grid.dx * m_grid.dx;
        const double dt = m_ratio * dx2 / m_D;
        m_clock = { dt, 1, (m_D / dx2) * dt };
    } else {
        m_clock = liveClock(m_grid.dx, m_D, m_painted ? paintedR : maxStableR);
    }
}

} // namespace escapade
