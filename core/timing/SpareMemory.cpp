#include "core/timing/SpareMemory.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <string>

namespace escapade {
namespace {

constexpr std::size_t unknown = std::numeric_limits<std::size_t>::max();

std::size_t availableToSystem()
{
    std::ifstream file("/proc/meminfo");
    std::string key;
    std::size_t kibibytes = 0;
    std::string unit;
    while (file >> key >> kibibytes) {
        if (key == "MemAvailable:")
            return kibibytes * 1024;
        std::getline(file, unit);
    }
    return unknown;
}

std::size_t leftToControlGroup()
{
    std::size_t limit = 0;
    std::size_t used = 0;
    // Reading "max", the word for no limit, fails as a number.
    if (!(std::ifstream("/sys/fs/cgroup/memory.max") >> limit)
        || !(std::ifstream("/sys/fs/cgroup/memory.current") >> used))
        return unknown;
    return limit > used ? limit - used : 0;
}

} // namespace

std::size_t spareMemoryBytes()
{
    return std::min(availableToSystem(), leftToControlGroup());
}

} // namespace escapade
