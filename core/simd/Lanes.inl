// One vector of doubles of the instruction set that this translation unit is compiled for, under names that
// kernels share. Include it from files in core/simd/kernels only, after defining ESCAPADE_ISA (scalar, sse2,
// avx2 or avx512) and, but for scalar, ESCAPADE_ARCH (the xsimd architecture). Everything lives in a
// namespace of its own for each set, so that the linker never mixes wide code into a narrow program.

#pragma once

#include <cstdint>

#ifdef ESCAPADE_ARCH
#include <xsimd/xsimd.hpp>
#endif

namespace escapade::simd::ESCAPADE_ISA {

/// How many vectors the instruction set has registers for.
#if defined(__AVX512F__) || defined(__aarch64__)
constexpr int vectorRegisters = 32;
#else
constexpr int vectorRegisters = 16;
#endif

#ifdef ESCAPADE_ARCH

using Vec = xsimd::batch<double, ESCAPADE_ARCH>;
using Mask = xsimd::batch_bool<double, ESCAPADE_ARCH>;
using Bits = xsimd::batch<std::uint64_t, ESCAPADE_ARCH>;
constexpr int width = static_cast<int>(Vec::size);

inline Vec splat(double value)
{
    return Vec(value);
}
inline Vec load(const double* from)
{
    return Vec::load_unaligned(from);
}
inline void store(double* to, Vec value)
{
    value.store_unaligned(to);
}
inline Vec select(Mask condition, Vec yes, Vec no)
{
    return xsimd::select(condition, yes, no);
}
inline bool any(Mask mask)
{
    return xsimd::any(mask);
}
inline Vec maximum(Vec a, Vec b)
{
    return xsimd::max(a, b);
}
inline Vec absolute(Vec value)
{
    return xsimd::abs(value);
}
inline Vec squareRoot(Vec value)
{
    return xsimd::sqrt(value);
}
inline Bits bitsOf(Vec value)
{
    return xsimd::bitwise_cast<Bits>(value);
}
inline Vec vecOf(Bits bits)
{
    return xsimd::bitwise_cast<Vec>(bits);
}
inline Bits splatBits(std::uint64_t value)
{
    return Bits(value);
}
/// The 64-bit product of the lower halves of each lane.
inline Bits multiplyLow(Bits a, Bits b)
{
#if defined(__AVX512F__)
    return _mm512_mul_epu32(a, b);
#elif defined(__AVX2__)
    return _mm256_mul_epu32(a, b);
#elif defined(__SSE2__)
    return _mm_mul_epu32(a, b);
#else
    return (a & Bits(0xffffffffU)) * (b & Bits(0xffffffffU));
#endif
}
inline Mask noLanes()
{
    return Mask(false);
}
inline void store(std::uint64_t* to, Bits bits)
{
    bits.store_unaligned(to);
}
/// Whole numbers within 32 bits.
inline void storeAsInts(std::int32_t* to, Vec value)
{
#if defined(__AVX512F__)
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), _mm512_cvttpd_epi32(value));
#elif defined(__AVX2__)
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), _mm256_cvttpd_epi32(value));
#elif defined(__SSE2__)
    _mm_storel_epi64(reinterpret_cast<__m128i*>(to), _mm_cvttpd_epi32(value));
#else
    for (int lane = 0; lane < width; ++lane)
        to[lane] = static_cast<std::int32_t>(value.get(lane));
#endif
}
inline void storeAsFloats(float* to, Vec value)
{
#if defined(__AVX512F__)
    _mm256_storeu_ps(to, _mm512_cvtpd_ps(value));
#elif defined(__AVX2__)
    _mm_storeu_ps(to, _mm256_cvtpd_ps(value));
#elif defined(__SSE2__)
    _mm_storel_pi(reinterpret_cast<__m64*>(to), _mm_cvtpd_ps(value));
#else
    for (int lane = 0; lane < width; ++lane)
        to[lane] = static_cast<float>(value.get(lane));
#endif
}

// What xsimd 8.1 has no portable form of: the lanes of a mask as bits, and moving the lanes of a mask
// together. compress() writes a whole vector, the chosen lanes first; what follows them is garbage.
#if defined(__AVX512F__)
inline int countLanes(Mask mask)
{
    return __builtin_popcount(static_cast<__mmask8>(mask));
}
inline void compress(double* to, Vec value, Mask mask)
{
    // Through a register: the form that compresses into memory is microcode on some processors.
    _mm512_storeu_pd(to, _mm512_maskz_compress_pd(static_cast<__mmask8>(mask), value));
}
#elif defined(__AVX2__)
inline int countLanes(Mask mask)
{
    return __builtin_popcount(static_cast<unsigned>(_mm256_movemask_pd(mask)));
}
inline void compress(double* to, Vec value, Mask mask)
{
    // For each mask, the 32-bit halves of its lanes in order.
    alignas(32) static constexpr std::int32_t order[16][8] = {
        { 0, 0, 0, 0, 0, 0, 0, 0 }, // none
        { 0, 1, 0, 0, 0, 0, 0, 0 },
        { 2, 3, 0, 0, 0, 0, 0, 0 },
        { 0, 1, 2, 3, 0, 0, 0, 0 },
        { 4, 5, 0, 0, 0, 0, 0, 0 },
        { 0, 1, 4, 5, 0, 0, 0, 0 },
        { 2, 3, 4, 5, 0, 0, 0, 0 },
        { 0, 1, 2, 3, 4, 5, 0, 0 },
        { 6, 7, 0, 0, 0, 0, 0, 0 },
        { 0, 1, 6, 7, 0, 0, 0, 0 },
        { 2, 3, 6, 7, 0, 0, 0, 0 },
        { 0, 1, 2, 3, 6, 7, 0, 0 },
        { 4, 5, 6, 7, 0, 0, 0, 0 },
        { 0, 1, 4, 5, 6, 7, 0, 0 },
        { 2, 3, 4, 5, 6, 7, 0, 0 },
        { 0, 1, 2, 3, 4, 5, 6, 7 },
    };
    const __m256i lanes
        = _mm256_load_si256(reinterpret_cast<const __m256i*>(order[_mm256_movemask_pd(mask)]));
    _mm256_storeu_pd(to, _mm256_castps_pd(_mm256_permutevar8x32_ps(_mm256_castpd_ps(value), lanes)));
}
#elif defined(__SSE2__)
inline int countLanes(Mask mask)
{
    return __builtin_popcount(static_cast<unsigned>(_mm_movemask_pd(mask)));
}
inline void compress(double* to, Vec value, Mask mask)
{
    const __m128d high = _mm_unpackhi_pd(value, value);
    _mm_storeu_pd(to, _mm_movemask_pd(mask) == 2 ? high : static_cast<__m128d>(value));
}
#else
inline int countLanes(Mask mask)
{
    bool set[width];
    mask.store_unaligned(set);
    int count = 0;
    for (int lane = 0; lane < width; ++lane)
        count += set[lane] ? 1 : 0;
    return count;
}
inline void compress(double* to, Vec value, Mask mask)
{
    bool set[width];
    double lanes[width];
    mask.store_unaligned(set);
    value.store_unaligned(lanes);
    int count = 0;
    for (int lane = 0; lane < width; ++lane) {
        if (set[lane])
            to[count++] = lanes[lane];
    }
}
#endif

#ifdef __FMA__
// xsimd 8.1 has no fused form for avx512 and its xsimd::fma may or may not fuse; the intrinsic always does.
inline Vec fusedMultiplyAdd(Vec a, Vec b, Vec c)
{
#ifdef __AVX512F__
    return _mm512_fmadd_pd(a, b, c);
#else
    return _mm256_fmadd_pd(a, b, c);
#endif
}
inline Vec fusedNegatedMultiplyAdd(Vec a, Vec b, Vec c)
{
#ifdef __AVX512F__
    return _mm512_fnmadd_pd(a, b, c);
#else
    return _mm256_fnmadd_pd(a, b, c);
#endif
}
// (t + t) + c with one rounding: doubling is exact, so this is what the two additions give.
inline Vec doubledPlus(Vec t, Vec c)
{
    return fusedMultiplyAdd(t, splat(2), c);
}
#else
// Only declared: the instruction set has no fused form, and nothing that is instantiated for it calls these.
Vec fusedMultiplyAdd(Vec a, Vec b, Vec c);
Vec fusedNegatedMultiplyAdd(Vec a, Vec b, Vec c);
inline Vec doubledPlus(Vec t, Vec c)
{
    return t + t + c;
}
#endif

#else

// The scalar level: the same operations on one plain double.
struct Mask
{
    bool set;
    Mask operator&(Mask other) const { return { set && other.set }; }
    Mask operator|(Mask other) const { return { set || other.set }; }
    Mask operator!() const { return { !set }; }
};
struct Bits
{
    std::uint64_t value;
    Bits operator&(Bits other) const { return { value & other.value }; }
    Bits operator|(Bits other) const { return { value | other.value }; }
    Bits operator>>(int count) const { return { value >> count }; }
};
struct Vec
{
    double value;
    Vec operator+(Vec other) const { return { value + other.value }; }
    Vec operator-(Vec other) const { return { value - other.value }; }
    Vec operator*(Vec other) const { return { value * other.value }; }
    Vec operator/(Vec other) const { return { value / other.value }; }
    Mask operator<=(Vec other) const { return { value <= other.value }; }
    Mask operator<(Vec other) const { return { value < other.value }; }
    Mask operator>=(Vec other) const { return { value >= other.value }; }
    Mask operator>(Vec other) const { return { value > other.value }; }
    Mask operator==(Vec other) const { return { value == other.value }; }
};
constexpr int width = 1;

inline Vec splat(double value)
{
    return { value };
}
inline Vec load(const double* from)
{
    return { *from };
}
inline void store(double* to, Vec value)
{
    *to = value.value;
}
inline Vec select(Mask condition, Vec yes, Vec no)
{
    return condition.set ? yes : no;
}
inline bool any(Mask mask)
{
    return mask.set;
}
inline int countLanes(Mask mask)
{
    return mask.set ? 1 : 0;
}
inline void compress(double* to, Vec value, Mask /*mask*/)
{
    *to = value.value; // overwritten by the next where the lane is not set
}
// As the vector instructions do it: b where either is NaN.
inline Vec maximum(Vec a, Vec b)
{
    return { a.value > b.value ? a.value : b.value };
}
inline Vec absolute(Vec value)
{
    return { __builtin_fabs(value.value) };
}
inline Vec squareRoot(Vec value)
{
    return { __builtin_sqrt(value.value) };
}
inline Bits bitsOf(Vec value)
{
    return { __builtin_bit_cast(std::uint64_t, value.value) };
}
inline Vec vecOf(Bits bits)
{
    return { __builtin_bit_cast(double, bits.value) };
}
inline Bits splatBits(std::uint64_t value)
{
    return { value };
}
inline Mask noLanes()
{
    return { false };
}
inline void store(std::uint64_t* to, Bits bits)
{
    *to = bits.value;
}
inline void storeAsInts(std::int32_t* to, Vec value)
{
    *to = static_cast<std::int32_t>(value.value);
}
inline void storeAsFloats(float* to, Vec value)
{
    *to = static_cast<float>(value.value);
}
inline Vec fusedMultiplyAdd(Vec a, Vec b, Vec c)
{
    return { __builtin_fma(a.value, b.value, c.value) };
}
inline Vec fusedNegatedMultiplyAdd(Vec a, Vec b, Vec c)
{
    return { __builtin_fma(-a.value, b.value, c.value) };
}
inline Vec doubledPlus(Vec t, Vec c)
{
    return t + t + c;
}

#endif

/// 0, 1, 2 ... one number for each lane.
inline Vec laneNumbers()
{
    double numbers[width];
    for (int lane = 0; lane < width; ++lane)
        numbers[lane] = lane;
    return load(numbers);
}

// For the body of unrolled(), which is of no use as a call.
#define ESCAPADE_INLINE_BODY __attribute__((always_inline))

/// e and m of the normal, finite, positive number m 2^e with 1 <= m < 2.
inline Vec exponentOf(Vec value)
{
#if defined(ESCAPADE_ARCH) && defined(__AVX512F__)
    return _mm512_getexp_pd(value);
#else
    // The biased exponent lands in the low bits of 2^52 and comes back as a double by subtraction.
    constexpr double twoTo52 = 4503599627370496.0;
    return vecOf((bitsOf(value) >> 52) | bitsOf(splat(twoTo52))) - splat(twoTo52 + 1023);
#endif
}
inline Vec mantissaOf(Vec value)
{
#if defined(ESCAPADE_ARCH) && defined(__AVX512F__)
    return _mm512_getmant_pd(value, _MM_MANT_NORM_1_2, _MM_MANT_SIGN_src);
#else
    return vecOf((bitsOf(value) & splatBits(0x000fffffffffffffU)) | bitsOf(splat(1)));
#endif
}

/// Calls body(0), body(1) ... with constants, so that what it indexes can live in registers: compilers leave
/// loops with long bodies as they are.
template <int count, typename Body> [[gnu::always_inline]] inline void unrolled(const Body& body)
{
    if constexpr (count > 0) {
        unrolled<count - 1>(body);
        body(count - 1);
    }
}

// Stencils: the lanes of a vector moved by one, with one lane from the vector beside it.
#ifdef ESCAPADE_ARCH
/// The last lane of previous, then all of here but its last.
inline Vec laneBefore(Vec previous, Vec here)
{
#if defined(__AVX512F__)
    return _mm512_castsi512_pd(
        _mm512_alignr_epi64(_mm512_castpd_si512(here), _mm512_castpd_si512(previous), 7));
#elif defined(__AVX2__)
    return _mm256_shuffle_pd(_mm256_permute2f128_pd(previous, here, 0x21), here, 5);
#elif defined(__SSE2__)
    return _mm_shuffle_pd(previous, here, 1);
#else
    double lanes[2 * width];
    store(lanes, previous);
    store(lanes + width, here);
    return load(lanes + width - 1);
#endif
}
/// All of here but its first lane, then the first of next.
inline Vec laneAfter(Vec here, Vec next)
{
#if defined(__AVX512F__)
    return _mm512_castsi512_pd(_mm512_alignr_epi64(_mm512_castpd_si512(next), _mm512_castpd_si512(here), 1));
#elif defined(__AVX2__)
    return _mm256_shuffle_pd(here, _mm256_permute2f128_pd(here, next, 0x21), 5);
#elif defined(__SSE2__)
    return _mm_shuffle_pd(here, next, 1);
#else
    double lanes[2 * width];
    store(lanes, here);
    store(lanes + width, next);
    return load(lanes + 1);
#endif
}
#else
inline Vec laneBefore(Vec previous, Vec /*here*/)
{
    return previous;
}
inline Vec laneAfter(Vec /*here*/, Vec next)
{
    return next;
}
#endif

} // namespace escapade::simd::ESCAPADE_ISA
