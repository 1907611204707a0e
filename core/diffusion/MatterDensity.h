#pragma once

#include "core/base/Array2D.h"

#include <span>

namespace escapade {

// The adhesion model of the cosmic web. Matter that began at rest relative to the expansion, evenly spread,
// moves with the velocity u of Burgers' equation, u_b + (u grad) u = nu lap u, whose time b is the growth
// factor of structure. With u = -grad Phi and Phi = 2 nu ln U (Hopf and Cole) U diffuses: U_b = nu lap U.
//
// What is now at x came, on average over the paths that end there, from q = x + b grad Phi; so the density,
// 1 at the beginning, is det(dq/dx) = det(I + b Hess Phi). It is a determinant of covariances, and so never
// negative.
//
// Source: S. Gurbatov, A. Saichev, S. Shandarin, Large-scale structure of the Universe. The Zeldovich
// approximation and the adhesion model, Phys. Usp. 55 (2012) 223-249; E. Hopf (1950) and J. Cole (1951) for
// the transform.

/// The binary logarithms of what diffuses; what is not above 0 counts as very small. Any thread.
void matterLogarithms(std::span<const double> values, std::span<double> logarithms);

/// The density of matter in row i of the cells within the boundary. logarithms: shape (points, width),
/// boundary included. factor: 2 nu b ln 2 / dx^2. row: the boundary's cells become what their neighbours are.
/// Same bits on every machine. Any thread.
void matterOfRow(const Array2D<double>& logarithms, int i, double factor, std::span<double> row);

/// The factor for a diffusivity nu, a time b and a spacing.
double matterFactor(double nu, double time, double dx);

} // namespace escapade
