#pragma once

#include "core/simd/SimdLevel.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace escapade {

/// One kind of cache of the processor.
struct CacheInfo
{
    int level = 0; ///< 1 is next to the core
    std::string type; ///< "Data", "Instruction" or "Unified"
    std::int64_t bytes = 0; ///< of one instance
    int instances = 0; ///< in the machine
    bool operator==(const CacheInfo&) const = default;
};

/// What timings depend on and a reader of them wants to know. Whatever the system does not tell stays empty.
struct MachineInfo
{
    std::string cpuName; ///< "unknown" where the system does not say
    int logicalCores = 1; ///< that this process may use
    std::optional<int> physicalCores; ///< of the machine
    std::vector<CacheInfo> caches; ///< by level
    std::optional<std::int64_t> memoryBytes;
    std::optional<bool> virtualMachine; ///< cores of a virtual machine may be shared with others
    std::string operatingSystem;
    std::optional<std::string>
        governor; ///< how the system chooses the clock frequency, such as "performance"
    std::vector<SimdLevel> compiledSimd;
    std::vector<SimdLevel> availableSimd;
    std::string compiler;
    std::string buildType; ///< "optimised" or "not optimised"
    bool operator==(const MachineInfo&) const = default;
};

/// Describes the machine that the program runs on. `root` is where /proc and /sys are looked for, for tests.
/// Nothing in them can make this fail. A few milliseconds; any thread.
MachineInfo describeMachine(const std::filesystem::path& root = "/");

/// Processes that wanted to run over the last 1, 5 and 15 minutes; empty where the system does not tell.
std::optional<std::array<double, 3>> loadAverage(const std::filesystem::path& root = "/");

/// "32 KiB", "2 MiB", "1.5 GiB".
std::string binarySize(std::int64_t bytes);

} // namespace escapade
