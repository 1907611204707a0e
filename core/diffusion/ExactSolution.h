#pragma once

#include "core/diffusion/DiffusionField.h"
#include "core/parallel/WorkerPool.h"
#include "core/simd/SimdLevel.h"

#include <vector>

namespace escapade {

/// The solution of u_t = D (u_xx + u_yy) in a square box with u = 0 at its walls, at any time at once, for
/// the sine series through the cells of a density that was there at one time. Each mode (k, l) decays with
/// exp(-D (k^2 + l^2) (pi / L)^2 t), L the side of the box; so the explicit steps, which are of the order
/// dx^2, differ from it by their own error alone.
///
/// The work is two products of matrices, shared by the pool's members. Modes below 1e-32 of what they were
/// are left out, which makes late times much cheaper than early ones. Same bits for any threads and
/// instruction set.
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

    /// Takes the field as the density at this time. Only copies it. Throws std::bad_alloc.
    void begin(const DiffusionField& field, double dx, double D, double time);
    double beginTime() const { return m_time; }

    /// The density at a time, begin() time or later, into rows of a field from its cell [1][1] at this
    /// stride; what lies beyond the cells of a row up to the next multiple of 8 becomes zero. Blocks: never
    /// call it from the GUI thread or from a tile. False when cancelled. Throws std::bad_alloc.
    bool evaluate(double time, double* cells, std::ptrdiff_t stride, const Execution& execution);

    /// Modes a side that evaluate() adds up for a time.
    int modesAt(double time) const;

private:
    /// A square matrix of doubles, zeros where a row is padded.
    struct Matrix
    {
        std::vector<double> values {};
        std::ptrdiff_t stride = 0;
        void resize(int rows);
        double* row(int k) { return values.data() + k * stride; }
        const double* row(int k) const { return values.data() + k * stride; }
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
        int depth;
    };

    void makeSines();
    bool transform(const Execution& execution);
    bool multiply(const Product& product, const Execution& execution);
    double exponent(int k, double time) const;

    WorkerPool& m_pool;
    Matrix m_sines {}; // sin(pi (k + 1) (i + 1) / (rows + 1))
    Matrix m_modes {}; // of the density, once it is transformed: until then the density itself
    Matrix m_work {};
    Matrix m_damped {};
    int m_rows = 0;
    int m_sineRows = 0; // that m_sines was made for
    bool m_transformed = false;
    double m_rate = 0; // D (pi / L)^2
    double m_time = 0;
};

} // namespace escapade
