#define ESCAPADE_ISA avx2
#define ESCAPADE_ARCH xsimd::fma3<xsimd::avx2>
#include "core/simd/kernels/Nearest.inl"
