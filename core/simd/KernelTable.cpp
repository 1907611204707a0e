#include "core/simd/KernelTable.h"

#include "core/base/Check.h"
#include "core/simd/kernels/EscapeKernels.h"
#include "core/simd/kernels/LessonKernels.h"
#include "core/simd/kernels/NearestKernels.h"
#include "core/simd/kernels/OrbitKernels.h"
#include "core/simd/kernels/PiKernels.h"
#include "core/simd/kernels/ProductKernels.h"
#include "core/simd/kernels/StencilKernels.h"

namespace escapade {
namespace simd {

const KernelTable& kernels(SimdLevel level)
{
    ESCAPADE_CHECK(isAvailable(level));
    static constexpr KernelTable scalarTable { scalar::compactionStrict, scalar::compactionFused,
        scalar::blockStrict, scalar::blockFused, scalar::findBands, scalar::orbitStrict, scalar::orbitFused,
        scalar::countPiHits, scalar::diffusionStep, scalar::multiply, scalar::sumRange,
        scalar::sumMultiplesOfThree, scalar::waitRound, scalar::squareOfSum, scalar::findNearest };
    static constexpr KernelTable sse2Table { sse2::compactionStrict, nullptr, sse2::blockStrict, nullptr,
        sse2::findBands, sse2::orbitStrict, nullptr, sse2::countPiHits, sse2::diffusionStep, sse2::multiply,
        sse2::sumRange, sse2::sumMultiplesOfThree, sse2::waitRound, sse2::squareOfSum, sse2::findNearest };
    static constexpr KernelTable avx2Table { avx2::compactionStrict, avx2::compactionFused, avx2::blockStrict,
        avx2::blockFused, avx2::findBands, avx2::orbitStrict, avx2::orbitFused, avx2::countPiHits,
        avx2::diffusionStep, avx2::multiply, avx2::sumRange, avx2::sumMultiplesOfThree, avx2::waitRound,
        avx2::squareOfSum, avx2::findNearest };
#ifdef ESCAPADE_HAVE_AVX512
    static constexpr KernelTable avx512Table { avx512::compactionStrict, avx512::compactionFused,
        avx512::blockStrict, avx512::blockFused, avx512::findBands, avx512::orbitStrict, avx512::orbitFused,
        avx512::countPiHits, avx512::diffusionStep, avx512::multiply, avx512::sumRange,
        avx512::sumMultiplesOfThree, avx512::waitRound, avx512::squareOfSum, avx512::findNearest };
#endif
    switch (level) {
    case SimdLevel::Scalar:
        break;
    case SimdLevel::Sse2:
        return sse2Table;
    case SimdLevel::Avx2:
        return avx2Table;
    case SimdLevel::Avx512:
#ifdef ESCAPADE_HAVE_AVX512
        return avx512Table;
#else
        break;
#endif
    }
    return scalarTable;
}

EscapeKernel escapeKernel(SimdLevel level, EscapeMethod method, Arithmetic arithmetic)
{
    ESCAPADE_CHECK(supports(level, arithmetic));
    const KernelTable& table = kernels(level);
    if (method == EscapeMethod::Block)
        return arithmetic == Arithmetic::Strict ? table.blockStrict : table.blockFused;
    return arithmetic == Arithmetic::Strict ? table.compactionStrict : table.compactionFused;
}

OrbitKernel orbitKernel(SimdLevel level, Arithmetic arithmetic)
{
    ESCAPADE_CHECK(supports(level, arithmetic));
    const KernelTable& table = kernels(level);
    return arithmetic == Arithmetic::Strict ? table.orbitStrict : table.orbitFused;
}

} // namespace simd

bool supports(SimdLevel level, Arithmetic arithmetic)
{
    return arithmetic == Arithmetic::Strict || level != SimdLevel::Sse2;
}

} // namespace escapade
