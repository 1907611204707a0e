#include "core/diffusion/problem/ProblemRun.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace escapade {
namespace {

constexpr double roundingOfParts = 1e-9;

void fill(DiffusionField& field, const Array2D<double>& values)
{
    for (int i = 0; i < values.height(); ++i)
        std::copy_n(values.row(i), values.width(), field.row(0, i + 1) + 1);
}

void clampCells(DiffusionField& field, const Bounds& bounds)
{
    for (int i = 1; i <= field.rows(); ++i) {
        double* const row = field.row(0, i);
        std::transform(row + 1, row + 1 + field.columns(), row + 1,
            [&](double value) { return std::clamp(value, bounds.low, bounds.high); });
    }
}

} // namespace

Result<ProblemRun> ProblemRun::create(const DiffusionExample& example, int rows, double D)
{
    ProblemRun run(example, rows, D);
    if (run.reacts()) {
        Result<DiffusionField> other = DiffusionField::create(run.points());
        if (!other)
            return other.error();
        run.m_other.emplace(*std::move(other));
    }
    return run;
}

ProblemRun::ProblemRun(const DiffusionExample& example, int rows, double D)
    : m_example(example)
    , m_D(example.D)
    , m_grid(layOut(example, rows))
    , m_own { m_grid.problem.diffusivity, m_grid.problem.cells, m_grid.density }
{
    for (double& value : m_own.multiples.values())
        value /= example.D;
    if (m_own.cells.size().isEmpty())
        m_own.cells = Array2D<CellKind>(m_own.multiples.size(), CellKind::Free);
    const double limit = stepLimitNow();
    const double dx2 = dx() * dx();
    m_stepTime = 4 * example.r * (std::isfinite(limit) ? limit : dx2 / example.D);
    setD(D);
}

void ProblemRun::reset(DiffusionField& shown)
{
    m_grid.problem.walls = m_example.walls;
    m_painted.reset();
    applyMaps();
    if (reacts()) {
        fill(m_example.showsSecond ? shown : *m_other, m_grid.second);
        fill(m_example.showsSecond ? *m_other : shown, m_grid.density);
    } else {
        fill(shown, m_grid.density);
    }
    close(shown);
}

void ProblemRun::setD(double D)
{
    m_D = D;
    applyMaps();
}

void ProblemRun::applyMaps()
{
    const ProblemMaps& now = maps();
    std::transform(now.multiples.values().begin(), now.multiples.values().end(),
        m_grid.problem.diffusivity.values().begin(), [D = m_D](double multiple) { return multiple * D; });
    const auto kinds = now.cells.values();
    const bool allFree
        = std::all_of(kinds.begin(), kinds.end(), [](CellKind kind) { return kind == CellKind::Free; });
    m_grid.problem.cells = allFree ? Array2D<CellKind>() : now.cells;
    if (m_method == LiveMethod::Alternating && !AlternatingStepper::findIssue(m_grid.problem).empty())
        m_method = LiveMethod::Steps;
    updateClock();
}

Result<void> ProblemRun::paintMap(DiffusionField& shown, const BrushStroke& stroke)
{
    if (reacts())
        return Error {
            "what reacts has the same D everywhere and no obstacles; only its density is painted"
        };
    auto fresh = std::make_shared<ProblemMaps>(maps());
    paintMaps(*fresh, stroke);
    m_painted = std::move(fresh);
    applyMaps();
    mend(shown);
    return {};
}

void ProblemRun::setMaps(std::shared_ptr<const ProblemMaps> maps)
{
    if (m_painted == maps)
        return;
    m_painted = std::move(maps);
    applyMaps();
}

ExactProblem ProblemRun::exactProblem() const
{
    const bool hasWideRange = m_example.kind == DiffusionExample::Kind::Adhesion;
    return { dx(), m_grid.problem.diffusivity.at(0, 0), m_grid.problem.walls,
        hasWideRange ? ExactProblem::Form::Kernel : ExactProblem::Form::Waves, m_grid.problem.source };
}

std::string ProblemRun::findExactIssueNow() const
{
    if (reacts())
        return "substances that react";
    const auto values = m_grid.problem.diffusivity.values();
    if (!std::all_of(values.begin(), values.end(), [&](double D) { return D == values.front(); }))
        return "different D in different places";
    if (!(values.front() > 0))
        return "places without diffusion";
    if (!m_grid.problem.cells.size().isEmpty())
        return "obstacles";
    return findExactIssue(m_grid.problem.walls);
}

void ProblemRun::setRatio(double ratio)
{
    m_ratio = ratio;
    updateClock();
}

Result<void> ProblemRun::setWalls(DiffusionField& shown, const Walls& walls)
{
    if (const std::string issue = findWallIssue(walls); !issue.empty())
        return Error { issue };
    if (reacts()) {
        for (const Wall& wall : { walls.top, walls.bottom, walls.left, walls.right }) {
            if (wall.kind == WallKind::Robin)
                return Error { "the walls of a reaction can be held at rest, insulated or periodic" };
        }
    }
    m_grid.problem.walls = walls;
    updateClock();
    close(shown);
    return {};
}

Result<void> ProblemRun::setReaction(DiffusionField& shown, const Reaction& reaction)
{
    if (!reacts() || reaction.model != m_example.reaction.model)
        return Error { "this problem has no reaction of that kind" };
    if (const std::string issue = findReactionIssue(reaction); !issue.empty())
        return Error { issue };
    m_example.reaction.parameters = reaction.parameters;
    close(shown);
    return {};
}

std::optional<Reaction> ProblemRun::reaction() const
{
    return reacts() ? std::optional(m_example.reaction) : std::nullopt;
}

Result<void> ProblemRun::setMethod(LiveMethod method)
{
    if (reacts() && method != LiveMethod::Steps)
        return Error { "what reacts is stepped by explicit steps" };
    if (method == LiveMethod::Alternating) {
        if (const std::string issue = AlternatingStepper::findIssue(m_grid.problem); !issue.empty())
            return Error { issue };
    }
    m_method = method;
    updateClock();
    return {};
}

Array2D<double> ProblemRun::second() const
{
    return m_other ? m_other->toArray() : Array2D<double>();
}

void ProblemRun::restore(DiffusionField& shown, const Array2D<double>& second)
{
    if (m_other && second.width() == m_other->width() && second.height() == m_other->points()) {
        for (int i = 0; i < m_other->points(); ++i)
            std::copy_n(second.row(i), second.width(), m_other->row(0, i));
    }
    close(shown);
}

void ProblemRun::mend(DiffusionField& shown)
{
    if (reacts())
        clampCells(shown, paintBounds(m_example.reaction.model));
    for (int i = 1; i <= shown.rows(); ++i) {
        for (int j = 1; j <= shown.columns(); ++j) {
            if (kindOf(i, j) != CellKind::Free)
                shown.row(0, i)[j] = kindOf(i, j) == CellKind::Held ? maps().held.at(j - 1, i - 1) : 0;
        }
    }
    close(shown);
}

StepReport ProblemRun::advance(
    DiffusionField& shown, WorkerPool& pool, std::int64_t parts, const StepExecution& execution)
{
    if (m_method == LiveMethod::Alternating)
        return AlternatingStepper(pool).advance(shown, m_grid.problem, m_dt, parts, execution);
    if (m_method == LiveMethod::SuperSteps) {
        if (!m_super)
            m_super = std::make_unique<SuperStepper>(pool);
        return m_super->advance(shown, m_grid.problem, *m_terms, superStages, parts, execution);
    }
    if (!reacts())
        return ProblemStepper(pool).advance(shown, m_grid.problem, *m_terms, parts, execution);
    DiffusionField& u = m_example.showsSecond ? *m_other : shown;
    DiffusionField& v = m_example.showsSecond ? shown : *m_other;
    return ReactionStepper(pool).advance(u, v, rule(), parts, execution);
}

double ProblemRun::stepLimitNow() const
{
    return reacts() ? reactionStepLimit(rule().reaction, dx()) : stepLimit(m_grid.problem).dt;
}

void ProblemRun::updateClock()
{
    const double limit = stepLimitNow();
    const double largest = 4 * m_example.r * limit;
    m_parts = std::max(1, static_cast<int>(std::ceil(m_stepTime / largest - roundingOfParts)));
    m_dt = m_stepTime / m_parts * (m_method == LiveMethod::Steps ? 1 : longStep);
    if (m_ratio > 0 && m_method == LiveMethod::Steps && !reacts() && std::isfinite(limit)) {
        m_parts = 1;
        m_dt = 4 * m_ratio * limit;
    }
    m_r = m_dt / (4 * limit);
    m_exactIssue = findExactIssueNow();
    if (!reacts())
        m_terms.emplace(m_grid.problem, m_dt);
}

void ProblemRun::close(DiffusionField& shown)
{
    if (!reacts())
        GhostRules(m_grid.problem.walls, dx()).close(shown);
    else if (m_example.showsSecond)
        closeReaction(*m_other, shown, rule());
    else
        closeReaction(shown, *m_other, rule());
}

ReactionRule ProblemRun::rule() const
{
    const double factor = reacts() ? m_D / m_example.D : 1;
    Reaction reaction = m_example.reaction;
    reaction.Du *= factor;
    reaction.Dv *= factor;
    return { reaction, m_grid.problem.walls, dx(), m_dt };
}

} // namespace escapade
