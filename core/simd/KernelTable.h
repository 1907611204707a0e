#pragma once

#include "core/simd/BandJob.h"
#include "core/simd/EscapeJob.h"
#include "core/simd/LessonJobs.h"
#include "core/simd/NearestJob.h"
#include "core/simd/OrbitJob.h"
#include "core/simd/PiJob.h"
#include "core/simd/ProductJob.h"
#include "core/simd/SimdLevel.h"
#include "core/simd/StencilJob.h"

namespace escapade {

/// strict: bit for bit what plain IEEE double code gives, on every level. fused: four operations an iteration
/// with fused multiply-add, bit for bit what std::fma gives on every level that has the instruction.
enum class Arithmetic { Strict, Fused };

/// The two escape-time kernels; both give the same bits.
enum class EscapeMethod {
    Compaction, ///< keeps vectors full of points that are still in: the fast one
    Block, ///< four vectors until all of them are decided: the simple one
};

namespace simd {

/// The kernels of one instruction set.
struct KernelTable
{
    EscapeKernel compactionStrict = nullptr;
    EscapeKernel compactionFused = nullptr; ///< null where the instruction is missing
    EscapeKernel blockStrict = nullptr;
    EscapeKernel blockFused = nullptr; ///< null where the instruction is missing
    BandKernel findBands = nullptr;
    OrbitKernel orbitStrict = nullptr;
    OrbitKernel orbitFused = nullptr; ///< null where the instruction is missing
    PiKernel countPiHits = nullptr;
    StencilKernel diffusionStep = nullptr;
    ProductKernel multiply = nullptr;
    RangeSumKernel sumRange = nullptr;
    RangeSumKernel sumMultiplesOfThree = nullptr;
    WaitRoundKernel waitRound = nullptr;
    SquareOfSumKernel squareOfSum = nullptr;
    NearestKernel findNearest = nullptr;
};

/// The kernels of a level that isAvailable().
const KernelTable& kernels(SimdLevel level);

/// A kernel of a level that isAvailable() and supports() the arithmetic.
EscapeKernel escapeKernel(SimdLevel level, EscapeMethod method, Arithmetic arithmetic);
OrbitKernel orbitKernel(SimdLevel level, Arithmetic arithmetic);

} // namespace simd

/// Whether a level can compute in this arithmetic: fused needs a multiply-add instruction, which SSE2 lacks.
bool supports(SimdLevel level, Arithmetic arithmetic);

} // namespace escapade
