#include "core/diffusion/problem/GaussianField.h"

#include "core/diffusion/SameEverywhere.h"

#include <cmath>
#include <numbers>
#include <vector>

namespace escapade {
namespace {

/// The two normal deviates of a wave: what it has of a cosine and of a sine.
struct Amplitudes
{
    double cosine = 0;
    double sine = 0;
};

Amplitudes normalPair(std::uint64_t seed, std::uint64_t number)
{
    const double first = 1 - randomAt(seed, 2 * number); // never 0
    const double second = randomAt(seed, 2 * number + 1);
    const double radius = std::sqrt(-2 * std::numbers::ln2 * binaryLogarithm(first));
    constexpr long long halfTurn = 1LL << 31U;
    const auto part = static_cast<long long>(second * 2 * halfTurn);
    return { radius * sineOfTurn(part + halfTurn / 2, halfTurn), radius * sineOfTurn(part, halfTurn) };
}

/// k^(index / 2) from k^2, by square roots alone.
double amplitudeOf(double squaredNumber, int index)
{
    const double root = std::sqrt(std::sqrt(squaredNumber)); // k^(1/2)
    double amplitude = 1;
    for (int n = 0; n < std::abs(index); ++n)
        amplitude *= root;
    return index < 0 ? 1 / amplitude : amplitude;
}

/// Cosines and sines of whole waves in the middles of a line of cells.
class CellWaves
{
public:
    explicit CellWaves(int cells)
        : m_cells(cells)
    {
        for (long long part = 0; part < 4LL * cells; ++part)
            m_sines.push_back(sineOfTurn(part, 2LL * cells));
    }

    double sine(int waves, int cell) const { return at(2 * part(waves, cell)); }
    double cosine(int waves, int cell) const { return at(2 * part(waves, cell) + m_cells); }

private:
    static long long part(int waves, int cell) { return waves * (2LL * cell + 1); }
    double at(long long part) const
    {
        const long long whole = 4LL * m_cells;
        return m_sines[static_cast<std::size_t>((part % whole + whole) % whole)];
    }

    int m_cells;
    std::vector<double> m_sines;
};

/// The waves of one number across the height, added up over those across the width.
struct Band
{
    std::vector<double> withCosine;
    std::vector<double> withSine;
};

/// Waves that are counted once: of k and -k only one.
bool isCounted(int down, int across)
{
    return down > 0 || across > 0;
}

} // namespace

double randomAt(std::uint64_t seed, std::uint64_t number)
{
    std::uint64_t bits = seed * 0xd1342543de82ef95U + (number + 1) * 0x9e3779b97f4a7c15U;
    bits = (bits ^ (bits >> 30U)) * 0xbf58476d1ce4e5b9U;
    bits = (bits ^ (bits >> 27U)) * 0x94d049bb133111ebU;
    bits ^= bits >> 31U;
    return static_cast<double>(bits >> 11U) * 0x1p-53;
}

Array2D<double> gaussianField(const GaussianField& field, Size cells)
{
    const double aspect = static_cast<double>(cells.width) / cells.height;
    const auto mostAcross = static_cast<int>(std::ceil(field.waves * aspect));
    const CellWaves across(cells.width);
    const CellWaves down(cells.height);
    Array2D<double> result(cells);
    double power = 0;
    constexpr std::uint64_t numbersInRow = 1U << 20U;
    for (int ky = 0; ky <= field.waves; ++ky) {
        Band band { std::vector<double>(static_cast<std::size_t>(cells.width)),
            std::vector<double>(static_cast<std::size_t>(cells.width)) };
        for (int kx = -mostAcross; kx <= mostAcross; ++kx) {
            const double scaled = kx / aspect; // as if the box were as wide as high
            const double squared = scaled * scaled + static_cast<double>(ky) * ky;
            if (!isCounted(ky, kx) || squared > static_cast<double>(field.waves) * field.waves)
                continue;
            const double size = amplitudeOf(squared, field.index);
            power += size * size;
            if (2 * std::abs(kx) >= cells.width || 2 * ky >= cells.height)
                continue;
            const auto number = static_cast<std::uint64_t>(ky) * numbersInRow
                + static_cast<std::uint64_t>(kx + static_cast<int>(numbersInRow / 2));
            const Amplitudes random = normalPair(field.seed, number);
            for (int j = 0; j < cells.width; ++j) {
                const double c = across.cosine(kx, j);
                const double s = across.sine(kx, j);
                band.withCosine[static_cast<std::size_t>(j)] += size * (random.cosine * c + random.sine * s);
                band.withSine[static_cast<std::size_t>(j)] += size * (random.sine * c - random.cosine * s);
            }
        }
        if (2 * ky >= cells.height)
            continue;
        for (int i = 0; i < cells.height; ++i) {
            const double c = down.cosine(ky, i);
            const double s = down.sine(ky, i);
            double* const row = result.row(i);
            for (int j = 0; j < cells.width; ++j)
                row[j] += c * band.withCosine[static_cast<std::size_t>(j)]
                    + s * band.withSine[static_cast<std::size_t>(j)];
        }
    }
    const double scale = field.deviation / std::sqrt(power);
    for (double& value : result.values())
        value *= scale;
    return result;
}

} // namespace escapade
