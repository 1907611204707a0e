#include "core/timing/MachineJson.h"

namespace escapade {
namespace {

using Json = nlohmann::ordered_json;

template <typename T> Json orNull(const std::optional<T>& value)
{
    return value ? Json(*value) : Json(nullptr);
}

Json namesOf(const std::vector<SimdLevel>& levels)
{
    Json names = Json::array();
    for (const SimdLevel level : levels)
        names.push_back(simdName(level));
    return names;
}

} // namespace

Json toJson(const MachineInfo& machine)
{
    Json caches = Json::array();
    for (const CacheInfo& cache : machine.caches)
        caches.push_back({ { "level", cache.level }, { "type", cache.type }, { "bytes", cache.bytes },
            { "instances", cache.instances } });
    return { { "cpu", machine.cpuName }, { "logical_cores", machine.logicalCores },
        { "physical_cores", orNull(machine.physicalCores) }, { "caches", caches },
        { "memory_bytes", orNull(machine.memoryBytes) },
        { "virtual_machine", orNull(machine.virtualMachine) }, { "system", machine.operatingSystem },
        { "clock_governor", orNull(machine.governor) }, { "simd_compiled", namesOf(machine.compiledSimd) },
        { "simd_available", namesOf(machine.availableSimd) }, { "compiler", machine.compiler },
        { "build", machine.buildType } };
}

} // namespace escapade
