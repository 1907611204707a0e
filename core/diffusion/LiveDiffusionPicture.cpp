#include "core/diffusion/LiveDiffusionState.h"
#include "core/diffusion/MatterDensity.h"

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

namespace escapade {
namespace {

constexpr int rowsPerTile = 32;

/// Of what is shown.
FieldTotals totalsOf(const DiffusionSnapshot& snapshot)
{
    const Array2D<double>& matter = snapshot.matter;
    if (matter.size().isEmpty())
        return snapshot.totals;
    TotalsOfRows totals;
    for (int i = 1; i < matter.height() - 1; ++i)
        totals.add(totalsOfRow(matter.row(i) + 1, matter.width() - 2));
    return totals.totals();
}

} // namespace

/// Copies, adds up and colours on the pool, some rows to a tile.
void LiveDiffusion::publish(State& state)
{
    if (state.settings.view == LiveView::Error
        && (state.errorIsOld || state.referenceTime != state.field->simtime()))
        compare(state);
    state.changed = false;
    state.planNextSnapshot(Clock::now());
    auto fresh = std::make_shared<DiffusionSnapshot>();
    if (!copyRows(state, *fresh) || !findMatter(state, *fresh) || !colorRows(state, *fresh))
        return; // the engine ends
    describe(state, *fresh);
    announce(std::move(fresh));
}

bool LiveDiffusion::copyRows(const State& state, DiffusionSnapshot& snapshot)
{
    const DiffusionField& field = state.field->field();
    const auto width = static_cast<std::size_t>(field.width());
    snapshot.values = Array2D<double>({ field.width(), field.points() });
    std::vector<RowTotals> rows(static_cast<std::size_t>(field.points()));
    const bool done = runRows(field.points(), [&](int i) {
        std::copy_n(field.row(i), width, snapshot.values.row(i));
        rows[static_cast<std::size_t>(i)] = totalsOfRow(field.row(i) + 1, field.columns());
    });
    if (!done)
        return false;
    TotalsOfRows totals;
    for (int i = 1; i <= field.rows(); ++i)
        totals.add(rows[static_cast<std::size_t>(i)]);
    snapshot.totals = totals.totals();
    return true;
}

/// Some rows to a tile.
bool LiveDiffusion::runRows(int rows, const std::function<void(int)>& compute)
{
    Job job;
    job.tileCount = (rows + rowsPerTile - 1) / rowsPerTile;
    job.priority = Priority::Diffusion;
    job.cancel = m_quitToken;
    job.compute = [&](int tile) {
        const int last = std::min((tile + 1) * rowsPerTile, rows);
        for (int i = tile * rowsPerTile; i < last; ++i)
            compute(i);
    };
    return m_pool.run(job).completed;
}

bool LiveDiffusion::findMatter(const State& state, DiffusionSnapshot& snapshot)
{
    if (state.settings.view != LiveView::Matter)
        return true;
    const Array2D<double>& values = snapshot.values;
    const auto width = static_cast<std::size_t>(values.width());
    Array2D<double> logarithms(values.size());
    snapshot.matter = Array2D<double>(values.size());
    const double factor = matterFactor(state.field->D(), state.field->simtime(), state.field->grid().dx);
    const int rows = values.height() - 2;
    const bool done = runRows(values.height(), [&](int i) {
        matterLogarithms({ values.row(i), width }, { logarithms.row(i), width });
    }) && runRows(rows, [&](int i) {
        matterOfRow(logarithms, i + 1, factor, { snapshot.matter.row(i + 1), width });
    });
    std::copy_n(snapshot.matter.row(1), width, snapshot.matter.row(0));
    std::copy_n(snapshot.matter.row(rows), width, snapshot.matter.row(rows + 1));
    return done;
}

bool LiveDiffusion::colorRows(const State& state, DiffusionSnapshot& snapshot)
{
    const DensityLook& look = state.settings.look;
    const bool showError
        = state.settings.view == LiveView::Error && state.referenceTime == state.field->simtime();
    const ColorTable& table
        = showError || look.map == DensityMap::Diverging ? state.differenceColors : state.colors;
    snapshot.showsError = showError;
    snapshot.limits
        = showError ? differenceLimits(state.error.value_or(0)) : limitsOf(look, totalsOf(snapshot));
    snapshot.colors = Array2D<std::uint32_t>(snapshot.values.size());
    const auto width = static_cast<std::size_t>(snapshot.values.width());
    return runRows(snapshot.values.height(), [&](int i) {
        const std::span<std::uint32_t> colors(snapshot.colors.row(i), width);
        if (!showError) {
            colorLook(snapshot.shown(), i, look, snapshot.limits, table, colors);
            state.markObstacles(i, colors);
            return;
        }
        const double* const values = snapshot.values.row(i);
        std::vector<double> differences(width);
        std::transform(values, values + width, state.reference->row(i), differences.begin(), std::minus<>());
        colorDensities(differences, table, snapshot.limits, colors);
    });
}

/// All of a snapshot but its cells and what they add up to.
void LiveDiffusion::describe(const State& state, DiffusionSnapshot& snapshot)
{
    snapshot.grid = state.field->grid();
    const double cell = snapshot.grid.dx * snapshot.grid.dx;
    snapshot.mass = snapshot.totals.sum * snapshot.grid.dx * snapshot.grid.dx;
    snapshot.energy = snapshot.totals.squares * cell / 2;
    snapshot.undoable = state.history.undoable();
    snapshot.redoable = state.history.redoable();
    snapshot.runsEnded = state.runsEnded;
    snapshot.settings = state.settings;
    snapshot.clock = state.field->clock();
    snapshot.step = state.field->step();
    snapshot.simtime = state.field->simtime();
    snapshot.beginTime = state.exactIsStale ? state.field->simtime() : state.exact.beginTime();
    snapshot.jumped = state.field->hasJumped();
    snapshot.error = state.error;
    snapshot.errorTime = state.referenceTime.value_or(0);
    snapshot.plan = state.plan;
    snapshot.planMeasured = state.planMeasured;
    snapshot.planThreads = state.planThreads;
    snapshot.playing = state.playing;
    snapshot.inRun = state.playing && (state.stepsToRun || state.timeToRunTo);
    snapshot.painted = state.field->isPainted();
    snapshot.hasExact = state.field->hasExact();
    snapshot.exactIssue = state.field->exactIssue();
    snapshot.hasMatter = state.field->hasMatter();
    snapshot.isUnstable = state.field->isUnstable();
    snapshot.hasPaintedMaps = state.field->paintedMaps() != nullptr;
    if (state.example && state.example->kind != DiffusionExample::Kind::Seeds)
        snapshot.runtime = runtimeOf(*state.example) * state.example->D / state.field->D();
    else
        snapshot.runtime /= state.field->D();
    snapshot.example = state.example ? state.example->id : std::string();
    snapshot.walls = state.field->walls();
    snapshot.isGeneral = state.field->isGeneral();
    snapshot.reaction = state.field->reaction();
    snapshot.stages = state.field->stages();
    snapshot.problem = state.problem;
}

} // namespace escapade
