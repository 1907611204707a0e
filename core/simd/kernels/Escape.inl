// All escape-time kernels of one instruction set: the escape_*.cpp files define ESCAPADE_ISA and ESCAPADE_ARCH
// and include this.

#include "core/simd/EscapeJob.h"

#include "core/simd/Lanes.inl"

#include "core/simd/Log2.inl"

#include "core/simd/kernels/EscapeKernels.h"

#include "core/simd/kernels/EscapeOrbit.inl"

#include "core/simd/kernels/EscapeFinish.inl"

#include "core/simd/kernels/EscapeBlock.inl"
#include "core/simd/kernels/EscapeCompaction.inl"
