#include "core/timing/MachineWatch.h"

#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <locale>
#include <string>
#include <utility>

namespace escapade {
namespace {

namespace fs = std::filesystem;

constexpr int mostCores = 256; // whose clocks are read
constexpr std::chrono::milliseconds betweenLooks { 500 };
constexpr double mostHertz = 1e12; // more is not a clock

double ownProcessorSeconds()
{
    timespec now {};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

std::optional<double> readNumber(const fs::path& path)
{
    std::ifstream file(path);
    file.imbue(std::locale::classic());
    double number = 0;
    if (!(file >> number) || !(number >= 0))
        return std::nullopt;
    return number;
}

fs::path coreFolder(const fs::path& root, int core)
{
    return root / "sys/devices/system/cpu" / ("cpu" + std::to_string(core));
}

} // namespace

MachineWatch::MachineWatch(fs::path root)
    : m_root(std::move(root))
    , m_begin(Clock::now())
    , m_nextLook(m_begin)
    , m_ownSeconds(ownProcessorSeconds())
    , m_times(coreTimes())
    , m_throttled(throttleCount())
{ }

void MachineWatch::look()
{
    if (Clock::now() < m_nextLook)
        return;
    m_nextLook = Clock::now() + betweenLooks;
    const std::optional<double> clock = fastestClockNow();
    if (!clock)
        return;
    m_slowestClock = std::min(m_slowestClock.value_or(*clock), *clock);
    m_fastestClock = std::max(m_fastestClock.value_or(*clock), *clock);
}

MachineActivity MachineWatch::activity() const
{
    MachineActivity activity;
    const double wall = std::chrono::duration<double>(Clock::now() - m_begin).count();
    const std::optional<CoreTimes> times = coreTimes();
    if (times && m_times && wall > 0) {
        const double own = ownProcessorSeconds() - m_ownSeconds;
        activity.othersBusy = std::max(0.0, times->busy - m_times->busy - own) / wall;
        activity.stolen = std::max(0.0, times->stolen - m_times->stolen) / wall;
    }
    if (const std::optional<std::int64_t> throttled = throttleCount(); throttled && m_throttled)
        activity.throttled = std::max<std::int64_t>(0, *throttled - *m_throttled);
    activity.slowestClock = m_slowestClock;
    activity.fastestClock = m_fastestClock;
    return activity;
}

/// The first line of /proc/stat: cpu user nice system idle iowait irq softirq steal.
std::optional<MachineWatch::CoreTimes> MachineWatch::coreTimes() const
{
    std::ifstream file(m_root / "proc/stat");
    file.imbue(std::locale::classic());
    std::string name;
    double user = 0;
    double nice = 0;
    double system = 0;
    double idle = 0;
    double waiting = 0;
    double irq = 0;
    double softIrq = 0;
    double steal = 0;
    if (!(file >> name >> user >> nice >> system >> idle >> waiting >> irq >> softIrq >> steal)
        || name != "cpu")
        return std::nullopt;
    const auto ticks = static_cast<double>(std::max(1L, sysconf(_SC_CLK_TCK)));
    return CoreTimes { (user + nice + system + irq + softIrq) / ticks, steal / ticks };
}

std::optional<double> MachineWatch::fastestClockNow() const
{
    constexpr double hertz = 1000; // the files hold kHz
    std::optional<double> fastest;
    for (int core = 0; core < mostCores; ++core) {
        const auto clock = readNumber(coreFolder(m_root, core) / "cpufreq/scaling_cur_freq");
        if (!clock)
            break;
        if (*clock > 0 && *clock * hertz < mostHertz)
            fastest = std::max(fastest.value_or(0), *clock * hertz);
    }
    return fastest;
}

std::optional<std::int64_t> MachineWatch::throttleCount() const
{
    constexpr double most = 1e15;
    std::optional<std::int64_t> sum;
    for (int core = 0; core < mostCores; ++core) {
        const auto count = readNumber(coreFolder(m_root, core) / "thermal_throttle/core_throttle_count");
        if (!count || *count > most)
            break;
        sum = sum.value_or(0) + static_cast<std::int64_t>(*count);
    }
    return sum;
}

} // namespace escapade
