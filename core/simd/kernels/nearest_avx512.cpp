#define ESCAPADE_ISA avx512
#define ESCAPADE_ARCH xsimd::avx512bw
#include "core/simd/kernels/Nearest.inl"
