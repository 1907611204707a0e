#include "core/diffusion/problem/ProblemStepper.h"

#include "core/base/Check.h"
#include "core/diffusion/FlushSubnormals.h"

#include <utility>

namespace escapade {

StepReport ProblemStepper::advance(DiffusionField& field, const DiffusionProblem& problem,
    const StepTerms& terms, std::int64_t steps, const StepExecution& execution)
{
    ESCAPADE_CHECK(field.rows() == problem.rows && field.columns() == problem.columns);
    const GhostRules ghosts(problem.walls, problem.dx);
    const int rows = problem.rows;
    const int columns = problem.columns;
    // The strip that computes a row at a wall also sets the boundary cells that depend on it. Those of a
    // periodic pair hold what the other side has.
    const auto compute = [&](std::int64_t round, RowRange strip) {
        const auto from = static_cast<int>(round % 2);
        const int to = 1 - from;
        for (int i = strip.first; i < strip.last; ++i) {
            double* const next = field.row(to, i);
            stepRow(terms.row(i - 1), field.row(from, i - 1), field.row(from, i), field.row(from, i + 1),
                next, columns);
            ghosts.closeRow(next, columns);
            if (i == 1) {
                double* const ghost = ghosts.top.periodic ? field.row(to, rows + 1) : field.row(to, 0);
                ghosts.closeTop(ghost, next, next, columns);
            }
            if (i == rows) {
                double* const ghost = ghosts.bottom.periodic ? field.row(to, 0) : field.row(to, rows + 1);
                ghosts.closeBottom(ghost, next, next, columns);
            }
        }
    };
    StepReport report = m_rounds.run({ columns, rows }, steps, execution, compute);
    if (report.completed && steps % 2 != 0)
        field.swap();
    return report;
}

ProblemLoop::ProblemLoop(Array2D<double> density, const DiffusionProblem& problem, double dt)
    : m_problem(problem)
    , m_dt(dt)
    , m_density(std::move(density))
{
    ESCAPADE_CHECK(m_density.size() == (Size { problem.columns + 2, problem.rows + 2 }));
    close();
}

void ProblemLoop::advance(std::int64_t steps)
{
    const FlushSubnormals flush;
    const double scale = m_dt / (m_problem.dx * m_problem.dx);
    for (std::int64_t step = 0; step < steps; ++step) {
        Array2D<double> next = m_density;
        for (int i = 1; i <= m_problem.rows; ++i) {
            for (int j = 1; j <= m_problem.columns; ++j) {
                if (m_problem.kindOf(i - 1, j - 1) != CellKind::Free)
                    continue;
                const CellFaces faces = facesOf(m_problem, i - 1, j - 1);
                const double u = m_density.at(j, i);
                double sum = faces.below * scale * (m_density.at(j, i + 1) - u);
                sum += faces.above * scale * (m_density.at(j, i - 1) - u);
                sum += faces.right * scale * (m_density.at(j + 1, i) - u);
                sum += faces.left * scale * (m_density.at(j - 1, i) - u);
                next.at(j, i) = u + (sum + m_problem.sourceAt(i - 1, j - 1) * m_dt);
            }
        }
        m_density = std::move(next);
        close();
    }
}

void ProblemLoop::close()
{
    const GhostRules ghosts(m_problem.walls, m_problem.dx);
    const int rows = m_problem.rows;
    const int columns = m_problem.columns;
    for (int i = 1; i <= rows; ++i) {
        const double first = m_density.at(1, i);
        const double last = m_density.at(columns, i);
        m_density.at(0, i) = ghosts.left(first, last);
        m_density.at(columns + 1, i) = ghosts.right(last, first);
    }
    for (int j = 0; j <= columns + 1; ++j) {
        const double first = m_density.at(j, 1);
        const double last = m_density.at(j, rows);
        m_density.at(j, 0) = ghosts.top(first, last);
        m_density.at(j, rows + 1) = ghosts.bottom(last, first);
    }
}

} // namespace escapade
