#include "core/diffusion/problem/SuperStepper.h"

#include "core/base/Check.h"

#include <vector>

namespace escapade {
namespace {

/// What stage j multiplies with; the names are the paper's, mt and gt for mu and gamma with a tilde.
struct Stage
{
    double mu = 0;
    double nu = 0;
    double mt = 0;
    double gt = 0;
};

double weight(int j)
{
    if (j < 2)
        return 1.0 / 3;
    const double n = j;
    return (n * n + n - 2) / (2 * n * (n + 1));
}

std::vector<Stage> stagesOf(int count)
{
    const double w1 = 1 / explicitStepsOf(count);
    std::vector<Stage> stages(static_cast<std::size_t>(count) + 1);
    stages[1].mt = weight(1) * w1;
    for (int j = 2; j <= count; ++j) {
        const double n = j;
        Stage stage;
        stage.mu = (2 * n - 1) / n * weight(j) / weight(j - 1);
        stage.nu = -(n - 1) / n * weight(j) / weight(j - 2);
        stage.mt = stage.mu * w1;
        stage.gt = -(1 - weight(j - 1)) * stage.mt;
        stages[static_cast<std::size_t>(j)] = stage;
    }
    return stages;
}

/// The rows that one stage of one row reads and writes, each from cell 0.
struct StageRows
{
    const double* begin; // Y_0
    double* beginChange; // tau L Y_0
    const double* beforeLast; // Y_(j-2); may be next
    double* next; // at first tau L Y_(j-1), then Y_j
};

/// As differences from Y_0: cells that do not change then keep every bit.
void combine(const Stage& stage, const StageRows& rows, const double* last, const double* change, int columns)
{
    for (int j = 1; j <= columns; ++j) {
        const double y0 = rows.begin[j];
        const double sum
            = ((stage.mu * (last[j] - y0) + stage.nu * (rows.beforeLast[j] - y0)) + stage.mt * change[j])
            + stage.gt * rows.beginChange[j];
        rows.next[j] = y0 + sum;
    }
}

} // namespace

double explicitStepsOf(int stages)
{
    const double s = stages;
    return (s * s + s - 2) / 4;
}

StepReport SuperStepper::advance(DiffusionField& field, const DiffusionProblem& problem,
    const StepTerms& terms, int stages, std::int64_t steps, const StepExecution& execution)
{
    ESCAPADE_CHECK(stages >= 2 && field.rows() == problem.rows && field.columns() == problem.columns);
    if (!m_scratch || m_scratch->points() != field.points() || m_scratch->width() != field.width()) {
        m_scratch.reset();
        Result<DiffusionField> scratch = DiffusionField::create(Size { field.width(), field.points() });
        if (!scratch) {
            StepReport report;
            report.failure = scratch.error().message;
            return report;
        }
        m_scratch.emplace(*std::move(scratch));
    }
    const std::vector<Stage> coefficients = stagesOf(stages);
    const GhostRules ghosts(problem.walls, problem.dx);
    const int rows = problem.rows;
    const int columns = problem.columns;
    DiffusionField& scratch = *m_scratch;
    // The last stage writes the field's other array, the one before it the scratch, and so in turn. Y_j takes
    // the place of Y_(j-2), which only its own cell needs.
    const auto compute = [&](std::int64_t round, RowRange strip) {
        const auto step = round / stages;
        const auto stage = static_cast<int>(round % stages) + 1;
        const auto present = static_cast<int>(step % 2);
        const auto rowOf = [&](int level, int i) {
            if (level == 0)
                return field.row(present, i);
            return (stages - level) % 2 == 0 ? field.row(1 - present, i) : scratch.row(0, i);
        };
        std::vector<double> change(static_cast<std::size_t>(columns) + 2);
        for (int i = strip.first; i < strip.last; ++i) {
            double* const own = stage == 1 ? scratch.row(1, i) : change.data();
            changeOfRow(terms.row(i - 1), rowOf(stage - 1, i - 1), rowOf(stage - 1, i),
                rowOf(stage - 1, i + 1), own, columns);
            double* const next = rowOf(stage, i);
            const double* const beforeLast = stage == 1 ? rowOf(0, i) : rowOf(stage - 2, i);
            combine(coefficients[static_cast<std::size_t>(stage)],
                { rowOf(0, i), scratch.row(1, i), beforeLast, next }, rowOf(stage - 1, i), own, columns);
            ghosts.closeRow(next, columns);
            if (i == 1)
                ghosts.closeTop(rowOf(stage, ghosts.top.periodic ? rows + 1 : 0), next, next, columns);
            if (i == rows)
                ghosts.closeBottom(rowOf(stage, ghosts.bottom.periodic ? 0 : rows + 1), next, next, columns);
        }
    };
    StepReport report = m_rounds.run({ columns, rows }, steps * stages, execution, compute);
    if (report.completed && steps % 2 != 0)
        field.swap();
    return report;
}

} // namespace escapade
