#pragma once

#include "core/diffusion/problem/Walls.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace escapade {

/// Rows of doubles, zeros where a row is padded, as the kernel of matrix products asks for.
struct PaddedMatrix
{
    std::vector<double> values {};
    std::ptrdiff_t stride = 0;
    void resize(int rows, int columns);
    double* row(int k) { return values.data() + k * stride; }
    const double* row(int k) const { return values.data() + k * stride; }
};

/// The waves that a line of cells is made of, by what its two walls demand of them.
enum class ModeKind {
    Sine, ///< zero in the boundary cells at both ends
    Cosine, ///< level at the faces of both ends
    SineCosine, ///< zero in the first boundary cell, level at the last face
    CosineSine, ///< and the other way round
    Ring ///< periodic: sines and cosines of whole waves
};

/// Empty where the waves have no simple form: Robin walls. A value at a wall is taken as zero.
std::optional<ModeKind> modeKind(const Wall& first, const Wall& last);

/// An orthogonal basis of the densities on a line of cells, of which each member decays by itself. Members
/// are ordered from the smoothest on. Same bits on every machine.
///
/// Source: separation of variables, for instance J. Crank, The Mathematics of Diffusion, section 2.3.
class ModeBasis
{
public:
    /// cells: 1 or more. Throws std::bad_alloc.
    ModeBasis(ModeKind kind, int cells);

    ModeKind kind() const { return m_kind; }
    int cells() const { return m_cells; }
    /// The length of the line, in spacings: what number() counts half waves of.
    double length() const;
    /// How many half waves member k has along the line.
    double number(int k) const;
    /// The sum of the squares of member k over the cells, inverted.
    double inverseNorm(int k) const;

    /// Member k in row k, a cell in each column; and the same with rows and columns exchanged.
    const PaddedMatrix& members() const { return m_members; }
    const PaddedMatrix& transposed() const { return m_kind == ModeKind::Sine ? m_members : m_transposed; }

private:
    double valueOf(int k, int cell, const std::vector<double>& sines) const;

    ModeKind m_kind;
    int m_cells;
    PaddedMatrix m_members;
    PaddedMatrix m_transposed; // empty for sines, whose matrix is symmetric
};

} // namespace escapade
