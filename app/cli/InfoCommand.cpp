#include "app/cli/Commands.h"
#include "app/cli/CommonOptions.h"
#include "core/parallel/WorkerPool.h"
#include "core/timing/Libraries.h"
#include "core/timing/MachineInfo.h"

#include <CLI/Version.hpp>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <string>
#include <vector>

namespace escapade::cli {
namespace {

void printLine(const std::string& name, const std::string& value)
{
    std::printf("%-20s  %s\n", name.c_str(), value.c_str());
}

std::string names(const std::vector<SimdLevel>& levels)
{
    std::string text;
    for (const SimdLevel level : levels)
        text.append(text.empty() ? "" : " ").append(simdName(level));
    return text;
}

std::string cacheText(const CacheInfo& cache)
{
    std::string text = binarySize(cache.bytes);
    if (cache.instances > 1)
        text.insert(0, std::to_string(cache.instances) + " x ");
    return text;
}

void printMachine(const MachineInfo& machine)
{
    std::string cpu = machine.cpuName;
    if (machine.virtualMachine.value_or(false))
        cpu += " (virtual machine)";
    printLine("CPU", cpu);
    printLine("logical cores", std::to_string(machine.logicalCores));
    printLine(
        "physical cores", machine.physicalCores ? std::to_string(*machine.physicalCores) : "not known here");
    for (const CacheInfo& cache : machine.caches)
        printLine("cache L" + std::to_string(cache.level) + " " + cache.type, cacheText(cache));
    if (machine.memoryBytes)
        printLine("memory", binarySize(*machine.memoryBytes));
    printLine("system", machine.operatingSystem);
    printLine("clock governor", machine.governor.value_or("not known here"));
    if (const auto load = loadAverage())
        std::printf("%-20s  %.2f %.2f %.2f (1, 5, 15 minutes)\n", "load", (*load)[0], (*load)[1], (*load)[2]);
    printLine("SIMD compiled", names(machine.compiledSimd));
    printLine("SIMD available", names(machine.availableSimd));
    printLine("compiler", machine.compiler + ", " + machine.buildType);
    printLine("most threads", std::to_string(WorkerPool::defaultMembers()));
}

int runInfo()
{
    printLine("Escapade", ESCAPADE_VERSION);
    printMachine(describeMachine());
    std::vector<LibraryVersion> libraries = coreLibraries();
    libraries.push_back({ "CLI11", CLI11_VERSION });
    std::sort(libraries.begin(), libraries.end(), [](const LibraryVersion& a, const LibraryVersion& b) {
        return std::lexicographical_compare(a.name.begin(), a.name.end(), b.name.begin(), b.name.end(),
            [](unsigned char left, unsigned char right) { return std::tolower(left) < std::tolower(right); });
    });
    for (const LibraryVersion& library : libraries)
        printLine(library.name, library.version);
    return exitSuccess;
}

} // namespace

void addInfoCommand(CLI::App& app, Action& action)
{
    CLI::App* command = app.add_subcommand("info", "Describes the machine, this build and its libraries");
    command->callback([&action] { action = [] { return runInfo(); }; });
}

} // namespace escapade::cli
