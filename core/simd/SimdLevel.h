#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace escapade {

/// Instruction sets that kernels are compiled for, narrowest first. Avx2 means AVX2 with FMA; Avx512 means F,
/// CD, DQ, BW and VL with FMA.
enum class SimdLevel { Scalar, Sse2, Avx2, Avx512 };

inline constexpr std::array allSimdLevels { SimdLevel::Scalar, SimdLevel::Sse2, SimdLevel::Avx2,
    SimdLevel::Avx512 };

/// The name used on the command line: scalar, sse2, avx2, avx512.
std::string_view simdName(SimdLevel level);
std::optional<SimdLevel> simdFromName(std::string_view name);

/// Doubles in one vector: 1, 2, 4, 8.
int simdWidth(SimdLevel level);

/// Whether this build has the kernels, and whether this processor and operating system run them.
bool isCompiled(SimdLevel level);
bool isAvailable(SimdLevel level);

/// The widest level that is available.
SimdLevel bestSimdLevel();

/// Whether the processor adds with other units than it multiplies with, as AMD's do: then an addition more
/// may cost less than a multiplication.
bool hasIdleAdders();

} // namespace escapade
