#include "core/diffusion/LiveDiffusionState.h"

#include "core/diffusion/DiffusionParams.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace escapade {
namespace {

/// The comparison with the exact solution takes no more than this part of the time while nobody looks at it,
/// and none on grids where its preparation alone would be felt.
constexpr int comparisonShare = 20;
constexpr int mostRowsCompared = 1100;

/// Why a ratio is refused; empty where it is not.
std::string ratioIssue(const LiveSettings& wanted)
{
    if (wanted.beyond == Beyond::Allow || wanted.ratio <= maxStableR)
        return {};
    return "r is " + pythonRepr(wanted.ratio)
        + "; it must be at most 0.25: beyond it every step makes the finest waves larger instead of smaller, "
          "until nothing else is left";
}

/// Calls the overload that fits a command.
template <typename... Functions> struct Overloaded : Functions...
{
    using Functions::operator()...;
};
template <typename... Functions> Overloaded(Functions...) -> Overloaded<Functions...>;

} // namespace

void LiveDiffusion::State::apply(const Command& command)
{
    changed = true;
    const Overloaded visitor {
        [this](Playing playingNow) {
            playing = playingNow.on;
            stopRun();
            if (!playing)
                partsLeft = 0;
        },
        [this](StepOnce) {
            if (!field || playing)
                return;
            if (settings.method == LiveMethod::Exact) {
                wantTime(wantedTime.value_or(field->simtime()) + field->clock().dt * field->clock().parts);
                return;
            }
            beginFrame(1);
            frame.discard();
        },
        [this](Reset) {
            keepMoment();
            partsLeft = 0;
            wantedTime.reset();
            if (field)
                field->reset();
            forgetExact();
            conform();
        },
        [this](const LiveSettings& wanted) { applySettings(wanted); },
        [this](const BrushStroke& stroke) { applyStroke(stroke); },
        [this](Change what) { change(what); },
        [this](RunSteps run) {
            if (!field || run.steps < 1)
                return;
            stopRun();
            stepsToRun = run.steps;
            playing = true;
        },
        [this](RunTo run) {
            if (!field || !(run.simtime > field->simtime()) || !std::isfinite(run.simtime))
                return;
            stopRun();
            timeToRunTo = run.simtime;
            playing = true;
        },
        [this](const LiveState& loaded) { load(loaded); },
        [this](const Fetch& wanted) {
            if (field)
                wanted.then(presentState());
        },
        [this](Seek seek) { wantTime(seek.simtime); },
        [this](Simd simd) { execution.simd = simd.level; },
        [this](Suspended suspendedNow) { suspended = suspendedNow.on; },
        [this](const Example& wanted) { applyExample(wanted); },
        [this](const Walls& walls) { applyWalls(walls); },
        [this](const Reaction& reaction) { applyReaction(reaction); },
    };
    std::visit(visitor, command);
}

void LiveDiffusion::State::applySettings(const LiveSettings& wanted)
{
    const LiveSettings limited = possible(withinLimits(wanted));
    if (!field || limited.rows != settings.rows) {
        makeField(limited);
        return;
    }
    problem = ratioIssue(withinLimits(wanted));
    const LiveMethod before = settings.method;
    if (limited.framesPerStep != settings.framesPerStep)
        nextFrame = {}; // it may be ten seconds away
    settings = limited;
    if (limited.method != before)
        applyMethod(before);
    partsLeft = field->ratio() == limited.ratio ? partsLeft : 0; // counted in parts of the old step
    field->setRatio(limited.ratio);
    if (field->D() == limited.D)
        return;
    // What is left of the frame was counted in parts of the old step.
    partsLeft = 0;
    field->setD(limited.D);
    forgetExact();
}

/// Goes on with the old example where there is no memory for the new one.
void LiveDiffusion::State::applyExample(const Example& wanted)
{
    const auto before = std::exchange(example, wanted.example);
    if (!makeField(withinLimits(wanted.settings)))
        example = before;
}

void LiveDiffusion::State::applyWalls(const Walls& walls)
{
    if (!field || field->walls() == walls)
        return;
    partsLeft = 0; // counted in parts of the old step
    const Result<void> done = field->setWalls(walls);
    problem = done ? std::string() : done.error().message;
    forgetExact();
    conform();
}

void LiveDiffusion::State::applyStroke(const BrushStroke& stroke)
{
    if (!field)
        return;
    const bool changesSteps = stroke.target != BrushTarget::Density;
    if (changesSteps)
        partsLeft = 0; // counted in parts of the old step
    const Result<void> done = field->paint(stroke);
    if (!done)
        problem = done.error().message;
    forgetExact();
    if (changesSteps)
        conform();
}

/// What can no longer be had after a change of the problem, is not.
void LiveDiffusion::State::conform()
{
    if (!field)
        return;
    settings = possible(settings);
    if (settings.method != LiveMethod::Exact)
        settings.method = field->method();
    if (!field->hasExact())
        wantedTime.reset();
}

void LiveDiffusion::State::applyReaction(const Reaction& reaction)
{
    const Result<void> done
        = field ? field->setReaction(reaction) : Result<void>(Error { "there is no field" });
    problem = done ? std::string() : done.error().message;
}

/// The settings' method, or the one before where the problem does not allow it.
void LiveDiffusion::State::applyMethod(LiveMethod before)
{
    partsLeft = 0; // counted in steps of the old one
    if (settings.method == LiveMethod::Exact)
        return;
    const Result<void> done = field->setMethod(settings.method);
    problem = done ? std::string() : done.error().message;
    if (!done)
        settings.method = before;
}

/// What can be had of the settings with this problem.
LiveSettings LiveDiffusion::State::possible(LiveSettings wanted) const
{
    if (!ratioIssue(wanted).empty())
        wanted.ratio = std::min(settings.ratio, maxStableR);
    if (!field)
        return wanted;
    const bool needsGeneral
        = wanted.method == LiveMethod::SuperSteps || wanted.method == LiveMethod::Alternating;
    if ((wanted.method == LiveMethod::Exact && !field->hasExact()) || (needsGeneral && !field->isGeneral()))
        wanted.method = LiveMethod::Steps;
    const bool canShow = wanted.view == LiveView::Error ? field->hasExact() : field->hasMatter();
    if (!canShow)
        wanted.view
            = field->hasMatter() && wanted.view == LiveView::Error ? LiveView::Matter : LiveView::Density;
    return wanted;
}

/// Cells in which nothing can be are grey in every colour map. What was painted is hatched: D that is smaller
/// in dark lines, a larger one in light lines that run the other way; held cells are dotted.
void LiveDiffusion::State::markObstacles(int row, std::span<std::uint32_t> pixels) const
{
    constexpr std::uint32_t grey = 0xff808080;
    constexpr std::uint32_t dark = 0xff000000;
    constexpr std::uint32_t light = 0xffffffff;
    constexpr int hatch = 6;
    constexpr int dots = 3;
    constexpr double visible = 0.01; // of D
    const int columns = field->field().columns();
    if (row < 1 || row > field->field().rows() || !field->isGeneral())
        return;
    const auto maps = field->paintedMaps();
    for (int j = 1; j <= columns; ++j) {
        std::uint32_t& pixel = pixels[static_cast<std::size_t>(j)];
        const CellKind kind = field->kindOf(row, j);
        if (kind == CellKind::Insulating)
            pixel = grey;
        if (!maps || kind == CellKind::Insulating)
            continue;
        const double multiple = maps->multiples.at(j - 1, row - 1);
        if (kind == CellKind::Held && row % dots == 0 && j % dots == 0)
            pixel = (row + j) / dots % 2 == 0 ? dark : light;
        else if (multiple < 1 - visible && (row + j) % hatch == 0)
            pixel = dark;
        else if (multiple > 1 + visible && (row - j) % hatch == 0)
            pixel = light;
    }
}

/// The field was changed by something else than time.
void LiveDiffusion::State::forgetExact()
{
    exactIsStale = true;
    begin.reset();
    errorIsOld = true;
    error.reset();
    referenceTime.reset();
}

/// Before the field goes on, the exact solution takes it over as it is.
void LiveDiffusion::State::renewExact()
{
    if (!exactIsStale)
        return;
    exact.begin(field->field(), field->exactProblem(), field->simtime());
    begin = std::make_shared<const FieldBegin>(
        FieldBegin { field->field().toArray(), field->simtime(), field->D(), field->walls() });
    exactIsStale = false;
}

void LiveDiffusion::State::wantTime(double simtime)
{
    if (!field || !std::isfinite(simtime) || !field->hasExact())
        return;
    partsLeft = 0;
    wantedTime = simtime;
}

/// Whether the largest difference from the exact solution is due, and can be afforded. The exact method has
/// none.
bool LiveDiffusion::State::mayCompare(Clock::time_point now) const
{
    return field && field->hasExact() && !suspended && errorIsOld && settings.method != LiveMethod::Exact
        && settings.view != LiveView::Error && field->grid().rows <= mostRowsCompared
        && (!playing || now - compared >= comparisonShare * comparisonTook);
}

/// Keeps the field that is there when there is no memory for another one beside it.
bool LiveDiffusion::State::makeField(const LiveSettings& wanted)
{
    Result<LiveField> fresh = example ? LiveField::create(*example, wanted) : LiveField::create(wanted);
    problem = fresh ? std::string() : fresh.error().message;
    if (!fresh)
        return false;
    field.emplace(*std::move(fresh));
    problem = ratioIssue(wanted);
    settings = possible(wanted);
    field->setRatio(settings.ratio);
    if (settings.method != LiveMethod::Steps)
        applyMethod(LiveMethod::Steps);
    partsLeft = 0;
    wantedTime.reset();
    reference.reset();
    comparisonTook = {};
    history.clear();
    stopRun();
    forgetExact();
    slice = SliceSize(sliceTarget);
    return true;
}

void LiveDiffusion::State::beginFrame(std::int64_t steps)
{
    partsLeft += steps * field->clock().parts;
    frame.begin();
}

/// A hand on the slider wants a thousand times a second: of what nobody will see, nothing is computed.
Clock::time_point LiveDiffusion::State::nextJump() const
{
    return playing ? Clock::time_point() : nextSnapshot;
}

/// At most a quarter early, so that a late snapshot does not make all that follow it late: 60 a second
/// are 60.
void LiveDiffusion::State::planNextSnapshot(Clock::time_point now)
{
    nextSnapshot = std::max(nextSnapshot + shortestFrame, now + shortestFrame * 3 / 4);
}

std::optional<Clock::time_point> LiveDiffusion::State::nextWork() const
{
    std::optional<Clock::time_point> next;
    if (isMoving())
        next = partsLeft > 0 ? Clock::time_point() : nextFrame;
    if (wantedTime && field && !suspended)
        next = next ? std::min(*next, nextJump()) : nextJump();
    if (changed && field)
        next = next ? std::min(*next, nextSnapshot) : nextSnapshot;
    else if (!playing && mayCompare({}))
        next = Clock::time_point();
    return next;
}

} // namespace escapade
