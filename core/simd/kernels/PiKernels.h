#pragma once

#include "core/simd/PiJob.h"

// The Monte-Carlo kernels by instruction set; each namespace is one object file compiled for that set.

namespace escapade::simd::scalar {
void countPiHits(PiJob& job);
} // namespace escapade::simd::scalar

namespace escapade::simd::sse2 {
void countPiHits(PiJob& job);
} // namespace escapade::simd::sse2

namespace escapade::simd::avx2 {
void countPiHits(PiJob& job);
} // namespace escapade::simd::avx2

namespace escapade::simd::avx512 {
void countPiHits(PiJob& job);
} // namespace escapade::simd::avx512
