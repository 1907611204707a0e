#define ESCAPADE_ISA scalar
#include "core/simd/kernels/Nearest.inl"
