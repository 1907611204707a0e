#include "core/simd/SimdLevel.h"

#include <algorithm>

namespace escapade {

std::string_view simdName(SimdLevel level)
{
    switch (level) {
    case SimdLevel::Scalar:
        return "scalar";
    case SimdLevel::Sse2:
        return "sse2";
    case SimdLevel::Avx2:
        return "avx2";
    case SimdLevel::Avx512:
        return "avx512";
    }
    return {};
}

std::optional<SimdLevel> simdFromName(std::string_view name)
{
    const auto* found = std::find_if(
        allSimdLevels.begin(), allSimdLevels.end(), [&](SimdLevel level) { return simdName(level) == name; });
    if (found == allSimdLevels.end())
        return std::nullopt;
    return *found;
}

int simdWidth(SimdLevel level)
{
    return 1 << static_cast<int>(level);
}

bool isCompiled(SimdLevel level)
{
#ifdef ESCAPADE_HAVE_AVX512
    static_cast<void>(level);
    return true;
#else
    return level != SimdLevel::Avx512;
#endif
}

bool isAvailable(SimdLevel level)
{
    if (!isCompiled(level))
        return false;
    // These also ask the operating system (XGETBV), which xsimd 8.1's own detection does not.
    switch (level) {
    case SimdLevel::Scalar:
    case SimdLevel::Sse2:
        return true;
    case SimdLevel::Avx2:
        return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
    case SimdLevel::Avx512:
        return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512cd") != 0
            && __builtin_cpu_supports("avx512dq") != 0 && __builtin_cpu_supports("avx512bw") != 0
            && __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("fma") != 0;
    }
    return false;
}

SimdLevel bestSimdLevel()
{
    SimdLevel best = SimdLevel::Scalar;
    for (const SimdLevel level : allSimdLevels) {
        if (isAvailable(level))
            best = level;
    }
    return best;
}

bool hasIdleAdders()
{
    return __builtin_cpu_is("amd") != 0;
}

} // namespace escapade
