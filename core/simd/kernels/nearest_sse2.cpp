#define ESCAPADE_ISA sse2
#define ESCAPADE_ARCH xsimd::sse2
#include "core/simd/kernels/Nearest.inl"
