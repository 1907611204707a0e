#pragma once

#include "core/diffusion/ModeBasis.h"

namespace escapade {

/// Two sides of a box that face each other, as the solution without change in time sees them.
struct FacingWalls
{
    Wall first;
    Wall last;
    double ground = 0; ///< what is taken off the values of held walls
    bool operator==(const FacingWalls&) const = default;
};

/// What facing walls add to the density that stays for ever, the other held walls of the box being at the
/// ground: amplitudes with one row for each cell from the first wall to the last (along), and one column for
/// each wave of the other direction (beside). So the density in cell (i, j) is the sum over k of row i,
/// column k, times member k of beside in cell j.
///
/// A held wall is the series of its value in the waves beside it, each of which fades away from the wall as
/// exp(-kappa y), with the share that the opposite wall throws back. Waves too fine for the cells look there
/// like coarser ones, and are added to these. The cost is a few hundred exponentials for each row. Same bits
/// on every machine.
///
/// Source: the Dirichlet problem in a rectangle, for instance H. Carslaw, J. Jaeger, Conduction of Heat in
/// Solids, section 5.3. Where two held walls of different values meet, the density has a jump in the corner,
/// as the exact solution does.
PaddedMatrix fadingWaves(const FacingWalls& walls, const ModeBasis& along, const ModeBasis& beside);

} // namespace escapade
