#pragma once

#include "core/diffusion/ModeBasis.h"

namespace escapade {

/// What a line of cells that is joined to a ring becomes after a time: row i says how much of each cell comes
/// to cell i. Nothing of it is negative, so that densities over hundreds of powers of ten keep all their
/// digits, which a sum of waves with both signs cannot do. Each row adds up to 1. Same bits on every machine.
///
/// spread: the variance 2 D t / dx^2, 0 or more. From 1.5 on the rows are samples of the heat kernel, which
/// is right to 1e-9 for waves of eight cells and more, and from 3 on to 1e-12 for all of four cells and more;
/// below, where cells are too coarse for it, they are a few explicit steps that have the spread exactly.
///
/// Source: Poisson's summation formula: samples take a wave of k cells^-1 for one of 2 pi - k, too, of which
/// the kernel leaves exp(-(spread / 2) ((2 pi - k)^2 - k^2)).
PaddedMatrix ringKernel(int cells, double spread);

} // namespace escapade
