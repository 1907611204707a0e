#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace escapade {

/// Measures the most memory that the program has at once from here on, beyond what it has now: resident
/// pages, as the system counts them, to some hundred KiB. It counts for the whole program, so measure one
/// thing at a time; a later measurement ends an earlier one.
class PeakMemory
{
public:
    /// `process` is where the system tells about this process, for tests.
    explicit PeakMemory(std::filesystem::path process = "/proc/self");

    /// 0 or more; empty where the system does not tell. Any thread.
    std::optional<std::int64_t> bytes() const;

private:
    std::filesystem::path m_process;
    std::optional<std::int64_t> m_before;
};

} // namespace escapade
