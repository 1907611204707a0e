#include "core/diffusion/LiveDiffusionState.h"

#include <algorithm>
#include <cmath>

namespace escapade {
namespace {

/// A time that is short of the wanted one by rounding alone is there.
constexpr double roundingOfTime = 1e-9; // of a step

} // namespace

/// Back to play without end.
void LiveDiffusion::State::stopRun()
{
    stepsToRun.reset();
    timeToRunTo.reset();
}

/// Steps of the next frame, no more than are left of a run; 0 where it is at its end.
std::int64_t LiveDiffusion::State::stepsOfFrame() const
{
    std::int64_t steps = settings.stepsPerFrame;
    if (stepsToRun)
        steps = std::min(steps, *stepsToRun);
    if (timeToRunTo) {
        const double step = field->clock().dt * field->clock().parts;
        const double left = std::ceil((*timeToRunTo - field->simtime()) / step - roundingOfTime);
        steps = static_cast<std::int64_t>(std::clamp(left, 0.0, static_cast<double>(steps)));
    }
    return steps;
}

/// A late frame is made up for; slow motion needs not be that exact.
void LiveDiffusion::State::planNextFrame(Clock::time_point now)
{
    if (settings.framesPerStep > 1)
        nextFrame = now + shortestFrame * settings.framesPerStep;
    else
        nextFrame = std::max(nextFrame + shortestFrame, now);
}

void LiveDiffusion::State::beginNextFrame()
{
    const std::int64_t steps = stepsOfFrame();
    if (steps < 1) {
        endRun();
        return;
    }
    if (stepsToRun)
        *stepsToRun -= steps;
    if (settings.method != LiveMethod::Exact) {
        beginFrame(steps);
        return;
    }
    const LiveClock& clock = field->clock();
    const double next
        = wantedTime.value_or(field->simtime()) + clock.dt * clock.parts * static_cast<double>(steps);
    wantTime(timeToRunTo ? std::min(next, *timeToRunTo) : next);
}

/// Stops where a run has come to its end.
void LiveDiffusion::State::endRun()
{
    if ((!stepsToRun && !timeToRunTo) || stepsOfFrame() > 0)
        return;
    stopRun();
    playing = false;
    ++runsEnded;
    changed = true;
}

FieldMoment LiveDiffusion::State::presentMoment() const
{
    FieldMoment moment = field->moment();
    moment.begin = exactIsStale ? nullptr : begin;
    return moment;
}

void LiveDiffusion::State::keepMoment()
{
    if (field)
        history.keep(presentMoment());
}

void LiveDiffusion::State::change(Change what)
{
    if (!field)
        return;
    if (what == Change::Keep) {
        keepMoment();
        return;
    }
    const auto moment = what == Change::Undo ? history.undo(presentMoment()) : history.redo(presentMoment());
    if (moment)
        restore(*moment);
}

/// The exact solution, too, begins again with what it began with then, unless D is another by now.
void LiveDiffusion::State::restore(const FieldMoment& moment)
{
    partsLeft = 0;
    wantedTime.reset();
    forgetExact();
    field->restore(moment);
    if (moment.begin && moment.begin->D == field->D() && moment.begin->walls == field->walls()
        && field->hasExact()) {
        FieldMoment first = moment;
        first.values = moment.begin->values;
        field->restore(first);
        exact.begin(field->field(), field->exactProblem(), moment.begin->time);
        begin = moment.begin;
        exactIsStale = false;
        field->restore(moment);
    }
    conform();
}

LiveState LiveDiffusion::State::presentState() const
{
    const FieldMoment now = field->moment();
    LiveState state;
    state.values = std::make_shared<const Array2D<double>>(now.values);
    state.D = field->D();
    state.simtime = now.simtime;
    state.step = now.step;
    state.painted = now.painted;
    state.jumped = now.jumped;
    if (example && example->kind != DiffusionExample::Kind::Seeds)
        state.example = example;
    state.walls = now.walls;
    state.reaction = field->reaction();
    if (!now.second.size().isEmpty())
        state.second = std::make_shared<const Array2D<double>>(now.second);
    state.maps = now.maps;
    state.method = settings.method;
    state.ratio = settings.ratio;
    return state;
}

/// Another grid is made where the sizes or the problems differ. What was there can be gone back to where they
/// do not.
void LiveDiffusion::State::load(const LiveState& loaded)
{
    if (!loaded.values || loaded.values->height() - 2 < minLiveRows)
        return;
    LiveSettings wanted = settings;
    wanted.rows = loaded.values->height() - 2;
    wanted.D = loaded.D;
    wanted.method = loaded.method;
    wanted.ratio = loaded.ratio;
    if (loaded.ratio > maxStableR)
        wanted.beyond = Beyond::Allow; // it was, when it was saved
    const int columns = loaded.example ? columnsOf(*loaded.example, wanted.rows) : wanted.rows;
    if (wanted.rows != withinLimits(wanted).rows || loaded.values->width() - 2 != columns
        || (loaded.maps && !findMapsIssue(*loaded.maps, { columns, wanted.rows }).empty()))
        return;
    const std::string before = problemId();
    example = loaded.example;
    if (!field || before != problemId() || field->grid().rows != wanted.rows)
        makeField(withinLimits(wanted));
    else
        keepMoment();
    if (!field || field->field().width() != loaded.values->width() || field->grid().rows != wanted.rows)
        return; // there was no memory; the problem says so
    applySettings(wanted);
    if (loaded.reaction)
        applyReaction(*loaded.reaction);
    FieldMoment moment;
    moment.values = *loaded.values;
    moment.simtime = loaded.simtime;
    moment.step = loaded.step;
    moment.painted = loaded.painted;
    moment.jumped = loaded.jumped;
    if (loaded.second)
        moment.second = *loaded.second;
    moment.maps = loaded.maps;
    moment.walls = loaded.walls;
    restore(moment);
    if (settings.method != wanted.method) {
        const LiveMethod method = settings.method; // only now there are the walls and maps that allow it
        settings.method = possible(wanted).method;
        applyMethod(method);
    }
}

} // namespace escapade
