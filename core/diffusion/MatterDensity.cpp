#include "core/diffusion/MatterDensity.h"

#include "core/diffusion/SameEverywhere.h"

#include <algorithm>
#include <numbers>

namespace escapade {
namespace {

constexpr double smallest = 1e-300; // a normal number

} // namespace

void matterLogarithms(std::span<const double> values, std::span<double> logarithms)
{
    std::transform(values.begin(), values.end(), logarithms.begin(), [](double value) {
        return binaryLogarithm(value > smallest ? std::min(value, 1 / smallest) : smallest);
    });
}

double matterFactor(double nu, double time, double dx)
{
    return 2 * nu * time * std::numbers::ln2 / (dx * dx);
}

void matterOfRow(const Array2D<double>& logarithms, int i, double factor, std::span<double> row)
{
    const double* const above = logarithms.row(i - 1);
    const double* const here = logarithms.row(i);
    const double* const below = logarithms.row(i + 1);
    const int last = logarithms.width() - 2;
    // The second differences are taken over as many cells as the mixed one: for every single wave the
    // determinant of the three is then 0, as it is of derivatives, and a wall that runs aslant, only a cell
    // or two thick, does not come out negative.
    const auto across = [](const double* line, int j) { return line[j + 1] + line[j - 1] - 2 * line[j]; };
    const auto down = [&](int j) { return below[j] + above[j] - 2 * here[j]; };
    for (int j = 1; j <= last; ++j) {
        const double xx = (across(above, j) + 2 * across(here, j) + across(below, j)) / 4;
        const double yy = (down(j - 1) + 2 * down(j) + down(j + 1)) / 4;
        const double xy = (below[j + 1] + above[j - 1] - below[j - 1] - above[j + 1]) / 4;
        const double density = (1 + factor * xx) * (1 + factor * yy) - (factor * xy) * (factor * xy);
        row[static_cast<std::size_t>(j)] = std::max(density, 0.0); // differences have their errors
    }
    row.front() = row[1];
    row.back() = row[static_cast<std::size_t>(last)];
}

} // namespace escapade
