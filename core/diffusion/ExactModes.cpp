#include "core/diffusion/ExactModes.h"

#include "core/base/Check.h"

// Eigen would start an OpenMP team of its own beside the worker pool.
#define EIGEN_DONT_PARALLELIZE
#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace escapade {
namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// sin(pi k i / M) for k, i = 1..rows; the argument is reduced exactly, in whole numbers.
Matrix sineMatrix(int rows)
{
    const int m = rows + 1;
    Matrix sines(rows, rows);
    for (int k = 1; k <= rows; ++k) {
        for (int i = 1; i <= rows; ++i) {
            const int turn = static_cast<int>((std::int64_t { k } * i) % (std::int64_t { 2 } * m));
            const int half = turn % m;
            const double size = std::sin(std::numbers::pi * std::min(half, m - half) / m);
            sines(k - 1, i - 1) = turn < m ? size : -size;
        }
    }
    return sines;
}

/// The n-th power of 1 - x, 0 <= x <= 2, given x and 2 - x, each computed without cancellation.
double power(double x, double twoMinusX, std::int64_t n)
{
    const double distance = std::min(x, twoMinusX); // of the size from 1
    if (n == 0)
        return 1;
    if (distance >= 1)
        return 0; // a mode that is gone after one step, but for rounding
    const double size = std::exp(static_cast<double>(n) * std::log1p(-distance));
    return x > 1 && n % 2 != 0 ? -size : size;
}

} // namespace

struct ExactModes::Matrices
{
    Matrix sines {};
    Matrix amplitudes {}; // of the modes (k, l)
    double coefficient = 0;
};

ExactModes::ExactModes(const Array2D<double>& density, double coefficient)
    : m_matrices(std::make_unique<Matrices>())
{
    ESCAPADE_CHECK(density.width() == density.height() && density.width() >= 3);
    ESCAPADE_CHECK(coefficient > 0 && coefficient < 0.25 + 1e-9);
    const int rows = density.width() - 2;
    Matrix values(rows, rows);
    for (int i = 0; i < rows; ++i) {
        for (int j = 0; j < rows; ++j)
            values(i, j) = density.at(j + 1, i + 1);
    }
    m_matrices->coefficient = coefficient;
    m_matrices->sines = sineMatrix(rows);
    const double scale = 2.0 / (rows + 1);
    const Matrix half = m_matrices->sines * values;
    m_matrices->amplitudes = half * m_matrices->sines * (scale * scale);
}

ExactModes::~ExactModes() = default;
ExactModes::ExactModes(ExactModes&&) noexcept = default;
ExactModes& ExactModes::operator=(ExactModes&&) noexcept = default;

Array2D<double> ExactModes::after(std::int64_t steps) const
{
    ESCAPADE_CHECK(steps >= 0);
    const Matrix& sines = m_matrices->sines;
    const auto rows = static_cast<int>(sines.rows());
    const double fourC = 4 * m_matrices->coefficient;
    Eigen::VectorXd sine2(rows);
    Eigen::VectorXd cosine2(rows);
    for (int k = 1; k <= rows; ++k) {
        const double angle = std::numbers::pi * k / (2.0 * (rows + 1));
        sine2(k - 1) = std::sin(angle) * std::sin(angle);
        cosine2(k - 1) = std::cos(angle) * std::cos(angle);
    }
    Matrix modes = m_matrices->amplitudes;
    for (int k = 0; k < rows; ++k) {
        for (int l = 0; l < rows; ++l) {
            const double x = fourC * (sine2(k) + sine2(l));
            const double twoMinusX = 2 * (1 - fourC) + fourC * (cosine2(k) + cosine2(l));
            modes(k, l) *= power(x, twoMinusX, steps);
        }
    }
    const Matrix half = sines * modes;
    const Matrix values = half * sines;

    Array2D<double> density(Size { rows + 2, rows + 2 });
    for (int i = 0; i < rows; ++i) {
        for (int j = 0; j < rows; ++j)
            density.at(j + 1, i + 1) = values(i, j);
    }
    return density;
}

} // namespace escapade
