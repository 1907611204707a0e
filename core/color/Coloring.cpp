#include "core/color/Coloring.h"

#include "core/base/Check.h"
#include "core/color/ColorPositions.h"
#include "core/color/Shading.h"
#include "core/simd/SimdLevel.h"

#include <algorithm>
#include <array>

namespace escapade {
namespace {

/// Pixels that are coloured at a time: few enough that what is in between stays in the nearest cache.
constexpr std::size_t blockSize = 512;

/// Positions are converted to steps of the table as 32-bit numbers below this, in lengths.
constexpr double farthestQuick = (std::int64_t { 1 } << 31U) / ColorTable::size - 2;

/// From positions, without density and offset, to colours.
ESCAPADE_INLINE void lookUp(
    std::span<const double> positions, const ColorTable& table, std::span<std::uint32_t> colors)
{
    const double density = table.mapping().density;
    const double offset = table.mapping().offset * table.lengthsPerRepeat();
    const double rounding = table.rounding();
    std::array<std::int32_t, blockSize> steps; // NOLINT(*-member-init): filled at once, and clearing costs
    for (std::size_t i = 0; i < colors.size(); ++i) {
        const double position = positions[i] * density + offset;
        const double step = position * ColorTable::size + rounding;
        steps[i] = static_cast<std::int32_t>(position < farthestQuick ? step : -1);
    }
    std::int32_t signs = 0;
    for (std::size_t i = 0; i < colors.size(); ++i)
        signs |= steps[i];
    if (signs < 0) {
        for (std::size_t i = 0; i < colors.size(); ++i)
            colors[i] = table.at(positions[i] * density + offset);
        return;
    }
    const std::span<const std::uint32_t> entries = table.entries();
    const auto mask = static_cast<std::uint32_t>(entries.size() - 1);
    for (std::size_t i = 0; i < colors.size(); ++i)
        colors[i] = entries[static_cast<std::uint32_t>(steps[i]) & mask];
}

/// Gives points that stay, and those that nothing is known of, their colours.
ESCAPADE_INLINE void colorOthers(
    const PixelResults& results, const ColorTable& table, std::span<std::uint32_t> colors)
{
    // Conditions as bit masks: branches would cost most along the border of the set.
    const std::uint32_t interior = table.interior();
    for (std::size_t i = 0; i < colors.size(); ++i) {
        const std::uint32_t escaped = results.labels[i] == Label::Escaped ? ~0U : 0U;
        const std::uint32_t other = results.labels[i] == Label::NotComputed ? 0U : interior;
        colors[i] = (colors[i] & escaped) | (other & ~escaped);
    }
    const ColorMapping& mapping = table.mapping();
    if (mapping.inside == Inside::Plain)
        return;
    const double offset = mapping.offset * table.lengthsPerRepeat();
    for (std::size_t i = 0; i < colors.size(); ++i) {
        if (results.labels[i] != Label::Interior && results.labels[i] != Label::Undecided)
            continue;
        const double position = positions::ofStaying(results, mapping.inside, i);
        if (position >= 0)
            colors[i] = table.at(position * mapping.density + offset);
    }
}

template <Transfer transfer>
ESCAPADE_INLINE void colorBlocks(
    const PixelResults& results, const ColorTable& table, std::span<std::uint32_t> colors)
{
    for (std::size_t begin = 0; begin < colors.size(); begin += blockSize) {
        const std::size_t count = std::min(blockSize, colors.size() - begin);
        const PixelResults block = results.part(begin, count);
        const std::span<std::uint32_t> blockColors = colors.subspan(begin, count);
        std::array<double, blockSize> memory; // NOLINT(*-member-init): as steps
        const std::span<double> places = std::span(memory).first(count);
        positions::ofEscaped<transfer>(block, table, places);
        lookUp(places, table, blockColors);
        colorOthers(block, table, blockColors);
        shading::drawHairs(block, table, blockColors);
        shading::shine(block, table, blockColors);
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

// g++ stays with 256 bits unless it is told otherwise, in a word that clang does not know.
#ifdef __clang__
#define ESCAPADE_WIDE_TARGET "avx512f,avx512bw,avx512dq,avx512vl"
#else
#define ESCAPADE_WIDE_TARGET "avx512f,avx512bw,avx512dq,avx512vl,prefer-vector-width=512"
#endif
[[gnu::target(ESCAPADE_WIDE_TARGET)]] void colorAllAvx512(
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
        return positions::transferred<Transfer::Linear>(smooth) * mapping.density;
    case Transfer::CubeRoot:
        return positions::transferred<Transfer::CubeRoot>(smooth) * mapping.density;
    case Transfer::Logarithm:
        return positions::transferred<Transfer::Logarithm>(smooth) * mapping.density;
    case Transfer::SquareRoot:
        break;
    }
    return positions::transferred<Transfer::SquareRoot>(smooth) * mapping.density;
}

void colorPixels(const PixelResults& results, const ColorTable& table, std::span<std::uint32_t> colors)
{
    ESCAPADE_CHECK(results.counts.size() == colors.size() && results.fractions.size() == colors.size()
        && results.labels.size() == colors.size());
#if defined(__x86_64__)
    if (isAvailable(SimdLevel::Avx512)) {
        colorAllAvx512(results, table, colors);
        return;
    }
    if (isAvailable(SimdLevel::Avx2)) {
        colorAllAvx2(results, table, colors);
        return;
    }
#endif
    colorAll(results, table, colors);
}

} // namespace escapade
