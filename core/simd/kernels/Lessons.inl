// The vectorised forms of the lessons in core/workloads.
//
// Included by the lessons_*.cpp files, which define ESCAPADE_ISA and ESCAPADE_ARCH.

#include "core/simd/Words.inl"
#include "core/simd/kernels/LessonKernels.h"

namespace escapade::simd::ESCAPADE_ISA {

/// The same words, but the compiler takes them for some that it knows nothing about, at no cost: it would
/// replace the sum of 0, 1, 2 ... by its formula, and the lesson would time no loop.
inline Words hiddenFromCompiler(Words words)
{
#ifdef ESCAPADE_ARCH
    Words::register_type bits = words;
    asm("" : "+v"(bits));
    return Words(bits);
#else
    asm("" : "+r"(words));
    return words;
#endif
}

inline std::uint64_t sumOfLanes(Words words)
{
    std::uint64_t lanes[width];
    storeWords(lanes, words);
    std::uint64_t sum = 0;
    for (int lane = 0; lane < width; ++lane)
        sum += lanes[lane];
    return sum;
}

/// The vectors that hold first, first + 1 ...
template <int vectors> inline void makeNumbers(std::uint64_t first, Words (&numbers)[vectors])
{
    std::uint64_t lanes[width];
    for (int v = 0; v < vectors; ++v) {
        for (int lane = 0; lane < width; ++lane)
            lanes[lane] = first + static_cast<std::uint64_t>(v * width + lane);
        numbers[v] = loadWords(lanes);
    }
}

constexpr int rangeVectors = 4; // hides the latency of the additions

void sumRange(RangeSumJob& job)
{
    constexpr std::uint64_t group = static_cast<std::uint64_t>(rangeVectors) * width;
    Words numbers[rangeVectors];
    Words sums[rangeVectors];
    makeNumbers(job.first, numbers);
    unrolled<rangeVectors>([&](int v) ESCAPADE_INLINE_BODY { sums[v] = splatWords(0); });
    std::uint64_t number = job.first;
    for (; number + group <= job.last; number += group) {
        unrolled<rangeVectors>([&](int v) ESCAPADE_INLINE_BODY {
            sums[v] = hiddenFromCompiler(sums[v] + numbers[v]);
            numbers[v] = numbers[v] + splatWords(group);
        });
    }
    job.sum = 0;
    for (int v = 0; v < rangeVectors; ++v)
        job.sum += sumOfLanes(sums[v]);
    for (; number < job.last; ++number)
        job.sum += number;
}

/// No instruction divides vectors of whole numbers. None is needed: in every third vector the multiples of 3
/// stand in the same lanes.
void sumMultiplesOfThree(RangeSumJob& job)
{
    constexpr int vectors = 3;
    constexpr std::uint64_t group = static_cast<std::uint64_t>(vectors) * width;
    Words numbers[vectors];
    Words masks[vectors];
    Words sums[vectors];
    makeNumbers(job.first, numbers);
    for (int v = 0; v < vectors; ++v) {
        std::uint64_t lanes[width];
        storeWords(lanes, numbers[v]);
        for (std::uint64_t& lane : lanes)
            lane = lane % 3 == 0 ? ~std::uint64_t { 0 } : 0;
        masks[v] = loadWords(lanes);
        sums[v] = splatWords(0);
    }
    std::uint64_t number = job.first;
    for (; number + group <= job.last; number += group) {
        unrolled<vectors>([&](int v) ESCAPADE_INLINE_BODY {
            sums[v] = hiddenFromCompiler(sums[v] + (numbers[v] & masks[v]));
            numbers[v] = numbers[v] + splatWords(group);
        });
    }
    job.sum = 0;
    for (int v = 0; v < vectors; ++v)
        job.sum += sumOfLanes(sums[v]);
    for (; number < job.last; ++number)
        job.sum += number % 3 == 0 ? number : 0;
}

void waitRound(WaitRoundJob& job)
{
    const Vec firstNumbers = laneNumbers() + splat(4);
    Vec exact = splat(0); // exact in doubles, too: far below 2^53
    for (int l = 0; l < job.round; ++l) {
        for (int j = 0; j < l; ++j) {
            const Vec end = splat(j + 4);
            Vec numbers = firstNumbers;
            for (int i = 0; i < j; i += width) {
                const Vec root = squareRoot(numbers);
                const Mask isExact = (root * root == numbers) & (numbers < end);
                exact = exact + select(isExact, splat(1), splat(0));
                numbers = numbers + splat(width);
            }
        }
    }
    double lanes[width];
    store(lanes, exact);
    job.exact = 0;
    for (int lane = 0; lane < width; ++lane)
        job.exact += static_cast<std::uint64_t>(lanes[lane]);
}

void squareOfSum(const SquareOfSumJob& job)
{
    const SquareOfSumJob local = job; // whose pointers no store can change
    int k = 0;
    for (; k + width <= local.count; k += width) {
        const Vec a = load(local.a + k);
        const Vec b = load(local.b + k);
        store(local.result + k, (a * a + b * b) + (splat(2) * a) * b);
    }
    for (; k < local.count; ++k)
        local.result[k] = local.a[k] * local.a[k] + local.b[k] * local.b[k] + 2 * local.a[k] * local.b[k];
}

} // namespace escapade::simd::ESCAPADE_ISA
