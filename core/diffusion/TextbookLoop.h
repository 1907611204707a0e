#pragma once

#include "core/base/Array2D.h"
#include "core/diffusion/DiffusionStepper.h"

#include <cstdint>

namespace escapade {

/// The seeds' loop as it is written there, one thread, two passes, plain arrays: what the fast one is
/// compared with, in its bits and in its time.
class TextbookLoop
{
public:
    /// density: shape (points, points), boundary included and obeying the rule.
    TextbookLoop(Array2D<double> density, const StepRule& rule);

    void advance(std::int64_t steps);
    const Array2D<double>& density() const { return m_density; }

private:
    void computeLaplacian();
    void computeNext();
    void applyBoundary();

    StepRule m_rule;
    Array2D<double> m_density;
    Array2D<double> m_next;
    Array2D<double> m_laplacian;
};

} // namespace escapade
