#pragma once

#include "core/simd/NearestJob.h"

// Nearest points by instruction set; each namespace is one object file compiled for that set.

namespace escapade::simd::scalar {
void findNearest(const NearestJob& job);
} // namespace escapade::simd::scalar

namespace escapade::simd::sse2 {
void findNearest(const NearestJob& job);
} // namespace escapade::simd::sse2

namespace escapade::simd::avx2 {
void findNearest(const NearestJob& job);
} // namespace escapade::simd::avx2

namespace escapade::simd::avx512 {
void findNearest(const NearestJob& job);
} // namespace escapade::simd::avx512
