#pragma once

#include "core/simd/BandJob.h"
#include "core/simd/EscapeJob.h"

// The escape-time kernels by instruction set; each namespace is one object file compiled for that set.

namespace escapade::simd::scalar {
void findBands(const BandJob& job);
bool compactionStrict(const EscapeJob& job);
bool compactionFused(const EscapeJob& job);
bool blockStrict(const EscapeJob& job);
bool blockFused(const EscapeJob& job);
} // namespace escapade::simd::scalar

namespace escapade::simd::sse2 {
void findBands(const BandJob& job);
bool compactionStrict(const EscapeJob& job);
bool blockStrict(const EscapeJob& job);
} // namespace escapade::simd::sse2

namespace escapade::simd::avx2 {
void findBands(const BandJob& job);
bool compactionStrict(const EscapeJob& job);
bool compactionFused(const EscapeJob& job);
bool blockStrict(const EscapeJob& job);
bool blockFused(const EscapeJob& job);
} // namespace escapade::simd::avx2

namespace escapade::simd::avx512 {
void findBands(const BandJob& job);
bool compactionStrict(const EscapeJob& job);
bool compactionFused(const EscapeJob& job);
bool blockStrict(const EscapeJob& job);
bool blockFused(const EscapeJob& job);
} // namespace escapade::simd::avx512
