#pragma once

#include "core/simd/StencilJob.h"

// The diffusion step by instruction set; each namespace is one object file compiled for that set.

namespace escapade::simd::scalar {
void diffusionStep(const StencilJob& job);
} // namespace escapade::simd::scalar

namespace escapade::simd::sse2 {
void diffusionStep(const StencilJob& job);
} // namespace escapade::simd::sse2

namespace escapade::simd::avx2 {
void diffusionStep(const StencilJob& job);
} // namespace escapade::simd::avx2

namespace escapade::simd::avx512 {
void diffusionStep(const StencilJob& job);
} // namespace escapade::simd::avx512
