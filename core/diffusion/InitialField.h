#pragma once

#include "core/diffusion/DiffusionField.h"

#include <vector>

namespace escapade {

/// Sets the present array, boundary included, to a density of the program's own. field.points() is
/// grid.points. Same bits on every machine.
void setInitial(DiffusionField& field, const DiffusionGrid& grid, InitialDensity initial, Boundary boundary);

/// Sets it to values of shape (points, points), boundary included; the boundary is then made to obey its
/// condition. Fails with what is wrong when the shape differs or a value is NaN, infinite or larger than
/// 1e300.
Result<void> setInitial(DiffusionField& field, const Array2D<double>& values, Boundary boundary);

/// The factors a_i, i = 0..points-1, of the seeds' density a_i a_j: tents of height 1 at a quarter and three
/// quarters.
std::vector<double> tentFactors(const DiffusionGrid& grid);

/// The factors of exp(-rho^2 / (2 s^2)) about the middle of the box, s a twentieth of the box, correctly
/// rounded.
std::vector<double> gaussianFactors(const DiffusionGrid& grid);

} // namespace escapade
