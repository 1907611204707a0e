// All escape-time kernels of one instruction set: the escape_*.cpp files define ESCAPADE_ISA and
// ESCAPADE_ARCH and include this.

#include "core/simd/kernels/EscapeBands.inl"
#include "core/simd/kernels/EscapeBlock.inl"
#include "core/simd/kernels/EscapeCompaction.inl"
