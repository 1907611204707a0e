#pragma once

#include "core/simd/ProductJob.h"

// The matrix product by instruction set; each namespace is one object file compiled for that set.

namespace escapade::simd::scalar {
void multiply(const ProductJob& job);
} // namespace escapade::simd::scalar

namespace escapade::simd::sse2 {
void multiply(const ProductJob& job);
} // namespace escapade::simd::sse2

namespace escapade::simd::avx2 {
void multiply(const ProductJob& job);
} // namespace escapade::simd::avx2

namespace escapade::simd::avx512 {
void multiply(const ProductJob& job);
} // namespace escapade::simd::avx512
