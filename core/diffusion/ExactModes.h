#pragma once

#include "core/base/Array2D.h"
#include "core/diffusion/DiffusionStepper.h"

#include <cstdint>
#include <memory>

namespace escapade {

/// The exact result of the explicit steps with u = 0 at the walls, for any number of steps at once: every
/// sine mode is multiplied by its own factor g_kl = 1 - 4 c (sin^2(k pi / 2M) + sin^2(l pi / 2M)) at each
/// step, M = points - 1. Dense matrices, so meant for grids of up to about 500 cells a side; memory 5 (points
/// - 2)^2 doubles.
///
/// Source: separation of variables for the five-point scheme, for instance Morton and Mayers, Numerical
/// Solution of Partial Differential Equations, section 3.1.
class ExactModes
{
public:
    /// density: shape (points, points); its boundary cells are taken as zero. coefficient: that of the step,
    /// at most 1/4.
    ExactModes(const Array2D<double>& density, double coefficient);
    ~ExactModes();
    ExactModes(ExactModes&&) noexcept;
    ExactModes& operator=(ExactModes&&) noexcept;

    /// The density after so many steps, shape (points, points).
    Array2D<double> after(std::int64_t steps) const;

private:
    struct Matrices;
    std::unique_ptr<Matrices> m_matrices;
};

} // namespace escapade
