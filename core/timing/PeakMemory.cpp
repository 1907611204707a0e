#include "core/timing/PeakMemory.h"

#include <algorithm>
#include <fstream>
#include <string>
#include <utility>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace escapade {
namespace {

/// Where the peak cannot be set back, it is an old one; where it can, the two differ by what the kernel has
/// not yet added up.
constexpr std::int64_t slackBytes = 4 << 20;

/// A line such as "VmHWM:  1234 kB" of the file status; empty where there is none.
std::optional<std::int64_t> statusBytes(const std::filesystem::path& process, const std::string& wanted)
{
    std::ifstream file(process / "status");
    std::string key;
    std::string rest;
    while (file >> key) {
        std::int64_t kibibytes = 0;
        if (key == wanted && file >> kibibytes)
            return kibibytes * 1024;
        file.clear();
        std::getline(file, rest);
    }
    return std::nullopt;
}

/// Gives back what the heap keeps of memory that the program no longer uses: who takes it next would seem to
/// need none.
void trimHeap()
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

/// Sets the peak back to what is resident now. Source: proc(5), /proc/pid/clear_refs, value 5.
bool resetPeak(const std::filesystem::path& process)
{
    std::ofstream file(process / "clear_refs");
    file << "5" << std::flush;
    return file.good();
}

} // namespace

PeakMemory::PeakMemory(std::filesystem::path process)
    : m_process(std::move(process))
{
    trimHeap();
    if (!resetPeak(m_process))
        return;
    const auto peak = statusBytes(m_process, "VmHWM:");
    const auto now = statusBytes(m_process, "VmRSS:");
    if (peak && now && *peak - *now <= slackBytes)
        m_before = now;
}

std::optional<std::int64_t> PeakMemory::bytes() const
{
    const auto peak = statusBytes(m_process, "VmHWM:");
    if (!m_before || !peak)
        return std::nullopt;
    return std::max<std::int64_t>(0, *peak - *m_before);
}

} // namespace escapade
