#include "core/color/Coloring.h"

#include "core/base/Check.h"
#include "core/simd/SimdLevel.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <type_traits>

namespace escapade {
namespace {

/// Lengths of the palette per unit of the transferred count, chosen by eye, on the whole set and on views a
/// thousand and a billion times closer: all transfers have bands of like width at a few hundred iterations.
constexpr double lengthsPerIteration = 1.0 / 128;
constexpr double lengthsPerSquareRoot = 0.15;
constexpr double lengthsPerCubeRoot = 0.4;
constexpr double lengthsPerDoubling = 0.5;

// What is marked so becomes a part of colorAll() for each instruction set.
#define ESCAPADE_INLINE [[gnu::always_inline]] inline

/// Whole numbers up to 2^32 land in the low bits of 2^52 when they are added to it, and come back by
/// subtraction: conversions that every instruction set does to many numbers at once.
constexpr double twoTo52 = 4503599627370496.0;

ESCAPADE_INLINE double fromLowBits(std::uint64_t number)
{
    return std::bit_cast<double>(number | std::bit_cast<std::uint64_t>(twoTo52)) - twoTo52;
}

inline std::uint64_t toLowBits(double number)
{
    return std::bit_cast<std::uint64_t>(number + twoTo52);
}

/// The cube root of a number >= 0, to 1e-9 of it or 1e-100: Newton's method for the reciprocal of the cube
/// root, which needs no division. It starts from minus a third of the exponent, with the mantissa carried
/// along; the constant brings the bias of the exponent back and makes the error about even.
ESCAPADE_INLINE double quickCubeRoot(double value)
{
    constexpr double bias = 0x553ef0ff;
    const double upperHalf = fromLowBits(std::bit_cast<std::uint64_t>(value) >> 32U);
    auto inverse = std::bit_cast<double>(toLowBits(bias - upperHalf * (1.0 / 3)) << 32U);
    for (int i = 0; i < 3; ++i)
        inverse *= (4 - value * inverse * inverse * inverse) * (1.0 / 3);
    return value * inverse * inverse;
}

/// log2(1 + count) to 1.3e-5, for a count >= 0; the polynomial is that of core/simd/Log2.inl.
ESCAPADE_INLINE double quickLog2(double count)
{
    const auto bits = std::bit_cast<std::uint64_t>(1 + count);
    const double exponent = fromLowBits(bits >> 52U) - 1023;
    const double u
        = std::bit_cast<double>((bits & 0x000fffffffffffffU) | std::bit_cast<std::uint64_t>(1.0)) - 1;
    const double low = 1.2538731755827794e-05 + 1.4416845566037295 * u;
    const double middle = -0.7079926466174254 + 0.4136301060395363 * u;
    const double high = -0.19219562000331783 + 0.044873603977477076 * u;
    return exponent + (low + u * u * (middle + u * u * high));
}

/// A count >= 0 transferred, in lengths of the palette at density 1.
template <Transfer transfer> ESCAPADE_INLINE double transferred(double count)
{
    if constexpr (transfer == Transfer::Linear)
        return count;
    else if constexpr (transfer == Transfer::SquareRoot)
        return std::sqrt(count);
    else if constexpr (transfer == Transfer::CubeRoot)
        return quickCubeRoot(count);
    else
        return quickLog2(count);
}

template <Transfer transfer> constexpr double lengthsPerUnit()
{
    constexpr std::array lengths { lengthsPerIteration, lengthsPerSquareRoot, lengthsPerCubeRoot,
        lengthsPerDoubling };
    return lengths[static_cast<std::size_t>(transfer)];
}

ESCAPADE_INLINE double smoothCount(std::int32_t count, float fraction)
{
    const double smooth = static_cast<double>(count) + static_cast<double>(fraction);
    // Also false for NaN. Fractions may lie a little outside [0, 1], so the first counts can come out
    // negative.
    return smooth > 0 ? smooth : 0;
}

template <Transfer transfer> double positionOf(double smooth, const ColorMapping& mapping)
{
    return transferred<transfer>(smooth) * (lengthsPerUnit<transfer>() * mapping.density);
}

/// Pixels that are coloured at a time: few enough that what is in between stays in the nearest cache.
constexpr std::size_t blockSize = 512;

/// Positions are converted to steps of the table as 32-bit numbers below this, in lengths.
constexpr double farthestQuick = (std::int64_t { 1 } << 31U) / ColorTable::size - 2;

/// Where counts lie in the table, in small loops for the compiler to vectorise. False where a position is
/// beyond farthestQuick; then the steps are of no use.
template <Transfer transfer>
ESCAPADE_INLINE bool findSteps(
    const PixelResults& results, const ColorTable& table, std::span<std::int32_t> steps)
{
    const double scale = lengthsPerUnit<transfer>() * table.mapping().density;
    const double offset = table.mapping().offset * table.lengthsPerRepeat();
    const double rounding = table.rounding();
    const std::int32_t* const counts = results.counts.data();
    const float* const fractions = results.fractions.data();
    std::array<double, blockSize> positions; // NOLINT(*-member-init): filled at once, and clearing costs
    for (std::size_t i = 0; i < steps.size(); ++i)
        positions[i] = transferred<transfer>(smoothCount(counts[i], fractions[i])) * scale + offset;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const double step = positions[i] * ColorTable::size + rounding;
        steps[i] = static_cast<std::int32_t>(positions[i] < farthestQuick ? step : -1);
    }
    std::int32_t signs = 0;
    for (const std::int32_t step : steps)
        signs |= step;
    return signs >= 0;
}

template <Transfer transfer>
ESCAPADE_INLINE void colorBlock(
    const PixelResults& results, const ColorTable& table, std::span<std::uint32_t> colors)
{
    std::array<std::int32_t, blockSize> steps; // NOLINT(*-member-init): as positions
    if (!findSteps<transfer>(results, table, std::span(steps).first(colors.size()))) {
        for (std::size_t i = 0; i < colors.size(); ++i)
            colors[i] = colorOf(results.counts[i], results.fractions[i], results.labels[i], table);
        return;
    }
    const std::span<const std::uint32_t> entries = table.entries();
    const auto mask = static_cast<std::uint32_t>(entries.size() - 1);
    for (std::size_t i = 0; i < colors.size(); ++i)
        colors[i] = entries[static_cast<std::uint32_t>(steps[i]) & mask];
    // Conditions as bit masks: branches would cost most along the border of the set.
    const std::uint32_t interior = table.interior();
    for (std::size_t i = 0; i < colors.size(); ++i) {
        const std::uint32_t escaped = results.labels[i] == Label::Escaped ? ~0U : 0U;
        const std::uint32_t other = results.labels[i] == Label::NotComputed ? 0U : interior;
        colors[i] = (colors[i] & escaped) | (other & ~escaped);
    }
}

template <Transfer transfer>
ESCAPADE_INLINE void colorBlocks(
    const PixelResults& results, const ColorTable& table, std::span<std::uint32_t> colors)
{
    for (std::size_t begin = 0; begin < colors.size(); begin += blockSize) {
        const std::size_t count = std::min(blockSize, colors.size() - begin);
        colorBlock<transfer>({ results.counts.subspan(begin, count), results.fractions.subspan(begin, count),
                                 results.labels.subspan(begin, count) },
            table, colors.subspan(begin, count));
    }
}

ESCAPADE_INLINE void colorAll(
    const PixelResults& results, const ColorTable& table, std::span<std::uint32_t> colors)
{
    switch (table.mapping().transfer) {
    case Transfer::Linear:
        return colorBlocks<Transfer::Linear>(results, table, colors);
    case Transfer::SquareRoot:
        return colorBlocks<Transfer::SquareRoot>(results, table, colors);
    case Transfer::CubeRoot:
        return colorBlocks<Transfer::CubeRoot>(results, table, colors);
    case Transfer::Logarithm:
        return colorBlocks<Transfer::Logarithm>(results, table, colors);
    }
}

#if defined(__x86_64__)
/// The same source for wider registers: + - * and square roots of IEEE give the same bits in them.
[[gnu::target("avx2")]] void colorAllAvx2(
    const PixelResults& results, const ColorTable& table, std::span<std::uint32_t> colors)
{
    colorAll(results, table, colors);
}
#endif

} // namespace

double palettePosition(std::int32_t count, float fraction, const ColorMapping& mapping)
{
    const double smooth = smoothCount(count, fraction);
    switch (mapping.transfer) {
    case Transfer::Linear:
        return positionOf<Transfer::Linear>(smooth, mapping);
    case Transfer::CubeRoot:
        return positionOf<Transfer::CubeRoot>(smooth, mapping);
    case Transfer::Logarithm:
        return positionOf<Transfer::Logarithm>(smooth, mapping);
    case Transfer::SquareRoot:
        break;
    }
    return positionOf<Transfer::SquareRoot>(smooth, mapping);
}

std::uint32_t colorOf(std::int32_t count, float fraction, Label label, const ColorTable& table)
{
    if (label == Label::Escaped)
        return table.at(palettePosition(count, fraction, table.mapping())
            + table.mapping().offset * table.lengthsPerRepeat());
    return label == Label::NotComputed ? 0 : table.interior();
}

void colorPixels(const PixelResults& results, const ColorTable& table, std::span<std::uint32_t> colors)
{
    ESCAPADE_CHECK(results.counts.size() == colors.size() && results.fractions.size() == colors.size()
        && results.labels.size() == colors.size());
#if defined(__x86_64__)
    if (isAvailable(SimdLevel::Avx2)) {
        colorAllAvx2(results, table, colors);
        return;
    }
#endif
    colorAll(results, table, colors);
}

} // namespace escapade
