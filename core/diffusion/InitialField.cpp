#include "core/diffusion/InitialField.h"

#include "core/base/Check.h"

#include <mpfr.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace escapade {
namespace {

constexpr double largestDensity = 1e300; // a sum of five of them is still finite
constexpr double boxesPerDeviation = 20;

/// e^x, correctly rounded: the C library's differs in the last bit from machine to machine.
double roundedExp(double x)
{
    constexpr int doubleBits = 53;
    mpfr_t power;
    mpfr_init2(power, doubleBits);
    mpfr_set_d(power, x, MPFR_RNDN);
    mpfr_exp(power, power, MPFR_RNDN);
    const double value = mpfr_get_d(power, MPFR_RNDN);
    mpfr_clear(power);
    return value;
}

void setProduct(DiffusionField& field, const std::vector<double>& factors)
{
    for (int i = 1; i <= field.rows(); ++i) {
        double* row = field.row(0, i);
        for (int j = 1; j <= field.rows(); ++j)
            row[j] = factors[static_cast<std::size_t>(i)] * factors[static_cast<std::size_t>(j)];
    }
}

void setPoint(DiffusionField& field, const DiffusionGrid& grid)
{
    for (int i = 1; i <= field.rows(); ++i)
        std::fill_n(field.row(0, i) + 1, field.rows(), 0.0);
    const int middle = grid.points / 2;
    field.row(0, middle)[middle] = 1 / (grid.dx * grid.dx);
}

} // namespace

void setInitial(DiffusionField& field, const DiffusionGrid& grid, InitialDensity initial, Boundary boundary)
{
    ESCAPADE_CHECK(field.points() == grid.points);
    switch (initial) {
    case InitialDensity::FourPeaks:
        setProduct(field, tentFactors(grid));
        break;
    case InitialDensity::Gaussian:
        setProduct(field, gaussianFactors(grid));
        break;
    case InitialDensity::Point:
        setPoint(field, grid);
        break;
    }
    field.applyBoundary(boundary);
}

Result<void> setInitial(DiffusionField& field, const Array2D<double>& values, Boundary boundary)
{
    const int points = field.points();
    if (values.width() != points || values.height() != points) {
        return Error { "the array has shape (" + std::to_string(values.height()) + ", "
            + std::to_string(values.width()) + "); this grid needs (" + std::to_string(points) + ", "
            + std::to_string(points) + "), the boundary included" };
    }
    for (int i = 0; i < points; ++i) {
        const double* from = values.row(i);
        const double* wrong = std::find_if(
            from, from + points, [](double value) { return !(std::abs(value) <= largestDensity); });
        if (wrong != from + points) {
            return Error { "the value at [" + std::to_string(i) + "][" + std::to_string(wrong - from)
                + "] is " + pythonRepr(*wrong) + "; densities must be finite and at most 1e+300 in size" };
        }
    }
    for (int i = 0; i < points; ++i)
        std::copy_n(values.row(i), points, field.row(0, i));
    field.applyBoundary(boundary);
    return {};
}

std::vector<double> tentFactors(const DiffusionGrid& grid)
{
    std::vector<double> factors(static_cast<std::size_t>(grid.points));
    for (int i = 1; i <= grid.rows; ++i) {
        const double middle = (grid.x1 + grid.x2) / 2;
        const double offset = std::abs((grid.position(i) - middle) / (grid.x2 - grid.x1));
        factors[static_cast<std::size_t>(i)] = 1 - std::abs(1 - 4 * offset);
    }
    return factors;
}

std::vector<double> gaussianFactors(const DiffusionGrid& grid)
{
    std::vector<double> factors(static_cast<std::size_t>(grid.points));
    for (int i = 1; i <= grid.rows; ++i) {
        const double middle = (grid.x1 + grid.x2) / 2;
        const double deviations = (grid.position(i) - middle) / ((grid.x2 - grid.x1) / boxesPerDeviation);
        factors[static_cast<std::size_t>(i)] = roundedExp(-(deviations * deviations) / 2);
    }
    return factors;
}

} // namespace escapade
