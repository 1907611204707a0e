#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>

namespace escapade {

/// What a machine did beside measuring. Whatever the system does not tell stays empty.
struct MachineActivity
{
    /// Cores that other programs kept busy on average.
    std::optional<double> othersBusy;
    /// Cores that a virtual machine was promised and did not get, on average.
    std::optional<double> stolen;
    /// The clock of the fastest core was at least and at most so fast, in Hz, of the times it was looked at.
    std::optional<double> slowestClock;
    std::optional<double> fastestClock;
    /// How often cores were slowed down for heat.
    std::optional<std::int64_t> throttled;
    bool operator==(const MachineActivity&) const = default;
};

/// Watches the machine from its construction on, through /proc/stat and /sys as Linux has them: see man 5
/// proc, and Documentation/admin-guide/pm/cpufreq.rst of the kernel. One thread at a time.
class MachineWatch
{
public:
    /// `root` is where /proc and /sys are looked for, for tests.
    explicit MachineWatch(std::filesystem::path root = "/");

    /// Notes the clock; at most twice a second, however often it is called, for reading it is not free.
    void look();

    /// What went on since the construction. Nothing in the files can make this fail.
    MachineActivity activity() const;

private:
    using Clock = std::chrono::steady_clock;

    /// Processor time of all cores together, in seconds since the start of the machine.
    struct CoreTimes
    {
        double busy = 0; ///< in any program, or for any
        double stolen = 0;
    };

    std::optional<CoreTimes> coreTimes() const;
    std::optional<double> fastestClockNow() const;
    std::optional<std::int64_t> throttleCount() const;

    std::filesystem::path m_root;
    Clock::time_point m_begin;
    Clock::time_point m_nextLook;
    double m_ownSeconds = 0; // processor time of this program at the beginning
    std::optional<CoreTimes> m_times;
    std::optional<std::int64_t> m_throttled;
    std::optional<double> m_slowestClock;
    std::optional<double> m_fastestClock;
};

} // namespace escapade
