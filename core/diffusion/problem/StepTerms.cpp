#include "core/diffusion/problem/StepTerms.h"

namespace escapade {

StepTerms::StepTerms(const DiffusionProblem& problem, double dt)
    : m_across(Size { problem.columns, problem.rows + 1 })
    , m_sides(Size { problem.columns + 1, problem.rows })
    , m_source(Size { problem.columns, problem.rows })
    , m_free(Size { problem.columns, problem.rows })
{
    const double scale = dt / (problem.dx * problem.dx);
    for (int i = 0; i < problem.rows; ++i) {
        for (int j = 0; j < problem.columns; ++j) {
            const CellFaces faces = facesOf(problem, i, j);
            // Each inner face is written twice, with the same value: it is the mean of the same two cells.
            m_across.at(j, i) = faces.above * scale;
            m_across.at(j, i + 1) = faces.below * scale;
            m_sides.at(j, i) = faces.left * scale;
            m_sides.at(j + 1, i) = faces.right * scale;
            m_source.at(j, i) = problem.sourceAt(i, j) * dt;
            m_free.at(j, i) = problem.kindOf(i, j) == CellKind::Free ? 1 : 0;
        }
    }
}

// Written out in both: a call between them would keep the compiler from using vectors.

void stepRow(const StepTerms::Row& terms, const double* above, const double* here, const double* below,
    double* next, int columns)
{
    const double* __restrict up = above + 1;
    const double* __restrict middle = here + 1;
    const double* __restrict down = below + 1;
    double* __restrict result = next + 1;
    for (int j = 0; j < columns; ++j) {
        const double u = middle[j];
        const double flow = ((terms.below[j] * (down[j] - u) + terms.above[j] * (up[j] - u))
                                + terms.sides[j + 1] * (middle[j + 1] - u))
            + terms.sides[j] * (middle[j - 1] - u);
        result[j] = u + terms.free[j] * (flow + terms.source[j]);
    }
}

void changeOfRow(const StepTerms::Row& terms, const double* above, const double* here, const double* below,
    double* change, int columns)
{
    const double* __restrict up = above + 1;
    const double* __restrict middle = here + 1;
    const double* __restrict down = below + 1;
    double* __restrict result = change + 1;
    for (int j = 0; j < columns; ++j) {
        const double u = middle[j];
        const double flow = ((terms.below[j] * (down[j] - u) + terms.above[j] * (up[j] - u))
                                + terms.sides[j + 1] * (middle[j + 1] - u))
            + terms.sides[j] * (middle[j - 1] - u);
        result[j] = terms.free[j] * (flow + terms.source[j]);
    }
}

} // namespace escapade
