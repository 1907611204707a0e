#include "core/diffusion/HeatKernel.h"

#include "core/base/Check.h"
#include "core/diffusion/SameEverywhere.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace escapade {
namespace {

constexpr double leastGaussian = 1.5;
constexpr double gone = 700; // exp(-700) is the last that decay() knows
constexpr double largestStep = 0.25; // spread of an explicit step: well within what is stable

/// Of each distance around the ring.
std::vector<double> gaussianWeights(int cells, double spread)
{
    std::vector<double> weights(static_cast<std::size_t>(cells));
    const double reach = std::sqrt(2 * gone * spread);
    const auto images = static_cast<int>(std::ceil(reach / cells));
    for (int distance = 0; distance < cells; ++distance) {
        double sum = 0;
        for (int image = -images; image <= images; ++image) {
            const double offset = distance + static_cast<double>(image) * cells;
            sum += decay(offset * offset / (2 * spread));
        }
        weights[static_cast<std::size_t>(distance)] = sum;
    }
    return weights;
}

std::vector<double> steppedWeights(int cells, double spread)
{
    const auto count = static_cast<std::size_t>(cells);
    std::vector<double> weights(count);
    weights.front() = 1;
    const auto steps = static_cast<int>(std::ceil(spread / largestStep));
    const double side = steps > 0 ? spread / steps / 2 : 0;
    for (int step = 0; step < steps; ++step) {
        std::vector<double> next(count);
        for (std::size_t n = 0; n < count; ++n)
            next[n] = (1 - 2 * side) * weights[n]
                + side * (weights[(n + 1) % count] + weights[(n + count - 1) % count]);
        weights.swap(next);
    }
    return weights;
}

} // namespace

PaddedMatrix ringKernel(int cells, double spread)
{
    ESCAPADE_CHECK(cells >= 1 && spread >= 0);
    // Beyond this all is level, and the sum of images would have no end.
    const double widest = 4.0 * cells * cells;
    const double bounded = std::min(spread, widest);
    std::vector<double> weights
        = bounded < leastGaussian ? steppedWeights(cells, bounded) : gaussianWeights(cells, bounded);
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (double& weight : weights)
        weight /= sum;
    PaddedMatrix kernel;
    kernel.resize(cells, cells);
    for (int i = 0; i < cells; ++i) {
        for (int j = 0; j < cells; ++j)
            kernel.row(i)[j] = weights[static_cast<std::size_t>(i < j ? j - i : i - j)];
    }
    return kernel;
}

} // namespace escapade
