#pragma once

#include "core/simd/LessonJobs.h"

// The lessons' kernels by instruction set; each namespace is one object file compiled for that set.

namespace escapade::simd::scalar {
void sumRange(RangeSumJob& job);
void sumMultiplesOfThree(RangeSumJob& job);
void waitRound(WaitRoundJob& job);
void squareOfSum(const SquareOfSumJob& job);
} // namespace escapade::simd::scalar

namespace escapade::simd::sse2 {
void sumRange(RangeSumJob& job);
void sumMultiplesOfThree(RangeSumJob& job);
void waitRound(WaitRoundJob& job);
void squareOfSum(const SquareOfSumJob& job);
} // namespace escapade::simd::sse2

namespace escapade::simd::avx2 {
void sumRange(RangeSumJob& job);
void sumMultiplesOfThree(RangeSumJob& job);
void waitRound(WaitRoundJob& job);
void squareOfSum(const SquareOfSumJob& job);
} // namespace escapade::simd::avx2

namespace escapade::simd::avx512 {
void sumRange(RangeSumJob& job);
void sumMultiplesOfThree(RangeSumJob& job);
void waitRound(WaitRoundJob& job);
void squareOfSum(const SquareOfSumJob& job);
} // namespace escapade::simd::avx512
