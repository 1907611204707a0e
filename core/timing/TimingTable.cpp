#include "core/timing/TimingTable.h"

#include <algorithm>
#include <tuple>

namespace escapade {
namespace {

double seconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double>(time).count();
}

TimingRow rowOf(const TimingCell& cell, const std::deque<FrameSample>& samples)
{
    std::vector<double> wall;
    std::vector<double> perWork;
    std::vector<double> cpu;
    std::vector<double> ratio;
    for (const FrameSample& sample : samples) {
        wall.push_back(seconds(sample.wall));
        perWork.push_back(seconds(sample.wall) / sample.work);
        cpu.push_back(seconds(sample.cpu));
        ratio.push_back(seconds(sample.cpu) / seconds(sample.wall));
    }
    TimingRow row;
    row.cell = cell;
    row.wallSeconds = summarize(wall);
    row.secondsPerWork = summarize(perWork);
    row.cpuSeconds = summarize(cpu).median;
    row.cpuPerWall = summarize(ratio).median;
    row.rate = 1 / row.secondsPerWork.median;
    return row;
}

void compareWithOneThread(std::vector<TimingRow>& rows)
{
    for (TimingRow& row : rows) {
        TimingCell single = row.cell;
        single.threads = 1;
        const auto base = std::find_if(
            rows.begin(), rows.end(), [&](const TimingRow& other) { return other.cell == single; });
        if (base == rows.end())
            continue;
        row.speedUp = row.rate / base->rate;
        row.efficiency = *row.speedUp / row.cell.threads;
    }
}

} // namespace

TimingCell cellOf(const FrameSample& sample)
{
    return { sample.workload, sample.threads, sample.simd, sample.arithmetic };
}

void TimingTable::add(const FrameSample& sample)
{
    if (sample.wall.count() <= 0 || !(sample.work > 0) || sample.threads < 1)
        return;
    std::deque<FrameSample>& samples = m_samples[cellOf(sample)];
    samples.push_back(sample);
    if (samples.size() > keptSamples)
        samples.pop_front();
}

std::vector<TimingRow> TimingTable::rows(Workload workload) const
{
    std::vector<TimingRow> rows;
    for (const auto& [cell, samples] : m_samples) {
        if (cell.workload == workload)
            rows.push_back(rowOf(cell, samples));
    }
    compareWithOneThread(rows);
    std::sort(rows.begin(), rows.end(), [](const TimingRow& a, const TimingRow& b) {
        return std::tie(a.cell.simd, a.cell.arithmetic, a.cell.threads)
            < std::tie(b.cell.simd, b.cell.arithmetic, b.cell.threads);
    });
    return rows;
}

std::vector<FrameSample> TimingTable::samples() const
{
    std::vector<FrameSample> all;
    for (const auto& [cell, samples] : m_samples)
        all.insert(all.end(), samples.begin(), samples.end());
    return all;
}

std::optional<double> TimingTable::commonWork(Workload workload) const
{
    std::optional<double> common;
    for (const auto& [cell, samples] : m_samples) {
        if (cell.workload != workload)
            continue;
        for (const FrameSample& sample : samples) {
            if (common.value_or(sample.work) != sample.work)
                return std::nullopt;
            common = sample.work;
        }
    }
    return common;
}

} // namespace escapade
