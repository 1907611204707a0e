#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace escapade {

/// What colourings want to know of an orbit besides its count: one float a pixel each. See OrbitJob for what
/// they mean.
enum class OrbitValue : std::uint8_t {
    LogDistance,
    SlopeX,
    SlopeY,
    Angle,
    Stripes,
    TrapPoint,
    TrapCross,
    TrapCircle,
    Period,
    CycleSize
};

inline constexpr std::size_t orbitValueCount = 10;

/// A set of orbit values.
class OrbitValueSet
{
public:
    constexpr OrbitValueSet() = default;
    constexpr void insert(OrbitValue value) { m_bits |= bitOf(value); }
    constexpr bool contains(OrbitValue value) const { return (m_bits & bitOf(value)) != 0; }
    constexpr bool includes(OrbitValueSet other) const { return (m_bits & other.m_bits) == other.m_bits; }
    constexpr bool isEmpty() const { return m_bits == 0; }
    bool operator==(const OrbitValueSet&) const = default;

private:
    static constexpr std::uint32_t bitOf(OrbitValue value)
    {
        return std::uint32_t { 1 } << static_cast<std::uint32_t>(value);
    }
    std::uint32_t m_bits = 0;
};

namespace simd {

/// Arrays of an OrbitJob are padded to a multiple of this many points.
inline constexpr int orbitPadding = 64;

/// What the sine of stripes is taken of: so many times the orbit's angle.
inline constexpr int stripeDensity = 5;

/// Points whose orbits are followed once more, for what the count does not tell. Every array holds the points
/// and, after them, up to a multiple of orbitPadding, the last point again.
struct OrbitJob
{
    const double* startRe = nullptr; ///< z_0 of Julia points; null: z_0 = 0 (Mandelbrot)
    const double* startIm = nullptr;
    const double* cRe = nullptr;
    const double* cIm = nullptr;
    /// The counts of points that escaped, rising; null: the points stay.
    const double* counts = nullptr;
    int points = 0;
    /// Polled every half millisecond or more often; null where nobody cancels.
    bool (*cancelled)(const void* context) = nullptr;
    const void* cancelContext = nullptr;

    /// Out, by OrbitValue; null: not wanted.
    ///
    /// For points that escaped:
    /// - LogDistance: log2 of b = 2 |z| ln |z| / |z'|, where z' is the derivative by c, or by z_0 for Julia:
    ///   the set is nearer than b and, by Koebe's theorem, not nearer than b / 4. -1000 where b is smaller
    ///   than doubles can tell, 1000 where it is larger (z' = 0). Source: Milnor, Dynamics in One Complex
    ///   Variable, and Peitgen and Saupe, The Science of Fractal Images, appendix D. To about 1e-4.
    /// - SlopeX, SlopeY: the direction of z / z', in which |z| grows fastest: away from the set. Length 1, or
    ///   0 where it is not known.
    /// - Angle: that of z where it is first beyond 16, in turns from 0 to 1.
    /// - Stripes: the mean of (1 + sin(stripeDensity arg z)) / 2 over the orbit, 0 to 1, interpolated so that
    ///   it has no steps where counts change. Source: J. Harkonen, On Smooth Fractal Coloring Techniques
    ///   (2007), chapter 4.
    /// - TrapPoint, TrapCross, TrapCircle: the smallest distance of z_1 ... z_(count + 1) from 0, from the
    ///   axes, and from the circle of radius 1. Source: C. Pickover, Computers, Pattern, Chaos and Beauty
    ///   (1990), for the cross.
    ///
    /// For points that stay:
    /// - Period: that of the cycle which the orbit nears, as it shows after some thousand steps at most; not
    ///   proved. 0: none of up to longestOrbitPeriod was seen.
    /// - CycleSize: the smallest |z| on that cycle; -1 where it is not known.
    std::array<float*, orbitValueCount> values {};
};

inline constexpr int longestOrbitPeriod = 256;

/// Returns false when cancelled; the outputs are then garbage. Never throws or allocates. Any thread. Same
/// bits on every instruction set.
using OrbitKernel = bool (*)(const OrbitJob& job);

} // namespace simd
} // namespace escapade
