#define ESCAPADE_ISA scalar
#include "core/simd/kernels/Product.inl"
