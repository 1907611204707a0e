#include "core/simd/KernelTable.h"

#include "core/base/Check.h"
#include "core/simd/kernels/EscapeKernels.h"
#include "core/simd/kernels/PiKernels.h"
#include "core/simd/kernels/StencilKernels.h"

namespace escapade {
namespace simd {

const KernelTable& kernels(SimdLevel level)
{
    ESCAPADE_CHECK(isAvailable(level));
    static constexpr KernelTable scalarTable { scalar::escapeStrict, scalar::escapeFused, scalar::countPiHits,
        scalar::diffusionStep };
    static constexpr KernelTable sse2Table { sse2::escapeStrict, nullptr, sse2::countPiHits,
        sse2::diffusionStep };
    static constexpr KernelTable avx2Table { avx2::escapeStrict, avx2::escapeFused, avx2::countPiHits,
        avx2::diffusionStep };
#ifdef ESCAPADE_HAVE_AVX512
    static constexpr KernelTable avx512Table { avx512::escapeStrict, avx512::escapeFused, avx512::countPiHits,
        avx512::diffusionStep };
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

} // namespace simd

bool supports(SimdLevel level, Arithmetic arithmetic)
{
    return arithmetic == Arithmetic::Strict || level != SimdLevel::Sse2;
}

} // namespace escapade
