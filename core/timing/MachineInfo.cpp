#include "core/timing/MachineInfo.h"

#include "core/parallel/WorkerPool.h"

#include <sys/utsname.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string_view>
#include <utility>

namespace escapade {
namespace {

namespace fs = std::filesystem;

/// /proc and /sys files are small; more than this is not what we think it is.
constexpr std::streamsize maxFileBytes = 4 << 20;

/// Machines with more cores than this are described by the first ones.
constexpr int maxCores = 4096;

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blank = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blank);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

std::string readText(const fs::path& path)
{
    std::error_code ignored;
    if (!fs::is_regular_file(path, ignored))
        return {};
    std::ifstream file(path, std::ios::binary);
    std::string text;
    std::array<char, 65536> buffer {};
    while (file && static_cast<std::streamsize>(text.size()) < maxFileBytes) {
        file.read(buffer.data(), buffer.size());
        text.append(buffer.data(), static_cast<std::size_t>(file.gcount()));
    }
    return text;
}

std::string readWord(const fs::path& path)
{
    return std::string(trimmed(readText(path)));
}

template <typename T> std::optional<T> toNumber(std::string_view text)
{
    T number {};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc {} || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

/// The value of the first "key : value" line, as in /proc/cpuinfo and /proc/meminfo.
std::string fieldOf(const std::string& text, std::string_view key)
{
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        const std::size_t colon = line.find(':');
        if (colon != std::string::npos && trimmed(std::string_view(line).substr(0, colon)) == key)
            return std::string(trimmed(std::string_view(line).substr(colon + 1)));
    }
    return {};
}

/// "48K", "2M" or "1024" as bytes.
std::optional<std::int64_t> cacheBytes(std::string_view text)
{
    if (text.empty())
        return std::nullopt;
    std::int64_t unit = 1;
    if (text.back() == 'K')
        unit = std::int64_t { 1 } << 10;
    else if (text.back() == 'M')
        unit = std::int64_t { 1 } << 20;
    else if (text.back() == 'G')
        unit = std::int64_t { 1 } << 30;
    if (unit > 1)
        text.remove_suffix(1);
    const auto number = toNumber<std::int64_t>(text);
    if (!number || *number <= 0 || *number > (std::int64_t { 1 } << 33))
        return std::nullopt;
    return *number * unit;
}

/// The folders cpu0, cpu1, ... of /sys, of cores that are there.
std::vector<fs::path> coreFolders(const fs::path& root)
{
    std::vector<fs::path> folders;
    std::error_code ignored;
    for (int core = 0; core < maxCores; ++core) {
        const fs::path folder = root / "sys/devices/system/cpu" / ("cpu" + std::to_string(core));
        if (!fs::is_directory(folder, ignored))
            break;
        folders.push_back(folder);
    }
    return folders;
}

std::optional<int> physicalCoresOf(const std::vector<fs::path>& folders)
{
    std::set<std::pair<std::string, std::string>> cores; // package and core: numbers repeat between packages
    for (const fs::path& folder : folders) {
        const std::string core = readWord(folder / "topology/core_id");
        if (!core.empty())
            cores.emplace(readWord(folder / "topology/physical_package_id"), core);
    }
    if (cores.empty())
        return std::nullopt;
    return static_cast<int>(cores.size());
}

std::vector<CacheInfo> cachesOf(const std::vector<fs::path>& folders)
{
    struct Key
    {
        int level;
        std::string type;
        std::int64_t bytes;
        // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 means the 0 inside the defaulted comparison
        auto operator<=>(const Key&) const = default;
    };
    std::map<Key, std::set<std::string>> sharers; // each instance is known by the cores that share it
    std::error_code ignored;
    for (const fs::path& folder : folders) {
        for (int index = 0; index < 16; ++index) {
            const fs::path cache = folder / "cache" / ("index" + std::to_string(index));
            if (!fs::is_directory(cache, ignored))
                break;
            const auto level = toNumber<int>(readWord(cache / "level"));
            const auto bytes = cacheBytes(readWord(cache / "size"));
            if (level && bytes)
                sharers[{ *level, readWord(cache / "type"), *bytes }].insert(
                    readWord(cache / "shared_cpu_list"));
        }
    }
    std::vector<CacheInfo> caches;
    caches.reserve(sharers.size());
    for (const auto& [key, instances] : sharers)
        caches.push_back({ key.level, key.type, key.bytes, static_cast<int>(instances.size()) });
    return caches;
}

std::optional<bool> virtualMachineOf(const std::string& cpuInfo)
{
    const std::string flags = fieldOf(cpuInfo, "flags");
    if (flags.empty())
        return std::nullopt;
    return (" " + flags + " ").find(" hypervisor ") != std::string::npos;
}

std::optional<std::int64_t> memoryOf(const fs::path& root)
{
    const std::string total = fieldOf(readText(root / "proc/meminfo"), "MemTotal"); // "16384 kB"
    const auto kibibytes = toNumber<std::int64_t>(std::string_view(total).substr(0, total.find(' ')));
    if (!kibibytes || *kibibytes <= 0 || *kibibytes > (std::int64_t { 1 } << 50))
        return std::nullopt;
    return *kibibytes * 1024;
}

std::string operatingSystemName()
{
    utsname name {};
    if (uname(&name) != 0)
        return "unknown";
    return std::string(name.sysname) + " " + name.release + " " + name.machine;
}

std::string compilerName()
{
#if defined(__clang__)
    return "clang " __clang_version__;
#elif defined(__GNUC__)
    return "g++ " __VERSION__;
#else
    return "unknown";
#endif
}

} // namespace

MachineInfo describeMachine(const fs::path& root)
{
    const std::string cpuInfo = readText(root / "proc/cpuinfo");
    const std::vector<fs::path> folders = coreFolders(root);
    MachineInfo machine;
    machine.cpuName = fieldOf(cpuInfo, "model name");
    if (machine.cpuName.empty())
        machine.cpuName = "unknown";
    machine.logicalCores = WorkerPool::logicalCores();
    machine.physicalCores = physicalCoresOf(folders);
    machine.caches = cachesOf(folders);
    machine.memoryBytes = memoryOf(root);
    machine.virtualMachine = virtualMachineOf(cpuInfo);
    machine.operatingSystem = operatingSystemName();
    const std::string governor = readWord(root / "sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
    if (!governor.empty())
        machine.governor = governor;
    for (const SimdLevel level : allSimdLevels) {
        if (isCompiled(level))
            machine.compiledSimd.push_back(level);
        if (isAvailable(level))
            machine.availableSimd.push_back(level);
    }
    machine.compiler = compilerName();
#ifdef __OPTIMIZE__
    machine.buildType = "optimised";
#else
    machine.buildType = "not optimised";
#endif
    return machine;
}

std::optional<std::array<double, 3>> loadAverage(const fs::path& root)
{
    std::istringstream text(readText(root / "proc/loadavg"));
    text.imbue(std::locale::classic());
    std::array<double, 3> load {};
    for (double& value : load) {
        if (!(text >> value) || !(value >= 0))
            return std::nullopt;
    }
    return load;
}

std::string binarySize(std::int64_t bytes)
{
    constexpr std::array units { "bytes", "KiB", "MiB", "GiB", "TiB" };
    auto value = static_cast<double>(bytes);
    std::size_t unit = 0;
    for (; value >= 1024 && unit + 1 < units.size(); ++unit)
        value /= 1024;
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text.precision(3);
    text << value << ' ' << units[unit];
    return text.str();
}

} // namespace escapade
