// Monte-Carlo pi: one Philox4x32-10 block a lane, four vectors interleaved to hide the multiplier's latency.
// A lane is 64 bits wide and its upper half is left dirty between the rounds, because the multiplication
// reads the lower half only: that saves the masking of every product. Source: Salmon, Moraes, Dror, Shaw,
// Parallel random numbers: as easy as 1, 2, 3 (SC11).
//
// Included by the pi_*.cpp files, which define ESCAPADE_ISA and ESCAPADE_ARCH.

#include "core/simd/Words.inl"
#include "core/simd/kernels/PiKernels.h"

namespace escapade::simd::ESCAPADE_ISA {

#ifndef ESCAPADE_ARCH
inline Words multiplyLow(Words a, Words b)
{
    return (a & 0xffffffffU) * (b & 0xffffffffU);
}
#endif

constexpr int piVectors = 4;
constexpr int philoxRounds = 10;
constexpr std::uint32_t philoxKeyStep0 = 0x9E3779B9U;
constexpr std::uint32_t philoxKeyStep1 = 0xBB67AE85U;
constexpr std::uint64_t philoxMultiplier0 = 0xD2511F53U;
constexpr std::uint64_t philoxMultiplier1 = 0xCD9E8D57U;

/// The four words of one block in each lane.
template <typename T> struct PhiloxState
{
    T c0;
    T c1;
    T c2;
    T c3;
};

template <typename T>
inline PhiloxState<T> philoxRound(const PhiloxState<T>& c, T multiplier0, T multiplier1, T key0, T key1)
{
    const T product0 = multiplyLow(multiplier0, c.c0);
    const T product1 = multiplyLow(multiplier1, c.c2);
    return { (product1 >> 32) ^ c.c1 ^ key0, product1, (product0 >> 32) ^ c.c3 ^ key1, product0 };
}

/// 1 in each lane whose point lies outside the circle. Both coordinates are below 2^31, so the sum of the
/// squares is below 2^63 and its bit 62 alone says whether it is 2^62 or more.
template <typename T> inline T misses(T wordX, T wordY)
{
    const T x = (wordX << 32) >> 33;
    const T y = (wordY << 32) >> 33;
    return (multiplyLow(x, x) + multiplyLow(y, y)) >> 62;
}

/// Points outside the circle in a group of piVectors vectors of blocks whose numbers are given.
inline Words missesOfGroup(const PiJob& job, const Words* blocks)
{
    PhiloxState<Words> state[piVectors];
    for (int v = 0; v < piVectors; ++v)
        state[v] = { blocks[v], blocks[v] >> 32, splatWords(0), splatWords(0) };
    const Words multiplier0 = splatWords(philoxMultiplier0);
    const Words multiplier1 = splatWords(philoxMultiplier1);
    std::uint32_t key0 = job.key0;
    std::uint32_t key1 = job.key1;
    for (int round = 0; round < philoxRounds; ++round) {
        const Words keys0 = splatWords(key0);
        const Words keys1 = splatWords(key1);
        for (int v = 0; v < piVectors; ++v)
            state[v] = philoxRound(state[v], multiplier0, multiplier1, keys0, keys1);
        key0 += philoxKeyStep0;
        key1 += philoxKeyStep1;
    }
    Words sum = splatWords(0);
    for (int v = 0; v < piVectors; ++v)
        sum = sum + misses(state[v].c0, state[v].c1) + misses(state[v].c2, state[v].c3);
    return sum;
}

/// The last blocks of a run, fewer than a group: one at a time, the same block in every lane.
inline std::uint64_t missesOfRest(const PiJob& job, std::uint64_t firstBlock, std::uint64_t count)
{
    std::uint64_t total = 0;
    std::uint64_t numbers[width];
    std::uint64_t lanes[width];
    for (std::uint64_t done = 0; done < count; ++done) {
        for (int lane = 0; lane < width; ++lane)
            numbers[lane] = firstBlock + done;
        const Words block = loadWords(numbers);
        const Words blocks[piVectors] = { block, block, block, block };
        storeWords(lanes, missesOfGroup(job, blocks));
        total += lanes[0] / piVectors; // all vectors hold the same block
    }
    return total;
}

void countPiHits(PiJob& job)
{
    constexpr std::uint64_t groupBlocks = static_cast<std::uint64_t>(piVectors) * width;
    std::uint64_t numbers[width];
    for (int lane = 0; lane < width; ++lane)
        numbers[lane] = job.firstBlock + static_cast<std::uint64_t>(lane);
    Words blocks[piVectors];
    for (int v = 0; v < piVectors; ++v)
        blocks[v] = loadWords(numbers) + splatWords(static_cast<std::uint64_t>(v) * width);
    Words sum = splatWords(0);
    std::uint64_t done = 0;
    for (; done + groupBlocks <= job.blocks; done += groupBlocks) {
        sum = sum + missesOfGroup(job, blocks);
        for (int v = 0; v < piVectors; ++v)
            blocks[v] = blocks[v] + splatWords(groupBlocks);
    }
    std::uint64_t lanes[width];
    storeWords(lanes, sum);
    std::uint64_t outside = missesOfRest(job, job.firstBlock + done, job.blocks - done);
    for (int lane = 0; lane < width; ++lane)
        outside += lanes[lane];
    job.hits = 2 * job.blocks - outside;
}

} // namespace escapade::simd::ESCAPADE_ISA
