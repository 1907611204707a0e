#pragma once

#include "core/diffusion/problem/Problem.h"

namespace escapade {

/// What the explicit step multiplies with, for one problem and time step: face values D dt / dx^2, sources
/// s dt, and 1 where a cell changes at all.
///
/// The step of a cell, in this order of additions:
///   next = u + free * (((below (u_below - u) + above (u_above - u)) + right (u_right - u)) + left (u_left -
///   u) + source)
/// The flow through a face is the same number with both signs on its two sides, so that mass is kept to
/// rounding.
struct StepTerms
{
    /// What one row of cells needs; the pointers are at the first unknown column.
    struct Row
    {
        const double* above;
        const double* below;
        const double* sides; ///< face left of column j at [j], right of it at [j + 1]
        const double* source;
        const double* free;
    };

    /// dt is not checked, see checkStep().
    StepTerms(const DiffusionProblem& problem, double dt);

    Row row(int i) const
    {
        return { m_across.row(i), m_across.row(i + 1), m_sides.row(i), m_source.row(i), m_free.row(i) };
    }

private:
    Array2D<double> m_across; // rows + 1: face above row i at [i]
    Array2D<double> m_sides; // columns + 1
    Array2D<double> m_source;
    Array2D<double> m_free;
};

/// One row's step. here, above, below and next begin at cell 0 of a row, the left boundary. Any thread.
void stepRow(const StepTerms::Row& terms, const double* above, const double* here, const double* below,
    double* next, int columns);

/// What stepRow() adds, before it is added: zero for cells that do not change.
void changeOfRow(const StepTerms::Row& terms, const double* above, const double* here, const double* below,
    double* change, int columns);

} // namespace escapade
