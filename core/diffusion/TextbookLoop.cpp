#include "core/diffusion/TextbookLoop.h"

#include "core/base/Check.h"
#include "core/diffusion/FlushSubnormals.h"

#include <utility>

namespace escapade {

TextbookLoop::TextbookLoop(Array2D<double> density, const StepRule& rule)
    : m_rule(rule)
    , m_density(std::move(density))
    , m_next(m_density)
    , m_laplacian(m_density.size())
{
    ESCAPADE_CHECK(m_density.width() == m_density.height() && m_density.width() >= 3);
}

void TextbookLoop::advance(std::int64_t steps)
{
    const FlushSubnormals flush;
    for (std::int64_t step = 0; step < steps; ++step) {
        computeLaplacian();
        computeNext();
        std::swap(m_density, m_next);
        applyBoundary();
    }
}

void TextbookLoop::computeLaplacian()
{
    const int rows = m_density.height() - 2;
    for (int i = 1; i <= rows; ++i) {
        const double* below = m_density.row(i + 1);
        const double* above = m_density.row(i - 1);
        const double* here = m_density.row(i);
        double* laplacian = m_laplacian.row(i);
        for (int j = 1; j <= rows; ++j)
            laplacian[j] = below[j] + above[j] + here[j + 1] + here[j - 1] - 4 * here[j];
    }
}

void TextbookLoop::computeNext()
{
    const int rows = m_density.height() - 2;
    for (int i = 1; i <= rows; ++i) {
        const double* here = m_density.row(i);
        const double* laplacian = m_laplacian.row(i);
        double* next = m_next.row(i);
        for (int j = 1; j <= rows; ++j)
            next[j] = here[j] + m_rule.coefficient * laplacian[j];
    }
}

void TextbookLoop::applyBoundary()
{
    if (m_rule.boundary == Boundary::Dirichlet)
        return; // the zeros were there from the beginning
    const int rows = m_density.height() - 2;
    const bool insulated = m_rule.boundary == Boundary::Neumann;
    const int beforeFirst = insulated ? 1 : rows;
    const int afterLast = insulated ? rows : 1;
    for (int i = 1; i <= rows; ++i) {
        m_density.at(0, i) = m_density.at(beforeFirst, i);
        m_density.at(rows + 1, i) = m_density.at(afterLast, i);
    }
    for (int j = 0; j <= rows + 1; ++j) {
        m_density.at(j, 0) = m_density.at(j, beforeFirst);
        m_density.at(j, rows + 1) = m_density.at(j, afterLast);
    }
}

} // namespace escapade
