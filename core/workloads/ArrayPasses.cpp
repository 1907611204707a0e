#include "core/workloads/ArrayPasses.h"

#include "core/base/Fnv1a.h"

#include <bit>
#include <cstddef>

namespace escapade {

void makeInputs(std::int64_t first, std::span<double> a, std::span<double> b)
{
    const auto start = static_cast<std::int32_t>(first);
    for (std::size_t k = 0; k < a.size(); ++k) {
        const std::int32_t index = start + static_cast<std::int32_t>(k);
        a[k] = 0.1 * index;
        b[k] = 0.3 * ((index ^ (index >> 3)) & 0xfffff);
    }
}

void multiply(std::span<const double> x, std::span<const double> y, std::span<double> result)
{
    for (std::size_t k = 0; k < result.size(); ++k)
        result[k] = x[k] * y[k];
}

void add(std::span<const double> x, std::span<const double> y, std::span<double> result)
{
    for (std::size_t k = 0; k < result.size(); ++k)
        result[k] = x[k] + y[k];
}

void twice(std::span<const double> x, std::span<double> result)
{
    for (std::size_t k = 0; k < result.size(); ++k)
        result[k] = 2 * x[k];
}

void squareOfSum(std::span<const double> a, std::span<const double> b, std::span<double> result)
{
    for (std::size_t k = 0; k < result.size(); ++k)
        result[k] = a[k] * a[k] + b[k] * b[k] + 2 * a[k] * b[k];
}

std::uint64_t checksumOf(std::span<const double> numbers)
{
    constexpr std::size_t lanes = 8;
    std::array<std::uint64_t, 2 * lanes> sums {}; // of the words, then of these sums
    std::size_t k = 0;
    for (; k + lanes <= numbers.size(); k += lanes) {
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            sums[lane] += std::bit_cast<std::uint64_t>(numbers[k + lane]);
            sums[lanes + lane] += sums[lane];
        }
    }
    for (; k < numbers.size(); ++k) {
        sums[k % lanes] += std::bit_cast<std::uint64_t>(numbers[k]);
        sums[lanes + k % lanes] += sums[k % lanes];
    }
    return fnv1a64Of(std::span<const std::uint64_t>(sums));
}

} // namespace escapade
