#pragma once

#include "core/timing/FrameSample.h"
#include "core/timing/Statistics.h"

#include <compare>
#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <vector>

namespace escapade {

/// What is compared: frames in the same cell differ by chance and by what they show, not by how they were
/// computed.
struct TimingCell
{
    Workload workload = Workload::Mandelbrot;
    int threads = 1;
    SimdLevel simd = SimdLevel::Scalar;
    Arithmetic arithmetic = Arithmetic::Strict;
    // clang-tidy 14 takes the 0 that the compiler compares with for a null pointer.
    auto operator<=>(const TimingCell&) const = default; // NOLINT(modernize-use-nullptr)
};

TimingCell cellOf(const FrameSample& sample);

/// The figures of one cell.
struct TimingRow
{
    TimingCell cell;
    Summary wallSeconds;
    Summary secondsPerWork; ///< wall time by unit of work: comparable between different pictures
    double cpuSeconds = 0; ///< median
    double cpuPerWall = 0; ///< median of the frames' ratios: how many cores were busy on average
    double rate = 0; ///< work per second of wall time: 1 / the median of secondsPerWork
    std::optional<double>
        speedUp; ///< rate / rate at one thread, same instruction set and arithmetic; empty without that
    std::optional<double> efficiency; ///< speedUp / threads
    bool operator==(const TimingRow&) const = default;
};

/// The recent frames of each cell, and their figures. Not for several threads at once.
class TimingTable
{
public:
    /// How many frames of a cell are kept.
    static constexpr std::size_t keptSamples = 64;

    /// Frames without time or work say nothing and are left out.
    void add(const FrameSample& sample);
    void clear() { m_samples.clear(); }
    bool isEmpty() const { return m_samples.empty(); }

    /// The cells of a workload that hold frames, by instruction set, arithmetic and threads.
    std::vector<TimingRow> rows(Workload workload) const;

    /// All frames that are kept, cell by cell, in the order of their coming.
    std::vector<FrameSample> samples() const;

    /// The work that all kept frames of a workload have in common, as they do when all show the same picture;
    /// empty where they differ or there are none.
    std::optional<double> commonWork(Workload workload) const;

private:
    std::map<TimingCell, std::deque<FrameSample>> m_samples;
};

} // namespace escapade
