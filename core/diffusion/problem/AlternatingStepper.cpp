#include "core/diffusion/problem/AlternatingStepper.h"

#include "core/base/Check.h"
#include "core/diffusion/FlushSubnormals.h"

#include <algorithm>

namespace escapade {
namespace {

constexpr int linesInTile = 32;

int tilesFor(int lines)
{
    return (lines + linesInTile - 1) / linesInTile;
}

} // namespace

LineSolver::LineSolver(int count, double h, const GhostRule& first, const GhostRule& last)
    : m_count(count)
    , m_h(h)
    , m_periodic(first.periodic)
    , m_inverse(static_cast<std::size_t>(count))
{
    ESCAPADE_CHECK(count >= 3 && first.periodic == last.periodic);
    const double middle = 1 + 2 * h;
    double begin = middle - h * first.slope;
    double end = middle - h * last.slope;
    if (m_periodic) {
        // The corners -h are the product of (g, 0, ..., -h) and (1, 0, ..., -h / g).
        m_corner = -middle;
        begin = middle - m_corner;
        end = middle - h * h / m_corner;
    }
    for (int n = 0; n < count; ++n) {
        const double diagonal = n == 0 ? begin : n + 1 == count ? end : middle;
        const double before = n == 0 ? 0 : h * h * m_inverse[static_cast<std::size_t>(n) - 1];
        m_inverse[static_cast<std::size_t>(n)] = 1 / (diagonal - before);
    }
    if (!m_periodic)
        return;
    m_answer.assign(static_cast<std::size_t>(count), 0.0);
    m_answer.front() = m_corner;
    m_answer.back() = -h;
    sweep(m_answer.data(), 1, 1);
    m_share = 1 / (1 + m_answer.front() - h / m_corner * m_answer.back());
}

void LineSolver::solve(double* cells, std::ptrdiff_t stride, int lanes) const
{
    sweep(cells, stride, lanes);
    if (!m_periodic)
        return;
    double* const last = cells + (m_count - 1) * stride;
    for (int lane = 0; lane < lanes; ++lane) {
        const double factor = (cells[lane] - m_h / m_corner * last[lane]) * m_share;
        for (int n = 0; n < m_count; ++n)
            cells[n * stride + lane] -= factor * m_answer[static_cast<std::size_t>(n)];
    }
}

/// Thomas' elimination: off the diagonal is -h everywhere.
void LineSolver::sweep(double* cells, std::ptrdiff_t stride, int lanes) const
{
    for (int n = 0; n < m_count; ++n) {
        double* const here = cells + n * stride;
        const double inverse = m_inverse[static_cast<std::size_t>(n)];
        if (n == 0) {
            for (int lane = 0; lane < lanes; ++lane)
                here[lane] *= inverse;
            continue;
        }
        const double* const before = here - stride;
        for (int lane = 0; lane < lanes; ++lane)
            here[lane] = (here[lane] + m_h * before[lane]) * inverse;
    }
    for (int n = m_count - 2; n >= 0; --n) {
        double* const here = cells + n * stride;
        const double* const after = here + stride;
        const double factor = m_h * m_inverse[static_cast<std::size_t>(n)];
        for (int lane = 0; lane < lanes; ++lane)
            here[lane] += factor * after[lane];
    }
}

std::string AlternatingStepper::findIssue(const DiffusionProblem& problem)
{
    const auto values = problem.diffusivity.values();
    if (problem.rows < 3 || problem.columns < 3)
        return "alternating directions need 3 rows and 3 columns at least";
    if (!std::all_of(values.begin(), values.end(), [&](double D) { return D == values.front(); }))
        return "alternating directions need the same D everywhere; use super time steps";
    const auto cells = problem.cells.values();
    if (!std::all_of(cells.begin(), cells.end(), [](CellKind kind) { return kind == CellKind::Free; }))
        return "alternating directions need a box without obstacles; use super time steps";
    return {};
}

StepReport AlternatingStepper::advance(DiffusionField& field, const DiffusionProblem& problem, double dt,
    std::int64_t steps, const StepExecution& execution)
{
    const GhostRules ghosts(problem.walls, problem.dx);
    const int rows = problem.rows;
    const int columns = problem.columns;
    const double h = problem.diffusivity.at(0, 0) * dt / (problem.dx * problem.dx) / 2;
    const LineSolver across(columns, h, ghosts.left, ghosts.right);
    const LineSolver down(rows, h, ghosts.top, ghosts.bottom);
    const auto sourceAt = [&](int i, int j) { return problem.sourceAt(i - 1, j - 1) * dt / 2; };

    // From the present array: half a step with the differences down as they are, across as they will be.
    const auto halfAcross = [&](int tile) {
        const FlushSubnormals flush;
        const int last = std::min((tile + 1) * linesInTile, rows);
        for (int i = tile * linesInTile + 1; i <= last; ++i) {
            const double* const here = field.row(0, i);
            const double* const above = field.row(0, i - 1);
            const double* const below = field.row(0, i + 1);
            double* const next = field.row(1, i);
            for (int j = 1; j <= columns; ++j)
                next[j] = here[j] + (h * (below[j] + above[j] - 2 * here[j]) + sourceAt(i, j));
            next[1] += h * ghosts.left.offset;
            next[columns] += h * ghosts.right.offset;
            across.solve(next + 1, 1, 1);
            ghosts.closeRow(next, columns);
        }
    };
    // And back: the differences across as they became, down as they will be.
    const auto halfDown = [&](int tile) {
        const FlushSubnormals flush;
        const int first = tile * linesInTile + 1;
        const int last = std::min((tile + 1) * linesInTile, columns);
        for (int i = 1; i <= rows; ++i) {
            const double* const here = field.row(1, i);
            double* const next = field.row(0, i);
            for (int j = first; j <= last; ++j)
                next[j] = here[j] + (h * (here[j + 1] + here[j - 1] - 2 * here[j]) + sourceAt(i, j));
        }
        for (int j = first; j <= last; ++j) {
            field.row(0, 1)[j] += h * ghosts.top.offset;
            field.row(0, rows)[j] += h * ghosts.bottom.offset;
        }
        down.solve(field.row(0, 1) + first, field.stride(), last - first + 1);
    };

    StepReport report;
    const auto runHalf = [&](int lines, const std::function<void(int)>& compute) {
        Job job;
        job.tileCount = tilesFor(lines);
        job.compute = compute;
        job.priority = execution.priority;
        job.cancel = execution.cancel;
        job.threads = execution.threads;
        const JobReport done = m_pool.run(job);
        report.wall += done.wallTime();
        report.cpu += done.cpuTime();
        report.failure = done.failure;
        return done.completed;
    };
    report.plan = { tilesFor(rows), 1 };
    for (std::int64_t step = 0; step < steps; ++step) {
        if (!runHalf(rows, halfAcross) || !runHalf(columns, halfDown))
            return report;
        ghosts.close(field);
    }
    report.completed = true;
    return report;
}

} // namespace escapade
