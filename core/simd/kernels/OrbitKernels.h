#pragma once

#include "core/simd/OrbitJob.h"

// The kernels that follow orbits, by instruction set; each namespace is one object file compiled for that
// set.

namespace escapade::simd::scalar {
bool orbitStrict(const OrbitJob& job);
bool orbitFused(const OrbitJob& job);
} // namespace escapade::simd::scalar

namespace escapade::simd::sse2 {
bool orbitStrict(const OrbitJob& job);
} // namespace escapade::simd::sse2

namespace escapade::simd::avx2 {
bool orbitStrict(const OrbitJob& job);
bool orbitFused(const OrbitJob& job);
} // namespace escapade::simd::avx2

namespace escapade::simd::avx512 {
bool orbitStrict(const OrbitJob& job);
bool orbitFused(const OrbitJob& job);
} // namespace escapade::simd::avx512
