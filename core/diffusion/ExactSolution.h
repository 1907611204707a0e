#pragma once

#include "core/diffusion/ModeBasis.h"
#include "core/parallel/WorkerPool.h"
#include "core/simd/SimdLevel.h"

#include <array>
#include <memory>
#include <vector>

namespace escapade {

/// What a field obeys where there is an exact solution: one D everywhere, no obstacles.
struct ExactProblem
{
    double dx = 1;
    double D = 1;
    Walls walls = Walls::all({ .kind = WallKind::Value });
    /// Over how many powers of ten the density must keep its digits: a sum of waves has sixteen of them, and
    /// a kernel without negative parts, for periodic walls without a source alone, three hundred.
    enum class Form { Waves, Kernel };
    Form form = Form::Waves;
    Array2D<double> source {}; ///< density per time in each unknown cell; empty: none
};

/// Whether ExactSolution can do these walls: pairs of held, insulated and periodic ones. Empty where it can,
/// otherwise what stands in the way.
std::string findExactIssue(const Walls& walls);

/// The solution of u_t = D (u_xx + u_yy) + s in a box, at any time at once, for the series of sines, cosines
/// or waves through the cells of a density that was there at one time. Each mode (k, l) decays with
/// exp(-D (k^2 + l^2) (pi / L)^2 t), L the side of the box; so the explicit steps, which are of the order
/// dx^2, differ from it by their own error alone. Where walls are held at different values, this is the
/// difference from what they lead to in the end, see HeldWalls; in corners between such walls, where the
/// solution jumps, the steps do not come near it.
///
/// The work is two products of matrices, shared by the pool's members, and two more for modes that were not
/// asked for before. Modes below 1e-32 of what they were are left out, and not even found, which makes late
/// times much cheaper than early ones. Same bits for any threads and instruction set, and in whatever order
/// times are asked for.
///
/// Source: separation of variables, for instance J. Crank, The Mathematics of Diffusion, section 2.3.
class ExactSolution
{
public:
    explicit ExactSolution(WorkerPool& pool);

    /// How to compute: changes no bit.
    struct Execution
    {
        SimdLevel simd = SimdLevel::Scalar;
        CancelToken cancel;
    };

    /// Takes the field as the density at this time. Only copies it. findExactIssue() is empty. Throws
    /// std::bad_alloc.
    void begin(const DiffusionField& field, ExactProblem problem, double time);
    double beginTime() const { return m_time; }

    /// The density at a time, begin() time or later, into rows of a field from its cell [1][1] at this
    /// stride; what lies beyond the cells of a row up to the next multiple of 8 is written, too. Blocks:
    /// never call it from the GUI thread or from a tile. False when cancelled. Throws std::bad_alloc.
    bool evaluate(double time, double* cells, std::ptrdiff_t stride, const Execution& execution);

    /// Modes from top to bottom, and from left to right, that evaluate() adds up for a time. Once it was
    /// called; of waves.
    Size modesAt(double time) const;

private:
    /// One direction.
    struct Axis
    {
        std::shared_ptr<const ModeBasis> basis;
        double rate = 0; // D (pi / L)^2
        double exponent(int k, double elapsed) const;
        int modesAt(double elapsed) const;
    };

    struct Product
    {
        const double* a;
        std::ptrdiff_t aStride;
        const double* b;
        std::ptrdiff_t bStride;
        double* c;
        std::ptrdiff_t cStride;
        int rows;
        int columns;
        int depth;
    };

    bool usesKernel() const;
    bool evaluateKernel(double time, double* cells, std::ptrdiff_t stride, const Execution& execution);
    void prepare();
    Axis axisFor(ModeKind kind, int cells) const;
    bool takeLastingOff(const Execution& execution);
    bool findModes(Size count, const Execution& execution);
    bool transform(const PaddedMatrix& cells, PaddedMatrix& modes, Size count, const Execution& execution);
    void dampen(double elapsed, Size count);
    bool multiply(const Product& product, const Execution& execution);

    WorkerPool& m_pool;
    ExactProblem m_problem;
    Axis m_down; // from row to row
    Axis m_across;
    PaddedMatrix m_density {}; // in cells, above the ground and without what lasts
    PaddedMatrix m_modes {}; // of the density: those that some time has asked for
    Size m_known; // how many modes these are
    PaddedMatrix m_source {}; // in cells
    PaddedMatrix m_sourceModes {}; // all of them; empty: not found yet
    PaddedMatrix m_lasting {}; // above the ground, what stays for ever, in cells; empty: nothing
    PaddedMatrix m_work {};
    PaddedMatrix m_damped {};
    Size m_cells;
    double m_ground = 0; // value of the walls, which is taken off
    bool m_prepared = false;
    double m_time = 0;
};

} // namespace escapade
