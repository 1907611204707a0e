#include "core/timing/MachineText.h"

#include <cstdio>
#include <ctime>

namespace escapade {

std::string utcNow()
{
    const std::time_t now = std::time(nullptr);
    std::tm parts {};
    gmtime_r(&now, &parts);
    std::array<char, 32> buffer {};
    const std::size_t length = std::strftime(buffer.data(), buffer.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return { buffer.data(), length };
}

std::string machineLines(const MachineInfo& machine, const std::optional<std::array<double, 3>>& load)
{
    std::string text
        = "- Processor: " + machine.cpuName + ", " + std::to_string(machine.logicalCores) + " logical cores";
    if (machine.physicalCores)
        text += ", " + std::to_string(*machine.physicalCores) + " physical";
    text += "\n- System: " + machine.operatingSystem + "; compiler: " + machine.compiler + ", "
        + machine.buildType + "\n";
    if (!load)
        return text;
    std::array<char, 128> buffer {};
    std::snprintf(buffer.data(), buffer.size(), "- Load over 1, 5 and 15 minutes: %.2f, %.2f, %.2f\n",
        (*load)[0], (*load)[1], (*load)[2]);
    return text + buffer.data();
}

} // namespace escapade
