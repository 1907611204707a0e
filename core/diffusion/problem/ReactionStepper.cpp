#include "core/diffusion/problem/ReactionStepper.h"

#include "core/base/Check.h"
#include "core/diffusion/problem/Kinetics.h"

#include <algorithm>
#include <limits>

namespace escapade {
namespace {

/// A row and the two beside it, each from its boundary cell 0.
struct Rows
{
    const double* above;
    const double* here;
    const double* below;
};

Rows rowsOf(DiffusionField& field, int array, int i)
{
    return { field.row(array, i - 1), field.row(array, i), field.row(array, i + 1) };
}

struct Coefficients
{
    double u;
    double v;
    double dt;
};

template <typename Kinetics>
void reactRow(const Kinetics& rate, const Coefficients& by, const Rows& first, const Rows& second,
    double* nextFirst, double* nextSecond, int columns)
{
    const double* __restrict ua = first.above;
    const double* __restrict uh = first.here;
    const double* __restrict ub = first.below;
    const double* __restrict va = second.above;
    const double* __restrict vh = second.here;
    const double* __restrict vb = second.below;
    double* __restrict nu = nextFirst;
    double* __restrict nv = nextSecond;
    for (int j = 1; j <= columns; ++j) {
        const double u = uh[j];
        const double v = vh[j];
        const double lu = ub[j] + ua[j] + uh[j + 1] + uh[j - 1] - 4 * u;
        const double lv = vb[j] + va[j] + vh[j + 1] + vh[j - 1] - 4 * v;
        nu[j] = u + (by.u * lu + by.dt * rate.f(u, v));
        nv[j] = v + (by.v * lv + by.dt * rate.g(u, v));
    }
}

/// Boundary cells of a row that was just computed, and those above or below it.
void closeNext(DiffusionField& field, const GhostRules& ghosts, int to, int i)
{
    const int rows = field.rows();
    const int columns = field.columns();
    double* const next = field.row(to, i);
    ghosts.closeRow(next, columns);
    if (i == 1)
        ghosts.closeTop(field.row(to, ghosts.top.periodic ? rows + 1 : 0), next, next, columns);
    if (i == rows)
        ghosts.closeBottom(field.row(to, ghosts.bottom.periodic ? 0 : rows + 1), next, next, columns);
}

} // namespace

double reactionStepLimit(const Reaction& reaction, double dx)
{
    const double fastest = std::max(reaction.Du, reaction.Dv);
    return fastest > 0 ? dx * dx / (4 * fastest) : std::numeric_limits<double>::infinity();
}

StepReport ReactionStepper::advance(DiffusionField& u, DiffusionField& v, const ReactionRule& rule,
    std::int64_t steps, const StepExecution& execution)
{
    ESCAPADE_CHECK(u.rows() == v.rows() && u.columns() == v.columns());
    const Substances rest = restState(rule.reaction);
    const GhostRules first(wallsAtRest(rule.walls, rest.u), rule.dx);
    const GhostRules second(wallsAtRest(rule.walls, rest.v), rule.dx);
    const double scale = rule.dt / (rule.dx * rule.dx);
    const Coefficients by { rule.reaction.Du * scale, rule.reaction.Dv * scale, rule.dt };
    StepReport report = kinetics::visit(rule.reaction, [&](const auto& rate) {
        return m_rounds.run(
            { u.columns(), u.rows() }, steps, execution, [&, rate](std::int64_t round, RowRange strip) {
                const auto from = static_cast<int>(round % 2);
                const int to = 1 - from;
                for (int i = strip.first; i < strip.last; ++i) {
                    reactRow(rate, by, rowsOf(u, from, i), rowsOf(v, from, i), u.row(to, i), v.row(to, i),
                        u.columns());
                    closeNext(u, first, to, i);
                    closeNext(v, second, to, i);
                }
            });
    });
    if (report.completed && steps % 2 != 0) {
        u.swap();
        v.swap();
    }
    return report;
}

void closeReaction(DiffusionField& u, DiffusionField& v, const ReactionRule& rule)
{
    const Substances rest = restState(rule.reaction);
    GhostRules(wallsAtRest(rule.walls, rest.u), rule.dx).close(u);
    GhostRules(wallsAtRest(rule.walls, rest.v), rule.dx).close(v);
}

} // namespace escapade
