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
    Schedule schedule = Schedule::Dynamic;
    int tileSize = 0; ///< as in FrameSample
    // clang-tidy 14 takes the 0 that the compiler compares with for a null pointer.
    auto operator<=>(const TimingCell&) const = default; // NOLINT(modernize-use-nullptr)
};

TimingCell cellOf(const FrameSample& sample);

/// Whether two cells differ in nothing but their threads: such can be compared for speed-up.
bool haveSameKernel(const TimingCell& one, const TimingCell& other);

/// The figures of one cell.
struct TimingRow
{
    TimingCell cell;
    Summary wallSeconds;
    Summary secondsPerWork; ///< wall time by unit of work: comparable between different pictures
    double cpuSeconds = 0; ///< median
    double cpuPerWall = 0; ///< median of the frames' ratios: how many cores were busy on average
    double rate = 0; ///< work per second of wall time: 1 / the median of secondsPerWork
    std::optional<double> speedUp; ///< rate / rate at one thread, the rest the same; empty without that
    std::optional<double> efficiency; ///< speedUp / threads
    std::optional<double> memoryLimit; ///< median of the frames' own, where that was measured
    bool operator==(const TimingRow&) const = default;
};

/// The recent frames of each cell, and their figures. Not for several threads at once.
class TimingTable
{
public:
    /// How many frames of a cell are kept where the frames never end.
    static constexpr std::size_t keptSamples = 64;

    explicit TimingTable(std::size_t kept = keptSamples)
        : m_kept(kept)
    { }

    /// Frames without time or work say nothing and are left out.
    void add(const FrameSample& sample);
    void clear() { m_samples.clear(); }
    /// Forgets the frames of a workload in one arithmetic.
    void clear(Workload workload, Arithmetic arithmetic);
    bool isEmpty() const { return m_samples.empty(); }

    /// The cells of a workload that hold frames, by instruction set, arithmetic, schedule, tile size and
    /// threads.
    std::vector<TimingRow> rows(Workload workload) const;

    /// All frames that are kept, cell by cell, in the order of their coming.
    std::vector<FrameSample> samples() const;
    /// The frames of one cell, in the order of their coming.
    std::vector<FrameSample> samples(const TimingCell& cell) const;

    /// The work that all kept frames of a workload have in common, as they do when all show the same picture;
    /// empty where they differ or there are none.
    std::optional<double> commonWork(Workload workload) const;

private:
    std::size_t m_kept;
    std::map<TimingCell, std::deque<FrameSample>> m_samples;
};

} // namespace escapade
