#pragma once

#include "core/diffusion/DiffusionStepper.h"
#include "core/diffusion/problem/Problem.h"

#include <cstdint>
#include <vector>

namespace escapade {

/// Solves (1 - h A) x = b along a line of cells, A x_j = x_(j-1) - 2 x_j + x_(j+1) with what the walls at its
/// ends demand; the constant part of those (GhostRule::offset) belongs to b. Periodic lines by Sherman and
/// Morrison's formula.
class LineSolver
{
public:
    /// count: 3 or more. first and last are both periodic or neither.
    LineSolver(int count, double h, const GhostRule& first, const GhostRule& last);

    /// Of lanes lines at once, cell n of line l at cells[n * stride + l]. In place. Any thread.
    void solve(double* cells, std::ptrdiff_t stride, int lanes) const;

private:
    void sweep(double* cells, std::ptrdiff_t stride, int lanes) const;

    int m_count;
    double m_h;
    bool m_periodic;
    double m_corner = 0; // of the rank-one part
    std::vector<double> m_inverse; // of the pivots
    std::vector<double> m_answer; // to the rank-one part
    double m_share = 0;
};

/// Steps of any length by alternating directions (Peaceman and Rachford) for a constant D without obstacles,
/// on the pool: second order in time and space, stable for every step; long ones leave the finest waves
/// standing. The same bits for any threads.
///
/// Source: D. Peaceman, H. Rachford, The numerical solution of parabolic and elliptic differential equations,
/// J. SIAM 3 (1955) 28-41.
class AlternatingStepper
{
public:
    explicit AlternatingStepper(WorkerPool& pool)
        : m_pool(pool)
    { }

    /// Why it cannot be used for a problem; empty where it can.
    static std::string findIssue(const DiffusionProblem& problem);

    /// Advances a closed field by steps of dt. findIssue() is empty. Blocks: not from the GUI thread, not
    /// from a tile.
    StepReport advance(DiffusionField& field, const DiffusionProblem& problem, double dt, std::int64_t steps,
        const StepExecution& execution);

private:
    WorkerPool& m_pool;
};

} // namespace escapade
